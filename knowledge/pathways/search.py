"""Search backwards from the goals: the cheapest loop-free climbing ways, specialities kept from rung to rung.

A best-first search whose estimate of what is left (the least cost between kinds of diploma) never exceeds the truth:
ways come out cheapest first, and only what surrounds them is looked at, so cost hardly grows with the base.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.entities import Poursuite
from knowledge.pathways import rules
from knowledge.pathways.graph import Echelle, Lien, price
from knowledge.pathways.proximity import Sujet

_WINDOW = 5.5  # years beyond the best way: what comes later is not worth showing
_KEPT = 28  # ways kept, unless told otherwise
_POPS = 900  # nodes looked at, at most
_NO_CEILING, _ARRIVED = 99, ""
_PER_SHAPE = 2  # ways kept for a same sequence of kinds
_NEAR = 0.3
_UNLIKED = 0.8  # years: another diploma than those listed for the job
_OTHER_FILIERE = 0.6  # years: a vocational rung of another filière
_AWAY = 0.4  # years: a rung far from the subject of the goal, at most
_OTHER_FIELD = 3.0  # years: a bachelor's, a BTS… in another field than the diploma held
_FROM_THE_START = 2  # years: another field is begun from its first year, not joined in its last
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


class _Etat(NamedTuple):
    """A node reached backwards: what it cost so far, the level what comes before must not exceed, what comes after."""

    cout: float
    annees: float
    noeud: str
    plafond: int
    apres: tuple[Palier, ...]


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
    return _Recherche(graph, depart, sujet, allowed, longest, liked).run(cibles, kept)


class _Recherche:
    """One search: the heap of nodes reached and what is known of the start."""

    def __init__(
        self,
        graph: Echelle,
        depart: Depart,
        sujet: Sujet | None,
        allowed: Callable[[str], bool],
        longest: float | None,
        liked: frozenset[str],
    ) -> None:
        self.graph, self.depart, self.sujet, self.allowed, self.liked = graph, depart, sujet, allowed, liked
        self.longest = longest if longest is not None else math.inf
        self.kinds_liked = {graph.kind(node) for node in liked if node in graph.formations}
        families = _families(graph, depart)
        self.bound = graph.bound({*depart.noeuds, *families})
        vague = {depart.type} if depart.type is not None and depart.formation is None else set()
        known = {node for node in (depart.situation, depart.formation) if node}
        self.exact = frozenset(known | vague)  # the nodes of the start
        self.loose = frozenset(vague | families) if vague else frozenset()  # the kinds it may be any speciality of
        self.heap: list[tuple[float, int, _Etat]] = []
        self.order = itertools.count()

    def run(self, cibles: Sequence[Cible], kept: int) -> list[Voie]:
        """Return the ways found, cheapest first."""
        for cible in cibles:
            left = self.bound.get(self.graph.kind(cible.noeud))
            if left is not None and self.allowed(cible.noeud):
                self._push(_Etat(cible.cout, 0.0, cible.noeud, _NO_CEILING, ()), left)
        found: list[Voie] = []
        shapes: Counter[tuple[str, ...]] = Counter()
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for _ in range(_POPS):
            if not self.heap or len(found) >= kept:
                break
            estimate, _, etat = heapq.heappop(self.heap)
            if found and estimate > found[0].cout + _WINDOW:
                break
            kinds = tuple(self.graph.kind(palier.noeud) for palier in etat.apres)
            if etat.noeud == _ARRIVED:
                shape = (*kinds, etat.apres[0].lien.nature)
                shapes[shape] += 1
                if shapes[shape] <= _PER_SHAPE:
                    found.append(Voie(etat.apres, etat.cout))
            elif (etat.noeud, kinds) not in seen and len(kinds) < rules.DEEPEST:
                seen.add((etat.noeud, kinds))
                self._expand(etat, {*kinds, self.graph.kind(etat.noeud)})
        return found

    def _push(self, etat: _Etat, left: float) -> None:
        heapq.heappush(self.heap, (etat.cout + left, next(self.order), etat))

    def _expand(self, etat: _Etat, used: set[str]) -> None:
        """Go one rung back from a node, in every direction that may come from the start."""
        level = self.graph.level(etat.noeud)
        below = level if level and level < etat.plafond else etat.plafond
        for link, is_start in self._before(etat.noeud):
            years = etat.annees + link.palier.annees
            if years > self.longest:
                continue
            rungs = (Palier(etat.noeud, link.palier, link.nomme), *etat.apres)
            if is_start:
                if climbs(self.graph, self.depart, rungs):
                    self._push(_Etat(etat.cout + link.cout, years, _ARRIVED, below, rungs), 0.0)
                continue
            # Below what is held, a rung is only a first one: another trade.
            if level and level < self.depart.niveau:
                continue
            left = self._left(link.avant, etat, below, used)
            if left is not None:
                cost = etat.cout + link.cout + self._extra(link.avant)
                self._push(_Etat(cost, years, link.avant, below, rungs), left)

    def _left(self, node: str, etat: _Etat, below: int, used: set[str]) -> float | None:
        """Return the least cost from the start to a node, or None when the way may not pass by it."""
        kind, after = self.graph.kind(node), self.graph.kind(etat.noeud)
        if kind in used or kind in rules.ENDS or not rules.serves(kind, after):
            return None
        if kind in rules.DETOURS and not self.depart.noeuds.isdisjoint(self.graph.kind_in.get(after, ())):
            return None
        height = self.graph.level(node)
        if height and (height > below or (height == below and etat.apres)):
            return None
        return self.bound.get(kind) if self.allowed(node) else None

    def _extra(self, node: str) -> float:
        """Return what passing by a node costs besides: a detour, a diploma not of the job, another field."""
        kind = self.graph.kind(node)
        extra = 2.0 if kind in rules.DETOURS else 0.0
        if kind in self.kinds_liked and node not in self.liked:
            return extra + _UNLIKED
        formation = self.graph.formations.get(node)
        if self.sujet is not None and formation is not None:
            extra += _AWAY * max(0.0, 1.0 - self.graph.near.to(self.sujet, node))
            if kind in rules.VOCATIONAL and formation.filiere != self.sujet.filiere:
                extra += _OTHER_FILIERE
        return extra

    def _before(self, node: str) -> Iterator[tuple[Lien, bool]]:
        """Yield the links into a node, each with whether it comes from the start itself."""
        graph, depart = self.graph, self.depart
        started = False
        for link in graph.into(node) if node in graph.formations else graph.into_kind(node, self.sujet):
            before = link.avant
            if before in self.exact or graph.kind(before) in self.loose:
                started = True
                held = depart.formation or (before if before in graph.formations else None)
                if held is None or link.nomme or not _same_trade(graph, held, node):
                    yield link, True
            elif before not in graph.situations:
                yield link, False
        if depart.type is None:
            return
        sat = graph.sat_with.get(node, {}).get(depart.type)
        if sat is not None and not started:
            yield Lien(depart.formation or depart.type, sat, price(sat), True), True
        if depart.formation is None:
            edges = graph.kind_in.get(graph.kind(node), {}).get(depart.type, ())
            yield from ((Lien(depart.type, e, price(e) + 0.5, False), True) for e in edges if not e.meme_domaine)
        elif not started:
            yield from ((link, True) for link in _from_held(graph, depart, node))


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
        if level and not rank and level <= height and kind in ("bac-pro", "bac-general", "daeu") and depart.niveau >= 4:
            return False  # a second bac is not a step
        if rank and fell and kind not in rules.TRADES - rules.SHORT_TITLES:
            return False  # one goes down to change trades, and goes on in the trade
        fell = fell or bool(level and level < depart.niveau)
        height = max(height, level)
    return True


def _families(graph: Echelle, depart: Depart) -> set[str]:
    """Return the kinds a vague start may stand for: « bac techno » is any series, « bac » any bac."""
    if depart.type == "bac":
        return {"bac-general", "bac-techno", "bac-pro", *graph.series}
    return set(graph.series) if depart.type == "bac-techno" else set()


def _from_held(graph: Echelle, depart: Depart, node: str) -> Iterator[Lien]:
    """Yield the edges between kinds that a formation in hand may use where none names it."""
    type_, held = str(depart.type), str(depart.formation)
    target = graph.kind(node)
    near = graph.near.between(held, node) if node in graph.formations else None
    for edge in graph.kind_in.get(target, {}).get(type_, ()):
        if near is None:
            yield Lien(held, edge, price(edge) + 0.5, False)
        elif near >= _NEAR:
            if not _same_trade(graph, held, node) and (edge.meme_domaine or target in _OPEN_FIELD | {"ifsi"}):
                yield Lien(held, edge, price(edge) + 1.2 * max(0.0, 1.0 - near) + 0.5, False)
        elif not edge.meme_domaine:
            yield Lien(held, edge, price(edge) + 0.5, False)
        elif target in _OPEN_FIELD and edge.annees >= _FROM_THE_START:
            yield Lien(held, edge, price(edge) + _OTHER_FIELD, False)


def _same_trade(graph: Echelle, held: str, node: str) -> bool:
    """Tell whether a lower or equal short diploma repeats the one in hand: a titre pro of the same trade is no step."""
    if node not in graph.formations or graph.kind(node) not in rules.SHORT_TITLES | {"cap", "capa"}:
        return False
    return graph.level(node) <= graph.level(held) and graph.near.between(held, node) >= _NEAR
