"""Acronyms told in full the first time a conversation meets them: « CFA (centre de formation d'apprentis) ».

The words are in `data/responses/sigles.yml`, one `utter_sigle_<acronym>` each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.phrases import Phrasebook
from knowledge.text import fold

_PREFIX = "utter_sigle_"
_MOST = 3  # explanations in one reply: more would hide the answer
_WORD = re.compile(r"(?<![\w./@«(-])[A-Z][A-Za-zé+-]*[A-Za-z0-9+](?![\w/@]|\.\w)")


def expliquer(phrases: Phrasebook, texte: str, deja: Iterable[str] = ()) -> str:
    """Return the text with its acronyms told in full, at their first mention, unless `deja` (texts) told them."""
    connus = _connus(phrases)
    dits = " ".join([*deja, texte]).lower()
    poses: list[tuple[int, str]] = []
    vus: set[str] = set()
    for mot in _WORD.finditer(texte):
        sigle = fold(mot[0]).replace("-", "")
        if sigle not in connus or sigle in vus or _dans_un_tableau(texte, mot.start()):
            continue
        fin = mot.end() + (2 if texte[mot.end() : mot.end() + 2] == "**" else 0)
        if _enferme(texte, fin):
            continue
        vus.add(sigle)
        en_entier = connus[sigle]
        told = en_entier.lower() in dits or texte[fin:].startswith((" (", " « "))
        if not told and len(poses) < _MOST:
            poses.append((fin, f" ({en_entier})"))
    for fin, ajout in reversed(poses):
        texte = texte[:fin] + ajout + texte[fin:]
    return texte


def _dans_un_tableau(texte: str, debut: int) -> bool:
    return texte[texte.rfind("\n", 0, debut) + 1 :].startswith("|")


def _enferme(texte: str, fin: int) -> bool:
    """Tell whether brackets here would cut a name in bold, or stand inside other brackets."""
    line = texte[texte.rfind("\n", 0, fin) + 1 : fin]
    opened = line.count("(") > line.count(")") or line.count("«") > line.count("»")
    return opened or line.count("**") % 2 == 1


@lru_cache(maxsize=2)
def _connus(phrases: Phrasebook) -> dict[str, str]:
    """Return what each acronym stands for, by its folded letters."""
    return {key.removeprefix(_PREFIX): phrases.say(key) for key in phrases.phrases if key.startswith(_PREFIX)}
