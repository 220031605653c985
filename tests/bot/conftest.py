"""Servers and commands of the tests: real processes, on loopback, with their own data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from parleur import variable_folder
from serveur import Server, start

ALLOWED = "https://campus.example"


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
def own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and no other setting of Jalon in the environment."""
    for name in [name for name in os.environ if name.startswith("JALON_") or name in ("HOST", "PORT")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JALON_VAR", str(tmp_path))
    return tmp_path
