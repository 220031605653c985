"""Questions on what follows what: the typed edges of the ladder, by their two ends."""

from __future__ import annotations

from collections import defaultdict

from knowledge.base import KnowledgeBase
from knowledge.entities import Poursuite


def after(base: KnowledgeBase, id_: str) -> tuple[Poursuite, ...]:
    """Return the edges that leave a situation, a type of diploma or a formation, in the order of the facts."""
    return _by_start(base).get(id_, ())


def follows(base: KnowledgeBase, start: str, end: str) -> bool:
    """Tell whether an edge goes from one to the other."""
    return any(edge.vers == end for edge in after(base, start))


def _by_start(base: KnowledgeBase) -> dict[str, tuple[Poursuite, ...]]:
    def make(base: KnowledgeBase) -> dict[str, tuple[Poursuite, ...]]:
        grouped: dict[str, list[Poursuite]] = defaultdict(list)
        for poursuite in base.all(Poursuite):
            grouped[poursuite.de].append(poursuite)
        return {start: tuple(edges) for start, edges in grouped.items()}

    made: dict[str, tuple[Poursuite, ...]] = base.derived("poursuites_par_depart", make)
    return made
