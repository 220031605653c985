"""Read the records of official datasets, when they were imported: an empty list says that they were not."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import ColumnElement

from knowledge.base import KnowledgeBase
from knowledge.official import OFFICIAL_KINDS
from knowledge.schema import OFFICIAL_TABLES

T = TypeVar("T")
_KIND_OF = {entity: kind for kind, entity in OFFICIAL_KINDS.items()}


def records(base: KnowledgeBase, entity: type[T], *where: ColumnElement[Any], limit: int = 2_000) -> list[T]:
    """Return the records of a kind that meet every condition, in the order of their ids; none when never imported."""
    if not is_imported(base, entity):
        return []
    table = OFFICIAL_TABLES[_KIND_OF[entity]]
    names = [field.name for field in dataclasses.fields(entity)]  # type: ignore[arg-type]
    query = select(*(table.c[name] for name in names)).where(*where).order_by(table.c.id).limit(limit)
    with base.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [entity(*(tuple(value) if isinstance(value, list) else value for value in row)) for row in rows]


def values(base: KnowledgeBase, entity: type, column: str, *where: ColumnElement[Any]) -> list[str]:
    """Return the different values of a column, sorted; none when the kind was never imported."""
    if not is_imported(base, entity):
        return []
    table = OFFICIAL_TABLES[_KIND_OF[entity]]
    query = select(table.c[column]).where(*where).distinct().order_by(table.c[column])
    with base.engine.connect() as connection:
        return [str(value) for value in connection.execute(query).scalars() if value]


def table_of(entity: type) -> Any:
    """Return the table of a kind, for conditions."""
    return OFFICIAL_TABLES[_KIND_OF[entity]]


def is_imported(base: KnowledgeBase, entity: type) -> bool:
    """Tell whether the base has a table for a kind of official record; asked once an opened base."""

    def read(base: KnowledgeBase) -> set[str]:
        try:
            return set(inspect(base.engine).get_table_names())
        except SQLAlchemyError:
            return set()

    known: set[str] = base.derived("tables", read)
    return _KIND_OF[entity] in known
