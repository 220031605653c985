"""One object to read the facts with; when it cannot, it says why and what to run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import BaseUnavailable, KnowledgeBase, database_url, shared, sqlite_url
from knowledge.build import build
from knowledge.entities import Diplome, Fait, Metier, Poursuite

EMPTY = "la base de connaissances est vide ; lancer `jalon kb build`"


def asks(base: KnowledgeBase) -> list[Callable[[], object]]:
    return [
        lambda: base.all(Metier),
        lambda: base.get(Metier, "boulanger"),
        base.fingerprint,
        base.built_on,
    ]


@pytest.mark.parametrize("ask", range(4))
def test_an_empty_file_says_it_is_empty_and_what_to_run(tmp_path: Path, ask: int) -> None:
    (tmp_path / "vide.db").touch()

    with pytest.raises(BaseUnavailable) as refused:
        asks(KnowledgeBase(sqlite_url(tmp_path / "vide.db")))[ask]()
    assert str(refused.value) == EMPTY


def test_a_file_that_does_not_exist_says_the_same(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailable) as refused:
        KnowledgeBase(sqlite_url(tmp_path / "absente.db")).all(Metier)
    assert str(refused.value) == EMPTY


@pytest.mark.parametrize("ask", range(4))
def test_a_corrupt_file_says_it_cannot_be_read_and_what_to_run(tmp_path: Path, ask: int) -> None:
    (tmp_path / "abimee.db").write_bytes(b"ceci n'est pas une base" * 200)

    with pytest.raises(BaseUnavailable) as refused:
        asks(KnowledgeBase(sqlite_url(tmp_path / "abimee.db")))[ask]()
    assert str(refused.value) == (
        "la base de connaissances est illisible (DatabaseError) ; lancer `jalon kb build --force`"
    )


def test_a_file_in_a_folder_that_does_not_exist_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailable, match="illisible"):
        KnowledgeBase(sqlite_url(tmp_path / "nulle" / "part.db")).all(Metier)


def test_a_base_whose_build_left_no_mark_says_it_is_not_complete(tmp_path: Path, dossier: Path) -> None:
    url = sqlite_url(tmp_path / "b.db")
    build(url, dossier)
    with KnowledgeBase(url).engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM meta")

    with pytest.raises(BaseUnavailable) as refused:
        KnowledgeBase(url).fingerprint()
    assert str(refused.value) == "la base de connaissances n'est pas complète ; lancer `jalon kb build`"


def test_a_build_repairs_a_corrupt_file_or_says_what_to_run(tmp_path: Path, dossier: Path) -> None:
    file = tmp_path / "b.db"
    build(sqlite_url(file), dossier)
    with KnowledgeBase(sqlite_url(file)).engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE meta")
    build(sqlite_url(file), dossier)

    assert len(KnowledgeBase(sqlite_url(file)).all(Metier)) == 2


def test_the_command_the_message_advises_repairs_a_corrupt_file(tmp_path: Path, dossier: Path) -> None:
    file = tmp_path / "abimee.db"
    file.write_bytes(b"ceci n'est pas une base" * 200)
    build(sqlite_url(file), dossier, force=True)

    assert len(KnowledgeBase(sqlite_url(file)).all(Metier)) == 2


def test_entities_come_in_the_order_of_the_files(petite: KnowledgeBase) -> None:
    assert [metier.id for metier in petite.all(Metier)] == ["boulanger", "electricien"]


def test_kinds_without_an_identifier_are_read_whole(petite: KnowledgeBase) -> None:
    assert [(p.de, p.vers) for p in petite.all(Poursuite)] == [
        ("cap-boulanger", "bac-pro-boulanger-patissier"),
        ("3e", "cap"),
        ("3e", "bac-pro"),
        ("cap", "bac-pro"),
    ]


@pytest.mark.parametrize("nobody", ["inconnu", "", None])
def test_an_unknown_identifier_gives_none(petite: KnowledgeBase, nobody: str | None) -> None:
    assert petite.get(Diplome, nobody) is None


def test_an_entity_cannot_be_changed_by_who_reads_it(petite: KnowledgeBase) -> None:
    cap = petite.get(Diplome, "cap")

    with pytest.raises(dataclasses.FrozenInstanceError):
        cap.niveau = 8  # type: ignore[misc,union-attr]


def test_what_is_derived_is_made_once_until_the_base_is_refreshed(
    avec: Callable[..., KnowledgeBase], dossier: Path
) -> None:
    base = avec()
    made: list[int] = []

    def count(_: KnowledgeBase) -> int:
        made.append(len(base.all(Fait)))
        return made[-1]

    assert [base.derived("faits", count), base.derived("faits", count)] == [2, 2]
    (dossier / "faits.yml").unlink()
    build(base.url, dossier)
    assert base.derived("faits", count) == 2

    base.refresh()
    assert base.derived("faits", count) == 0
    assert made == [2, 0]


def test_the_address_of_the_base_is_that_of_the_environment_when_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_DATABASE_URL", "postgresql://jalon@base/jalon")

    assert database_url() == "postgresql://jalon@base/jalon"


def test_the_address_of_the_base_follows_the_var_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JALON_DATABASE_URL", raising=False)
    monkeypatch.setenv("JALON_VAR", str(tmp_path))

    assert database_url() == f"sqlite:///{tmp_path}/knowledge.db"


def test_one_process_shares_one_base_per_address(tmp_path: Path) -> None:
    url, other = sqlite_url(tmp_path / "a.db"), sqlite_url(tmp_path / "b.db")

    assert shared(url) is shared(url)
    assert shared(url) is not shared(other)
