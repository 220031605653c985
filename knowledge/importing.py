"""Keep the records of an official dataset: all or nothing, only what changed, and never less than before.

A row is known by its source and its id. Rows that did not change are left alone, so that a second run of the same
file writes nothing; rows that are no longer there are taken out, unless too many are missing: a cut or wrong file
must not empty the base (`ImportRefused`).
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.base import BaseUnavailable, make_room
from knowledge.importers import importer
from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.indexing import index_source
from knowledge.schema import DATASETS, OFFICIAL_TABLES, official

_BATCH = 2_000
_MOST_REJECTED = 0.2  # share of rows that may be rejected
_LEAST_KEPT = 0.8  # share of the rows known before that a new file must still hold


class ImportRefused(ValueError):
    """The file was read, but nothing was changed; the message says why and what to do."""


@dataclass
class Imported:
    """What an import did: rows read, created, updated, unchanged, removed, and rejected by reason."""

    source: str
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> bool:
        """Tell whether the base is not what it was."""
        return bool(self.created or self.updated or self.removed)


Progress = Callable[[int], object]


def run(
    url: str,
    name: str,
    paths: Sequence[Path],
    rejects: Path | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import the files of a dataset into the base at `url`.

    `rejects` is the CSV file that gets the rejected rows, whatever the outcome; `force` accepts a file that holds
    much less than before; `progress` is called with the number of rows read so far. Raises `FileProblem`,
    `ImportRefused` or `BaseUnavailable`; the base is then as it was.
    """
    module = importer(name)
    if not paths:
        raise FileProblem(name, None, f"donner {module.FILES}")
    make_room(url)
    engine = create_engine(url, future=True)
    refused: list[Reject] = []
    try:
        official.create_all(engine)
        with engine.begin() as connection:
            done = _write(connection, module.SOURCE.id, module.read(paths), refused, force, progress)
            _sign(connection, module.SOURCE, paths)
            if done.changed:
                index_source(connection, module.SOURCE.id)
    except SQLAlchemyError as error:
        reason = f"la base ne peut pas être écrite ({type(error).__name__})"
        raise BaseUnavailable(f"{reason} ; vérifier son adresse, ou lancer `jalon kb build --force`") from error
    except ImportRefused as error:
        if rejects is None or not refused:
            raise
        raise ImportRefused(f"{error} Lignes rejetées : {rejects}") from error
    finally:
        engine.dispose()
        if rejects is not None and refused:
            _write_rejects(rejects, refused)
    return done


class _Writer:
    """Compare the records of one source with those the base holds, and write the difference in batches."""

    def __init__(self, connection: Connection, source: str) -> None:
        self._connection, self._source = connection, source
        self.known: dict[str, dict[str, str]] = {
            kind: {
                row.id: row.empreinte
                for row in connection.execute(select(table.c.id, table.c.empreinte).where(table.c.source == source))
            }
            for kind, table in OFFICIAL_TABLES.items()
        }
        self.seen: dict[str, set[str]] = {kind: set() for kind in OFFICIAL_TABLES}
        self._fresh: dict[str, list[dict[str, Any]]] = {kind: [] for kind in OFFICIAL_TABLES}

    def keep(self, item: Record, done: Imported) -> bool:
        """Write a record unless it is there already; False when its id was read before in the same files."""
        kind, id_ = item.kind, item.fiche.id
        if id_ in self.seen[kind]:
            return False
        self.seen[kind].add(id_)
        row = _row(self._source, item)
        mark = self.known[kind].get(id_)
        if mark == row["empreinte"]:
            done.unchanged += 1
            return True
        if mark is None:
            done.created += 1
        else:
            self._delete(kind, [id_])
            done.updated += 1
        self._fresh[kind].append(row)
        if len(self._fresh[kind]) >= _BATCH:
            self._flush(kind)
        return True

    def finish(self) -> None:
        """Write what is left of the last batches."""
        for kind in self._fresh:
            self._flush(kind)

    def still_there(self) -> tuple[int, int]:
        """Return how many of the rows known before were read again, and how many there were."""
        kept = sum(len(self.known[kind].keys() & ids) for kind, ids in self.seen.items())
        return kept, sum(map(len, self.known.values()))

    def take_out_the_rest(self) -> int:
        """Delete the rows that are no longer in the files; returns how many."""
        gone = {kind: sorted(self.known[kind].keys() - ids) for kind, ids in self.seen.items()}
        for kind, ids in gone.items():
            self._delete(kind, ids)
        return sum(map(len, gone.values()))

    def _flush(self, kind: str) -> None:
        if self._fresh[kind]:
            self._connection.execute(insert(OFFICIAL_TABLES[kind]), self._fresh[kind])
            self._fresh[kind] = []

    def _delete(self, kind: str, ids: list[str]) -> None:
        table = OFFICIAL_TABLES[kind]
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            self._connection.execute(delete(table).where(table.c.source == self._source, table.c.id.in_(part)))


