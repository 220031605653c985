"""How well names answer what was typed: pure comparison, the same whatever engine found the candidates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from knowledge.terms import LINKS, SEPARATOR, compact, content, cut, key, root
from knowledge.text import STOPWORDS, masculine
from knowledge.vocabulary import Forms, Vocabulary

How = Literal["exact", "fold", "words", "prefix", "typo"]

# Words that say that one looks for a job or a training, whatever it is: absent from a name, they count for nothing.
_FILLERS = frozenset(
    [
        "boulot",
        "devenir",
        "diplome",
        "diplomes",
        "ecole",
        "ecoles",
        "etude",
        "etudes",
        "etudier",
        "formation",
        "formations",
        "job",
        "jobs",
        "metier",
        "metiers",
        "profession",
        "travail",
        "travailler",
    ]
) | (STOPWORDS - LINKS)  # fmt: skip
_MOST_WORDS = 24
_PREFIX = 3  # letters that begin a word well enough
_MOSTLY = 0.5
_LEAST_REPAIRED = 0.5  # a repaired word that is little of a long name proves nothing
_FOLDED, _REORDERED = 0.97, 0.95
_INFLECTED, _DERIVED, _AROUND = 0.98, 0.9, 0.95
_NEARLY = 0.9  # share of a name from which it may be the whole of it, reordered or inflected
_BASE, _COVERED = 0.5, 0.44  # of a partial name: what was typed counts so much, what the name has besides the rest
_WAYS: tuple[How, ...] = ("exact", "fold", "words", "prefix", "typo")


@dataclass
class Mot:
    """A typed word: how much it says, and the words it may stand for after a repair (word -> likeness, 0–1)."""

    text: str
    weight: float
    known: bool
    filler: bool = False
    begins: bool = False  # some name has a word that begins so
    near: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root, self.masculine = root(self.text), masculine(self.text)

    def alike(self, word: str, forms: Forms) -> tuple[float, How]:
        """Return how much a word of a name is this one (0 when it is not), and in what way."""
        if forms.masculine == self.masculine:
            return (1.0, "exact") if word == self.text else (_INFLECTED, "fold")
        if forms.root == self.root:
            return _DERIVED, "prefix" if word.startswith(self.text) else "fold"
        if len(self.text) >= _PREFIX and word.startswith(self.text):
            return 0.7 + 0.25 * len(self.text) / len(word), "prefix"
        return self.near.get(word, 0.0), "typo"


@dataclass(frozen=True)
class Accord:
    """How a name answers: `score` from 0 to 1, in what way, and the place of that name among the thing's names."""

    score: float
    how: How
    place: int


