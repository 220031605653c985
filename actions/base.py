"""The shape every answer shares: read the conversation, ask the base, say it, remember.

A subclass is one need of the contract. It returns a `Reponse`; everything else is done here, once: what the message
asks of the talk itself (`suite`), a fact that answers the very question first, a bare follow-up (« et à Lyon ? ») that
goes back to the last need, sources gathered and dated, slots set, and never the same answer twice (`cloture`).
"""

from __future__ import annotations

import abc
import re
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import activites, cloture, fil, montres, reprises, sigles, slots, suite
from actions.contexte import Contexte, Reponse, titre
from actions.contraintes import lire as lire_contraintes
from actions.portees import accepte
from knowledge.base import KnowledgeBase, database_url, shared
from knowledge.phrases import phrasebook
from knowledge.queries import diplomes, faits
from knowledge.queries.sources import cite

__all__ = ["Besoin", "Contexte", "Reponse", "besoin_nomme", "titre"]


SUREMENT = 0.5  # a message read less surely as a need about campuses may be about anything
# A reviewed message, said as it is: no acronym is explained in it.
_DANGER = frozenset({"detresse", "harcelement"})

_ET = re.compile(r"\s*(?:et|et puis|ok et|mais) (?!(?:les |un |le |des |vos |leurs? )?campus)\w+(?: \w+){0,4}\W*$")
_DE_LA_BROCHURE = re.compile(r"campus|filiere|brochure|label|excellence")


