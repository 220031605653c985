"""Turns that lean on the last one: yes, no, « et à Lyon ? », and what was not understood."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.base import Besoin, Contexte, Reponse, besoin_nomme
from knowledge.phrases import phrasebook
from knowledge.text import fold

_MONTRES = 3
# « Ça recrute ? », « on y entre comment ? »: a need of its own, about the thing talked of before. The slots named
# must be known; the first need that fits is answered.
_AUTRES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"\brecrut|\bembauch", (slots.METIER, slots.DOMAINE), "metier_debouches"),
    (r"\b(?:gagne|payee?|paie|salaire)\b", (slots.METIER,), "metier_salaire"),
    (r"\bon y entre|\bentrer\b|\badmission\b|\bsur dossier\b|\bniveau demande\b", (slots.DIPLOME,), "formation_acces"),
    (r"\bet (?:apres|ensuite)\b", (slots.DIPLOME,), "formation_apres"),
    (r"\bon y fait quoi\b|\bmaths\b|\bmatieres\b", (slots.DIPLOME,), "formation_contenu"),
    (r"\bpasserelle", (slots.NIVEAU, slots.DIPLOME), "passerelle_reorientation"),
    (r"\bhoraires?\b", (slots.METIER,), "metier_conditions"),
)
_TOURS = frozenset({"affirmer", "nier", "relance_contextuelle"})  # « Est-ce l'une de ces questions ? »: not questions
_NU = re.compile(r"\s*(?:et|ok et)\b")  # « et en alternance ? » said first asks nothing yet
# Needs that a place does not change: « et à Lyon ? » then asks where to train.
_SANS_LIEU = frozenset(
    {"metier_decouverte", "metier_devenir", "metier_conditions", "formation_contenu", "formation_acces"}
)


class RelanceContextuelle(Besoin):
    """A bare follow-up: the last need again, with what this message adds or corrects."""

    besoin = "relance_contextuelle"

    def _suivi(self, contexte: Contexte) -> Besoin:
        dernier = contexte.slots.get(slots.BESOIN)
        if contexte.nommes(slots.LIEU) and dernier in _SANS_LIEU:
            dernier = "formation_ou"
        return besoin_nomme(_autre(contexte) if dernier else None) or besoin_nomme(dernier) or self

    def seul(self, contexte: Contexte) -> bool:
        """Tell whether there is no last need."""
        return self._suivi(contexte) is self

    def _fait(self, contexte: Contexte) -> Reponse | None:
        """Look for a fact as the last need would: only a talk about campuses goes on about campuses."""
        dernier = self._suivi(contexte)
        if dernier is self:
            return None if _NU.match(fold(contexte.texte)) else super()._fait(contexte)
        return dernier._fait(contexte) if dernier.du_campus else None

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_relance_contextuelle")


class Affirmer(RelanceContextuelle):
    """Yes: the last need goes on."""

    besoin = "affirmer"
    faits = 2.0  # never: a yes asks nothing

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_affirmer")


class Nier(Besoin):
    """No: what else."""

    besoin = "nier"
    faits = 2.0  # never: a no asks nothing

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_nier")


class Incompris(Besoin):
    """Not understood: rephrase, then the nearest readings as buttons, then a person. Never the same twice."""

    besoin = "incompris"
    faits = 0.5  # unsure of the need: a fact that covers half of the question is better than none

    def repondre(self, contexte: Contexte) -> Reponse:
        fois = int(contexte.slots.get(slots.INCOMPRIS) or 0) + 1
        lectures = _lectures(contexte)
        soucis = {lecture["name"] for lecture in (contexte.tracker.latest_message.get("intent_ranking") or [])[:3]}
        key = (
            "utter_incompris_humain" if fois > 2 else "utter_incompris_propositions" if lectures else "utter_incompris"
        )
        boutons = contexte.boutons(key) if fois > 2 else lectures + contexte.boutons(key)
        memoire = {slots.INCOMPRIS: fois, slots.BESOIN: contexte.slots.get(slots.BESOIN)}
        texte = contexte.dire(key)
        if soucis & {"detresse", "harcelement"}:
            texte += "\n\n" + contexte.dire("utter_incompris_si_ca_ne_va_pas")
        return Reponse(texte, boutons, None, [], memoire)


class ActionSessionStart(Action):
    """Open a session: greet, or go on without a word; carry the memory, last value each, never more."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await asyncio.sleep(0)
        metadata = tracker.get_slot("session_started_metadata") or {}
        carried = [SlotSet(name, value) for name in slots.CARRIED if (value := tracker.get_slot(name)) is not None]
        if metadata.get("campus"):
            carried.append(SlotSet(slots.CAMPUS, metadata["campus"]))
        if not metadata.get("silencieux"):
            phrases = phrasebook()
            dispatcher.utter_message(text=phrases.say("utter_bienvenue"), buttons=phrases.buttons("utter_bienvenue"))
        return [SessionStarted(), *carried, ActionExecuted("action_listen")]


def _autre(contexte: Contexte) -> str | None:
    """Return the need that a bare follow-up names, when what it is about is known."""
    plain = fold(contexte.texte)
    for pattern, things, besoin in _AUTRES:
        if any(contexte.chose(thing) for thing in things) and re.search(pattern, plain):
            return besoin
    return None


def _lectures(contexte: Contexte) -> list[dict[str, str]]:
    """Return the nearest readings of the message as buttons; payloads keep what the message named."""
    boutons = []
    for lecture in contexte.tracker.latest_message.get("intent_ranking") or []:
        name, key = lecture["name"], f"utter_titre_{lecture['name']}"
        if contexte.phrases.has(key) and besoin_nomme(name) and name not in _TOURS:
            boutons.append({"title": contexte.dire(key), "payload": f"/{name}"})
    return boutons[:_MONTRES]
