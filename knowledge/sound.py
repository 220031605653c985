"""How a French word sounds, roughly: « fais », « fait », « fé » and « fè » are one key, so are « quoi » and « koi ».

Written for people who type as they speak. A key is not phonetics: letters nobody hears are dropped, spellings of
one sound are one letter (`A` an, `I` in, `O` on, `E` é, `Q` eu, `S` ch, `N` gn, `w` ou, `Y` u), and a mute `e` is
dropped wherever it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=.)(?:ées?|és|ers?|ez|ais|ait|aient|ets?)$", "E"),
        (r"^(?:est|et|es)$", "E"),
        (r"^(.)es$", r"\1E"),
        (r"(?<=[a-z])tions?", "siO"),
        (r"ph", "f"),
        (r"[sc]?ch|sh", "S"),
        (r"qu(?=[eiéèêaouyE])|q", "k"),
        (r"gn", "N"),
        (r"ç|sc(?=[eiéèêyE])|c(?=[eiéèêyE])", "s"),
        (r"cc?", "k"),
        (r"gu(?=[eiéèêyE])", "g"),
        (r"ge(?=[ao])|g(?=[eiéèêyE])", "j"),
        (r"h", ""),
        (r"[ae]?oin", "wI"),
        (r"e?aux?", "o"),
        (r"oeu|eu|œu", "Q"),
        (r"oi|oy|wa", "wa"),
        (r"ou", "w"),
        (r"(?:ain|ein|aim|yn|ym|in|im|un|um)(?![aeiouéèêyn])", "I"),
        (r"(?:ien)(?![aeiouéèêyn])", "iI"),
        (r"(?:an|en|am|em)(?![aeiouéèêynm])", "A"),
        (r"(?:on|om)(?![aeiouéèêynm])", "O"),
        (r"(?<=[ae])ill?(?:es?|s)?$", "i"),
        (r"^[eéèê]", "E"),
        (r"ai|ei|ay|ey|è|ê", "E"),
        (r"(?<=.)[eé](?=[^aeiouéEwAIO]{1,2}es?$|[^aeiouéEwAIOes]$)", "E"),
        (r"(?<=..)(?:[tdspg]|ks|x)+$", ""),
        (r"ill?(?=e)", "i"),
        (r"y", "i"),
        (r"u", "Y"),
        (r"z", "s"),
        (r"x", "ks"),
        (r"w(?=[eiE])", "v"),
        (r"é$", "E"),
        (r"[eéêè]", ""),
        (r"(.)\1+", r"\1"),
        (r"kt$", "k"),
    )
]
_WHOLE = {"1": "1", "un": "1", "une": "1", "2": "d", "de": "d", "deux": "d", "c": "sE", "g": "jE", "m": "m", "d": "d"}


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the key of a word typed in any case, accents kept where they were typed; empty when nothing is heard."""
    word = unicodedata.normalize("NFC", word.lower()).replace("à", "a").replace("â", "a").replace("î", "i")
    word = word.replace("ï", "i").replace("ô", "o").replace("û", "u").replace("ù", "u").replace("ë", "e")
    if word in _WHOLE:
        return _WHOLE[word]
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
