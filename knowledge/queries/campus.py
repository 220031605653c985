"""Which Campus des métiers et des qualifications: by place, by field, by subject words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Lieu
from knowledge.text import fold, stems

_ELSEWHERE = 2  # subject words that a campus of another filière must share to be worth showing

# Words that so many titles share that they name no subject.
_EVERYWHERE = frozenset(stems(
    "technicien métier option réalisation industriel industrie professionnel système conducteur conduite campus "
    "ingénieur diplôme gestion gestionnaire formation école licence master spécialité parcours niveau prépa vente "
    "état étude mention recherche cycle brevet certificat concours"
))  # fmt: skip


def find(
    base: KnowledgeBase,
    filiere: str | None = None,
    lieu: str | None = None,
    mots: Iterable[str] = (),
    nommes: bool = False,
) -> list[Campus]:
    """Return the campuses of a filière and place, best first.

    `lieu` is a place id: its région is required, nearer towns come first. `mots` are stems of the subject:
    campuses that name it come before those that only share the filière; with words, the filière is a preference, less
    so in the very town asked for.
    `nommes` keeps only those that name the subject.
    """
    wanted = set(mots) - _EVERYWHERE
    place = base.get(Lieu, lieu)
    region = region_of(base, place)
    if lieu is not None and region is None:
        return []  # a place that cannot be put in a région: all of France would not be an answer
    found = []
    for campus in base.all(Campus):
        if region is not None and fold(campus.region) != fold(region.nom):
            continue
        offered = len(wanted & {word for text in campus.formations for word in stems(text)})
        shared = len(wanted & _subject(campus)) + _ELSEWHERE * offered  # what it teaches counts wherever it is filed
        sur_place = place is not None and fold(place.nom) in {fold(ville) for ville in campus.villes}
        if shared < (1 if nommes else 0):
            continue
        titled = len(wanted & _title(campus)) + _ELSEWHERE * offered
        if filiere and campus.filiere != filiere and titled < (1 if sur_place else _ELSEWHERE):
            continue
        rank = (
            not (sur_place and shared),  # in the very town, and about the subject
            -shared,
            campus.filiere != filiere if filiere else False,
            _distance(base, campus, place),
            campus.categorie != "excellence",
            campus.nom,
        )
        found.append((rank, campus))
    return [campus for _, campus in sorted(found, key=lambda item: item[0])]


def region_of(base: KnowledgeBase, place: Lieu | None) -> Lieu | None:
    """Return the région a place is in (a région is in itself, and so is a collectivité d'outre-mer)."""
    if place is None:
        return None
    if place.nature == "region":
        return place
    if place.nature == "ville":
        place = next((d for d in base.all(Lieu) if d.nature == "departement" and d.code == place.departement), None)
        if place is None:
            return None
    if not place.region:
        return place  # a collectivité d'outre-mer is a région of its own
    return next((r for r in base.all(Lieu) if r.nature == "region" and r.code == place.region), None)


def _subject(campus: Campus) -> set[str]:
    return _title(campus) | set(stems(campus.resume))


def _title(campus: Campus) -> set[str]:
    return {word for text in (campus.nom, *campus.noms, *campus.domaines) for word in stems(text)}


def _distance(base: KnowledgeBase, campus: Campus, place: Lieu | None) -> float:
    """Return the kilometres from a town to the campus's nearest town; 0 when either is unknown."""
    if place is None or place.lat is None or place.lon is None:
        return 0.0
    towns: dict[str, Lieu] = base.derived("villes", _towns)
    known = [towns[fold(v)] for v in campus.villes if fold(v) in towns]
    return min((kilometres(place, town) for town in known), default=9_999.0)


def _towns(base: KnowledgeBase) -> dict[str, Lieu]:
    return {fold(lieu.nom): lieu for lieu in base.all(Lieu) if lieu.nature == "ville"}


def kilometres(a: Lieu, b: Lieu) -> float:
    """Return the great-circle distance of two towns with coordinates, in km (haversine)."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))
