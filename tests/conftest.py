"""Fixtures for every folder of tests: the embedded knowledge base, built once a session in a temporary file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "dialogues"))  # parleur.py, shared

from parleur import Parleur, has_model

from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import build


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The facts of `knowledge/facts`, as `jalon kb build` makes them. Read only: everybody shares it."""
    url = sqlite_url(tmp_path_factory.mktemp("base") / "knowledge.db")
    build(url)
    return KnowledgeBase(url)


@pytest.fixture
def parleur() -> Parleur:
    """Somebody who has just been greeted."""
    return Parleur()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if "model" in item.keywords and not has_model():
        pytest.skip("no trained model: run « make train »")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the order random but the seed put: thinc (spaCy) refuses the seeds that pytest-randomly makes of it."""
    config.option.randomly_reset_seed = False
