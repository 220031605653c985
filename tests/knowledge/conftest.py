"""A tiny base that fits in the head: two diplomas, three formations, two métiers, one campus, two faits.

Beside it: small files in the official formats, and the real ones when they are beside the project.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "recherche"))  # postgresql.py, shared

from bot.settings import ROOT
from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import build

REAL = ROOT.parent / "shared" / "data"
PETITS_FAITS = Path(__file__).parent / "petits_faits"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the tiny facts, to spoil as one likes."""
    return Path(shutil.copytree(PETITS_FAITS, tmp_path / "faits"))


@pytest.fixture(scope="session")
def petite(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The tiny base. Read only: everybody shares it."""
    url = sqlite_url(tmp_path_factory.mktemp("petite") / "petite.db")
    build(url, PETITS_FAITS)
    return KnowledgeBase(url)


@pytest.fixture
def avec(dossier: Path, tmp_path: Path) -> Callable[..., KnowledgeBase]:
    """Make a tiny base after writing files (`ecrits`: path -> text) or replacing a text by another in one."""

    def make(path: str = "", old: str = "", new: str = "", **ecrits: str) -> KnowledgeBase:
        if path:
            remplacer(dossier / path, old, new)
        for name, text in ecrits.items():
            (dossier / f"{name}.yml").write_text(text, encoding="utf-8")
        url = sqlite_url(tmp_path / "autre.db")
        build(url, dossier)
        return KnowledgeBase(url)

    return make


def remplacer(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there: a fault that is not planted proves nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(name="remplacer")
def _remplacer() -> Callable[[Path, str, str], None]:
    return remplacer


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "base.db")


@pytest.fixture
def ecrire(tmp_path: Path) -> Callable[..., Path]:
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
