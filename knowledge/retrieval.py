"""Okapi BM25 over short French texts: which of them answers a question, and how surely.

Source: Robertson & Zaragoza, « The Probabilistic Relevance Framework: BM25 and Beyond » (2009).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.text import STOPWORDS, fold, stem, words

# Words that ask but name no subject: never counted as uncovered.
_ASKING = frozenset(
    [
        "puis",
        "signifie",
        "signifier",
        "dire",
        "definition",
        "cite",
        "citer",
        "donne",
        "donner",
        "moi",
        "explique",
        "expliquer",
        "existe",
        "parle",
        "exactement",
        "precisement",
        "savoir",
        "sais",
        "connais",
        "connaitre",
        "question",
        "voudrais",
        "aimerais",
        "pourriez",
        "pouvez",
        "encore",
        "actuellement",
        "aujourd",
        "hui",
        "petit",
        "peu",
    ]
)
# What a question asks for tells facts on one subject apart: « combien » wants a number, « où » a place.
_KINDS = {
    "combien": "xcombien",
    "quand": "xquand",
    "qui": "xqui",
    "pourquoi": "xpourquoi",
    "comment": "xcomment",
}


# Figures and number words meet: « 12 filières », « douze filières ».
_NUMBERS = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "vingt": "20",
}  # fmt: skip


def terms(text: str) -> list[str]:
    """Return the stems a text is found by, and a mark for what it asks (« xcombien », « xou »…)."""
    found = [_NUMBERS.get(word, word) for word in words(text)]
    kinds = [_KINDS[word] for word in found[:12] if word in _KINDS]
    if "où" in text.lower() or fold(text).startswith(("ou est", "ou se", "ou sont", "c'est ou")):
        kinds.append("xou")
    return [stem(word) for word in found if word not in STOPWORDS and word not in _ASKING] + kinds


@dataclass(frozen=True)
class Hit:
    """A document's position, its BM25 score, and the share (0–1) of the question's weight it covers."""

    index: int
    score: float
    coverage: float


class Bm25:
    """An index of documents; each is a list of (text, weight) fields, heavier fields counting more."""

    def __init__(self, documents: Iterable[Sequence[tuple[str, float]]], k1: float = 1.2, b: float = 0.4) -> None:
        self.k1, self.b = k1, b
        self.counts: list[dict[str, float]] = []
        for fields in documents:
            counts: dict[str, float] = {}
            for text, weight in fields:
                for word in terms(text):
                    counts[word] = counts.get(word, 0.0) + weight
            self.counts.append(counts)
        self.lengths = [sum(counts.values()) for counts in self.counts]
        self.mean = (sum(self.lengths) / len(self.lengths)) if self.lengths else 1.0
        frequency = Counter(word for counts in self.counts for word in counts)
        total = len(self.counts)
        self.idf = {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in frequency.items()}
        self.rare = math.log(1 + (total + 0.5) / 0.5)  # the weight of a word no document knows
        self.postings: dict[str, list[int]] = {}
        for index, counts in enumerate(self.counts):
            for word in counts:
                self.postings.setdefault(word, []).append(index)

    def search(self, question: str, among: set[int] | None = None) -> list[Hit]:
        """Return the documents sharing a word with the question, best first; `among` limits them."""
        asked = list(dict.fromkeys(terms(question)))
        weight = sum(self.idf.get(word, self.rare) for word in asked if not word.startswith("x")) or 1.0
        found = {index for word in asked for index in self.postings.get(word, ())}
        if among is not None:
            found &= among
        hits = [self._hit(index, asked, weight) for index in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.index))

    def _hit(self, index: int, asked: list[str], weight: float) -> Hit:
        counts = self.counts[index]
        norm = self.k1 * (1 - self.b + self.b * self.lengths[index] / self.mean)
        score = covered = 0.0
        for word in asked:
            if word in counts:
                score += self.idf[word] * counts[word] * (self.k1 + 1) / (counts[word] + norm)
                covered += 0.0 if word.startswith("x") else self.idf[word]
        return Hit(index, score, covered / weight)
