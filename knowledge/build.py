"""Build the knowledge base from the fact files: all or nothing, and only when something changed."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import make_url

from knowledge.base import BaseUnavailable, KnowledgeBase, make_room
from knowledge.consolidation import consolidate
from knowledge.facts_loader import FACTS, fingerprint, load
from knowledge.indexing import index_facts
from knowledge.schema import META, TABLES, metadata


@dataclass(frozen=True)
class Built:
    """What a build did: `changed` is False when the base was already up to date; rows per kind."""

    changed: bool
    rows: dict[str, int]


def build(url: str, folder: Path = FACTS, force: bool = False) -> Built:
    """Fill the base at `url` from the fact files of `folder`; raises `FactsError` and leaves the base as it was."""
    base = KnowledgeBase(url)
    mark = fingerprint(folder)
    if not force and _is_current(base, mark):
        return Built(False, {})
    facts = load(folder)
    if force and not base.is_readable():
        _forget(url)
    make_room(url)
    base.refresh()
    with base.engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        for kind, entities in facts.items():
            if entities:
                connection.execute(insert(TABLES[kind]), [_row(entity) for entity in entities])
        index_facts(connection)
        today = datetime.date.today().isoformat()
        connection.execute(
            insert(META), [{"cle": "empreinte", "valeur": mark}, {"cle": "construite_le", "valeur": today}]
        )
    consolidate(base.engine)
    return Built(True, {kind: len(entities) for kind, entities in facts.items()})


def _is_current(base: KnowledgeBase, mark: str) -> bool:
    try:
        return base.fingerprint() == mark
    except BaseUnavailable:
        return False


def _forget(url: str) -> None:
    """Take away an SQLite file that is no database."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).unlink(missing_ok=True)


def _row(entity: Any) -> dict[str, Any]:
    return {
        field.name: list(value) if isinstance(value := getattr(entity, field.name), tuple) else value
        for field in dataclasses.fields(entity)
    }
