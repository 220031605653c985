"""Trainings and campuses by criteria; when nothing fits, by all of them but one, and which one."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Diplome, Formation, Lieu
from knowledge.names import label
from knowledge.queries.lieux import distance, is_inside
from knowledge.queries.sujets import Subject, roots, roots_of

T = TypeVar("T")

# The criteria that may be dropped, the one that costs the person least first; what was refused comes last.
_DROPPED = ("lieu", "alternance", "niveau", "mots", "domaine", "sans")
_NEAR = 50.0


@dataclass(frozen=True)
class Criteres:
    """What is wished for; what is left out is open.

    `niveau` is a CEC level (3–8); `domaine` the id of a domaine or of a filière; `mots` words of the subject; `lieu`
    the id of a place and `rayon_km` how far from it (a région or a département is taken whole); `alternance` keeps
    what an apprentice may do; `sans` what is refused: kinds of diploma (« BTS », `bts`) or words.
    """

    niveau: int | None = None
    domaine: str | None = None
    mots: str = ""
    lieu: str | None = None
    rayon_km: float = _NEAR
    alternance: bool = False
    sans: tuple[str, ...] = ()
    limit: int = 10


@dataclass(frozen=True)
class Pres:
    """Something found: `km` is how far, None when not asked or not on the map.

    For a training, `campus` is the nearest campus of its field, whom one may ask; `offerte` tells that this campus is
    known to offer it. Where else it is taught, the facts do not say.
    """

    id: str
    label: str
    km: float | None = None
    campus: str | None = None
    offerte: bool = False


@dataclass(frozen=True)
class Resultat(Generic[T]):
    """What fits, best first, at most `limit` of `total`; `relache` names the one criterion dropped for it, or None."""

    trouves: tuple[T, ...]
    total: int
    relache: str | None = None


def formations(base: KnowledgeBase, criteres: Criteres) -> Resultat[Pres]:
    """Return the trainings that may be entered today and fit, nearest and best named first."""
    return _relaxed(base, criteres, _formations)


def campus(base: KnowledgeBase, criteres: Criteres) -> Resultat[Pres]:
    """Return the campuses that fit (`niveau` and `alternance` do not bear on them), nearest first."""
    return _relaxed(base, dataclasses.replace(criteres, niveau=None, alternance=False), _campus)


def _relaxed(
    base: KnowledgeBase, criteres: Criteres, find: Callable[[KnowledgeBase, Criteres], list[Pres]]
) -> Resultat[Pres]:
    found = find(base, criteres)
    if found:
        return Resultat(tuple(found[: criteres.limit]), len(found))
    for name in _DROPPED:
        wider = find(base, looser) if (looser := _without(base, criteres, name)) else []
        if wider:
            return Resultat(tuple(wider[: criteres.limit]), len(wider), name)
    return Resultat((), 0)


def _without(base: KnowledgeBase, criteres: Criteres, name: str) -> Criteres | None:
    """Return the criteria without one of them, None when it was not given; a town still tells what is nearest."""
    given, left_out = getattr(criteres, name), getattr(Criteres(), name)
    if given == left_out:
        return None
    lieu = base.get(Lieu, criteres.lieu)
    if name == "lieu" and lieu is not None and lieu.lat is not None:
        return dataclasses.replace(criteres, rayon_km=math.inf)
    return dataclasses.replace(criteres, **{name: left_out})


def _formations(base: KnowledgeBase, criteres: Criteres) -> list[Pres]:
    types = {diplome.id: diplome for diplome in base.all(Diplome)}
    about = Subject(base, criteres.domaine, criteres.mots, criteres.sans)
    reach = _reach(base, criteres)
    ranked = []
    for formation in base.all(Formation):
        kind = types[formation.type]
        if kind.statut != "ouvert" or (criteres.niveau is not None and formation.niveau != criteres.niveau):
            continue
        if criteres.alternance and kind.alternance == "non":
            continue
        texts = roots(base)[formation.id]
        if not about.fits(formation.filiere, *texts, formation.id) or about.refuses(kind, *texts):
            continue
        near = _nearest(formation, reach) if reach is not None else None
        if reach is not None and near is None:
            continue
        found = Pres(formation.id, label(formation, types), *(near or ()))
        rank = (
            not found.offerte if near else False,
            about.missing(texts[0]),
            found.km if found.km is not None else math.inf,
            criteres.alternance and kind.alternance != "oui",
            formation.niveau,
        )
        ranked.append((rank, found))
    return [found for _, found in sorted(ranked, key=lambda item: item[0])]


def _campus(base: KnowledgeBase, criteres: Criteres) -> list[Pres]:
    about = Subject(base, criteres.domaine, criteres.mots, criteres.sans)
    ranked = []
    for found, km in _within(base, criteres):
        name = roots_of((found.nom, *found.noms))
        rest = roots_of((*found.domaines, *found.formations, found.resume))
        if about.fits(found.filiere, name, rest) and not about.refuses(None, name, rest):
            rank = (km if km is not None else math.inf, found.categorie != "excellence", about.missing(name))
            ranked.append((rank, Pres(found.id, found.nom, km, found.id)))
    return [found for _, found in sorted(ranked, key=lambda item: item[0])]


def _within(base: KnowledgeBase, criteres: Criteres) -> Iterator[tuple[Campus, float | None]]:
    """Yield the campuses of the place asked for, and how far each is; all of them when no place is."""
    lieu = base.get(Lieu, criteres.lieu)
    for found in base.all(Campus):
        km = distance(base, found, lieu) if lieu else None
        if criteres.lieu is None or (
            lieu and (km <= criteres.rayon_km if km is not None else is_inside(base, found, lieu))
        ):
            yield found, None if km is None else round(km, 1)


@dataclass(frozen=True)
class _Reach:
    """The campuses near the place: what each offers by name, and the nearest of each filière."""

    offered: dict[str, tuple[float | None, str]]
    of_field: dict[str, tuple[float | None, str]]


def _reach(base: KnowledgeBase, criteres: Criteres) -> _Reach | None:
    if criteres.lieu is None:
        return None
    near = sorted(_within(base, criteres), key=lambda item: math.inf if item[1] is None else item[1])
    offered: dict[str, tuple[float | None, str]] = {}
    of_field: dict[str, tuple[float | None, str]] = {}
    ids = {formation.id: formation.campus for formation in base.all(Formation) if formation.campus}
    for found, km in near:
        of_field.setdefault(found.filiere, (km, found.id))
        for id_, host in ids.items():
            if host == found.id:
                offered.setdefault(id_, (km, found.id))
    return _Reach(offered, of_field)


def _nearest(formation: Formation, reach: _Reach) -> tuple[float | None, str, bool] | None:
    if formation.id in reach.offered:
        return *reach.offered[formation.id], True
    found = reach.of_field.get(formation.filiere) if not formation.campus else None
    return (*found, False) if found else None
