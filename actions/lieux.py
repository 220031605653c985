"""Where somebody is, for the needs that answer by place: the town said or remembered, its région, its schools."""

from __future__ import annotations

from actions import slots
from actions.contexte import Contexte
from knowledge.entities import Lieu
from knowledge.official import Etablissement
from knowledge.queries import etablissements
from knowledge.queries.campus import region_of

ANNUAIRE = "annuaire-education"


def lieu(contexte: Contexte) -> Lieu | None:
    """Return the place of this message, else the one remembered."""
    return contexte.base.get(Lieu, contexte.chose(slots.LIEU))


def region(contexte: Contexte) -> str:
    """Return the name of the région of that place; empty when none is known."""
    found = region_of(contexte.base, lieu(contexte))
    return found.nom if found else ""


def etablissements_nommes(contexte: Contexte, count: int = 3) -> list[Etablissement]:
    """Return the schools of the official directory that this message names, in the town it names."""
    ici = next(iter(contexte.nommes(slots.LIEU)), None)
    place = contexte.base.get(Lieu, ici)
    ville = place.nom if place is not None and place.nature == "ville" else ""
    return etablissements.named(contexte.base, contexte.texte, ville, count)


def joindre(contexte: Contexte, item: Etablissement) -> str:
    """Return how to reach a school, as the directory publishes it; empty when it does not."""
    reach = " ; ".join(part for part in (_telephone(item.telephone), item.site) if part)
    return contexte.dire("utter_rendu_joindre", contact=reach) if reach else ""


def _telephone(number: str) -> str:
    """Return a number in pairs, as French writes it."""
    digits = number.replace(" ", "").replace(".", "")
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2)) if len(digits) == 10 else number
