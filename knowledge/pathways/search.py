"""Search backwards from the goals: the cheapest loop-free climbing ways, specialities kept from rung to rung.

A best-first search whose estimate of what is left (the least cost between kinds of diploma) never exceeds the truth:
ways come out cheapest first, and only what surrounds them is looked at, so cost hardly grows with the base.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.entities import Poursuite
from knowledge.pathways import rules
from knowledge.pathways.graph import Echelle, Lien, price
from knowledge.pathways.proximity import Sujet

_WINDOW = 5.5  # years beyond the best way: what comes later is not worth showing
_KEPT = 28  # ways kept, unless told otherwise
_POPS = 900  # nodes looked at, at most
_PER_SHAPE = 2  # ways kept for a same sequence of kinds
_NEAR = 0.3
_UNLIKED = 0.8  # years: another diploma than those listed for the job
_OTHER_FILIERE = 0.6  # years: a vocational rung of another filière
_AWAY = 0.4  # years: a rung far from the subject of the goal, at most
_OTHER_FIELD = 3.0  # years: a bachelor's, a BTS… in another field than the diploma held
_OPEN_FIELD = frozenset({"bts", "btsa", "but", "licence"})


@dataclass(frozen=True)
class Palier:
    """A node reached by an edge of the facts."""

    noeud: str
    lien: Poursuite
    nomme: bool


@dataclass(frozen=True)
class Depart:
    """Where somebody stands: a situation, what is held (kind, and formation when known), its level.

    `acquis` is the class under way when its speciality is known: it is finished first, then counts as held.
    """

    id: str
    situation: str | None = None
    type: str | None = None
    formation: str | None = None
    niveau: int = 0
    prepare: str | None = None
    acquis: tuple[Palier, ...] = ()

    @property
    def noeuds(self) -> frozenset[str]:
        """Return the nodes this start is."""
        return frozenset(node for node in (self.situation, self.type, self.formation) if node)


@dataclass(frozen=True)
class Voie:
    """A way: its rungs in order and its cost (years, rarity, drift)."""

    paliers: tuple[Palier, ...]
    cout: float


@dataclass(frozen=True)
class Cible:
    """A goal node and what ending there costs."""

    noeud: str
    cout: float = 0.0


def search(
    graph: Echelle,
    depart: Depart,
    cibles: Sequence[Cible],
    sujet: Sujet | None,
    allowed: Callable[[str], bool] = lambda _: True,
    longest: float | None = None,
    liked: frozenset[str] = frozenset(),
    kept: int = _KEPT,
) -> list[Voie]:
    """Return the ways from a start to goal nodes, cheapest first.

    `allowed` refuses nodes, `longest` bounds years, `liked` are formations to pass by rather than others of their kind;
    at most `kept` ways.
    """
    kinds_liked = {graph.kind(node) for node in liked if node in graph.formations}
    families = _families(graph, depart)
    bound = graph.bound({*depart.noeuds, *families})
    vague = depart.type is not None and depart.formation is None
    exact = frozenset(node for node in (depart.situation, depart.formation, depart.type if vague else None) if node)
    loose = frozenset({depart.type, *families} - {None}) if vague else frozenset()
    order = itertools.count()
    heap: list[tuple[float, int, float, float, str, int, tuple[Palier, ...]]] = []
    for cible in cibles:
        left = bound.get(graph.kind(cible.noeud))
        if left is not None and allowed(cible.noeud):
            heap.append((cible.cout + left, next(order), cible.cout, 0.0, cible.noeud, 99, ()))
    heapq.heapify(heap)
    found: list[Voie] = []
    shapes: Counter[tuple[str, ...]] = Counter()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for _ in range(_POPS):
        if not heap or len(found) >= kept:
            break
        estimate, _, cost, years, node, ceiling, after = heapq.heappop(heap)
        if found and estimate > found[0].cout + _WINDOW:
            break
        if node == "":
            shape = (*(graph.kind(palier.noeud) for palier in after), after[0].lien.nature)
            shapes[shape] += 1
            if shapes[shape] <= _PER_SHAPE:
                found.append(Voie(after, cost))
            continue
        key = (node, tuple(graph.kind(palier.noeud) for palier in after))
        if key in seen or len(after) >= rules.DEEPEST:
            continue
        seen.add(key)
        used = {graph.kind(palier.noeud) for palier in after} | {graph.kind(node)}
        level = graph.level(node)
        below = level if level and level < ceiling else ceiling
        for link, is_start in _before(graph, depart, node, sujet, exact, loose):
            total, spent = cost + link.cout, years + link.palier.annees
            if longest is not None and spent > longest:
                continue
            rungs = (Palier(node, link.palier, link.nomme), *after)
            if is_start:
                if climbs(graph, depart, rungs):
                    heapq.heappush(heap, (total, next(order), total, spent, "", below, rungs))
                continue
            kind = graph.kind(link.avant)
            left = bound.get(kind)
            if left is None or kind in used or kind in rules.ENDS or not rules.serves(kind, graph.kind(node)):
                continue
            if kind in rules.DETOURS and not depart.noeuds.isdisjoint(graph.kind_in.get(graph.kind(node), ())):
                continue
            height = graph.level(link.avant)
            if height and (height > below or (height == below and after)):
                continue
            if level and level < depart.niveau:
                continue  # below what is held: only as a first rung, another trade
            if not allowed(link.avant):
                continue
            extra = 2.0 if kind in rules.DETOURS else 0.0
            if kind in kinds_liked and link.avant not in liked:
                extra += _UNLIKED
            elif sujet is not None and link.avant in graph.formations:
                extra += _AWAY * max(0.0, 1.0 - graph.near.to(sujet, link.avant))
                if kind in rules.VOCATIONAL and graph.formations[link.avant].filiere != sujet.filiere:
                    extra += _OTHER_FILIERE
            heapq.heappush(
                heap, (total + extra + left, next(order), total + extra, spent, link.avant, below, rungs)
            )
    return found


def climbs(graph: Echelle, depart: Depart, rungs: Sequence[Palier]) -> bool:
    """Tell whether rungs climb: only the first may go down (another trade), only the last may stay at its level."""
    height, fell = depart.niveau, False
    last = len(rungs) - 1
    for rank, rung in enumerate(rungs):
        level, kind = graph.level(rung.noeud), graph.kind(rung.noeud)
        if rank and kind in rules.FIRST_ONLY:
            return False  # after a diploma of the trade, a short title of the same trade is no step
        stays = kind in rules.TRADES and kind not in rules.SHORT_TITLES
        if level and rank and (level < height or (level == height and not (rank == last and stays))):
            return False
        if level and not rank and level <= height and kind in ("bac-pro", "bac-general") and depart.niveau >= 4:
            return False  # a second bac is not a step
        if rank and fell and kind not in rules.TRADES - rules.SHORT_TITLES:
            return False  # one goes down to change trades, and goes on in the trade
        fell = fell or bool(level and level < depart.niveau)
        height = max(height, level)
    return True


def _before(
    graph: Echelle, depart: Depart, node: str, sujet: Sujet | None, exact: frozenset[str], loose: frozenset[str]
) -> Iterator[tuple[Lien, bool]]:
    """Yield the links into a node, each with whether it comes from the start itself.

    `exact` are the nodes of the start, `loose` the kinds it may be any speciality of.
    """
    started = False
    for link in graph.into(node) if node in graph.formations else graph.into_kind(node, sujet):
        before = link.avant
        if before in exact or graph.kind(before) in loose:
            started = True
            held = depart.formation or (before if before in graph.formations else None)
            if held is None or not _same_trade(graph, held, node):
                yield link, True
        elif before not in graph.situations:
            yield link, False
    if depart.type is None:
        return
    if depart.formation is None:
        edges = graph.kind_in.get(graph.kind(node), {}).get(depart.type, ())
        yield from ((Lien(depart.type, e, price(e) + 0.5, False), True) for e in edges if not e.meme_domaine)
    elif not started:
        yield from ((link, True) for link in _from_held(graph, depart, node))


def _families(graph: Echelle, depart: Depart) -> set[str]:
    """Return the kinds a vague start may stand for: « bac techno » is any series, « bac » any bac."""
    if depart.type == "bac":
        return {"bac-general", "bac-techno", "bac-pro", *graph.series}
    return set(graph.series) if depart.type == "bac-techno" else set()


def _from_held(graph: Echelle, depart: Depart, node: str) -> Iterator[Lien]:
    """Yield the edges between kinds that a formation in hand may use where none names it."""
    type_, held = str(depart.type), str(depart.formation)
    target = graph.kind(node)
    near = graph.near.between(held, node) if node in graph.formations else 1.0
    for edge in graph.kind_in.get(target, {}).get(type_, ()):
        if near >= _NEAR:
            if not _same_trade(graph, held, node) and (edge.meme_domaine or target in _OPEN_FIELD | {"ifsi"}):
                yield Lien(held, edge, price(edge) + 1.2 * max(0.0, 1.0 - near) + 0.5, False)
        elif not edge.meme_domaine:
            yield Lien(held, edge, price(edge) + 0.5, False)
        elif target in _OPEN_FIELD:
            yield Lien(held, edge, price(edge) + _OTHER_FIELD, False)


def _same_trade(graph: Echelle, held: str, node: str) -> bool:
    """Tell whether a lower or equal short diploma repeats the one in hand: a titre pro of the same trade is no step."""
    if node not in graph.formations or graph.kind(node) not in rules.SHORT_TITLES | {"cap", "capa"}:
        return False
    return graph.level(node) <= graph.level(held) and graph.near.between(held, node) >= _NEAR
