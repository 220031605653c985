"""How near two trainings are in subject: the words of their titles, their ROME codes, their field.

Used only where no named edge tells what follows what. Rare words count more than common ones.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation
from knowledge.text import STOPWORDS, stems, words

_ROME, _DOMAIN, _FIELD = 0.45, 0.2, 0.12  # weights beside the words of the title (1); a domain is « F16 » of « F1602 »
_ENOUGH = 120  # formations compared for one edge
_ROOT = 6  # letters: « électricien », « électricité » and « électrotechnique » share « electr »
_EMPTY = frozenset(stems(
    "métier technicien conseiller gestion option parcours spécialité mention enseignement spécifique diplôme ingénieur "
    "école état titre agent employé ouvrier opérateur assistant responsable chargé chef professionnel profession "
    "sciences conducteur service système technique produit organisation filière public processus"
))  # fmt: skip


@dataclass(frozen=True)
class Sujet:
    """What something is about: the roots of its words, its ROME codes, its field."""

    mots: frozenset[str]
    rome: frozenset[str] = frozenset()
    filiere: str | None = None

    @cached_property
    def domaines(self) -> frozenset[str]:
        """Return the ROME domains of its codes."""
        return frozenset(code[:3] for code in self.rome)


@lru_cache(maxsize=200_000)
def roots(text: str) -> frozenset[str]:
    """Return the roots of the words of a title that tell a subject."""
    kept = (word for word in words(text) if word not in STOPWORDS)
    return frozenset(word[:_ROOT] for word, root in ((w, stems(w)) for w in kept) if root and root[0] not in _EMPTY)


class Proximity:
    """The formations of a base, by kind, word and code; made once a base."""

    def __init__(self, formations: Iterable[Formation]) -> None:
        self.by_type: dict[str, list[Formation]] = defaultdict(list)
        self.sujets: dict[str, Sujet] = {}
        self._word: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._rome: dict[tuple[str, str], list[str]] = defaultdict(list)
        seen: dict[str, int] = defaultdict(int)
        for item in formations:
            self.by_type[item.type].append(item)
            sujet = Sujet(roots(item.intitule), frozenset(item.rome), item.filiere)
            self.sujets[item.id] = sujet
            for word in sujet.mots:
                self._word[item.type, word].append(item.id)
                seen[word] += 1
            for domain in sujet.domaines:
                self._rome[item.type, domain].append(item.id)
        total = max(1, len(self.sujets))
        self._weight = {word: math.log(1 + total / count) for word, count in seen.items()}
        self._rarest = math.log(1 + total)
        self._norm = {id_: self._length(sujet.mots) for id_, sujet in self.sujets.items()}

    def between(self, one: str, other: str) -> float:
        """Return how near two formations are: 0 (nothing shared) to about 1.6."""
        return self._near(self.sujets[one], self._norm[one], other)

    def to(self, sujet: Sujet, other: str) -> float:
        """Return how near a formation is to a subject."""
        return self._near(sujet, self._length(sujet.mots), other)

    def nearest(self, type_: str, sujet: Sujet, limit: int, floor: float) -> list[tuple[float, str]]:
        """Return the formations of a kind nearest to a subject, best first, at least `floor` near."""
        seen: set[str] = set()
        # Rarest words first: once enough are found, a word that half the titles share brings nobody nearer.
        ranked = sorted(sujet.mots, key=lambda word: -self._weight.get(word, self._rarest))
        lists = [self._word.get((type_, word), ()) for word in ranked]
        lists += [self._rome.get((type_, domain), ()) for domain in sujet.domaines]
        for ids in lists:
            if not seen or len(seen) + len(ids) <= _ENOUGH:
                seen.update(ids)
        norm = self._length(sujet.mots)
        scored = [(self._near(sujet, norm, id_), id_) for id_ in seen]
        return sorted((item for item in scored if item[0] >= floor), key=lambda item: (-item[0], item[1]))[:limit]

    def known(self, mots: frozenset[str]) -> frozenset[str]:
        """Return the roots that some title bears."""
        return frozenset(word for word in mots if word in self._weight)

    def within(self, type_: str, text: frozenset[str], filiere: str | None, floor: float) -> list[str]:
        """Return the formations of a kind whose whole title is in a text (« master de droit »), same field first."""
        seen = {id_ for word in text for id_ in self._word.get((type_, word), ())}
        scored = []
        for id_ in seen:
            sujet = self.sujets[id_]
            share = self._length(sujet.mots & text) / self._norm[id_]
            if share >= floor:
                scored.append((sujet.filiere != filiere, -share, len(sujet.mots), id_))
        return [id_ for *_, id_ in sorted(scored)]

    def _near(self, sujet: Sujet, norm: float, other: str) -> float:
        theirs = self.sujets[other]
        score = 0.0
        shared = sujet.mots & theirs.mots
        if shared:
            score += sum(self._weight[word] ** 2 for word in shared) / (norm * self._norm[other])
        if sujet.rome and not sujet.rome.isdisjoint(theirs.rome):
            score += _ROME
        elif sujet.rome and not sujet.domaines.isdisjoint(theirs.domaines):
            score += _DOMAIN
        if sujet.filiere and sujet.filiere == theirs.filiere:
            score += _FIELD
        return score

    def _length(self, mots: frozenset[str]) -> float:
        return math.sqrt(sum(self._weight.get(word, self._rarest) ** 2 for word in mots)) or 1.0


def proximity(base: KnowledgeBase) -> Proximity:
    """Return the index of the base, made once."""
    made: Proximity = base.derived("proximite", lambda base: Proximity(base.all(Formation)))
    return made
