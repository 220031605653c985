"""Fill the table that names are looked up in: by a build for the facts, by an import for the records of its source.

`recherche` holds a row a thing, numbered so that the best candidates come first (`ORDER BY numero LIMIT n` gives the
same rows on every engine). SQLite finds its terms in an FTS5 table beside it, PostgreSQL in a GIN index.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, inspect, select, text
from sqlalchemy.engine import Connection

from knowledge.schema import OFFICIAL_TABLES, SEARCH, SEARCH_SHAPE, TABLES, WORDS, search
from knowledge.searchable import CURATED, KIND_SHIFT, OFFICIAL, ORDER, Chose, curated, official
from knowledge.terms import SEPARATOR, cut, terms

FACTS_SOURCE = "faits"
_DERIVES = ("indexing", "schema", "searchable", "terms", "text")  # modules that say what the index holds
_BATCH = 2_000
_PLACES = 1 << 20  # rows that a source may have

_FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS recherche_fts USING fts5("
    "termes, content='recherche', content_rowid='numero', detail=none, prefix='3 4', "
    "tokenize=\"unicode61 tokenchars '_+#'\")"
)
# Without « fastupdate », what was just written is in the index at once, not in a list that every question reads.
_GIN = (
    "CREATE INDEX IF NOT EXISTS recherche_termes ON recherche "
    "USING gin (array_to_tsvector(string_to_array(termes, ' '))) WITH (fastupdate = off)"
)
_FORGET = (
    "INSERT INTO recherche_fts(recherche_fts, rowid, termes) "
    "SELECT 'delete', numero, termes FROM recherche WHERE source = :source"
)
_LEARN = "INSERT INTO recherche_fts(rowid, termes) SELECT numero, termes FROM recherche WHERE source = :source"


def index_facts(connection: Connection) -> None:
    """Index what the base says, datasets joined to it included; the records too when other code indexed them."""
    if not _is_current(connection):
        if _is_sqlite(connection):
            connection.execute(text("DROP TABLE IF EXISTS recherche_fts"))
        search.drop_all(connection)
        search.create_all(connection)
        connection.execute(insert(SEARCH_SHAPE), [{"empreinte": _shape()}])
        for source in _sources(connection):
            index_source(connection, source)
    _create(connection)
    _replace(connection, FACTS_SOURCE, curated({kind: _rows(connection, kind) for kind in CURATED}))
    _settle(connection)


def index_source(connection: Connection, source: str) -> None:
    """Index the records of one official source, in place of those it had."""
    _create(connection)
    _replace(connection, source, _official(connection, source))
    _settle(connection)


def _is_current(connection: Connection) -> bool:
    if not inspect(connection).has_table(SEARCH_SHAPE.name):
        return False
    return bool(connection.execute(select(SEARCH_SHAPE.c.empreinte)).scalar_one_or_none() == _shape())


def _shape() -> str:
    digest = hashlib.sha256()
    for name in _DERIVES:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()


def _create(connection: Connection) -> None:
    search.create_all(connection)
    connection.execute(text(_FTS if _is_sqlite(connection) else _GIN))


def _replace(connection: Connection, source: str, things: Iterable[Chose]) -> None:
    where = {"source": source}
    if _is_sqlite(connection):
        connection.execute(text(_FORGET), where)
    connection.execute(delete(SEARCH).where(SEARCH.c.source == source))
    connection.execute(delete(WORDS).where(WORDS.c.source == source))
    known: Counter[str] = Counter()
    ordered = sorted(things, key=lambda thing: (ORDER[thing.kind], thing.rang, len(thing.label), thing.label, thing.id))
    rows = (_row(source, place, thing, known) for place, thing in enumerate(ordered))
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(SEARCH), batch)
    if known:
        connection.execute(
            insert(WORDS), [{**where, "mot": word, "nombre": count} for word, count in sorted(known.items())]
        )
    if _is_sqlite(connection):
        connection.execute(text(_LEARN), where)


def _row(source: str, place: int, thing: Chose, known: Counter[str]) -> dict[str, Any]:
    names = [cut(name) for name in thing.noms]
    around = list(dict.fromkeys(cut(thing.autour)))
    found = terms(names, around)
    known.update(term for term in found if "_" not in term)
    return {
        "numero": _first(source, thing.kind) + place,
        "source": source,
        "kind": thing.kind,
        "id": thing.id,
        "label": thing.label,
        "noms": SEPARATOR.join(name.replace(SEPARATOR, " ") for name in thing.noms),
        "plis": SEPARATOR.join(" ".join(words) for words in names),
        "autour": " ".join(around),
        "codes": thing.codes,
        "termes": " ".join(sorted(found)),
    }


def _first(source: str, kind: str) -> int:
    """Return the number where the rows of a source and kind begin; the facts come before the official records."""
    mark = 0 if source == FACTS_SOURCE else zlib.crc32(source.encode())
    return (ORDER[kind] << KIND_SHIFT) + mark * _PLACES


def _official(connection: Connection, source: str) -> Iterator[Chose]:
    for kind in OFFICIAL:
        table = OFFICIAL_TABLES[kind]
        if inspect(connection).has_table(table.name):
            for record in connection.execute(select(table).where(table.c.source == source)):
                yield official(kind, record)


def _sources(connection: Connection) -> list[str]:
    known = inspect(connection)
    tables = [OFFICIAL_TABLES[kind] for kind in OFFICIAL if known.has_table(OFFICIAL_TABLES[kind].name)]
    return sorted({row[0] for table in tables for row in connection.execute(select(table.c.source).distinct())})


def _rows(connection: Connection, kind: str) -> list[Any]:
    return list(connection.execute(select(TABLES[kind]).order_by(TABLES[kind].c.numero)))


def _settle(connection: Connection) -> None:
    """Let PostgreSQL count again: without it, it reads the whole table instead of its index."""
    if not _is_sqlite(connection):
        connection.execute(text("ANALYZE recherche"))


def _is_sqlite(connection: Connection) -> bool:
    return bool(connection.dialect.name == "sqlite")
