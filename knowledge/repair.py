"""Find the name somebody meant: « plombié » is plombier, « kap » is CAP, « elctricien » is électricien."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.everyday import spellings
from knowledge.sound import sound

_LEAST = 6  # letters of a word that one slip may have spoilt
_LEAST_HEARD = 4  # letters of a word, and of its key less one, that is recognised by its sound
_LONG = 9  # from that many letters, two slips
_KEPT = 20_000


class Repairer:
    """Repair words into the words of names; `known` tells the French words that are never repaired."""

    def __init__(self, words: Iterable[str], known: Callable[[str], bool]) -> None:
        self._words = frozenset(words)
        self._targets = sorted(word for word in self._words if len(word) >= _LEAST - 1)
        self._near: dict[tuple[int, int], list[str]] = {}  # by length typed and slips allowed
        self._heard: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _LEAST_HEARD and len(sound(word)) >= _LEAST_HEARD - 1:
                self._heard[sound(word)].append(word)
        self._known = known
        self._done: dict[str, str] = {}

    def __call__(self, word: str, typed: str = "") -> str:
        """Return the word of a name that a folded word stands for, else the word itself; `typed` has its accents."""
        if word in self._words or word.isdigit():
            return word
        if word in spellings():
            return spellings()[word]
        if len(word) < _LEAST_HEARD or self._known(word):
            return word
        if word not in self._done:
            if len(self._done) > _KEPT:
                self._done.clear()
            self._done[word] = self.by_sound(word, typed) or self._by_slip(word) or word
        return self._done[word]

    def names(self, word: str) -> bool:
        """Tell whether a word is one of a name."""
        return word in self._words

    def same_sound(self, word: str, other: str) -> bool:
        """Tell whether two words of some length are said alike: a repair to be sure of."""
        return len(word) > _LEAST_HEARD and sound(word) == sound(other)

    def by_sound(self, word: str, typed: str = "") -> str | None:
        """Return the word of a name said like this one; when the key is short, only if it is also written alike."""
        key = sound(typed or word)
        near = self._heard.get(key) or self._heard.get(sound(word)) or []
        far = 1 if len(key) < _LEAST_HEARD else 99
        close = [other for other in near if DamerauLevenshtein.distance(word, other) <= far]
        return min(close, key=lambda other: DamerauLevenshtein.distance(word, other), default=None)

    def _by_slip(self, word: str) -> str | None:
        if len(word) < _LEAST:
            return None
        allowed = 1 if len(word) < _LONG else 2
        size = (len(word), allowed)
        if size not in self._near:  # a word of another length is further than that
            self._near[size] = [target for target in self._targets if abs(len(target) - len(word)) <= allowed]
        near = process.extractOne(word, self._near[size], scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
        return near[0] if near is not None and near[0][0] == word[0] else None
