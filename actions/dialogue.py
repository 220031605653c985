"""Turns that lean on the last one: yes, no, « et à Lyon ? », and what was not understood."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import fil, reprises, slots
from actions.base import Besoin, Contexte, Reponse, besoin_nomme
from actions.portees import accepte
from knowledge.phrases import phrasebook

_MONTRES = 3
_OFFERTS = 4  # buttons offered again after a yes
# How sure the first reading of an unsure message must be to be answered rather than asked, and beside a thing named.
_ASSEZ, _ASSEZ_NOMME = 0.3, 0.18
_ASIDE = frozenset({"affirmer", "nier", "relance_contextuelle", "nlu_fallback"})
# A bare follow-up that the model also reads as a need of its own, that surely, is that need: « et ça recrute ? ».
_SURE = 0.15
# « Ça recrute ? », « on y entre comment ? »: a need of its own, about the thing talked of before. The slots named
# must be known; the first need that fits is answered.
_AUTRES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"\brecrut|\bembauch", (slots.METIER, slots.DOMAINE), "metier_debouches"),
    (r"\b(?:gagne|payee?|paie|paye|salaires?)\b", (slots.METIER,), "metier_salaire"),
    (r"\b(?:gagne|payee?|paie|paye|salaires?|debouches?)\b", (slots.DIPLOME,), "formation_debouches"),
    (r"\bon y entre|\bentrer\b|\badmission\b|\bsur dossier\b|\bniveau demande\b", (slots.DIPLOME,), "formation_acces"),
    (r"\bet (?:apres|ensuite)\b", (slots.DIPLOME,), "formation_apres"),
    (r"\bon y fait quoi\b|\bmaths\b|\bmatieres\b", (slots.DIPLOME,), "formation_contenu"),
    (r"\bpasserelle", (slots.NIVEAU, slots.DIPLOME), "passerelle_reorientation"),
    (r"\bhoraires?\b", (slots.METIER,), "metier_conditions"),
)
# A second reading of these needs is believed in a talk only when what it would be about is known.
_SANS_QUOI = {
    "metier_": (slots.METIER, slots.DOMAINE, slots.DIPLOME),
    "formation_": (slots.DIPLOME, slots.METIER, slots.DOMAINE, slots.NIVEAU),
}
_DEVENIR = re.compile(r"\bdevenir\b|\bdevien\w+|\bchemin\b|\betudes?\b|\barriver\b")
_NU = re.compile(r"\s*(?:et|ok et)\b")  # « et en alternance ? » said first asks nothing yet
_SUITE = re.compile(r"\bet (?:apres|ensuite)\b")
# Needs that « et en alternance ? » turns into those of apprentices.
_EN_ALTERNANCE = {
    "metier_salaire": "alternance_salaire",
    "formation_contenu": "alternance_generalites",
    "formation_acces": "alternance_recherche",
    "diplome_niveau": "alternance_generalites",
    "metier_decouverte": "metier_devenir",
    "formation_apres": "alternance_generalites",
    "formation_debouches": "alternance_generalites",
    "stage_pfmp": "alternance_salaire",
}


class RelanceContextuelle(Besoin):
    """A bare follow-up: a need of its own if it reads as one, else the last need with what this message adds."""

    besoin = "relance_contextuelle"
    aparte = True

    def _suivi(self, contexte: Contexte) -> Besoin:
        dernier = contexte.slots.get(slots.BESOIN)
        if not dernier:  # « ça recrute, la chaudronnerie ? » follows nothing, and says what it asks
            seule = None if _NU.match(contexte.ecrit) or not _ajoute(contexte) else _sure(contexte)
            named = fil.nomme(contexte)
            return besoin_nomme(seule or (fil.FICHES[named[0]] if named else None)) or self
        if len(contexte.nommes(slots.DIPLOME)) == 2:
            return besoin_nomme("formation_comparer") or self
        if dernier == "formation_comparer" and len(contexte.nommes(slots.DIPLOME)) == 1:
            dernier = "diplome_niveau"  # « non, je parlais du BTS »: that one of the two
        if dernier == "formation_comparer" and len(contexte.nommes(slots.METIER)) == 1:
            dernier = "metier_devenir" if _DEVENIR.search(contexte.ecrit) else "metier_decouverte"
        named = fil.nomme(contexte)
        if named is not None and not accepte(dernier, named[0]):
            dernier = fil.FICHES[named[0]]  # « métreur, ça m'intrigue » after another talk
        sure = _sure(contexte)
        if contexte.nommes(slots.LIEU) and named is None and (sure or "").startswith("campus_") and fil.sujet(contexte):
            sure = reprises.besoin_du_lieu(contexte, dernier)  # « il y en a vers Nancy ? » is about the thing talked of
        lieu_seul = contexte.nommes(slots.LIEU) and named is None and reprises.nue(contexte)  # « pareil à Brest »
        autre = None if _corrige(contexte) or lieu_seul else besoin_nomme(sure or _autre(contexte))
        if autre is not None:
            return autre
        if contexte.nommes(slots.LIEU):
            return besoin_nomme(reprises.besoin_du_lieu(contexte, dernier)) or besoin_nomme(dernier) or self
        rythme = any(e["entity"] == slots.RYTHME and e["value"] == "alternance" for e in contexte.entites)
        return besoin_nomme(_EN_ALTERNANCE.get(dernier) if rythme else None) or besoin_nomme(dernier) or self

    def seul(self, contexte: Contexte) -> bool:
        """Tell whether there is no last need."""
        return self._suivi(contexte) is self

    def _fait(self, contexte: Contexte) -> Reponse | None:
        """Look for a fact as the last need would: only a talk about campuses goes on about campuses."""
        dernier = self._suivi(contexte)
        if dernier is self:
            return None if _NU.match(contexte.ecrit) else super()._fait(contexte)
        return dernier._fait(contexte) if dernier.du_campus and not reprises.nue(contexte) else None

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_relance_contextuelle")


class Affirmer(RelanceContextuelle):
    """Yes: what it says yes to is asked, unless it names something; then the last need goes on with it."""

    besoin = "affirmer"
    faits = 2.0  # never: a yes asks nothing

    def _suivi(self, contexte: Contexte) -> Besoin:
        return super()._suivi(contexte) if _ajoute(contexte) else self

    def repondre(self, contexte: Contexte) -> Reponse:
        """Offer again what the last answer offered: a yes says yes to something there."""
        dernier = contexte.slots.get(slots.BESOIN)
        titre_ = f"utter_titre_{dernier}"
        offerts = _derniers_boutons(contexte)
        if not offerts or not contexte.phrases.has(titre_):
            return contexte.reponse("utter_affirmer")
        return Reponse(contexte.dire("utter_affirmer_suite", sujet=contexte.dire(titre_)), offerts)


class Nier(RelanceContextuelle):
    """No: what else; « non, en terminale » corrects, and the last need goes on with it."""

    besoin = "nier"
    faits = 2.0  # never: a no asks nothing

    def _suivi(self, contexte: Contexte) -> Besoin:
        return super()._suivi(contexte) if _ajoute(contexte) else self

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_nier")


class Incompris(Besoin):
    """Not understood: rephrase, then the nearest readings as buttons, then a person. Never the same twice."""

    besoin = "incompris"
    faits = 0.5  # unsure of the need: a fact that covers half of the question is better than none
    aparte = True

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Return the first reading when two were near and either would do, or when it suits the thing named."""
        lu = next(((n, sure) for n, sure in contexte.lectures if n not in _ASIDE), None)
        if lu is None or lu[0] in slots.NO_NEED:
            return self
        named = fil.nomme(contexte)
        suits = named is not None and named[0] != slots.DOMAINE and accepte(lu[0], named[0])
        least = _ASSEZ_NOMME if suits else _ASSEZ
        return besoin_nomme(lu[0] if lu[1] >= least else None) or self

    def seul(self, contexte: Contexte) -> bool:
        """Tell whether one of the nearest readings is about campuses: a fact of the brochure may then be meant."""
        needs = [besoin_nomme(name) for name, _ in contexte.lectures[: _MONTRES + 1]]
        return any(need is not None and need.du_campus for need in needs)

    def repondre(self, contexte: Contexte) -> Reponse:
        fois = int(contexte.slots.get(slots.INCOMPRIS) or 0) + 1
        lectures = _lectures(contexte) if fois == 2 else []
        key = (
            "utter_incompris" if fois == 1 else "utter_incompris_propositions" if lectures else "utter_incompris_humain"
        )
        reponse = Reponse(contexte.dire(key), lectures + contexte.boutons(key))
        reponse.memoire = {slots.INCOMPRIS: fois}
        if {name for name, _ in contexte.lectures[:3]} & {"detresse", "harcelement"}:
            reponse.texte += "\n\n" + contexte.dire("utter_incompris_si_ca_ne_va_pas")
        return reponse


