"""Small files in the official formats, and the real ones when they are beside the project."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import ROOT
from knowledge.base import sqlite_url

REAL = ROOT.parent / "shared" / "data"

Ecrire = Callable[..., Path]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "base.db")


@pytest.fixture
def ecrire(tmp_path: Path) -> Ecrire:
    """Write a file of the official format: its name, its text, its encoding; `dans` puts it in a zip of that name."""

    def write(name: str, text: str, encoding: str = "utf-8", dans: str | None = None) -> Path:
        content = text.encode(encoding)
        path = tmp_path / (dans or name)
        if dans is None:
            path.write_bytes(content)
        else:
            with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as zipped:
                zipped.writestr(name, content)
        return path

    return write


@pytest.fixture
def reels() -> Callable[[str], list[Path]]:
    """Return the real files of a pattern, or skip: the official datasets are never committed."""

    def find(*patterns: str) -> list[Path]:
        found = [path for pattern in patterns for path in sorted(REAL.glob(pattern))]
        if not found:
            pytest.skip(f"the official files {', '.join(patterns)} are not beside the project")
        return found

    return find
