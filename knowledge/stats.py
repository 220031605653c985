"""Count and export what the base holds."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entities import KINDS


def stats(base: KnowledgeBase) -> dict[str, dict[str, int]]:
    """Return `{"kinds": rows per kind, "sources": rows per source}`."""
    kinds = {kind: len(base.all(entity)) for kind, entity in KINDS.items()}
    sources: Counter[str] = Counter()
    for entity in KINDS.values():
        items: tuple[Any, ...] = base.all(entity)
        for item in items:
            named = [getattr(item, "source", ""), *list(getattr(item, "sources", ()))]
            sources.update(source for source in named if source)
    return {"kinds": kinds, "sources": dict(sources.most_common())}


def export(base: KnowledgeBase) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every kind, as plain data."""
    rows: dict[str, tuple[Any, ...]] = {kind: base.all(entity) for kind, entity in KINDS.items()}
    return {kind: [dataclasses.asdict(item) for item in items] for kind, items in rows.items()}
