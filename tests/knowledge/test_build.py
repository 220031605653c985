"""The base is built all at once or not at all, and only when something changed."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import Built, build
from knowledge.entities import KINDS, Fait, Source
from knowledge.facts_loader import FactsError, fingerprint, load
from knowledge.stats import export, stats

Remplacer = Callable[[Path, str, str], None]

ROWS = {
    "source": 1,
    "filiere": 2,
    "domaine": 2,
    "affirmation": 0,
    "campus": 1,
    "diplome": 2,
    "situation": 2,
    "poursuite": 4,
    "formation": 3,
    "metier": 2,
    "salaire": 1,
    "rome": 1,
    "correspondance": 0,  # filled by imports alone, as is the next
    "divergence": 0,
    "dispositif": 1,
    "echeance": 0,
    "fait": 2,
    "lieu": 3,
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "var" / "knowledge.db")


def test_a_first_build_fills_every_kind_and_makes_its_folder(url: str, dossier: Path) -> None:
    assert build(url, dossier) == Built(True, ROWS)


def test_a_second_build_of_the_same_facts_does_nothing(url: str, dossier: Path) -> None:
    build(url, dossier)

    assert build(url, dossier) == Built(False, {})


def test_a_forced_build_starts_again_without_doubling_a_row(url: str, dossier: Path) -> None:
    build(url, dossier)

    assert build(url, dossier, force=True) == Built(True, ROWS)
    assert stats(KnowledgeBase(url))["kinds"] == ROWS


def test_a_changed_fact_is_in_the_base_after_the_next_build(url: str, dossier: Path, remplacer: Remplacer) -> None:
    build(url, dossier)
    remplacer(dossier / "sources.yml", "Le petit guide", "Le grand guide")
    build(url, dossier)

    assert [(source.id, source.titre) for source in KnowledgeBase(url).all(Source)] == [("guide", "Le grand guide")]


def test_a_fact_taken_out_leaves_the_base(url: str, dossier: Path) -> None:
    build(url, dossier)
    (dossier / "faits.yml").unlink()
    build(url, dossier)

    assert KnowledgeBase(url).all(Fait) == ()


@pytest.mark.parametrize("force", [False, True])
def test_broken_facts_leave_the_base_as_it_was(url: str, dossier: Path, remplacer: Remplacer, force: bool) -> None:
    build(url, dossier)
    before = export(KnowledgeBase(url))
    mark = KnowledgeBase(url).fingerprint()
    remplacer(dossier / "diplomes.yml", "niveau: 3", "niveau: trois")

    with pytest.raises(FactsError):
        build(url, dossier, force=force)
    assert export(KnowledgeBase(url)) == before
    assert KnowledgeBase(url).fingerprint() == mark


def test_a_first_build_of_broken_facts_makes_no_base(tmp_path: Path, dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "diplomes.yml", "niveau: 3", "niveau: trois")
    file = tmp_path / "var" / "knowledge.db"

    with pytest.raises(FactsError):
        build(sqlite_url(file), dossier)
    assert not file.exists() or file.stat().st_size == 0


def test_a_base_remembers_its_facts_and_its_day(url: str, dossier: Path) -> None:
    build(url, dossier)
    base = KnowledgeBase(url)

    assert base.fingerprint() == fingerprint(dossier)
    assert abs(datetime.date.today() - datetime.date.fromisoformat(base.built_on())) <= datetime.timedelta(days=1)


def test_nothing_is_lost_between_the_files_and_the_base(url: str, dossier: Path) -> None:
    build(url, dossier)
    base = KnowledgeBase(url)

    assert {kind: list(base.all(entity)) for kind, entity in KINDS.items()} == load(dossier)


def test_nothing_is_lost_of_the_embedded_facts_either(base: KnowledgeBase) -> None:
    written = {kind: [dataclasses.asdict(entity) for entity in entities] for kind, entities in load().items()}

    assert json.loads(json.dumps(export(base))) == json.loads(json.dumps(written))


def test_statistics_count_rows_by_kind_and_by_source(petite: KnowledgeBase) -> None:
    assert stats(petite) == {"kinds": ROWS, "sources": {"guide": 17}}


def test_an_export_is_plain_data(petite: KnowledgeBase) -> None:
    assert export(petite)["source"] == [
        {
            "id": "guide",
            "titre": "Le petit guide",
            "editeur": "Onisep",
            "url": "https://exemple.fr/guide",
            "date": "",
            "licence": "",
            "verified_on": "2026-11-23",
        }
    ]
