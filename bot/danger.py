"""Whom a message of distress is about: oneself, a friend, a child. Only that is kept, never the words."""

from __future__ import annotations

import re
from typing import Any

from knowledge.text import words

WITHHELD = "[message non conservé]"
DANGER = frozenset({"detresse", "harcelement"})
# How to speak to the person, whom it is about, and how somebody goes on (bot/aftermath.py): not what was said.
_KEPT = frozenset({"persona", "registre", "proche", "suite"})
_ENFANT = re.compile(
    r"\b(?:mon|ma|notre) (?:fils|fille|enfant|gamine?|ado)\b|\b(?:mes enfants|mes eleves)\b"
    r"|\b(?:un|une|l un|l une) de (?:mes|nos) (?:eleves|jeunes|apprentie?s)\b"
)
_PROCHE = r"(?:amie?|pote|copain|copine|camarade|frere|soeur|cousine?|voisine?|collegue|meuf)"
_LA = r"(?:classe|lycee|college|cfa|boite|internat|groupe|promo|equipe)"
_AMI = re.compile(
    rf"\b(?:mon|ma|un|une|notre) (?:(?:petite?|grande?|meilleure?) )?{_PROCHE}\b"
    rf"|\b(?:un|une) de (?:mes|nos) {_PROCHE}s\b|\b(?:quelqu un|une personne) que je connais\b"
    r"|\b(?:quelqu un|un eleve|une eleve|un garcon|une fille|un gars|un mec|une meuf) "
    rf"(?:de|dans) (?:ma|mon|notre|l) {_LA}\b"
)
# « Elle se coupe », « il veut mourir »: said of somebody named before.
_ELLE = re.compile(
    r"\b(?:il|elle) (?:\w+ ){0,2}?(?:"
    r"se (?:coupe|scarifie|mutile|taillade|blesse|drogue|suicide|tue|tuer|pendre|fait|laisse)"
    r"|s (?:entaille|enferme)|(?:veut|voudrait|va|pense|songe|parle|menace|dit|a envie)(?: \w+){0,3} "
    r"(?:mourir|en finir|disparaitre|suicid\w*|se tuer|plus vivre|se pendre))\b"
)
# « Un ami me dit qu'il veut mourir » is about the friend; « mon copain me frappe » is not.
_TELLS = re.compile(
    r"\b(?:me|m) (?:a )?"
    r"(?:dit|parle|raconte|ecrit|confie|envoie|envoye|montre|appelle|fait (?:peur|promettre|jurer)|demande|inquiete)\b"
    r"|\bde me taire\b"
)
_MOI = r"(?:veux|voudrais|vais|suis|souffre|pleure|reve|songe|pense (?:a|au))"
_SELF = re.compile(rf"\b(?:me|m|moi)\b|\bje (?:\w+ )?{_MOI}\b|\bj (?:ai envie|en peux)\b")


def about(text: str) -> str | None:
    """Return `enfant` or `ami` when somebody else is in danger, None for oneself or when unsure."""
    plain = _TELLS.sub(" ", " ".join(words(text)))
    if _SELF.search(plain):
        return None
    if _ENFANT.search(plain):
        return "enfant"
    return "ami" if _AMI.search(plain) or _ELLE.search(plain) else None


def withhold(text: str, parsed: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return what may be kept of a message: all of it, or, in danger, only how to speak and of whom."""
    if parsed["intent"]["name"] not in DANGER:
        return text, parsed
    kept = [e for e in parsed.get("entities") or [] if e["entity"] in _KEPT]
    proche = None if any(e["entity"] == "suite" for e in kept) else about(text)
    if proche:
        kept.append({"entity": "proche", "value": proche, "start": 0, "end": 0})
    return WITHHELD, {**parsed, "text": WITHHELD, "entities": kept}
