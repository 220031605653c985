"""How hard a French text is to read: Kandel and Moles' adaptation of Flesch's formula, and the longest sentence.

Syllables come from pyphen, a hyphenation library kept up to date (textstat, which has the same formula, would bring
nltk and a download). 100 is very easy, 70 easy, 60 is for a
13 to 15-year-old; under 50 asks for long studies.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# « Easy » and above on Flesch's scale: the whole of data/responses lies between 78 and 130 (median 99), an official
# notice below 0. A sentence of more than 32 words is read twice; a text of a few words has no meaningful score.
LEAST_SCORE, MOST_WORDS, ENOUGH_WORDS = 70.0, 32, 25
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+|\s:\s|\s;\s")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d\s,.]*")
_MARKUP = re.compile(r"\*\*|\*|^[-|\d.]+ |\|", re.MULTILINE)


@lru_cache(maxsize=1)
def _hyphens() -> Any:
    import pyphen  # with the tools of `make check`, not with the assistant

    return pyphen.Pyphen(lang="fr_FR")


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence of a reply; a line, a colon and a semicolon end one."""
    plain = _MARKUP.sub(" ", re.sub(r"{\w+}", "chose", text))
    return [found for part in _SENTENCE.split(plain) if (found := _WORD.findall(part))]


def score(text: str) -> float:
    """Return the ease of reading of a text: 207 - 1.015 words a sentence - 73.6 syllables a word."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        return 100.0
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    return float(207 - 1.015 * len(words) / len(parts) - 73.6 * syllables / len(words))


def difficulty(text: str) -> list[str]:
    """Return why a text is hard to read, with the remedy; empty when it is not."""
    found = []
    parts = sentences(text)
    longest = max(parts, key=len, default=[])
    if len(longest) > MOST_WORDS:
        head = " ".join(longest[:6])
        found.append(f"« {head}… » a {len(longest)} mots ; couper la phrase ({MOST_WORDS} au plus).")
    if sum(map(len, parts)) >= ENOUGH_WORDS and score(text) < LEAST_SCORE:
        found.append(
            f"lisibilité {score(text):.0f} (au moins {LEAST_SCORE:.0f}) ; des mots plus courts, des phrases aussi."
        )
    return found
