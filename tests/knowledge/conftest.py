"""A tiny base that fits in the head: two diplomas, three formations, two métiers, one campus, two faits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import build

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
