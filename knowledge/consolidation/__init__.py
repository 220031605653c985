"""Join the official datasets to the curated facts: one base, where what was written by hand wins and says so.

Onisep's formations and métiers that the facts do not hold become formations and métiers of the base, under the id
of their source (FOR.494, MET.69); those they do hold are only tied to it by their codes (`correspondance`). Where
both speak and differ, the curated value stays and the other is written down (`divergence`). Run after a build and
after an import; the same datasets always give the same rows.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.engine import Connection, Engine

from knowledge.consolidation import formations, metiers, poursuites
from knowledge.consolidation.records import FICHES, Curated, Official
from knowledge.indexing import index_facts
from knowledge.schema import DATASETS, META, TABLES

_MADE = ("FOR.", "MET.")  # how the ids of what is made here begin
_SOURCES = "sources_importees"  # the ids of the sources added here, kept in `meta`


@dataclass
class Joined:
    """What a consolidation made: rows by kind, links resolved and how many there were, what was left out and why."""

    rows: dict[str, int] = field(default_factory=dict)
    links: tuple[int, int] = (0, 0)
    labels: tuple[int, int] = (0, 0)
    left_out: dict[str, int] = field(default_factory=dict)


def consolidate(engine: Engine) -> Joined:
    """Make the joined rows anew; does nothing (and returns zeros) when no dataset was imported."""
    if not inspect(engine).has_table(DATASETS.name):
        return Joined()
    with engine.begin() as connection:
        _take_out(connection)
        official = Official.read(connection)
        if not official.datasets:
            return Joined()
        curated = Curated.read(connection)
        made = formations.join(curated, official)
        jobs = metiers.join(curated, official, made)
        edges = poursuites.join(curated, official, made)
        rows: dict[str, list[Any]] = {
            "source": [s for s in official.datasets.values() if s.id not in curated.sources],
            "formation": made.new,
            "metier": jobs.new,
            "poursuite": edges.new,
            "correspondance": [*made.correspondances, *jobs.correspondances],
            "divergence": made.divergences,
        }
        for kind, items in rows.items():
            if items:
                connection.execute(insert(TABLES[kind]), [_plain(item) for item in items])
        added = " ".join(source.id for source in rows["source"])
        connection.execute(insert(META), [{"cle": _SOURCES, "valeur": added}])
        index_facts(connection)
    left_out = {**made.left_out, **jobs.left_out, **edges.left_out}
    counts = {kind: len(items) for kind, items in rows.items()}
    return Joined(counts, (jobs.resolved, jobs.links), (edges.matched, edges.labels), left_out)


def _take_out(connection: Connection) -> None:
    """Delete what an earlier consolidation made."""
    for kind in ("formation", "metier"):
        table = TABLES[kind]
        for start in _MADE:
            connection.execute(delete(table).where(table.c.id.startswith(start)))
    edges, sources = TABLES["poursuite"], TABLES["source"]
    connection.execute(delete(edges).where(edges.c.source == FICHES))
    for kind in ("correspondance", "divergence"):
        connection.execute(delete(TABLES[kind]))
    added = connection.execute(select(META.c.valeur).where(META.c.cle == _SOURCES)).scalar_one_or_none() or ""
    connection.execute(delete(sources).where(sources.c.id.in_(added.split())))
    connection.execute(delete(META).where(META.c.cle == _SOURCES))


def _plain(item: Any) -> dict[str, Any]:
    names = [f.name for f in dataclasses.fields(item)]
    return {name: list(v) if isinstance(v := getattr(item, name), tuple) else v for name in names}
