"""What an answer is made of, and all that it may read: the message, the memory, the base and the sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from actions import slots
from knowledge.base import KnowledgeBase
from knowledge.entities import Formation
from knowledge.phrases import Phrasebook
from knowledge.spelling import normalise
from knowledge.text import fold, words
from knowledge.tracks import in_track, is_trackless

# What stands for something masked (bot/privacy.py) names nothing: « [téléphone] » is no wish for telephony.
_MASQUE = re.compile(r"\[(?:courriel|identifiant|téléphone|adresse|prénom)\]")
_EN_MAIN = re.compile(
    r"\b(?:je suis|j suis|jsuis|chuis|j ?ai|(?:il|elle) (?:est|a)|je fais|je sors|titulaire|avec|apres|en fait)\b"
    r"(?: (?:deja|eu|fait|mon|ma|un|une|le|la|en|d|de|du|son|sa|obtenu|fini|passe|seulement|juste|que))* $"
)
_ATTIRE = re.compile(
    r"\b(?:attire|tente|interesse|plait|veux|voudrais|aimerais|reve|souhaite\w*|devenir|envie|vers|passer|quitter|changer)\b"
)
_SALUT = re.compile(r"(?:(?:bonjour|bonsoir|bjr|salut|hello|madame|monsieur|a tous|ici|une|un|je suis|moi) ?)+")
_TITRE = 60  # the longest title of a button (bot/schema/reply.json)


@dataclass
class Reponse:
    """An answer: complete `texte`, `boutons`, optional `carte`, ids or addresses of `sources`, slots to set.

    `citees` are sources already turned into titles, addresses and dates: those of an earlier answer. `liste` tells
    what the text lists, in order, when its lines do not begin with a name: `{"entity", "id", "label"}`.
    """

    texte: str
    boutons: list[dict[str, str]] = field(default_factory=list)
    carte: dict[str, Any] | None = None
    sources: list[str] = field(default_factory=list)
    memoire: dict[str, Any] = field(default_factory=dict)
    citees: list[dict[str, str]] = field(default_factory=list)
    liste: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Contexte:
    """What an answer may read: the message, its mentions, the memory, the base and the sentences."""

    tracker: Tracker
    base: KnowledgeBase
    phrases: Phrasebook

    @property
    def texte(self) -> str:
        """Return the message as typed (or the payload of a button); spaces stand where something was masked."""
        return _MASQUE.sub(lambda masque: " " * len(masque[0]), self.tracker.latest_message.get("text") or "")

    @cached_property
    def ecrit(self) -> str:
        """Return the message folded, then on a second line with its short forms spelt out, when it has any."""
        typed, spelt = fold(self.texte), words(normalise(self.texte))
        return typed if self.bouton or spelt == words(typed) else f"{typed}\n{' '.join(spelt)}"

    @property
    def bouton(self) -> bool:
        """Tell whether a button was pressed: nothing was typed."""
        return self.texte.startswith("/")

    @cached_property
    def slots(self) -> dict[str, Any]:
        """Return the memory of the conversation."""
        return dict(self.tracker.current_slot_values())

    @cached_property
    def entites(self) -> list[dict[str, Any]]:
        """Return the mentions of this message, in order, refusals left out."""
        said = self.tracker.latest_message.get("entities") or []
        return [self._dans_la_voie(e) for e in said if not e.get("negated") and not self._se_presente(e)]

    def _dans_la_voie(self, mention: dict[str, Any]) -> dict[str, Any]:
        """Read « je suis en première » in the track of the class known before: pro, techno."""
        known = str(self.slots.get(slots.NIVEAU) or "")
        typed = self.texte[mention.get("start", 0) : mention.get("end", 0)]
        if mention["entity"] != slots.NIVEAU or not known or not is_trackless(typed):
            return mention
        found = in_track(str(mention.get("id")), known.partition("-")[2])
        return {**mention, "value": found[0], "id": found[0], "label": found[1]} if found else mention

    @cached_property
    def presente(self) -> bool:
        """Tell whether who speaks is said as a job by itself: « Bonjour, infirmière. »."""
        return any(self._se_presente(e) for e in self.tracker.latest_message.get("entities") or [])

    @cached_property
    def refus(self) -> list[dict[str, Any]]:
        """Return the mentions of this message that the person refuses (« pas prof »)."""
        return [e for e in self.tracker.latest_message.get("entities") or [] if e.get("negated")]

    @property
    def lu(self) -> str:
        """Return the need that this message was read as."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name"))

    @property
    def lectures(self) -> list[tuple[str, float]]:
        """Return the readings of this message, surest first, with their confidence."""
        ranking = self.tracker.latest_message.get("intent_ranking") or []
        return [(entry["name"], float(entry["confidence"])) for entry in ranking]

    @property
    def assurance(self) -> float:
        """Return how surely the message was read, 0 to 1."""
        return max((sure for name, sure in self.lectures[:1] if name != "nlu_fallback"), default=0.0)

    def valeur(self, entity: str) -> str | None:
        """Return what a button says besides naming things (« oui », the number of a question)."""
        return next((str(e["value"]) for e in self.entites if e["entity"] == entity), None)

    def nommer(self, entity: str, id_: str, label: str | None = None, *, rappel: bool = False) -> None:
        """Add a mention that the message makes without its name: « le deuxième ». A `rappel` changes no subject."""
        self.entites[:] = [e for e in self.entites if e["entity"] != entity]
        made = {"entity": entity, "value": id_, "id": id_, "label": label, "start": 0, "end": 0, "rappel": rappel}
        self.entites.append(made)

    def nommes(self, entity: str) -> list[str]:
        """Return the base ids of one type named in this message, in order, each once."""
        ids = [e["value"] for e in self.entites if e["entity"] == entity and e.get("id")]
        return list(dict.fromkeys(ids))

    def chose(self, entity: str) -> str | None:
        """Return the id named in this message, else the one remembered."""
        named = self.nommes(entity)
        return named[0] if named else self.slots.get(entity)

    def en_main(self, entity: str) -> bool:
        """Tell whether the thing of that kind named first is what the person has or does: « j'ai un CAP »."""
        mention = next((e for e in self.entites if e["entity"] == entity and e.get("end")), None)
        if mention is None:
            return False
        return bool(_EN_MAIN.search(" ".join(words(self.texte[: mention["start"]])) + " "))

    def _se_presente(self, mention: dict[str, Any]) -> bool:
        """Tell whether a job is only who speaks, by itself after a greeting: « Bonjour, conseillère d'orientation. »"""
        if mention["entity"] != slots.METIER or not mention.get("end"):
            return False
        before, after = self.texte[: mention["start"]], self.texte[mention["end"] :].strip()
        return bool(_SALUT.fullmatch(" ".join(words(before)))) and after.startswith((".", "!", "\n")) and len(after) > 2

    def _quitte(self, tenu: dict[str, Any]) -> bool:
        """Tell whether another job is wished for after this one, and none before: « caissière, je veux être… »."""
        autre = next((e for e in self.entites if e["entity"] == slots.METIER and e["value"] != tenu["value"]), None)
        if autre is None or not tenu.get("end"):
            return False
        avant, entre = self.texte[: tenu["start"]], self.texte[tenu["end"] : autre["start"]]
        return bool(_ATTIRE.search(" ".join(words(entre)))) and not _ATTIRE.search(" ".join(words(avant)))

    @property
    def _sujets(self) -> list[dict[str, Any]]:
        """Return the mentions, but the job held beside what is wanted: « je suis caissière, la soudure m'attire »."""
        tenu = next((e for e in self.entites if e["entity"] == slots.METIER), None)
        vises = {e["value"] for e in self.entites if e["entity"] in (slots.METIER, slots.DOMAINE)}
        if tenu is None or len(vises) == 1:
            return self.entites
        attire = self.en_main(slots.METIER) and _ATTIRE.search(" ".join(words(self.texte[tenu["end"] :])))
        if not (attire or self._quitte(tenu)):
            return self.entites  # « je suis chaudronnier dans l'industrie, je gagne combien ? »
        return [e for e in self.entites if e["value"] != tenu["value"]]

    def retenu(self) -> dict[str, Any]:
        """Return the slots this message sets: what it names, and under which word."""
        named = {e["entity"]: e["value"] for e in reversed(self._sujets) if e["entity"] in slots.THINGS and e.get("id")}
        dits = {e["entity"]: e["label"] for e in reversed(self._sujets) if e.get("label")}
        return {**named, slots.DITS: {**(self.slots.get(slots.DITS) or {}), **dits}}

    def sujet_nomme(self) -> tuple[str, str] | None:
        """Return (kind, id) of what this message is about; a type of diploma comes after a field."""
        said = [e for e in self._sujets if e.get("id") and not e.get("rappel")]
        first = {e["entity"]: str(e["value"]) for e in reversed(said)}
        kinds = [kind for kind in slots.SUBJECTS if kind in first]
        if kinds[:2] == [slots.DIPLOME, slots.DOMAINE] and self.base.get(Formation, first[slots.DIPLOME]) is None:
            kinds = kinds[1:]
        return (kinds[0], first[kinds[0]]) if kinds else None

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


def titre(name: str) -> str:
    """Return a name short enough for a button, cut between words."""
    return name if len(name) <= _TITRE else name[: _TITRE - 1].rsplit(" ", 1)[0].rstrip(" ,:-") + " …"
