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

from sqlalchemy import delete, func, insert, inspect, select
from sqlalchemy.engine import Connection, Engine

from knowledge.consolidation import formations, metiers, poursuites
from knowledge.consolidation.records import Curated, Official
from knowledge.indexing import index_facts
from knowledge.official import MADE
from knowledge.schema import DATASETS, META, TABLES

# Kept in `meta`: the ids of the sources added here, and the number of the last edge written by hand.
_SOURCES, _LAST_EDGE = "sources_importees", "derniere_poursuite"


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
        _note_last_edge(connection)
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
        for start in MADE:
            connection.execute(delete(table).where(table.c.id.startswith(start)))
    edges, sources = TABLES["poursuite"], TABLES["source"]
    last = _meta(connection, _LAST_EDGE)
    if last:
        connection.execute(delete(edges).where(edges.c.numero > int(last)))
    for kind in ("correspondance", "divergence"):
        connection.execute(delete(TABLES[kind]))
    connection.execute(delete(sources).where(sources.c.id.in_(_meta(connection, _SOURCES).split())))
    connection.execute(delete(META).where(META.c.cle.in_((_SOURCES, _LAST_EDGE))))


def _note_last_edge(connection: Connection) -> None:
    """Remember which edges a person wrote: an edge has no id that tells it, and a hand may cite Onisep too."""
    last = connection.execute(select(func.max(TABLES["poursuite"].c.numero))).scalar_one_or_none() or 0
    connection.execute(insert(META), [{"cle": _LAST_EDGE, "valeur": str(last)}])


def _meta(connection: Connection, key: str) -> str:
    return str(connection.execute(select(META.c.valeur).where(META.c.cle == key)).scalar_one_or_none() or "")


def _plain(item: Any) -> dict[str, Any]:
    names = [f.name for f in dataclasses.fields(item)]
    return {name: list(v) if isinstance(v := getattr(item, name), tuple) else v for name in names}
