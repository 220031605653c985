"""The tables, derived from the entities: one definition of each field in the whole project."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table, Text

from knowledge.entities import KINDS

metadata = MetaData()

_SCALARS: dict[Any, Any] = {str: Text, int: Integer, float: Float, bool: Boolean}


def _column(name: str, hint: Any) -> Column[Any]:
    options = typing.get_args(hint)
    optional = type(None) in options
    if optional and typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(option for option in options if option is not type(None))
    if typing.get_origin(hint) is typing.Literal:
        hint = str
    kind = _SCALARS.get(hint, JSON)
    if name == "id":
        return Column(name, String(160), unique=True, nullable=False)
    return Column(name, kind, nullable=optional)


def _table(kind: str, entity: type) -> Table:
    hints = typing.get_type_hints(entity)
    columns = [_column(field.name, hints[field.name]) for field in dataclasses.fields(entity)]
    return Table(kind, metadata, Column("numero", Integer, primary_key=True), *columns)


TABLES: dict[str, Table] = {kind: _table(kind, entity) for kind, entity in KINDS.items()}

# What the base was built from: `empreinte` is the hash of the fact files, `construite_le` an ISO date.
META = Table("meta", metadata, Column("cle", String(40), primary_key=True), Column("valeur", Text, nullable=False))
