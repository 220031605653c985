"""Keep what identifies a person out of what is stored: masks applied before anything else sees a message."""

from __future__ import annotations

import re

# Words that end a street or a person's name: what follows them is the question.
_NOT_A_NAME = (
    r"(?!(?:et|ou|mais|je|j|tu|il|elle|on|nous|vous|ils|elles|pour|par|à|a|en|dans|sur|avec|sans|qui|que|car|donc|"
    r"c|ce|ça|le|la|les|l|un|une|des|du|de|d|mon|ma|mes|pas|plus|trop|très|si|comme|moi|toi)\b)"
)
_WORD = rf"{_NOT_A_NAME}[^\W\d_][\w'’-]*"
_ARTICLE = r"(?:(?:de\s+la|de\s+l['’]|du|des|de|d['’]|la|le|les|l['’])\s*)?"
_CAPITAL = r"(?-i:[A-ZÀ-Ý])"
_STREETS = r"rue|avenue|av\.?|boulevard|bd|impasse|all[ée]e|r[ée]sidence|lotissement|lieu-dit"
_SOMETIMES_STREETS = r"chemin|place|route|quai|cours|square|passage|villa"  # « 3 cours de maths » is no address

_MASKS = (
    ("[courriel]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("[identifiant]", re.compile(r"\b\d{9}[A-Za-z]{2}\b|\b\d{10}[A-Za-z]\b")),  # INE, both forms
    (
        "[identifiant]",
        re.compile(r"\b[12]\s?\d{2}\s?(?:0[1-9]|1[0-2])\s?\d{2}\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b"),
    ),  # NIR
    ("[téléphone]", re.compile(r"(?:(?:\+|\b00)33\s?(?:\(0\)\s?)?|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b")),
    (
        "[adresse]",
        re.compile(
            rf"\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:(?:{_STREETS})\s+{_ARTICLE}{_WORD}|"
            rf"(?:{_SOMETIMES_STREETS})\s+{_ARTICLE}{_CAPITAL}[\w'’-]*)(?:\s+{_WORD}){{0,3}}",
            re.IGNORECASE,
        ),
    ),
)
_FULL_NAME = (
    rf"({_NOT_A_NAME}[^\W\d_][\w'’-]*)(?:\s+(?:{_CAPITAL}[\w'’-]*|{_NOT_A_NAME}[^\W\d_][\w'’-]*(?=\s*(?:[,.;!?]|$))))?"
)
_NAMES = (
    re.compile(
        r"((?:je\s+m['’ ]?\s?appelle?|j\s?m['’ ]?\s?appell?e?|mon\s+(?:nom|pr[ée]nom)\s+(?:est|c['’]est))\s+)"
        + _FULL_NAME,
        re.IGNORECASE,
    ),
    # « moi c'est » is followed by a name when that is a capital, or all there is before the comma.
    re.compile(
        rf"(moi\s+c['’]est\s+)(?={_CAPITAL}|{_NOT_A_NAME}[^\W\d_][\w'’-]*\s*(?:[,.;!?]|$)){_FULL_NAME}",
        re.IGNORECASE,
    ),
)


def mask(text: str) -> str:
    """Return the text with e-mails, phones, addresses, student and social numbers, and given names masked."""
    for label, pattern in _MASKS:
        text = pattern.sub(label, text)
    for pattern in _NAMES:
        text = pattern.sub(r"\1[prénom]", text)
    return text
