"""Keep what identifies a person out of what is stored: masks applied before anything else sees a message."""

from __future__ import annotations

import re

_MASKS = (
    ("[courriel]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("[identifiant]", re.compile(r"\b\d{9}[A-Za-z]{2}\b|\b\d{10}[A-Za-z]\b")),  # INE, both forms
    (
        "[identifiant]",
        re.compile(r"\b[12]\s?\d{2}\s?(?:0[1-9]|1[0-2])\s?\d{2}\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b"),
    ),  # NIR
    ("[téléphone]", re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b")),
    (
        "[adresse]",
        re.compile(
            r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|av\.?|boulevard|bd|impasse|all[ée]e|chemin|place|route|"
            r"quai|cours|square|r[ée]sidence)\s+(?:[\w'’-]+\s?){1,5}",
            re.IGNORECASE,
        ),
    ),
)
_NAME = re.compile(
    r"((?:je\s+m['’ ]?\s?appelle?|jm\s?appell?e?|mon\s+(?:nom|pr[ée]nom)\s+(?:est|c['’]est)|moi\s+c['’]est)\s+)"
    r"([^\W\d_][\w'’-]*)((?:\s+(?:[A-ZÀ-Ý][\w'’-]*))?)",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """Return the text with e-mails, phones, addresses, student and social numbers, and given names masked."""
    for label, pattern in _MASKS:
        text = pattern.sub(label, text)
    return _NAME.sub(r"\1[prénom]", text)