def _write(
    connection: Connection,
    source: str,
    rows: Iterator[Record | Reject],
    refused: list[Reject],
    force: bool,
    progress: Progress | None,
) -> Imported:
    done, writer = Imported(source), _Writer(connection, source)
    for item in rows:
        done.read += item.counts if isinstance(item, Record) else 1
        if isinstance(item, Reject):
            refused.append(item)
        elif not writer.keep(item, done) and item.counts:
            refused.append(Reject("", done.read, "identifiant déjà lu", f"{item.kind} {item.fiche.id}"))
        if progress is not None and done.read % 500 == 0:
            progress(done.read)
    writer.finish()
    done.rejected.update(reject.reason for reject in refused)
    _gate(done, *writer.still_there(), force)
    done.removed = writer.take_out_the_rest()
    if progress is not None:
        progress(done.read)
    return done


def _gate(done: Imported, still_there: int, before: int, force: bool) -> None:
    """Refuse what would leave the base poorer than it was."""
    rejected = sum(done.rejected.values())
    mostly = ", surtout « {} » ({})".format(*done.rejected.most_common(1)[0]) if rejected else ""
    if done.read - rejected <= 0:
        raise ImportRefused(
            f"{done.source} : aucune ligne utilisable sur {done.read} lues{mostly} ; vérifier le fichier."
        )
    if rejected > _MOST_REJECTED * done.read:
        raise ImportRefused(
            f"{done.source} : {rejected} lignes rejetées sur {done.read}{mostly} ; "
            "rien n'est changé. Vérifier le fichier."
        )
    if before and still_there < _LEAST_KEPT * before and not force:
        raise ImportRefused(
            f"{done.source} : ce fichier ne contient plus que {still_there} des {before} lignes déjà connues ; "
            "rien n'est changé. Pour remplacer quand même : --force."
        )


def _row(source: str, item: Record) -> dict[str, Any]:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(item.fiche).items()}
    mark = hashlib.blake2b(repr(sorted(values.items())).encode(), digest_size=16).hexdigest()
    return {"source": source, "empreinte": mark, **values}


def _sign(connection: Connection, source: Any, paths: Sequence[Path]) -> None:
    """Note which files a dataset came from; the date changes only when they do."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    mark = digest.hexdigest()
    if connection.execute(select(DATASETS.c.empreinte).where(DATASETS.c.id == source.id)).scalar_one_or_none() == mark:
        return
    connection.execute(delete(DATASETS).where(DATASETS.c.id == source.id))
    told = {key: value for key, value in dataclasses.asdict(source).items() if key in DATASETS.c}
    names = " ; ".join(sorted(path.name for path in paths))
    today = datetime.date.today().isoformat()
    connection.execute(insert(DATASETS), [{**told, "fichiers": names, "empreinte": mark, "importe_le": today}])


def _write_rejects(path: Path, refused: list[Reject]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["fichier", "ligne", "raison", "contenu"])
        writer.writerows([reject.file, reject.row, reject.reason, reject.content] for reject in refused)
