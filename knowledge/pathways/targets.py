"""Where a goal ends in the graph: the formations it names, those nearest to its subject, or bare kinds of diploma."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.base import KnowledgeBase
from knowledge.pathways import rules
from knowledge.pathways.graph import Echelle, echelle, price
from knowledge.pathways.model import But
from knowledge.pathways.proximity import Proximity, Sujet, proximity, roots
from knowledge.pathways.search import Cible, Depart

_NEAR = 0.3
_OF_A_JOB = 0.7  # how near a formation of a job of the field counts, whatever its title
_TITLED = 0.1  # more for one whose title says the field: « Professions immobilières » before « Bâtiment »
_AKIN = 0.15  # how near the top of a ladder must stay to its trade
_TRIED, _KEPT = 8, 3  # formations looked at and kept for a kind the goal does not name further
_TOLD = 0.6  # share of a title found in what is written about a job
_UNLINKED = 1.0  # years: a school among two hundred, which no edge names
_ADULTS = frozenset({"adulte", "rien", "ftlv"})
_ANY_SPECIALITY = frozenset({"cap", "bac-pro", "bac-techno", "licence", "bts", "but"})
_TOP: tuple[str, ...] = ("doctorat", "ingenieur", "master")
_RUNGS = ("bac-pro", "bts", "btsa", "but", "licence", "cmi", "ingenieur", "master", "doctorat")
_BELOW_TOP = 7.0  # years: « as far as » means the doctorate first
_FAR = 14.0


def targets(graph: Echelle, but: But, start: Depart, sujet: Sujet | None) -> list[Cible]:
    """Return the goal nodes, each with what ending there costs (in years)."""
    best: dict[str, float] = {}
    found = list(_all(graph, but, start, sujet)) or list(_around(graph, but))
    for node, own in found:
        below = but.types == _TOP and graph.kind(node) != "doctorat"
        cost = own + (_BELOW_TOP if below else 0.0)
        if cost < best.get(node, 99.0):
            best[node] = cost
    return [Cible(node, cost) for node, cost in best.items()]


def _all(graph: Echelle, but: But, start: Depart, sujet: Sujet | None) -> Iterator[tuple[str, float]]:
    named = [f for f in but.formations if graph.kind(f) in but.types and f in graph.formations]
    lowest = min(but.niveaux, default=0)
    for id_ in named:
        if graph.level(id_) < lowest and any(graph.level(f) >= lowest for f in named):
            continue
        later = 1.5 if graph.kind(id_) == "titre-pro" and start.id not in _ADULTS else 0.0
        later += _UNLINKED if _is_single(graph, id_) else 0.0
        yield id_, later
    covered = {graph.kind(f) for f in named if not _is_single(graph, f)}
    any_bac = but.metier is not None and "bac-general" in but.types
    for type_ in but.types:
        if type_ in covered:
            continue
        if type_ in _ANY_SPECIALITY and graph.level(type_) < start.niveau - 1 and len(but.types) > 1:
            continue  # a doctor who turns to teaching does not begin with a licence
        if any_bac and type_ in _ANY_SPECIALITY:
            yield type_, 0.0  # « a bac, whichever »
        elif sujet is None or type_ not in graph.near.by_type:
            yield type_, 0.0 if sujet is None or type_ in but.par else 2.0
        else:
            yield from _nearest(graph, but, type_, sujet)


def _around(graph: Echelle, but: But) -> Iterator[tuple[str, float]]:
    """Yield, for a field that no title bears, the formations that what is written about its filière names."""
    for type_ in but.types:
        yield from ((id_, 1.5) for id_ in _told(graph, but, type_)[:1])


def _nearest(graph: Echelle, but: But, type_: str, sujet: Sujet) -> Iterator[tuple[str, float]]:
    """Yield the formations of a kind that are about the goal; those the ladder names come first."""
    found = graph.near.nearest(type_, sujet, _TRIED, _NEAR)
    if but.metier is None:
        first = replace(sujet, mots=graph.near.known(roots(but.label)) or sujet.mots)  # words of no title say nothing
        pool = dict.fromkeys(id_ for _, id_ in (*found, *graph.near.nearest(type_, first, _TRIED, _NEAR)))
        scores = {id_: max(graph.near.to(sujet, id_), graph.near.to(first, id_)) for id_ in pool}
        trades = [id_ for id_ in but.des_metiers if graph.kind(id_) == type_]
        scores |= {id_: _OF_A_JOB + _TITLED * min(1.0, graph.near.to(sujet, id_)) for id_ in trades}
        found = sorted(((score, id_) for id_, score in scores.items()), key=lambda x: (-x[0], x[1]))
    linked = [(near, id_) for near, id_ in found if graph.named_in.get(id_) and not _is_single(graph, id_)]
    kept = (linked or found)[:_KEPT]
    top = max((near for near, _ in kept), default=0.0)
    for near, id_ in kept:
        yield id_, 1.5 * max(0.0, 1.0 - near) + (top - near) + (0.0 if linked else _UNLINKED)
    told = [] if kept else _follows(graph, but, type_) or (_told(graph, but, type_) if but.metier else [])
    for rank, id_ in enumerate(told[: 2 if but.metier else 1]):
        yield id_, (0.5 if but.metier else 1.5) * (rank + 1)
    if not kept and not told and (type_ in but.par or not but.racines):
        yield type_, 2.0


def _is_single(graph: Echelle, id_: str) -> bool:
    """Tell whether a formation is one school's own title, among the two hundred that exist."""
    unlinked = graph.kind(id_) in _TOP and not graph.named_in.get(id_)
    return unlinked or rules.is_one_school(graph.formations[id_].intitule)


