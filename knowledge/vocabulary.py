"""The words of everything that has a name: how common each is, and which ones a mistyped word may be."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.terms import root
from knowledge.text import masculine

_SHORTEST = 4  # letters of a word that may hold a slip
_LONG = 8  # from here two slips are allowed
# What a slip, one on the first letter, and a spelling that sounds the same cost a word of one letter.
_SLIP, _START, _SOUND = 0.9, 1.2, 0.5
_GLUED = 3  # letters of the least part of two words typed as one
_ACRONYM = 5  # an unknown word of fewer letters says less
_MOST = 8  # corrections kept of one word
_KEPT = 20_000
# French spelling to sound, in this order: « koifeuze » and « coiffeuse », « logistic » and « logistique » meet.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"), (r"(?<![cs])h", ""), (r"sch|ch|sh", "8"), (r"gn", "ni"), (r"ge(?=[aou])", "j"),
        (r"g(?=[eiy])", "j"), (r"qu|q|ck|cc(?![eiy])|c(?![eiy8])", "k"), (r"c|z|sc(?=[eiy])|ti(?=[aeo])", "s"),
        (r"eau|au", "o"), (r"[ae]i|ay|ey", "e"), (r"y", "i"), (r"an|am(?=[bp])|em(?=[bp])", "en"),
        (r"oe|oeu", "e"), (r"(.)\1+", r"\1"), (r"(?<=..)(?:ers?|ez|es|e|[sxtd])$", ""),
    )
)  # fmt: skip


class Forms(NamedTuple):
    """A word whatever its gender and number, its root, and how much it says."""

    masculine: str
    root: str
    weight: float


class Vocabulary:
    """The words of the index, each with the number of things that have it in a name.

    `diplomas` are those that name a kind of diploma by themselves (« bts », « master »).
    """

    def __init__(self, counts: Mapping[str, int], diplomas: Iterable[str] = ()) -> None:
        self._counts = dict(counts)
        self.diplomas = frozenset(diplomas)
        self._sorted = sorted(self._counts)
        self._roots: dict[str, int] = defaultdict(int)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._roots[root(word)] += self._counts[word]
            if len(word) >= _SHORTEST - 1 and not word.isdigit():
                self._by_length[len(word)].append(word)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_sound[sound(word)].append(word)
        self._forms: dict[str, Forms] = {}
        self._near: dict[str, tuple[tuple[str, float], ...]] = {}
        self.rare = math.log(1 + sum(self._counts.values()))  # the weight of a word nobody has

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def has_root(self, term: str) -> bool:
        """Tell whether some word has this root (a term ending in « _ »)."""
        return term in self._roots

    def has_prefix(self, beginning: str) -> bool:
        """Tell whether some word begins so."""
        place = bisect_left(self._sorted, beginning)
        return place < len(self._sorted) and self._sorted[place].startswith(beginning)

    def forms(self, word: str) -> Forms:
        """Return what comparing a word of a name takes; kept, since names share their words."""
        known = self._forms.get(word)
        if known is None:
            if len(self._forms) >= 2 * _KEPT:
                self._forms.clear()
            known = self._forms[word] = Forms(masculine(word), root(word), self.weight(word))
        return known

    def weight(self, word: str) -> float:
        """Return how much a word says: the rarer the more, and one nobody has the most."""
        count = max(self._counts.get(word, 0), self._roots.get(root(word), 0))
        if not count:
            return self.rare * min(1.0, len(word) / _ACRONYM)
        return self.rare - math.log(1 + count)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the two words typed as one (« ingenieuredevops »), those that say most; nothing when it is not so."""
        cuts = ((word[:place], word[place:]) for place in range(_GLUED, len(word) - _GLUED + 1))
        known = [pair for pair in cuts if pair[0] in self and pair[1] in self]
        return max(known, key=lambda pair: (min(map(len, pair)), pair), default=())

    def near(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return (word, likeness from 0 to 1) for the words that sound the same, or that few slips make, best first."""
        if len(word) < _SHORTEST or word.isdigit():
            return ()
        if word not in self._near:
            if len(self._near) >= _KEPT:
                self._near.clear()
            self._near[word] = self._search(word)
        return self._near[word]

    def _search(self, word: str) -> tuple[tuple[str, float], ...]:
        allowed = 1 if len(word) < _LONG else 2
        alike = {other: 1 - _SOUND / len(word) for other in self._by_sound.get(sound(word), ()) if other != word}
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            pool = self._by_length.get(length, [])
            for other, slips, _ in process.extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST):
                same_start = other[0] == word[0] or other[1:] == word
                if slips and (same_start or (slips == 1 and len(word) > _SHORTEST + 1)):
                    cost = _SLIP * slips if same_start else _START
                    alike[other] = max(alike.get(other, 0.0), 1 - cost / len(word))
        ranked = sorted(alike.items(), key=lambda item: (-item[1], -self._counts[item[0]], item[0]))
        return tuple(ranked[:_MOST])


def sound(word: str) -> str:
    """Return roughly how a folded French word sounds; words that share it are one word badly spelt."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word
