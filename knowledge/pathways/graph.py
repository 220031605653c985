"""The graph of diploma types: which rung follows which, in how many years, under which condition."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Poursuite, Situation

# How much a rung weighs beyond its years: a rare bridge is shown, but after the usual ways.
_RARITY = {"tres-courant": 0.0, "courant": 0.3, "possible": 1.0, "rare": 2.5, "tres-rare": 4.5}


_DEEPEST = 6  # rungs in a way, at most: 3e to doctorate takes four or five
_KEPT = 40  # ways kept for each start and end, cheapest first
_LEADS_NOWHERE = frozenset({"titre-pro", "titre-rncp", "cqp", "ms", "bachelor"})  # ends of a way, not rungs of one
# A class made for what follows it, and for nothing else.
_ONLY_BEFORE = {
    "pass-las": frozenset({"ecole-medecine", "de-kine", "de-paramedical", "de-sage-femme"}),
    "ats": frozenset({"ingenieur"}),
    "classe-passerelle": frozenset({"bts", "btsa"}),
    "cpge": frozenset({"ingenieur", "ecole-commerce", "licence"}),
    "cpge-pro": frozenset({"ingenieur", "ecole-commerce"}),
    "prepa-integree": frozenset({"ingenieur"}),
}


@dataclass(frozen=True)
class Voie:
    """A way as a list of rungs, and its cost (years plus rarity)."""

    rungs: tuple[Poursuite, ...]
    cost: float


def graph(base: KnowledgeBase) -> nx.DiGraph:
    """Return the graph of the base: nodes are diploma and situation ids, edges carry their `Poursuite`.

    Diplomas closed to newcomers cannot be aimed at.
    """
    made: nx.DiGraph = base.derived("graphe", _build)
    return made


def ways(base: KnowledgeBase, start: str, end: str) -> tuple[Voie, ...]:
    """Return the climbing, loop-free ways from a node to another, cheapest first; computed once each."""
    memo: dict[tuple[str, str], tuple[Voie, ...]] = base.derived("voies", lambda _: {})
    if (start, end) not in memo:
        memo[start, end] = _search(base, graph(base), start, end)
    return memo[start, end]


def _search(base: KnowledgeBase, links: nx.DiGraph, start: str, end: str) -> tuple[Voie, ...]:
    if start not in links or end not in links or start == end:
        return ()
    useful = nx.ancestors(links, end) | {end}
    found: list[Voie] = []
    _climb(base, links, useful, end, [start], _level(base, start), [], 0.0, found)
    return tuple(sorted(found, key=lambda voie: voie.cost)[:_KEPT])


def _climb(
    base: KnowledgeBase,
    links: nx.DiGraph,
    useful: set[str],
    end: str,
    path: list[str],
    height: int,
    rungs: list[Poursuite],
    cost: float,
    found: list[Voie],
) -> None:
    """Extend a way by one rung in every direction that climbs, depth first."""
    here = path[-1]
    for there, edge in links[here].items():
        if there not in useful or there in path or there not in _ONLY_BEFORE.get(here, {there}):
            continue
        level = _level(base, there)
        final = there == end
        # A rung climbs; only the last may specialise at the same height, and a class has no height of its own.
        # Only the very first may go down, by a bridge the facts name: a CAP in one year after the bac.
        if level and len(path) > 1 and (level < height or (level == height and not final)):
            continue
        if not final and (there in _LEADS_NOWHERE or len(path) >= _DEEPEST):
            continue
        taken = [*rungs, edge["rung"]]
        if final:
            found.append(Voie(tuple(taken), cost + edge["cost"]))
        else:
            _climb(
                base,
                links,
                useful,
                end,
                [*path, there],
                max(height, level),
                taken,
                cost + edge["cost"],
                found,
            )


def _level(base: KnowledgeBase, id_: str) -> int:
    diplome = base.get(Diplome, id_)
    return (diplome.niveau or 0) if diplome else 0


def _build(base: KnowledgeBase) -> nx.DiGraph:
    result = nx.DiGraph()
    named = {formation.id for formation in base.all(Formation)}
    closed = {diplome.id for diplome in base.all(Diplome) if diplome.statut != "ouvert"}
    for poursuite in base.all(Poursuite):
        if poursuite.vers in closed or poursuite.de == poursuite.vers or poursuite.vers in named:
            continue  # between formations: which speciality follows which, read by the search
        cost = poursuite.annees + _RARITY[poursuite.frequence]
        known = result.get_edge_data(poursuite.de, poursuite.vers)
        if known is None or cost < known["cost"]:
            result.add_edge(poursuite.de, poursuite.vers, rung=poursuite, cost=cost)
    for situation in base.all(Situation):
        if situation.equivaut and situation.equivaut in result:
            for _, vers, data in list(result.out_edges(situation.equivaut, data=True)):
                if not result.has_edge(situation.id, vers):
                    result.add_edge(situation.id, vers, **data)
    return result
