"""One way of reading French text: folding, tokens with offsets, light stems, slugs.

Everything that compares strings goes through here, so that "Électricité", "electricite"
and "L’ÉLECTRICITÉ" meet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'"}
_WORD = re.compile(r"[a-z0-9]+(?:[+#]+)?")

# Words that carry no subject: skipped by retrieval and allowed inside names.
STOPWORDS = frozenset(
    [
        "a",
        "ai",
        "as",
        "au",
        "aux",
        "avec",
        "avoir",
        "c",
        "ca",
        "ce",
        "cela",
        "ces",
        "cet",
        "cette",
        "chez",
        "ci",
        "comme",
        "comment",
        "d",
        "dans",
        "de",
        "des",
        "dis",
        "du",
        "elle",
        "elles",
        "en",
        "es",
        "est",
        "et",
        "etre",
        "eu",
        "fait",
        "faire",
        "faut",
        "font",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "ma",
        "me",
        "mes",
        "moi",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "or",
        "ou",
        "par",
        "pas",
        "peu",
        "peut",
        "peux",
        "pour",
        "qu",
        "quand",
        "que",
        "quel",
        "quelle",
        "quelles",
        "quels",
        "qui",
        "quoi",
        "s",
        "sa",
        "sans",
        "se",
        "ses",
        "si",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "toi",
        "ton",
        "tu",
        "un",
        "une",
        "va",
        "vais",
        "vers",
        "veut",
        "veux",
        "vos",
        "votre",
        "vous",
        "y",
        "est-ce",
        "dit",
        "donc",
        "alors",
        "bonjour",
        "svp",
        "merci",
        "stp",
        "plait",
    ]
)


@dataclass(frozen=True)
class Token:
    """A word as compared (`text`, folded) and where it stands in the text as typed."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """For `str.translate`: each character's folded form, worked out the first time that it is met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if len(self) < _FOLDED_KEPT:
            self[code] = folded
        return folded


_FOLDED_KEPT = 8_192
_FOLDING = _Folding()


def _fold_char(char: str) -> str:
    char = char.lower()
    if char in _LIGATURES:
        return _LIGATURES[char]
    return "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes and split ligatures."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_FOLDING)


def tokens(text: str) -> list[Token]:
    """Cut a text into folded words; offsets index the text as typed."""
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for piece in _FOLDING[ord(char)]:
            folded.append(piece)
            origin.append(index)
    return [
        Token(match.group(), origin[match.start()], _end(text, origin[match.end() - 1] + 1))
        for match in _WORD.finditer("".join(folded))
    ]


def _end(text: str, end: int) -> int:
    """Return the end of a word, accents written apart from their letter included."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORD.findall(fold(text))


_ENDINGS = (
    ("trices", "teu"),
    ("trice", "teu"),
    ("istes", "is"),
    ("iste", "is"),
    ("ismes", "is"),
    ("isme", "is"),
    ("issements", "i"),
    ("issement", "i"),
    ("ements", ""),
    ("ement", ""),
    ("ations", "at"),
    ("ation", "at"),
    ("teuses", "t"),
    ("teuse", "t"),
    ("euses", "eu"),
    ("euse", "eu"),
    ("eurs", "eu"),
    ("eur", "eu"),
    ("ieres", "ie"),
    ("iere", "ie"),
    ("iers", "ie"),
    ("ier", "ie"),
    ("iennes", "ien"),
    ("ienne", "ien"),
    ("iens", "ien"),
    ("elles", "el"),
    ("elle", "el"),
    ("ives", "i"),
    ("ive", "i"),
    ("ifs", "i"),
    ("if", "i"),
    ("ees", ""),
    ("ee", ""),
    ("eres", ""),
    ("ere", ""),
    ("ers", ""),
    ("er", ""),
    ("ez", ""),
    ("ent", ""),
    ("ant", ""),
    ("aux", "al"),
    ("es", ""),
    ("s", ""),
    ("x", ""),
    ("e", ""),
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a crude root shared by plural, feminine and common verb forms of a folded word."""
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + replacement
    return word


_INFLECTIONS = (
    ("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur"), ("ieres", "ier"), ("iere", "ier"),
    ("iennes", "ien"), ("ienne", "ien"), ("onnes", "on"), ("onne", "on"), ("elles", "el"), ("elle", "el"),
    ("ives", "if"), ("ive", "if"),
    ("aux", "al"), ("ees", "e"), ("ee", "e"), ("es", ""), ("s", ""), ("x", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def masculine(word: str) -> str:
    """Return one form for the genders and numbers of a folded word; verbs and derived words stay apart."""
    for ending, replacement in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + replacement
    return word


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that carry meaning."""
    return tuple(stem(word) for word in words(text) if word not in STOPWORDS)


def slug(text: str) -> str:
    """Return an identifier made of a text: lower-case ASCII words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))
