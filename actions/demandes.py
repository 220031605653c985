"""What a message asks of the pathway it goes on from: shorter, as far as one can, « why not… »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.contexte import Contexte
from actions.contraintes import PLUS_COURT, contraintes
from knowledge.pathways import Contraintes
from knowledge.text import words

_PLUS_HAUT = re.compile(r"jusqu ?'?ou|plus haut|plus loin|monter|le maximum|doctorat|continuer")
_POURQUOI_PAS = re.compile(r"pourquoi (?:pas|ne pas (?:faire|passer par))\s+(.+?)\s*\??$")
# Never kept from one message to the next: it changes no way, it adds whom to ask.
_HANDICAP = re.compile(r"handicap|rqth|mdph|fauteuil|malentendant|malvoyant|\bsourde?\b|aveugle|autis|dyslexi|dyspraxi")


@dataclass(frozen=True)
class Demande:
    """What this message adds to a pathway: `geste` is `court`, `haut` or nothing; `pourquoi` names a way not shown."""

    geste: str | None
    pourquoi: str | None
    contraintes: Contraintes


def lire(contexte: Contexte, memoire: dict[str, object]) -> Demande:
    """Return what the message asks, with the wishes remembered from the turns before."""
    texte = "" if contexte.bouton else contexte.ecrit
    pressed = next((str(e["value"]) for e in contexte.entites if e["entity"] == "demande"), None)
    geste = pressed
    if geste is None and memoire and PLUS_COURT.search(" ".join(words(texte))):
        geste = "court"
    elif geste is None and memoire and _PLUS_HAUT.search(texte):
        geste = "haut"
    why = _POURQUOI_PAS.search(texte) if memoire else None
    wishes = contraintes(contexte)
    return Demande(geste, why[1] if why else None, replace(wishes, handicap=bool(_HANDICAP.search(texte))))
