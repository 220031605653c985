"""The tables, derived from the entities: one definition of each field in the whole project.

Curated kinds are dropped and filled again at each build; the records of official datasets live in tables of
their own, which a build leaves alone. What names are looked up in is derived from both (`knowledge/indexing.py`).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.entities import KINDS
from knowledge.official import OFFICIAL_KINDS

metadata = MetaData()
official = MetaData()
search = MetaData()

_SCALARS: dict[Any, Any] = {str: Text, int: Integer, float: Float, bool: Boolean}


def _columns(entity: type, **options: bool) -> list[Column[Any]]:
    hints = typing.get_type_hints(entity)
    return [_column(field.name, hints[field.name], **options) for field in dataclasses.fields(entity)]


def _column(name: str, hint: Any, unique_id: bool) -> Column[Any]:
    options = typing.get_args(hint)
    optional = type(None) in options
    if optional and typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(option for option in options if option is not type(None))
    if typing.get_origin(hint) is typing.Literal:
        hint = str
    kind = _SCALARS.get(hint, JSON)
    if name == "id":
        return Column(name, String(160), unique=unique_id or None, nullable=False)
    return Column(name, kind, nullable=optional)


def _table(kind: str, entity: type) -> Table:
    return Table(kind, metadata, Column("numero", Integer, primary_key=True), *_columns(entity, unique_id=True))


def _official_table(kind: str, entity: type) -> Table:
    """Make a table of official records: known by source and id; `empreinte` tells whether a row changed."""
    return Table(
        kind,
        official,
        Column("numero", Integer, primary_key=True),
        Column("source", String(60), nullable=False),
        Column("empreinte", String(32), nullable=False),
        *_columns(entity, unique_id=False),
        UniqueConstraint("source", "id", name=f"{kind}_source_id"),
    )


TABLES: dict[str, Table] = {kind: _table(kind, entity) for kind, entity in KINDS.items()}
OFFICIAL_TABLES: dict[str, Table] = {kind: _official_table(kind, entity) for kind, entity in OFFICIAL_KINDS.items()}

# What the base was built from: `empreinte` is the hash of the fact files, `construite_le` an ISO date.
META = Table("meta", metadata, Column("cle", String(40), primary_key=True), Column("valeur", Text, nullable=False))

# The datasets imported so far: where they come from, which files, when.
DATASETS = Table(
    "jeu",
    official,
    Column("id", String(60), primary_key=True),
    Column("titre", Text, nullable=False),
    Column("editeur", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("fichiers", Text, nullable=False),
    Column("empreinte", String(64), nullable=False),
    Column("importe_le", String(10), nullable=False),
)

# What can be looked up by name: `noms` as written and `plis` folded, both joined by « | », the label first; `termes`
# is what the engine's index finds; `numero` is the order of preference. SQLite only takes INTEGER for a row's number.
SEARCH = Table(
    "recherche",
    search,
    Column("numero", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("source", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("id", String(160), nullable=False),
    Column("label", Text, nullable=False),
    Column("noms", Text, nullable=False),
    Column("plis", Text, nullable=False),
    Column("autour", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("termes", Text, nullable=False),
)

# The hash of the code that made the index: made by another, it is made again.
SEARCH_SHAPE = Table("recherche_forme", search, Column("empreinte", String(64), primary_key=True))

# The words of those names, and how many things of a source have each.
WORDS = Table(
    "recherche_mot",
    search,
    Column("source", String(60), primary_key=True),
    Column("mot", Text, primary_key=True),
    Column("nombre", Integer, nullable=False),
)
