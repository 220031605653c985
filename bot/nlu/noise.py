"""Seeded typing noise for training copies: no accents, glued words, SMS forms, spelling by ear, keyboard slips."""

from __future__ import annotations

import random
import re

from knowledge.text import fold

_SHORT = {
    "je veux": "jveu",
    "je suis": "jsuis",
    "je vais": "jvais",
    "je sais pas": "jsp",
    "je peux": "jpeu",
    "j'ai": "g",
    "c'est": "c",
    "qu'est-ce que": "kesk",
    "est-ce que": "esk",
    "quoi": "koi",
    "quand": "kan",
    "pour": "pr",
    "dans": "ds",
    "avec": "ac",
    "beaucoup": "bcp",
    "parce que": "pck",
    "pourquoi": "pk",
    "comment": "cmt",
    "il y a": "ya",
    "toujours": "tjrs",
    "vraiment": "vrmt",
    "bonjour": "bjr",
    "faire": "fair",
    "que": "ke",
    "quel": "kel",
    "quelle": "kelle",
    "pas": "pa",
    "après": "apre",
    "vous": "vs",
    "tout": "tt",
    "aujourd'hui": "ajd",
    "maintenant": "mtn",
    "faut": "fo",
    "ça": "sa",
    "études": "etude",
    "être": "etr",
}
_NEAR = {
    "a": "zq",
    "b": "vn",
    "c": "xv",
    "d": "sf",
    "e": "rz",
    "f": "dg",
    "g": "fh",
    "h": "gj",
    "i": "uo",
    "j": "hk",
    "k": "jl",
    "l": "km",
    "m": "lp",
    "n": "b",
    "o": "ip",
    "p": "om",
    "q": "sa",
    "r": "et",
    "s": "qd",
    "t": "ry",
    "u": "yi",
    "v": "cb",
    "w": "x",
    "x": "wc",
    "y": "tu",
    "z": "ae",
}
_DOUBLE = re.compile(r"([lmnprst])\1")
# Short words written as they are said.
_HEARD = {
    "les": "lé", "des": "dé", "mes": "mé", "mais": "mé", "et": "é", "est": "é", "fais": "fé", "fait": "fé",
    "sais": "sé", "un": "1", "une": "1", "de": "2", "ou": "ou", "où": "ou", "suis": "sui", "peux": "pe", "veux": "ve",
    "dois": "doi", "au": "o", "aux": "o", "aussi": "osi", "trop": "tro", "plus": "plu", "c'est": "cé", "j'ai": "jé",
    "vais": "vé", "combien": "cb", "même": "mm", "chez": "ché", "comme": "com", "temps": "tps", "qui": "ki",
    "rien": "ri1", "bien": "bi1",
}  # fmt: skip
# Letters nobody hears, and other ways of writing a sound; each is tried on each word with some chance.
_BY_EAR = [
    (re.compile(pattern), ways)
    for pattern, ways in (
        (r"(?<=[a-zé]{2})(?:er|ez|ée|és|ées|ai|ait|ais)$", ("é", "é", "er", "e")),
        (r"(?<=[a-zé]{3})(?:ent|es|e|s|t|x|d|p)$", ("",)),
        (r"eau|au", ("o",)),
        (r"qu", ("k",)),
        (r"c(?=[aoulr])", ("k", "c")),
        (r"ph", ("f",)),
        (r"tion", ("sion", "ssion")),
        (r"ss|ç|c(?=[ei])", ("s", "ss", "ç")),
        (r"(?<=[aeiouéè])s(?=[aeiouéè])", ("z", "s")),
        (r"an|en|am|em", ("an", "en")),
        (r"ain|ein|in", ("in", "ain")),
        (r"oi", ("oi", "wa")),
        (r"è|ê|ai|ei", ("é", "è", "e")),
        (r"h", ("",)),
        (r"g(?=[ei])|j", ("j", "g")),
        (r"([bcdflmnprst])\1", (r"\1",)),
        (r"y", ("i",)),
        (r"(?<=[a-z])e(?=[bcdfglmnprstv][aeiouéè])", ("",)),
    )
]
_ARTICLE = re.compile(r"\b(je|te|me|le|de|se|ne) (?=[bcdfgklmnprstv])")


def noisy(text: str, rng: random.Random, heavy: bool) -> str:
    """Return a copy of the text as a hurried person would type it; `heavy` adds SMS forms and more slips."""
    text = text.lower()
    if heavy or rng.random() < 0.3:
        for form, short in _SHORT.items():
            if rng.random() < (0.8 if heavy else 0.3):
                text = re.sub(rf"\b{re.escape(form)}\b", short, text)
    if heavy:
        text = _by_ear(text, rng)
    if rng.random() < (0.5 if heavy else 0.75):
        text = fold(text)
    if rng.random() < 0.6:
        text = re.sub(r"['’]", rng.choice(["", " ", ""]), text)
    if rng.random() < 0.8:
        text = re.sub(r"[?!.,;:]+", "", text)
    if heavy and rng.random() < 0.5:
        text = _DOUBLE.sub(r"\1", text)
    if heavy and rng.random() < 0.3:
        text = _glued(text, rng)
    slips = (2 if len(text) > 25 else 1) if heavy else int(rng.random() < 0.4)
    for _ in range(slips):
        text = _slip(text, rng)
    return " ".join(text.split())


def _by_ear(text: str, rng: random.Random) -> str:
    """Return the text written as it is said, more or less all through."""
    much = rng.choice((0.15, 0.35, 0.6))
    if rng.random() < much:
        text = _ARTICLE.sub(lambda match: match[1][0] if rng.random() < much else match[0], text)
    return " ".join(_word_by_ear(word, rng, much) for word in text.split(" "))


def _word_by_ear(word: str, rng: random.Random, much: float) -> str:
    if word in _HEARD:
        return _HEARD[word] if rng.random() < much else word
    for pattern, ways in _BY_EAR:
        if rng.random() < much:
            word = pattern.sub(rng.choice(ways), word, count=1)
    return word


def _glued(text: str, rng: random.Random) -> str:
    """Return the text with one space lost, or one gained."""
    if rng.random() < 0.7:
        spaces = [i for i, char in enumerate(text) if char == " "]
        at = rng.choice(spaces) if spaces else len(text)
        return text[:at] + text[at + 1 :]
    at = rng.randrange(1, max(2, len(text)))
    return text[:at] + " " + text[at:]


def _slip(text: str, rng: random.Random) -> str:
    places = [i for i, char in enumerate(text) if char.isalpha()]
    if len(places) < 6:
        return text
    i = rng.choice(places[1:])
    kind = rng.random()
    if kind < 0.3:
        return text[:i] + text[i + 1 :]
    if kind < 0.55 and i + 1 < len(text):
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    if kind < 0.75:
        return text[:i] + text[i] + text[i:]
    return text[:i] + rng.choice(_NEAR.get(text[i].lower(), "e")) + text[i + 1 :]
