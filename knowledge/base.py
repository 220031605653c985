"""The knowledge base as the rest of the code holds it: one object, opened lazily, shared by everybody."""

from __future__ import annotations

import dataclasses
import os
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.engine import Engine, Row, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.base import Executable

from knowledge.entities import KINDS
from knowledge.schema import META, TABLES

T = TypeVar("T")
_MAPPED = 256 * 1024 * 1024  # bytes of an SQLite file that are mapped
_KIND_OF = {entity: kind for kind, entity in KINDS.items()}


class BaseUnavailable(RuntimeError):
    """The knowledge base cannot be read; the message says why and what to run."""


class KnowledgeBase:
    """Read access to the facts. `url` is an SQLAlchemy address (SQLite file or PostgreSQL).

    Whole kinds are read once and kept: the embedded base is small. `refresh()` forgets them
    after a rebuild.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._cache: dict[type, dict[Any, Any]] = {}
        self._derived: dict[str, Any] = {}

    @cached_property
    def engine(self) -> Engine:
        """Return the SQLAlchemy engine, created at first use; connections are kept, SQLite's too."""
        if make_url(self.url).get_backend_name() != "sqlite":
            return create_engine(self.url, future=True)
        threads = {"check_same_thread": False}
        engine = create_engine(self.url, future=True, poolclass=QueuePool, connect_args=threads)
        event.listen(engine, "connect", _map_the_file)
        return engine

    def all(self, entity: type[T]) -> tuple[T, ...]:
        """Return every entity of a kind, in the order of the fact files."""
        return tuple(self._index(entity).values())

    def get(self, entity: type[T], id_: str | None) -> T | None:
        """Return the entity with this identifier, or None."""
        return self._index(entity).get(id_)

    def derived(self, name: str, make: Any) -> Any:
        """Return something computed once from the base (an index, a graph); `make(base)` builds it."""
        if name not in self._derived:
            self._derived[name] = make(self)
        return self._derived[name]

    def rows(self, query: Executable, **values: Any) -> list[Row]:
        """Return the rows of a query; raises `BaseUnavailable` when there is no base to ask."""
        try:
            with self.engine.connect() as connection:
                return list(connection.execute(query, values))
        except SQLAlchemyError as error:
            raise BaseUnavailable(self._why(error)) from error

    def fingerprint(self) -> str:
        """Return the hash of the facts this base was built from."""
        return self._meta("empreinte")

    def built_on(self) -> str:
        """Return the ISO date on which the base was built."""
        return self._meta("construite_le")

    def is_built(self) -> bool:
        """Tell whether the curated facts are in the base."""
        try:
            return bool(self.fingerprint())
        except BaseUnavailable:
            return False

    def is_readable(self) -> bool:
        """Tell whether there is a database at the address (an empty one counts)."""
        try:
            inspect(self.engine).get_table_names()
        except SQLAlchemyError:
            return False
        return True

    def refresh(self) -> None:
        """Forget what was read, so that the next question sees a rebuilt base."""
        self._cache.clear()
        self._derived.clear()
        self.engine.dispose()  # a connection kept open would go on reading a file that was replaced

    def _meta(self, key: str) -> str:
        try:
            with self.engine.connect() as connection:
                value = connection.execute(select(META.c.valeur).where(META.c.cle == key)).scalar_one_or_none()
        except SQLAlchemyError as error:
            raise BaseUnavailable(self._why(error)) from error
        if value is None:
            raise BaseUnavailable("la base de connaissances n'est pas complète ; lancer `jalon kb build`")
        return str(value)

    def _index(self, entity: type[T]) -> dict[Any, T]:
        if entity not in self._cache:
            self._cache[entity] = self._read(entity)
        return self._cache[entity]

    def _read(self, entity: type[T]) -> dict[Any, T]:
        table = TABLES[_KIND_OF[entity]]
        names = [field.name for field in dataclasses.fields(entity)]  # type: ignore[arg-type]
        query = select(*(table.c[name] for name in names)).order_by(table.c.numero)
        try:
            with self.engine.connect() as connection:
                rows = connection.execute(query).all()
        except SQLAlchemyError as error:
            raise BaseUnavailable(self._why(error)) from error
        read: dict[Any, T] = {}
        for number, row in enumerate(rows):
            item = _rebuild(entity, dict(zip(names, row, strict=True)))
            read[getattr(item, "id", number)] = item
        return read

    def _why(self, error: SQLAlchemyError) -> str:
        try:
            missing = not inspect(self.engine).has_table("meta")
        except SQLAlchemyError:
            missing = False
        if missing:
            return "la base de connaissances est vide ; lancer `jalon kb build`"
        return f"la base de connaissances est illisible ({type(error).__name__}) ; lancer `jalon kb build --force`"


def _map_the_file(connection: Any, _record: Any) -> None:
    """Let SQLite read the file as memory: a search reads a hundred rows here and there in it."""
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")


def _rebuild(entity: type[T], values: dict[str, Any]) -> T:
    """Make an entity of a stored row without validating again: what is stored was validated."""
    item = object.__new__(entity)
    for key, value in values.items():
        object.__setattr__(item, key, tuple(value) if isinstance(value, list) else value)
    object.__setattr__(item, "__initialised__", True)
    return item


def database_url() -> str:
    """Return the address of the base: `JALON_DATABASE_URL`, else an SQLite file in `var/`."""
    given = os.environ.get("JALON_DATABASE_URL", "").strip()
    folder = os.environ.get("JALON_VAR", "").strip() or Path(__file__).resolve().parent.parent / "var"
    return given or sqlite_url(Path(folder) / "knowledge.db")


@lru_cache(maxsize=4)
def shared(url: str) -> KnowledgeBase:
    """Return the one `KnowledgeBase` of this process for an address: what it read serves everybody."""
    return KnowledgeBase(url)


def make_room(url: str) -> None:
    """Make the folder of an SQLite file, which SQLite itself does not."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def sqlite_url(path: Path) -> str:
    """Return the SQLAlchemy address of an SQLite file."""
    return f"sqlite:///{path}"
