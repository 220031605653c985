"""What is joined: the curated facts on one side, the records of the datasets on the other."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from knowledge.entities import Diplome, Formation, Metier, Poursuite, Source
from knowledge.official import Certification, Lien, MetierOfficiel
from knowledge.schema import DATASETS, OFFICIAL_TABLES, TABLES
from knowledge.text import words

FICHES, METIERS = "onisep-fiches-formations", "onisep-fiches-metiers"
LISTE, LISTE_METIERS, PASSAGE = "onisep-formations-initiales", "onisep-metiers", "onisep-table-passage"
_JOINED = (FICHES, METIERS, LISTE, LISTE_METIERS, PASSAGE)  # the other datasets stay as they are


@dataclass
class Curated:
    """The facts written by hand that datasets are compared with."""

    formations: list[Formation]
    metiers: list[Metier]
    diplomes: dict[str, Diplome]
    pairs: set[tuple[str, str]]
    sources: set[str]

    @classmethod
    def read(cls, connection: Any) -> Curated:
        """Read them from the base, before anything is joined."""
        return cls(
            _entities(connection, "formation", Formation),
            _entities(connection, "metier", Metier),
            {d.id: d for d in _entities(connection, "diplome", Diplome)},
            {(p.de, p.vers) for p in _entities(connection, "poursuite", Poursuite)},
            {s.id for s in _entities(connection, "source", Source)},
        )


@dataclass
class Official:
    """The records of the datasets imported so far, by source."""

    datasets: dict[str, Source] = field(default_factory=dict)
    certifications: dict[str, list[Certification]] = field(default_factory=lambda: defaultdict(list))
    metiers: dict[str, list[MetierOfficiel]] = field(default_factory=lambda: defaultdict(list))
    liens: dict[str, list[Lien]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, connection: Any) -> Official:
        """Read what formations, métiers and their links need."""
        found = cls()
        for row in connection.execute(select(DATASETS).order_by(DATASETS.c.id)):
            day = row.importe_le
            found.datasets[row.id] = Source(row.id, row.titre, row.editeur, row.url, day, row.licence, day)
        for source, certification in _records(connection, "certification", Certification):
            found.certifications[source].append(certification)
        for source, metier in _records(connection, "metier_officiel", MetierOfficiel):
            found.metiers[source].append(metier)
        for source, lien in _records(connection, "lien", Lien):
            found.liens[source].append(lien)
        return found


def _records(connection: Any, kind: str, entity: type) -> Any:
    table = OFFICIAL_TABLES[kind]
    names = [f.name for f in fields(entity)]
    query = select(table.c.source, *(table.c[name] for name in names)).where(table.c.source.in_(_JOINED))
    # Sorted here: databases do not agree on the order of text, and the first record to bear a code counts.
    for source, *values in sorted(connection.execute(query), key=lambda row: (row.source, row.id)):
        yield source, entity(*(tuple(v) if isinstance(v, list) else v for v in values))


def _entities(connection: Any, kind: str, entity: Any) -> list[Any]:
    table = TABLES[kind]
    names = [f.name for f in fields(entity)]
    made = []
    for row in connection.execute(select(*(table.c[name] for name in names)).order_by(table.c.numero)):
        item = object.__new__(entity)
        for name, value in zip(names, row, strict=True):
            object.__setattr__(item, name, tuple(value) if isinstance(value, list) else value)
        object.__setattr__(item, "__initialised__", True)
        made.append(item)
    return made


def key(text: str) -> str:
    """Return a label as labels are compared: folded words, no punctuation."""
    return " ".join(words(text))


@lru_cache(maxsize=1)
def filieres() -> dict[str, str]:
    """Return the filière of each of Onisep's sub-domains."""
    return {row["sous_domaine"]: row["filiere"] for row in _table("sous_domaines.csv")}


@lru_cache(maxsize=1)
def types() -> dict[tuple[str, int], str]:
    """Return our type of diploma for a type as Onisep writes it, at a level."""
    return {(row["type"], int(row["niveau"])): row["diplome"] for row in _table("types.csv")}


def _table(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
