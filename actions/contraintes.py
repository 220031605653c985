"""What a person asks of a pathway besides its goal: how long, without what, without moving.

Constraints hold from one message to the next.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from actions import slots
from actions.contexte import Contexte
from knowledge.pathways import Contraintes
from knowledge.text import words

_CHIFFRES = {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_N = rf"(\d|{'|'.join(_CHIFFRES)})"
_AU_PLUS = re.compile(
    rf"\b(?:pas plus (?:de|que)|moins de|au plus|maximum|max|en) {_N} ans?(?: (?:maximum|max|au plus))\b"
    rf"|\b(?:pas plus (?:de|que)|moins de|maximum|max) {_N} ans?\b"
    rf"|\b{_N} ans? (?:maximum|max|au plus|grand maximum|pas plus)\b"
)
PLUS_COURT = re.compile(
    r"\b(?:plus|trop) (?:court|courte|rapide|rapidement|vite)\b|\bmoins (?:long|longue|longtemps)\b"
    r"|\btrop (?:long|longue)\b"
)
POURQUOI_PAS = re.compile(r"\bpourquoi (?:pas|ne pas)\b")
COURTES = re.compile(
    r"\betudes courtes\b"
    r"|\b(?:pas|sans|ni)\b.{0,20}\b(?:longues? etudes|etudes (?:trop )?longues|longtemps)\b"
)
_SANS = re.compile(r"\b(?:sans|pas d|pas de|pas trop de|eviter (?:les|la|l)|fuir (?:les|la|l)) (maths?|prepas?)\b")
_BOUGER = r"(?:bouger|demenager|partir|(?:me|se) deplacer|aller loin|quitter (?:ma|la) (?:ville|region))"
_ICI = r"(?:chez (?:moi|mes parents|nous)|pres de chez (?:moi|nous)|dans (?:ma|notre) (?:ville|region))"
_TRAVAIL = r"(?:travail|emploi|boulot|job|poste|place)"
_MARQUES = {
    "sans_mobilite": re.compile(
        rf"\b(?:peux|veux|peut|veut) pas {_BOUGER}\b|\brest(?:er|ant|e) {_ICI}\b"
        r"|\bsans (?:demenager|bouger|partir loin)\b"
    ),
    "en_emploi": re.compile(
        rf"\b(?:en gardant|sans quitter|sans lacher|a cote de|je garde) (?:mon|ma) {_TRAVAIL}\b"
        r"|\btout en travaillant\b|\bapres (?:mon|le) (?:travail|boulot)\b|\bcours du soir\b"
    ),
    "temps_partiel": re.compile(r"\b(?:a temps partiel|mi temps|cours du soir|a distance)\b"),
}


def contraintes(contexte: Contexte) -> Contraintes:
    """Return what is asked of a pathway: this message's wishes over those remembered."""
    known = {field.name for field in fields(Contraintes)}
    asked = {key: value for key, value in lire(contexte).items() if key in known}
    asked["sans"] = tuple(asked.get("sans", ()))
    return Contraintes(rythme=contexte.slots.get(slots.RYTHME), **asked)


def lire(contexte: Contexte) -> dict[str, Any]:
    """Return the constraints that hold after this message; an empty dictionary when none was ever said."""
    asked: dict[str, Any] = dict(contexte.slots.get(slots.CONTRAINTES) or {})
    if contexte.bouton:
        return asked
    plain = " ".join(words(contexte.texte))
    borne = _AU_PLUS.search(plain)
    if borne:
        said = next(group for group in borne.groups() if group)
        asked["annees_max"] = float(_CHIFFRES.get(said) or said)
    asked |= {key: True for key, pattern in _MARQUES.items() if pattern.search(plain)}
    voulus = {e.get("label") for e in contexte.entites}
    sans = [word for word in asked.get("sans", []) if word not in voulus]
    refus = [] if POURQUOI_PAS.search(plain) else contexte.refus  # « pourquoi pas un CAP ? » refuses nothing
    sans += [e["label"] for e in refus if e["entity"] == slots.DIPLOME and e.get("label")]
    sans += [match[1] for match in _SANS.finditer(plain)]
    if sans:
        asked["sans"] = list(dict.fromkeys(sans))
    else:
        asked.pop("sans", None)
    return asked
