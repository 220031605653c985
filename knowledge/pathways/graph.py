"""The graph of the ladder: situations, kinds of diploma and formations, and what leads from one to another.

An edge between formations says more than an edge between kinds, so it is used wherever it exists; an edge between
kinds stands elsewhere, and the nearest speciality is then looked for. Plain dictionaries: see docs/adr/0010.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Poursuite, Situation
from knowledge.pathways import rules
from knowledge.pathways.model import Etape
from knowledge.pathways.proximity import Proximity, Sujet, proximity

_NEAR = 0.3  # how near a speciality must be for an edge between kinds to hold
_SPECIALITIES = 2  # specialities tried for such an edge
_DRIFT = 1.2  # years: what moving away from the subject costs, at most
_NAMED_DRIFT = 0.5  # the same where the facts name the edge
_GUESSED = 0.25  # years: an edge nobody named, between specialities that look alike


@dataclass(frozen=True)
class Lien:
    """A way into a node: from `avant`, by an edge of the facts, at a cost in years and rarity."""

    avant: str
    palier: Poursuite
    cout: float
    nomme: bool


class Echelle:
    """The graph of a base. Nodes are ids: a situation, a kind of diploma, or a formation."""

    def __init__(self, base: KnowledgeBase, near: Proximity) -> None:
        self.near = near
        self.formations = {item.id: item for item in base.all(Formation)}
        self.diplomes = {item.id: item for item in base.all(Diplome)}
        self.situations = {item.id: item for item in base.all(Situation)}
        self._kind = {item.id: item.type for item in self.formations.values()}
        self._level = {item.id: item.niveau or 0 for item in self.diplomes.values()}
        # A competition has the level of a post, not of a diploma: any that is high enough may come before.
        self._level |= {item.id: item.niveau for item in self.formations.values() if item.type != "concours"}
        self.series = tuple(id_ for id_ in self.diplomes if rules.is_series(id_))
        closed = {item.id for item in self.diplomes.values() if item.statut != "ouvert"}
        self.named_in: dict[str, list[Poursuite]] = defaultdict(list)
        self.named_out: dict[str, list[Poursuite]] = defaultdict(list)
        self.kind_in: dict[str, dict[str, list[Poursuite]]] = defaultdict(lambda: defaultdict(list))
        for edge in base.all(Poursuite):
            if self.kind(edge.vers) in closed or edge.de == edge.vers:
                continue
            if edge.vers in self.formations or edge.de in self.formations:
                self.named_in[edge.vers].append(edge)
                self.named_out[edge.de].append(edge)
            else:
                self.kind_in[edge.vers][edge.de].append(edge)
        self.sat_with: dict[str, dict[str, Poursuite]] = defaultdict(dict)  # a competition, by the diploma in hand
        self._inherit()
        self._open_to_all()
        self._open_by_level()
        self._steps = self._kind_steps()
        self._into: dict[str, tuple[Lien, ...]] = {}
        self._fields = {type_: self._field_of(type_) for type_ in self.diplomes}
        self.etapes: dict[tuple[str, int, str, int], Etape] = {}  # filled by `routes`: a rung is written once
        self._bounds: dict[frozenset[str], dict[str, float]] = {}

    def kind(self, node: str) -> str:
        """Return the kind of a node: a formation's type, else the node itself."""
        return self._kind.get(node, node)

    def level(self, node: str) -> int:
        """Return the level of a node (0 for a class or a situation)."""
        return self._level.get(node, 0)

    def suits(self, type_: str, filiere: str | None) -> bool:
        """Tell whether a kind of diploma has anything to do with a field."""
        fields = self._fields.get(type_)
        return filiere is None or not fields or filiere in fields

    def into(self, node: str) -> tuple[Lien, ...]:
        """Return the ways into a formation: those named, then those between kinds; found once each."""
        if node not in self._into:
            self._into[node] = tuple(self._links(node, self.near.sujets[node]))
        return self._into[node]

    def into_kind(self, type_: str, sujet: Sujet | None) -> Iterator[Lien]:
        """Return the ways into a kind without speciality, by the specialities near a subject (None: any)."""
        for edge in self.named_in.get(type_, ()):
            near = 1.0 if sujet is None or edge.de not in self.formations else self.near.to(sujet, edge.de)
            yield Lien(edge.de, edge, price(edge) + _NAMED_DRIFT * max(0.0, 1.0 - near), True)
        if sujet is None:
            for before, edges in self.kind_in.get(type_, {}).items():
                yield from (Lien(before, edge, price(edge), False) for edge in edges)
            return
        yield from self._between_kinds(type_, sujet, frozenset())

    def bound(self, starts: Iterable[str]) -> dict[str, float]:
        """Return the least cost from a start to each kind, whatever the speciality: what is left to pay, at least."""
        key = frozenset(starts)
        if key not in self._bounds:
            best = dict.fromkeys(key, 0.0)
            heap = [(0.0, kind) for kind in sorted(key)]
            while heap:
                cost, here = heapq.heappop(heap)
                if cost > best[here]:
                    continue
                for there, step in self._steps.get(here, {}).items():
                    if cost + step < best.get(there, 99.0):
                        best[there] = cost + step
                        heapq.heappush(heap, (cost + step, there))
            self._bounds[key] = best
        return self._bounds[key]

    def _links(self, node: str, sujet: Sujet) -> Iterator[Lien]:
        named = self.named_in.get(node, ())
        kinds = frozenset(self.kind(edge.de) for edge in named)
        for edge in named:
            before = self.kind(edge.de) if rules.is_series(self.kind(edge.de)) else edge.de
            near = self.near.between(node, before) if before in self.formations else 1.0
            yield Lien(before, edge, price(edge) + _NAMED_DRIFT * max(0.0, 1.0 - near), True)
        yield from self._between_kinds(self.kind(node), sujet, kinds, node)

    def _two_steps_before(self, node: str, kind: str) -> list[tuple[float, str]]:
        """Return the formations of a kind that lead to what leads to a node: a BTS whose BUT opens the school."""
        found: dict[str, float] = {}
        for last in self.named_in.get(node, ()):
            for edge in self.named_in.get(last.de, ()):
                if self.kind(edge.de) == kind and {edge.de, last.de} <= self.formations.keys():
                    near = self.near.between(edge.de, last.de) + self.near.between(edge.de, node)
                    found[edge.de] = max(found.get(edge.de, 0.0), near)
        ranked = sorted(found, key=lambda id_: (-found[id_], id_))
        return [(_NEAR, id_) for id_ in ranked[:_SPECIALITIES]]

    def _between_kinds(self, type_: str, sujet: Sujet, named: frozenset[str], node: str = "") -> Iterator[Lien]:
        """Yield the ways by edges between kinds, from kinds that no named edge comes from."""
        for before, edges in self.kind_in.get(type_, {}).items():
            if before in named or (before == "bac-techno" and self.series):
                continue
            if before in self.situations:
                yield from (Lien(before, edge, price(edge), False) for edge in edges)
                continue
            if not self.suits(before, sujet.filiere):
                continue
            known = before in self.near.by_type and not rules.is_series(before)
            best = self.near.nearest(before, sujet, _SPECIALITIES, _NEAR) if known and before != "cpge" else []
            if known and not best and node and before not in rules.GENERAL:
                best = self._two_steps_before(node, before)
            for near, id_ in best:
                yield from (
                    Lien(id_, e, price(e) + _DRIFT * max(0.0, 1.0 - near) + _GUESSED, False) for e in cheapest(edges)
                )
            if not best and (before in rules.OPEN or not known):
                plain = 0.0 if before in rules.PLAIN or rules.is_series(before) else 0.8
                yield from (Lien(before, edge, price(edge) + plain, False) for edge in cheapest(edges))

    def _inherit(self) -> None:
        """Give each series what the technological bac opens and what opens it, where it has no edge of its own."""
        for series in self.series:
            for before, edges in list(self.kind_in.get("bac-techno", {}).items()):
                if before not in self.kind_in[series]:
                    self.kind_in[series][before] = edges
            for after in list(self.kind_in):
                if after != series and "bac-techno" in self.kind_in[after] and series not in self.kind_in[after]:
                    self.kind_in[after][series] = self.kind_in[after]["bac-techno"]

        for before, edges in list(self.kind_in.get("cap", {}).items()):
            if before in self.situations and before not in self.kind_in["capa"]:
                self.kind_in["capa"][before] = edges  # a CAP of the ministry of agriculture is a CAP

    def _open_to_all(self) -> None:
        """Let every diploma use what asks for none (« rien » → DEAS, by selection), where the facts name no edge."""
        holders = [
            d.id for d in self.diplomes.values() if d.nature in ("diplome", "titre") and 3 <= (d.niveau or 0) <= 6
        ]
        for after, by in list(self.kind_in.items()):
            free = [e for e in by.get("rien", ()) if e.nature == "dossier" and after in rules.BY_SELECTION]
            for before in holders if free else ():
                if before != after and before not in by:
                    by[before] = free

    def _open_by_level(self) -> None:
        """Let who holds a diploma as high as the lowest one asked for sit a competition (a BTS, where the bac is)."""
        holders = [d for d in self.diplomes.values() if d.nature == "diplome" and d.niveau]
        for item in self.formations.values():
            edges = self.named_in.get(item.id, ()) if item.type == "concours" else ()
            kinds = [edge for edge in edges if edge.de in self.diplomes and self.level(edge.de)]
            if kinds:  # where only specialities are named, only they open it
                asked = min(kinds, key=lambda edge: (self.level(edge.de), edge.de))
                enough = [d.id for d in holders if (d.niveau or 0) >= self.level(asked.de)]
                self.sat_with[item.id] = {id_: replace(asked, de=id_, frequence="courant") for id_ in enough}
                self.sat_with[item.id] |= {edge.de: edge for edge in kinds}

    def _kind_steps(self) -> dict[str, dict[str, float]]:
        steps: dict[str, dict[str, float]] = defaultdict(dict)
        named = [edge for edges in self.named_in.values() for edge in edges]
        pairs = [(self.kind(e.de), self.kind(e.vers), e) for e in named]
        pairs += [(b, t, e) for t, by in self.kind_in.items() for b, edges in by.items() for e in edges]
        pairs += [(self.kind(b), self.kind(t), e) for t, by in self.sat_with.items() for b, e in by.items()]
        for before, after, edge in pairs:
            steps[before][after] = min(price(edge), steps[before].get(after, 99.0))
        return steps

    def _field_of(self, type_: str) -> frozenset[str]:
        if type_ in rules.FIELDS:
            return rules.FIELDS[type_]
        fields = frozenset(item.filiere for item in self.near.by_type.get(type_, ()))
        return fields if len(fields) <= 3 and type_ not in rules.GENERAL else frozenset()


def price(edge: Poursuite) -> float:
    """Return what an edge costs: its years, and its rarity counted in years."""
    return edge.annees + rules.RARITY[edge.frequence]


def cheapest(edges: list[Poursuite]) -> list[Poursuite]:
    """Return the best edge of each nature: same subject first, then fewest years."""
    best: dict[str, Poursuite] = {}
    for edge in sorted(edges, key=lambda e: (not e.meme_domaine, price(e))):
        best.setdefault(edge.nature, edge)
    return list(best.values())


def echelle(base: KnowledgeBase) -> Echelle:
    """Return the graph of the base, made once and shared; `base.refresh()` forgets it."""
    made: Echelle = base.derived("echelle", lambda base: Echelle(base, proximity(base)))
    return made


def ways(base: KnowledgeBase, start: str, end: str) -> bool:
    """Tell whether the facts lead from a kind of diploma or a situation to another, at any cost."""
    return end in echelle(base).bound({start})
