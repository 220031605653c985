"""Seeded typing noise for training copies: no accents, glued apostrophes, SMS forms, keyboard slips."""

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


def noisy(text: str, rng: random.Random, heavy: bool) -> str:
    """Return a copy of the text as a hurried person would type it; `heavy` adds SMS forms and more slips."""
    text = text.lower()
    if heavy or rng.random() < 0.3:
        for form, short in _SHORT.items():
            if rng.random() < (0.8 if heavy else 0.3):
                text = re.sub(rf"\b{re.escape(form)}\b", short, text)
    if rng.random() < 0.75:
        text = fold(text)
    if rng.random() < 0.6:
        text = re.sub(r"['’]", rng.choice(["", " ", ""]), text)
    if rng.random() < 0.8:
        text = re.sub(r"[?!.,;:]+", "", text)
    if heavy and rng.random() < 0.5:
        text = _DOUBLE.sub(r"\1", text)
    slips = (2 if len(text) > 25 else 1) if heavy else int(rng.random() < 0.4)
    for _ in range(slips):
        text = _slip(text, rng)
    return " ".join(text.split())


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
