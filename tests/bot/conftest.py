"""Servers and commands of the tests: real processes, on loopback, with their own data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "dialogues"))  # parleur.py, shared

from parleur import Parleur, has_model, variable_folder
from serveur import Server, start

ALLOWED = "https://campus.example"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if "model" in item.keywords and not has_model():
        pytest.skip("no trained model: run « make train »")


@pytest.fixture(scope="session")
def folder() -> Path:
    return variable_folder()


@pytest.fixture(scope="session")
def api(folder: Path) -> Iterator[Server]:
    with start(folder, JALON_ORIGINS=ALLOWED) as server:
        yield server


@pytest.fixture
def session(api: Server) -> str:
    return api.open()


@pytest.fixture
def parleur() -> Parleur:
    return Parleur()


@pytest.fixture
def own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and no other setting of Jalon in the environment."""
    for name in [name for name in os.environ if name.startswith("JALON_") or name in ("HOST", "PORT")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JALON_VAR", str(tmp_path))
    return tmp_path
