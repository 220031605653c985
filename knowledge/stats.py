"""Count and export what the base holds."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, inspect, select

from knowledge.base import KnowledgeBase
from knowledge.entities import KINDS
from knowledge.schema import OFFICIAL_TABLES


def stats(base: KnowledgeBase) -> dict[str, dict[str, int]]:
    """Return `{"kinds": rows per kind, "sources": rows per source}`, official records included once imported."""
    kinds = {kind: len(base.all(entity)) for kind, entity in KINDS.items()}
    sources: Counter[str] = Counter()
    for entity in KINDS.values():
        items: tuple[Any, ...] = base.all(entity)
        for item in items:
            named = [getattr(item, "source", ""), *list(getattr(item, "sources", ()))]
            sources.update(source for source in named if source)
    for kind, source, count in _official(base):
        kinds[kind] = kinds.get(kind, 0) + count
        sources[source] += count
    return {"kinds": kinds, "sources": dict(sources.most_common())}


def _official(base: KnowledgeBase) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, source, rows) of the records of official datasets."""
    tables = set(inspect(base.engine).get_table_names())
    with base.engine.connect() as connection:
        for kind, table in OFFICIAL_TABLES.items():
            if kind in tables:
                query = select(table.c.source, func.count()).group_by(table.c.source).order_by(table.c.source)
                yield from ((kind, source, count) for source, count in connection.execute(query))


def export(base: KnowledgeBase) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every kind, as plain data."""
    rows: dict[str, tuple[Any, ...]] = {kind: base.all(entity) for kind, entity in KINDS.items()}
    return {kind: [dataclasses.asdict(item) for item in items] for kind, items in rows.items()}
