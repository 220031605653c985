"""One module per official dataset: files in, records of `knowledge/official.py` out, no SQL.

Each module has the same three names: `SOURCE` (what is cited), `FILES` (what to give, in French, for the help of
the command line) and `read(paths)`, which yields a `Record` or a `Reject` for each row of the source.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, cast

from knowledge.entities import Source
from knowledge.importers.reading import FileProblem, Record, Reject

# The name on the command line and the module; in the order in which a whole import is best run.
NAMES = {
    "rome": "rome",
    "bcn": "bcn",
    "onisep-formations": "onisep_formations",
    "onisep-metiers": "onisep_metiers",
    "ideo-formations": "ideo_formations",
    "ideo-metiers": "ideo_metiers",
    "table-passage": "table_passage",
    "certif-info": "certif_info",
    "kit-apprentissage": "kit_apprentissage",
    "diplomes-professionnels": "diplomes_professionnels",
    "rncp": "rncp",
    "parcoursup": "parcoursup",
    "mon-master": "mon_master",
    "inserjeunes": "inserjeunes",
    "annuaire": "annuaire",
    "campus": "campus",
}


class Importer(Protocol):
    """What a module of this package offers."""

    SOURCE: Source
    FILES: str

    def read(self, paths: Sequence[Path]) -> Iterator[Record | Reject]:
        """Yield what each row of the files gives, in their order; raises `FileProblem`."""


def importer(name: str) -> Importer:
    """Return the importer of a dataset; raises `FileProblem` for a name nobody has."""
    if name not in NAMES:
        raise FileProblem(name, None, f"jeu de données inconnu ; ceux que l'on sait lire : {', '.join(NAMES)}")
    return cast(Importer, importlib.import_module(f"knowledge.importers.{NAMES[name]}"))
