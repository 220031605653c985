"""What somebody asks of a pathway in passing: shorter, as far as one can, « why not… », without maths, beside a job."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions import slots
from actions.base import Contexte
from knowledge.pathways import Contraintes
from knowledge.text import fold

_PLUS_HAUT = re.compile(r"jusqu ?'?ou|plus haut|plus loin|monter|le maximum|doctorat|continuer")
_PLUS_COURT = re.compile(r"plus court|moins long|plus rapide|plus vite|moins d'? ?(?:etudes|annees)|au plus vite")
_POURQUOI_PAS = re.compile(r"pourquoi (?:pas|ne pas (?:faire|passer par))\s+(.+?)\s*\??$")
_SANS_MATHS = re.compile(r"(?:sans|pas de|pas trop de|moins de|nulle? en) maths?\b|sans mathematiques")
_SANS_PREPA = re.compile(r"(?:sans|pas de|eviter la|eviter une) (?:classe )?prepa")
_EN_EMPLOI = re.compile(
    r"(?:gard|conserv)\w+ mon (?:travail|emploi|job|poste)|en travaillant|cours du soir|a distance|le soir"
)
_TEMPS_PARTIEL = re.compile(r"temps partiel|mi-?temps")
_HANDICAP = re.compile(r"handicap|rqth|mdph|fauteuil|malentendant|malvoyant|\bsourde?\b|aveugle|autis|dyslexi|dyspraxi")
_SANS_MOBILITE = re.compile(
    r"sans (?:demenager|bouger|quitter)|pas (?:demenager|bouger)|pres de chez (?:moi|nous)|sur place"
)
_ANNEES = re.compile(r"(?:en|max(?:imum)?|plus de|moins de) (\d) ans?\b|(\d) ans? (?:max|maximum|au plus)")


@dataclass(frozen=True)
class Demande:
    """What this message adds to a pathway: `geste` is `court`, `haut` or nothing; `pourquoi` names a way not shown."""

    geste: str | None
    pourquoi: str | None
    contraintes: Contraintes


def lire(contexte: Contexte, memoire: dict[str, object]) -> Demande:
    """Return what the message asks, with the wishes remembered from the turns before."""
    texte = fold(contexte.texte)
    pressed = next((str(e["value"]) for e in contexte.entites if e["entity"] == "demande"), None)
    if texte.startswith("/"):
        texte = ""
    geste = (
        pressed
        or (memoire and _PLUS_COURT.search(texte) and "court")
        or (memoire and _PLUS_HAUT.search(texte) and "haut")
    )
    why = _POURQUOI_PAS.search(texte)
    return Demande(geste or None, why[1] if why and memoire else None, _wishes(contexte, texte, memoire))


def _wishes(contexte: Contexte, texte: str, memoire: dict[str, object]) -> Contraintes:
    kept = dict(memoire.get("souhaits") or {})  # type: ignore[call-overload]
    refused = [] if _POURQUOI_PAS.search(texte) else contexte.refus  # « pourquoi pas un CAP ? » refuses nothing
    sans = [*kept.get("sans", ()), *(e["label"] for e in refused if e["entity"] == slots.DIPLOME)]
    sans += ["maths"] if _SANS_MATHS.search(texte) else []
    sans += ["prépa"] if _SANS_PREPA.search(texte) else []
    years = _ANNEES.search(texte) if memoire else None
    return Contraintes(
        rythme=contexte.slots.get(slots.RYTHME),
        annees_max=float(years[1] or years[2]) if years else kept.get("annees_max"),
        sans=tuple(dict.fromkeys(sans)),
        temps_partiel=bool(_TEMPS_PARTIEL.search(texte)) or kept.get("temps_partiel", False),
        handicap=bool(_HANDICAP.search(texte)) or kept.get("handicap", False),
        en_emploi=bool(_EN_EMPLOI.search(texte)) or kept.get("en_emploi", False),
        sans_mobilite=bool(_SANS_MOBILITE.search(texte)) or kept.get("sans_mobilite", False),
    )


def a_retenir(wishes: Contraintes) -> dict[str, object]:
    """Return the wishes to remember, as plain values; the rhythm has its own slot."""
    kept = {name: getattr(wishes, name) for name in ("annees_max", "temps_partiel", "en_emploi", "sans_mobilite")}
    found: dict[str, object] = {name: value for name, value in kept.items() if value}
    return {**found, "sans": list(wishes.sans)} if wishes.sans else found
