"""The terms that names are found by: the same cutting for what the index holds and for what somebody types.

A term is a word (« boulanger »), a root with « _ » behind (« boulang_ »), a whole name without its blanks and with
« _ » before (« _capboulanger »), or a whole name whatever its gender, number and order with « __ » before
(« __boulanger_cap »). Terms are made of a–z, 0–9, « + », « # » and « _ » only, so that SQLite and PostgreSQL keep
them whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.text import fold, masculine, stem, words

# Words between the words of a name: « technicien du son » and « technicien son » are one name.
LINKS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une"})
SEPARATOR = "|"  # between the names of a thing where they are kept in one text
_LONGEST = 200  # characters of a whole-name term: PostgreSQL takes no lexeme longer than 2 kB
_SAINTS = {"st": "saint", "ste": "sainte"}
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")


def cut(text: str) -> list[str]:
    """Return the folded words of a name; an acronym with dots (« B.T.S. ») is one word, « St » is « Saint »."""
    plain = fold(text)
    found = words(_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), plain) if "." in plain else plain)
    return [_SAINTS.get(word, word) for word in found]


def compact(cut_words: Iterable[str]) -> str:
    """Return the term of a whole name: « bac pro » and « bacpro » share it."""
    return f"_{''.join(cut_words)}"[:_LONGEST]


def content(cut_words: Sequence[str]) -> list[str]:
    """Return the words that are not links; all of them when there is nothing else."""
    return [word for word in cut_words if word not in LINKS] or list(cut_words)


def key(cut_words: Sequence[str]) -> str:
    """Return the term that a name shares with its feminine, its plural and its other word orders."""
    return f"__{'_'.join(sorted({masculine(word) for word in content(cut_words)}))}"[:_LONGEST]


def root(word: str) -> str:
    """Return the term of a word's root."""
    return f"{stem(word)}_"


def terms(names: Iterable[Sequence[str]], around: Iterable[str]) -> set[str]:
    """Return every term of a thing: those of its cut names, and of the words that go with them."""
    found: set[str] = set()
    for cut_words in names:
        if cut_words:
            found |= {compact(cut_words), key(cut_words)}
            for word in content(cut_words):
                found |= {word, root(word)}
    for word in around:
        found |= {word, root(word)}
    return found