def _follows(graph: Echelle, but: But, type_: str) -> list[str]:
    """Return the formations of a kind that follow, or lead to, those the goal names; the nearest first."""
    found: dict[str, float] = {}
    for known in (f for f in but.formations if f in graph.formations):
        ends = [edge.vers for edge in graph.named_out.get(known, ())] + [
            edge.de for edge in graph.named_in.get(known, ())
        ]
        for id_ in ends:
            if id_ in graph.formations and graph.kind(id_) == type_:
                found[id_] = max(found.get(id_, 0.0), graph.near.between(known, id_))
    return sorted(found, key=lambda id_: (-found[id_], id_))


def _told(graph: Echelle, but: But, type_: str) -> list[str]:
    """Return the formations that what is written about the goal names (« master de droit »)."""
    return graph.near.within(type_, but.contexte, but.filiere, _TOLD) if but.contexte else []


def sommet(base: KnowledgeBase, but: But) -> But:
    """Return the goal « as high as one can go » in the subject of another goal: doctorates first.

    Follows the named edges up from the diplomas of the trade, so that the speciality is kept from rung to rung.
    """
    if but.haut:
        return but
    graph, near = echelle(base), proximity(base)
    known = [f for f in but.formations if f in graph.formations]
    seeds = [f for f in known if graph.kind(f) != "titre-pro"] or known
    sujet = but.sujet
    if not seeds and sujet is not None:
        seeds = [id_ for kind in _RUNGS for id_ in _nearest_of_field(near, kind, but, sujet)]
    best = _upwards(graph, seeds)
    about = replace(sujet, mots=sujet.mots.union(*(graph.near.sujets[f].mots for f in seeds))) if sujet else None
    fields = {but.filiere, *(graph.formations[f].filiere for f in seeds)}
    kept: dict[str, float] = {}
    for id_, cost in best.items():
        close = near.to(about, id_) if about else 0.0
        if not _is_single(graph, id_) and (close >= _AKIN or graph.formations[id_].filiere in fields):
            kept[id_] = cost + 2.0 * max(0.0, 1.0 - close)  # what left the trade on the way is no top of it
    tops = _highest(graph, kept)
    kinds = tuple(dict.fromkeys(graph.kind(id_) for id_ in tops))
    types: tuple[str, ...] = _TOP if "doctorat" in kinds else kinds
    signed = sujet is not None and near.nearest("bp", sujet, 1, _NEAR)
    if types != _TOP and (signed or any(graph.kind(f) == "bp" for f in seeds)):
        types = (*types, "bm")
    through = tuple(f for f in seeds if graph.kind(f) not in ("titre-pro", "doctorat"))
    return replace(but, types=types or _TOP, formations=tops, metier=None, niveaux=(), par=(*through, "bm"), haut=True)


def _nearest_of_field(near: Proximity, kind: str, but: But, sujet: Sujet) -> list[str]:
    """Return the two formations of a kind nearest to a field, by all its names and once more by the first of them."""
    first = replace(sujet, mots=roots(but.label) or sujet.mots)
    borne = replace(sujet, mots=near.known(sujet.mots))
    found = {id_: score for score, id_ in near.nearest(kind, borne, _TRIED, _NEAR)}
    return sorted(found, key=lambda id_: (-found[id_] - near.to(first, id_), id_))[:2]


def _highest(graph: Echelle, costs: dict[str, float]) -> tuple[str, ...]:
    """Return the diplomas at the top of a trade, nearest first: doctorates with what opens them, else the highest."""
    ranked = sorted(costs, key=lambda id_: (costs[id_], id_))
    if not any(graph.kind(id_) == "doctorat" for id_ in ranked):
        top = max((graph.level(id_) for id_ in ranked), default=0)
        return tuple(id_ for id_ in ranked if graph.level(id_) == top)[:3]
    counts = {"doctorat": 2, "ingenieur": 1, "master": 1}
    return tuple(id_ for kind, n in counts.items() for id_ in [i for i in ranked if graph.kind(i) == kind][:n])


def _upwards(graph: Echelle, seeds: list[str]) -> dict[str, float]:
    """Return what is reached from diplomas by named edges, at the least loss of subject."""
    best = dict.fromkeys(seeds, 0.0)
    todo = list(seeds)
    while todo:
        here = todo.pop(0)
        for edge in graph.named_out.get(here, ()):
            if edge.vers not in graph.formations or graph.level(edge.vers) < graph.level(here):
                continue
            cost = best[here] + 0.2 * price(edge) + 2.0 * max(0.0, 1.0 - graph.near.between(here, edge.vers))
            if cost < min(best.get(edge.vers, _FAR), _FAR):
                best[edge.vers] = cost
                todo.append(edge.vers)
    return best
