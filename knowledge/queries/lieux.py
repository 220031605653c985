"""Where campuses are: their towns on the map, and how far they are from a place."""

from __future__ import annotations

from collections import defaultdict

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Lieu
from knowledge.queries.campus import kilometres, region_of
from knowledge.text import fold


def towns(base: KnowledgeBase, campus: Campus) -> tuple[Lieu, ...]:
    """Return the towns of a campus that the base places on the map; of namesakes, the one of its région."""
    known: dict[str, tuple[Lieu, ...]] = base.derived("villes_des_campus", _towns)
    return known.get(campus.id, ())


def distance(base: KnowledgeBase, campus: Campus, lieu: Lieu) -> float | None:
    """Return the kilometres (great circle) from a place to a campus's nearest town; None when one is not on the map."""
    if lieu.lat is None or lieu.lon is None:
        return None
    return min((kilometres(lieu, town) for town in towns(base, campus)), default=None)


def is_inside(base: KnowledgeBase, campus: Campus, lieu: Lieu) -> bool:
    """Tell whether a campus is in a région, in a département or in a town."""
    if lieu.nature == "region":
        return fold(campus.region) == fold(lieu.nom)
    if lieu.nature == "departement":
        return any(town.departement == lieu.code for town in towns(base, campus))
    return lieu in towns(base, campus)


def _towns(base: KnowledgeBase) -> dict[str, tuple[Lieu, ...]]:
    named: dict[str, list[Lieu]] = defaultdict(list)
    for lieu in base.all(Lieu):
        if lieu.nature == "ville":
            named[fold(lieu.nom)].append(lieu)
    found: dict[str, tuple[Lieu, ...]] = {}
    for campus in base.all(Campus):
        chosen = []
        for ville in campus.villes:
            same = named.get(fold(ville), [])
            near = [town for town in same if (region := region_of(base, town)) and region.nom == campus.region]
            chosen += near[:1] or same[:1]
        found[campus.id] = tuple(chosen)
    return found
