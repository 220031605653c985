"""The embedded base with the official job titles, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql import server

from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import build
from knowledge.importing import run

# Titles in the official format: some lead to a job of the facts, some to nothing that the facts hold.
TITLES = """"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","peu_usite"
"900001","Mitron / Mitronne","Mitron / Mitronne","D1102","N"
"900002","Tôlier-chaudronnier / Tôlière-chaudronnière","Tôlier(ère)-chaudronnier(ère)","H2902","N"
"900003","Fauconnier / Fauconnière","Fauconnier / Fauconnière","A1499","N"
"900004","Dresseur / Dresseuse de faucons","Dresseur / Dresseuse de faucons","A1499","N"
"""


def _fill(url: str, folder: Path) -> KnowledgeBase:
    build(url)
    file = folder / "appellations.csv"
    file.write_text(TITLES, encoding="utf-8")
    run(url, "rome", [file])
    return KnowledgeBase(url)


@pytest.fixture(scope="session")
def nationale(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The embedded base and some titles, on SQLite."""
    folder = tmp_path_factory.mktemp("nationale")
    return _fill(sqlite_url(folder / "base.db"), folder)


@pytest.fixture(scope="session")
def sur_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The same on PostgreSQL, on a server that the tests start; skipped where it is not installed."""
    with server() as url:
        base = _fill(url, tmp_path_factory.mktemp("postgresql"))
        yield base
        base.engine.dispose()