class Question:
    """What was typed, read with the words that the base knows."""

    def __init__(self, text: str, vocabulary: Vocabulary, least: float, doubt: bool = False) -> None:
        """Read a text; a name must account for `least` of it (0–1).

        `doubt` also repairs words that are known: « server » may be « serveur ».
        """
        self._vocabulary, self._least = vocabulary, least
        self._plain = _plain(text)
        cut_words = self._unglued(cut(text))
        self._joined = "".join(cut_words)
        self.compact, self.key = compact(cut_words), key(cut_words)
        self._ordered = [masculine(word) for word in content(cut_words)]
        said = list(dict.fromkeys(content(cut_words)))[:_MOST_WORDS]
        only_fillers = all(word in _FILLERS for word in said)
        self.mots = [self._mot(word, word in _FILLERS and not only_fillers, doubt) for word in said]
        # What each word of a name was found to be; the links between them say nothing.
        self._known: dict[str, tuple[int, float, How, float]] = dict.fromkeys(LINKS, (0, 0.0, "typo", 0.0))

    @property
    def asked(self) -> list[Mot]:
        """Return the words that must be found, the most telling first."""
        return sorted((mot for mot in self.mots if not mot.filler), key=lambda mot: (-mot.weight, mot.text))

    @property
    def is_loose(self) -> bool:
        """Tell whether a name may leave out most of what was typed."""
        return self._least < _MOSTLY

    @property
    def is_hopeless(self) -> bool:
        """Tell whether too much of it is made of words that nothing resembles."""
        asked = self.asked
        lost = sum(mot.weight for mot in asked if not (mot.known or mot.near or mot.begins))
        return not asked or lost > (1 - self._least) * sum(mot.weight for mot in asked)

    def telling(self) -> list[Mot]:
        """Return the fewest words such that a good answer has at least one of them: the rarest."""
        asked = self.asked
        enough = (1 - self._least) * sum(mot.weight for mot in asked)
        kept: list[Mot] = []
        for mot in asked:
            if sum(other.weight for other in kept) > enough:
                break
            kept.append(mot)
        return kept

    def judge(self, names: str, folded: str, around: str) -> Accord | None:
        """Return how a thing's best name answers, or None: its names as written, folded, and the words around them."""
        best: Accord | None = None
        for place, name in enumerate(folded.split(SEPARATOR)):
            accord = self._compare(names, name, around, place)
            if accord is not None and (best is None or accord.score > best.score):
                best = accord
        return best

    def _compare(self, names: str, name: str, around: str, place: int) -> Accord | None:
        if name.replace(" ", "") == self._joined:
            same = _plain(names.split(SEPARATOR)[place]) == self._plain
            return Accord(1.0 if same else 0.99, "exact" if same else "fold", place)
        found: dict[int, float] = {}
        ways: dict[int, How] = {}
        has = covered = 0.0
        for word in name.split():
            index, likeness, how, weight = self._known.get(word) or self._nearest(word)
            has += weight
            if likeness:
                covered += weight
                if likeness > found.get(index, 0.0):
                    found[index], ways[index] = likeness, how
        if not found:
            return None
        if len(found) == len(self.mots) and covered > _NEARLY * has and key(words := name.split()) == self.key:
            in_order = [masculine(word) for word in content(words)] == self._ordered
            return Accord(_FOLDED if in_order else _REORDERED, "fold" if in_order else "words", place)
        if len(found) < len(self.mots):
            self._look_around(around, found, ways)
        wanted = sum(mot.weight for index, mot in enumerate(self.mots) if not mot.filler or index in found)
        share = sum(self.mots[index].weight * likeness for index, likeness in found.items()) / wanted
        if share < self._least or all(self.mots[index].filler for index in found):
            return None
        way: How = max(("words", *ways.values()), key=_WAYS.index)
        score = share * (_BASE + _COVERED * covered / has)
        return Accord(score, way, place) if way != "typo" or score >= _LEAST_REPAIRED else None

    def _look_around(self, around: str, found: dict[int, float], ways: dict[int, How]) -> None:
        for word in around.split():
            index, likeness, how, _ = self._known.get(word) or self._nearest(word)
            if likeness * _AROUND > found.get(index, 0.0):
                found[index], ways[index] = likeness * _AROUND, how

    def _nearest(self, word: str) -> tuple[int, float, How, float]:
        """Return the typed word that a word of a name is most like: (its place, likeness, way, what the word says)."""
        best: tuple[int, float, How] = (0, 0.0, "typo")
        forms = self._vocabulary.forms(word)
        for index, mot in enumerate(self.mots):
            likeness, how = mot.alike(word, forms)
            if likeness > best[1]:
                best = index, likeness, how
        self._known[word] = (*best, forms.weight)
        return self._known[word]

    def _unglued(self, cut_words: list[str]) -> list[str]:
        whole: list[str] = []
        for word in cut_words:
            strange = not (word in self._vocabulary or self._vocabulary.has_prefix(word) or self._vocabulary.near(word))
            whole += (self._vocabulary.parts(word) if strange else ()) or (word,)
        return whole

    def _mot(self, word: str, filler: bool, doubt: bool) -> Mot:
        known = word in self._vocabulary or self._vocabulary.has_root(root(word))
        begins = len(word) >= _PREFIX and self._vocabulary.has_prefix(word)
        mot = Mot(word, self._vocabulary.weight(word), known, filler, begins)
        if doubt or word not in self._vocabulary:
            mot.near = dict(self._vocabulary.near(word))
        if not known and mot.near:
            mot.weight = max(map(self._vocabulary.weight, mot.near), default=mot.weight)
        return mot


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
