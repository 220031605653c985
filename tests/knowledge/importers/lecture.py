"""What an importer reads of files, told apart."""

from __future__ import annotations

from pathlib import Path

from knowledge.importers import importer
from knowledge.importers.reading import Record, Reject


def lus(name: str, *paths: Path) -> tuple[list[Record], list[Reject]]:
    """Return what an importer reads of files: what can be kept and what cannot."""
    items = list(importer(name).read(paths))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Reject)]