class ActionSessionStart(Action):
    """Open a session: greet, or go on without a word; carry the memory, last value each, never more."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await asyncio.sleep(0)
        metadata = tracker.get_slot("session_started_metadata") or {}
        silent = bool(metadata.get("silencieux"))
        names = (*slots.CARRIED, *slots.UNDER_WAY) if silent else slots.CARRIED
        carried = [SlotSet(name, value) for name in names if (value := tracker.get_slot(name)) is not None]
        site = metadata.get("campus")
        if site:
            carried.append(SlotSet("session_started_metadata", {"campus": site}))
        if site and not silent:
            carried.append(SlotSet(slots.CAMPUS, site))
        if not silent:
            phrases = phrasebook()
            key = "utter_efface" if metadata.get("efface") else "utter_bienvenue"
            key += "_alerte" if metadata.get("alerte") else ""
            known = {name: tracker.get_slot(name) for name in slots.WHO}
            dispatcher.utter_message(text=phrases.say(key, known), buttons=phrases.buttons(key, known))
        return [SessionStarted(), *carried, ActionExecuted("action_listen")]


def _derniers_boutons(contexte: Contexte) -> list[dict[str, str]]:
    """Return the first buttons of the last answer, as they were shown."""
    bots = [event for event in contexte.tracker.events if event.get("event") == "bot"]
    shown = ((bots[-1].get("data") or {}).get("buttons") or []) if bots else []
    return [{"title": b["title"], "payload": b["payload"]} for b in shown[:_OFFERTS] if b.get("payload")]


def _ajoute(contexte: Contexte) -> bool:
    """Tell whether a yes or a no says more: a thing of the base, a rhythm."""
    return any(e["entity"] in (*slots.THINGS, slots.RYTHME) and e.get("value") for e in contexte.entites)


def _corrige(contexte: Contexte) -> bool:
    """Tell whether a thing is said in the place of another of its kind: « soudeur, pas chaudronnier »."""
    return any(contexte.nommes(refus["entity"]) for refus in contexte.refus)


def _sure(contexte: Contexte) -> str | None:
    """Return the second reading of a follow-up when it is a need of its own, and sure enough."""
    lu = next((name for name, sure in contexte.lectures if name not in slots.NO_NEED and sure >= _SURE), None)
    lost = lu is not None and any(
        lu.startswith(kind) and not any(contexte.chose(thing) for thing in things)
        for kind, things in _SANS_QUOI.items()
    )
    return None if lost and contexte.slots.get(slots.BESOIN) else lu


def _autre(contexte: Contexte) -> str | None:
    """Return the need that a bare follow-up names, when what it is about is known."""
    plain = contexte.ecrit
    shown = contexte.slots.get(slots.MONTRES) or []
    if _SUITE.search(plain) and shown and shown[0]["entity"] == "route" and shown[0]["id"]:
        contexte.nommer(slots.DIPLOME, shown[0]["id"])
    for pattern, things, besoin in _AUTRES:
        if any(contexte.chose(thing) for thing in things) and re.search(pattern, plain):
            return besoin
    return None


def _lectures(contexte: Contexte) -> list[dict[str, str]]:
    """Return the nearest readings of the message as buttons; payloads keep what the message named."""
    boutons = []
    for name, _ in contexte.lectures:
        key = f"utter_titre_{name}"
        if name not in _ASIDE and contexte.phrases.has(key) and besoin_nomme(name):
            boutons.append({"title": contexte.dire(key), "payload": f"/{name}"})
    return boutons[:_MONTRES]
