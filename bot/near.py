"""Find sentences kept aside that are nearly sentences learnt: they would measure memory, not understanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.spelling import normalise

# Cosine of character 3-5-grams (tf-idf), accents and short forms aside. Read on the pairs of this project: from 0.9 a
# pair differs by a word of politeness, a mark or a typo; under 0.85 it says another thing, or the same in other words.
ALIKE = 0.88
_LEAST_WORDS = 3  # « merci beaucoup » is « merci beaucoup », learnt or not


@dataclass(frozen=True)
class Near:
    """A sentence kept aside, the learnt one that it nearly is, and how alike they are (0 to 1)."""

    aside: str
    learnt: str
    alike: float


def near_duplicates(aside: Sequence[str], learnt: Sequence[str], alike: float = ALIKE) -> list[Near]:
    """Return the sentences kept aside that are nearly learnt ones, each with the nearest."""
    long_enough = [text for text in aside if len(normalise(text).split()) >= _LEAST_WORDS]
    known = [text for text in learnt if len(normalise(text).split()) >= _LEAST_WORDS]
    if not long_enough or not known:
        return []
    cut = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False)
    learnt_rows = cut.fit_transform(normalise(text) for text in known)
    alikes = (cut.transform(normalise(text) for text in long_enough) @ learnt_rows.T).tocsr()
    found = []
    for row, text in enumerate(long_enough):
        values = alikes.getrow(row)
        if values.nnz and values.data.max() >= alike:
            nearest = int(values.indices[values.data.argmax()])
            found.append(Near(text, known[nearest], float(values.data.max())))
    return found