class Besoin(Action, abc.ABC):
    """One need. `faits` is how sure a brochure fact must be to answer first (above 1: never)."""

    faits: ClassVar[float] = 0.8
    du_campus: ClassVar[bool] = False  # the need itself is about campuses
    nomme_un_diplome: ClassVar[bool] = False  # the need is about the diploma it names
    aparte: ClassVar[bool] = False  # said aside: « et à Lyon ? » goes on from the need before
    seule: ClassVar[bool] = False  # nothing is added to the answer: no second need, no reminder
    _par_nom: ClassVar[dict[str, Besoin]] = {}

    def __init__(self, base: KnowledgeBase | None = None) -> None:
        self._base = base
        Besoin._par_nom[self.besoin] = self

    @property
    @abc.abstractmethod
    def besoin(self) -> str:
        """Return the intent's name; a plain class attribute in subclasses."""

    def name(self) -> str:
        """Return `action_` and the need: the name used in rules."""
        return f"action_{self.besoin}"

    @abc.abstractmethod
    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the answer to this need."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Answer, and remember what the next message may lean on."""
        contexte = Contexte(tracker, self._base or shared(database_url()), phrasebook())
        besoin, reponse = self._repondre(contexte)
        shown = montres.listes(contexte.base, reponse)
        reponse = cloture.clore(contexte, besoin.besoin, reponse, seule=besoin.seule)
        sources = reponse.citees or cite(contexte.base, reponse.sources)
        dits = [event.get("text") or "" for event in tracker.events if event.get("event") == "bot"]
        dispatcher.utter_message(
            text=reponse.texte if besoin.besoin in _DANGER else sigles.expliquer(contexte.phrases, reponse.texte, dits),
            buttons=reponse.boutons,
            json_message=_custom(reponse.carte, sources),
        )
        memoire: dict[str, Any] = {slots.SOURCES: sources, slots.INCOMPRIS: 0}
        if not besoin.aparte:
            memoire[slots.BESOIN] = besoin.besoin
        if shown:
            memoire[slots.MONTRES] = shown
        memoire[slots.CONTRAINTES] = lire_contraintes(contexte) or None
        kinds = [sujet[0]] if (sujet := fil.nomme(contexte)) else []
        memoire[slots.SUJET] = fil.retenir(contexte, any(accepte(besoin.besoin, kind) for kind in kinds))
        memoire |= contexte.retenu() | reponse.memoire
        # Only what changed: every event is read again at every turn.
        return [SlotSet(name, value) for name, value in memoire.items() if contexte.slots.get(name) != value]

    def _repondre(self, contexte: Contexte) -> tuple[Besoin, Reponse]:
        """Return the need that is answered, with its answer: what the message asks of the talk comes first."""
        geste = suite.geste(contexte)
        seul = self.besoin == "incompris" and not contexte.slots.get(slots.BESOIN)
        su = self._fait(contexte) if seul and geste is not None and geste.reponse is None else None
        if su is not None:
            return self, su  # a first question that no need fits may be the very one a fact answers
        besoin = besoin_nomme(geste.besoin if geste else None) or self._suivi(contexte)
        besoin = besoin_nomme(fil.besoin_du_sujet(contexte, besoin.besoin)) or besoin
        besoin = besoin_nomme(None if geste else reprises.fiche_plutot(contexte, besoin.besoin)) or besoin
        if geste is not None and geste.reponse is not None:
            return besoin, geste.reponse
        fil.rappeler(contexte, besoin.besoin)
        besoin = besoin_nomme(activites.metier_voulu(contexte, besoin.besoin)) or besoin
        if besoin.du_campus:
            reprises.campus_du_lieu(contexte)
        lecteur = self if geste is None else besoin
        fait = lecteur._fait(contexte) if geste is None or geste.faits else None
        reponse = fait or besoin._inconnu(contexte) or besoin.repondre(contexte)
        autre = None if contexte.bouton else besoin_nomme(reprises.sinon(contexte, besoin.besoin))
        if autre not in (None, besoin) and cloture.deja_dite(contexte, besoin.besoin, reponse, seule=besoin.seule):
            return autre, autre.repondre(contexte)
        return besoin, reponse

    def exigence(self, contexte: Contexte) -> float:
        """Return the share of the question that a fact must cover to answer it (above 1: never)."""
        if self.du_campus or not contexte.nommes(slots.METIER) or _DE_LA_BROCHURE.search(contexte.ecrit):
            return self.faits
        return 2.0  # a job is named: the facts are about campuses and fields

    def seul(self, contexte: Contexte) -> bool:
        """Tell whether nothing was said before that this message could follow."""
        return False

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Return the need to answer: this one, unless a subclass goes back to the last."""
        return self

    def _inconnu(self, contexte: Contexte) -> Reponse | None:
        """Return what to say of a diploma nobody knows: never as if it existed, with the nearest real ones."""
        inconnu = next((e for e in contexte.entites if e.get("unknown")), None)
        if inconnu is None or not self.nomme_un_diplome:
            return None
        voisins = diplomes.nearest(contexte.base, inconnu["label"])
        boutons = [
            {"title": titre(diplomes.name(contexte.base, f.id)), "payload": f'/diplome_niveau{{"diplome": "{f.id}"}}'}
            for f in voisins
        ] + contexte.boutons("utter_diplome_inconnu")
        return Reponse(contexte.dire("utter_diplome_inconnu", nom=inconnu["label"]), boutons)

    def _fait(self, contexte: Contexte) -> Reponse | None:
        """Return the answer of a fact that matches the very question, when one is sure enough."""
        exigence = self.exigence(contexte)
        # « Quelles filières couvre-t-il ? » out of the blue is about a campus: nothing else was talked of.
        lui = faits.about_one(contexte.texte) and not any(contexte.chose(entity) for entity in slots.THINGS)
        if lui:
            exigence = min(exigence, 0.6)
        if exigence > 1 or contexte.bouton:
            return None
        campus = next(iter(contexte.nommes(slots.CAMPUS)), None) or faits.about(
            contexte.base, next(iter(contexte.nommes(slots.LIEU)), None)
        )
        if campus is None and self.du_campus:
            campus = contexte.slots.get(slots.CAMPUS)
        dernier = besoin_nomme(contexte.slots.get(slots.BESOIN))
        if dernier is not None and not dernier.du_campus and _ET.match(contexte.ecrit) and not self.du_campus:
            return None  # « et la deuxième année ? » goes on from what was talked of
        lu = self.du_campus and contexte.assurance >= SUREMENT
        propos = lu or lui or (dernier is not None and dernier.du_campus)
        ailleurs = not (self.du_campus or lui or self.seul(contexte))
        trouve = faits.answer(contexte.base, contexte.texte, campus, exigence, elsewhere=ailleurs, talk=propos)
        if not trouve:
            return None
        lignes = [contexte.dire("utter_fait", reponse=fait.reponse) for fait in trouve]
        memoire = {slots.CAMPUS: trouve[0].sujet} if trouve[0].sujet not in faits.GENERAL else {}
        boutons = contexte.boutons("utter_fait")
        return Reponse("\n\n".join(lignes), boutons, None, [fait.source for fait in trouve], memoire)


def besoin_nomme(name: str | None) -> Besoin | None:
    """Return the action of a need by its intent name, for follow-ups; None when unknown."""
    return Besoin._par_nom.get(name or "")


def _custom(carte: dict[str, Any] | None, sources: list[dict[str, str]]) -> dict[str, Any]:
    custom: dict[str, Any] = {}
    if carte:
        custom["card"] = carte
    if sources:
        custom["sources"] = sources
    return custom
