"""The shape every answer shares: read the conversation, ask the base, say it, remember.

A subclass is one need of the contract. It returns a `Reponse`; everything else is done here, once: a fact that
answers the very question comes first, a bare follow-up (« et à Lyon ? ») goes back to the last need, sources
are gathered and dated, and slots are set.
"""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import sigles, slots
from knowledge.base import KnowledgeBase, database_url, shared
from knowledge.phrases import Phrasebook, phrasebook
from knowledge.queries import diplomes, faits
from knowledge.queries.sources import cite

_TITRE = 60  # the longest title of a button (bot/schema/reply.json)


@dataclass
class Reponse:
    """An answer: complete `texte`, `boutons`, optional `carte`, ids or addresses of `sources`, slots to set."""

    texte: str
    boutons: list[dict[str, str]] = field(default_factory=list)
    carte: dict[str, Any] | None = None
    sources: list[str] = field(default_factory=list)
    memoire: dict[str, Any] = field(default_factory=dict)


@dataclass
class Contexte:
    """What an answer may read: the message, its mentions, the memory, the base and the sentences."""

    tracker: Tracker
    base: KnowledgeBase
    phrases: Phrasebook

    @property
    def texte(self) -> str:
        """Return the message as typed (or the payload of a button)."""
        return self.tracker.latest_message.get("text") or ""

    @cached_property
    def slots(self) -> dict[str, Any]:
        """Return the memory of the conversation."""
        return dict(self.tracker.current_slot_values())

    @cached_property
    def entites(self) -> list[dict[str, Any]]:
        """Return the mentions of this message, in order, refusals left out."""
        return [e for e in self.tracker.latest_message.get("entities") or [] if not e.get("negated")]

    @cached_property
    def refus(self) -> list[dict[str, Any]]:
        """Return the mentions of this message that the person refuses (« pas prof »)."""
        return [e for e in self.tracker.latest_message.get("entities") or [] if e.get("negated")]

    def nommes(self, entity: str) -> list[str]:
        """Return the base ids of one type named in this message, in order, each once."""
        ids = [e["value"] for e in self.entites if e["entity"] == entity and e.get("id")]
        return list(dict.fromkeys(ids))

    def chose(self, entity: str) -> str | None:
        """Return the id named in this message, else the one remembered."""
        named = self.nommes(entity)
        return named[0] if named else self.slots.get(entity)

    def retenu(self) -> dict[str, Any]:
        """Return the slots this message sets: what it names, and under which word."""
        named = {entity: self.nommes(entity)[0] for entity in slots.THINGS if self.nommes(entity)}
        words = {e["entity"]: e["label"] for e in reversed(self.entites) if e.get("label")}
        return {**named, slots.DITS: {**(self.slots.get(slots.DITS) or {}), **words}}

    def dit(self, entity: str, default: str) -> str:
        """Return how the person called a thing (« électricienne »), else `default`."""
        return (self.retenu()[slots.DITS]).get(entity) or default

    def dire(self, key: str, **values: Any) -> str:
        """Return a sentence in the register of the conversation."""
        return self.phrases.say(key, self.slots, **values)

    def boutons(self, key: str, **values: Any) -> list[dict[str, str]]:
        """Return the buttons written under a sentence."""
        return self.phrases.buttons(key, self.slots, **values)

    def reponse(self, key: str, **values: Any) -> Reponse:
        """Return an answer made of one sentence and its buttons."""
        return Reponse(self.dire(key, **values), self.boutons(key, **values))


class Besoin(Action, abc.ABC):
    """One need. `faits` is how sure a brochure fact must be to answer first (above 1: never)."""

    faits: ClassVar[float] = 0.8
    du_campus: ClassVar[bool] = False  # the need itself is about campuses
    nomme_un_diplome: ClassVar[bool] = False  # the need is about the diploma it names
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
        besoin = self._suivi(contexte)
        reponse = self._fait(contexte) or besoin._inconnu(contexte) or besoin.repondre(contexte)
        sources = cite(contexte.base, reponse.sources)
        dits = [event.get("text") or "" for event in tracker.events if event.get("event") == "bot"]
        dispatcher.utter_message(
            text=sigles.expliquer(contexte.phrases, reponse.texte, dits),
            buttons=reponse.boutons,
            json_message=_custom(reponse.carte, sources),
        )
        memoire = {slots.SOURCES: sources, slots.INCOMPRIS: 0, slots.BESOIN: besoin.besoin}
        memoire |= contexte.retenu() | reponse.memoire
        # Only what changed: every event is read again at every turn.
        return [SlotSet(name, value) for name, value in memoire.items() if contexte.slots.get(name) != value]

    def exigence(self, contexte: Contexte) -> float:
        """Return the share of the question that a fact must cover to answer it."""
        return self.faits

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
        if exigence > 1 or contexte.texte.startswith("/"):
            return None
        campus = next(iter(contexte.nommes(slots.CAMPUS)), None) or faits.about(
            contexte.base, next(iter(contexte.nommes(slots.LIEU)), None)
        )
        if campus is None and self.du_campus:
            campus = contexte.slots.get(slots.CAMPUS)
        ailleurs = not (self.du_campus or lui or self.seul(contexte))
        trouve = faits.answer(contexte.base, contexte.texte, campus, exigence, elsewhere=ailleurs)
        if not trouve:
            return None
        lignes = [contexte.dire("utter_fait", reponse=fait.reponse) for fait in trouve]
        memoire = {slots.CAMPUS: trouve[0].sujet} if trouve[0].sujet not in faits.GENERAL else {}
        boutons = contexte.boutons("utter_fait")
        return Reponse("\n\n".join(lignes), boutons, None, [fait.source for fait in trouve], memoire)


def titre(name: str) -> str:
    """Return a name short enough for a button, cut between words."""
    return name if len(name) <= _TITRE else name[: _TITRE - 1].rsplit(" ", 1)[0].rstrip(" ,:-") + " …"


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
