"""Importing a dataset: all or nothing, only what changed, and never a base poorer than before."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, update

from knowledge.base import BaseUnavailable, sqlite_url
from knowledge.build import build
from knowledge.importers.reading import FileProblem
from knowledge.importing import Imported, ImportRefused, run
from knowledge.schema import DATASETS, OFFICIAL_TABLES, TABLES

CODES = "code_rome,libelle_rome\n"
TITLES = "code_ogr,libelle_appellation_long,libelle_appellation_court,code_rome,peu_usite\n"
BAKER, SWEEPER = "D1102,Boulanger / Boulangère\n", "K2204,Balayeur / Balayeuse\n"
CAMPUS = "campus_id,intitule,categorie,filiere,region\n"


def codes(*numbers: int, label: str = "Métier") -> str:
    """Return the file of codes A1001, A1002…"""
    return CODES + "".join(f"A{1000 + number},{label} {number}\n" for number in numbers)


def rows(url: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything the base holds, row numbers included."""
    tables = {**TABLES, **OFFICIAL_TABLES, "jeu": DATASETS}
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        kept = {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in tables.items()
            if engine.dialect.has_table(connection, name)
        }
    engine.dispose()
    return {name: found for name, found in kept.items() if found}


def labels(url: str) -> dict[str, str]:
    return {row["id"]: row["libelle"] for row in rows(url).get("code_rome", [])}


# What an import changes


def test_each_row_is_created_then_updated_left_alone_or_removed(ecrire: Callable[..., Path], url: str) -> None:
    first = run(url, "rome", [ecrire("codes.csv", codes(*range(1, 11)))])
    new = codes(*range(2, 10)) + "A1010,Autre nom\n" + BAKER
    second = run(url, "rome", [ecrire("codes.csv", new)])

    assert first == Imported("rome-4", read=10, created=10)
    assert second == Imported("rome-4", read=10, created=1, updated=1, unchanged=8, removed=1)
    assert labels(url) == {
        **{f"A100{number}": f"Métier {number}" for number in range(2, 10)},
        "A1010": "Autre nom",
        "D1102": "Boulanger / Boulangère",
    }


def test_the_same_files_again_change_no_row_and_keep_the_day_of_the_first_time(
    ecrire: Callable[..., Path], url: str
) -> None:
    paths = [ecrire("codes.csv", CODES + BAKER), ecrire("titres.csv", TITLES + "10201,Mitron,Mitron,D1102,O\n")]
    run(url, "rome", paths)
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(update(DATASETS).values(importe_le="2020-01-01"))
    before = rows(url)

    done = run(url, "rome", paths[::-1])

    assert done == Imported("rome-4", read=2, unchanged=2)
    assert not done.changed
    assert rows(url) == before
    assert before["jeu"][0]["importe_le"] == "2020-01-01"


def test_a_dataset_is_signed_with_its_source_its_files_and_the_day(ecrire: Callable[..., Path], url: str) -> None:
    run(url, "rome", [ecrire("titres.csv", TITLES + "1,Mitron,Mitron,D1102,O\n"), ecrire("codes.csv", CODES + BAKER)])
    first = rows(url)["jeu"]
    run(url, "rome", [ecrire("codes.csv", CODES + BAKER)], force=True)
    (second,) = rows(url)["jeu"]

    assert [(row["id"], row["editeur"], row["licence"], row["fichiers"]) for row in first] == [
        ("rome-4", "France Travail", "Licence Ouverte", "codes.csv ; titres.csv")
    ]
    assert second["fichiers"] == "codes.csv"
    assert second["empreinte"] != first[0]["empreinte"]


def test_each_dataset_keeps_its_own_rows(ecrire: Callable[..., Path], url: str) -> None:
    run(url, "campus", [ecrire("campus.csv", CAMPUS + "pain,Campus du pain,CMQ,tourisme-gastronomie,Bretagne\n")])
    run(url, "rome", [ecrire("codes.csv", CODES + BAKER)])
    run(url, "rome", [ecrire("codes.csv", CODES + SWEEPER)], force=True)

    kept = rows(url)
    assert [row["id"] for row in kept["campus_officiel"]] == ["pain"]
    assert [row["id"] for row in kept["code_rome"]] == ["K2204"]
    assert [row["id"] for row in kept["jeu"]] == ["campus-arretes", "rome-4"]


def test_a_row_longer_than_a_batch_is_written_whole(ecrire: Callable[..., Path], url: str) -> None:
    text = codes(*range(1, 4_502))
    done = run(url, "rome", [ecrire("codes.csv", text)])
    again = run(url, "rome", [ecrire("codes.csv", text.replace("Métier", "Emploi"))])

    assert (done.created, again.updated, len(labels(url))) == (4_501, 4_501, 4_501)
    assert {label.split()[0] for label in labels(url).values()} == {"Emploi"}


def test_the_facts_stay_as_they_are(ecrire: Callable[..., Path], dossier: Path, url: str) -> None:
    build(url, dossier)
    before = rows(url)
    run(url, "rome", [ecrire("codes.csv", CODES + BAKER)])

    after = rows(url)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"code_rome", "jeu"}


def test_the_folder_of_a_new_base_is_made(ecrire: Callable[..., Path], tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "neuf" / "var" / "base.db")

    assert run(url, "rome", [ecrire("codes.csv", CODES + BAKER)]).created == 1


# Rows that cannot be kept


def test_rejected_rows_are_counted_by_reason_and_written_with_file_row_and_content(
    ecrire: Callable[..., Path], url: str, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejets" / "rome.csv"
    text = codes(*range(1, 11)) + 'D11,"Boulanger, mal codé"\n'
    done = run(url, "rome", [ecrire("codes.csv", text), ecrire("titres.csv", TITLES + "7,,,D1102,N\n")], rejects)

    assert (done.read, done.created) == (12, 10)
    assert done.rejected == Counter({"code ROME mal formé": 1, "appellation sans libellé ou sans code ROME": 1})
    with rejects.open(encoding="utf-8", newline="") as handle:
        assert list(csv.reader(handle)) == [
            ["fichier", "ligne", "raison", "contenu"],
            ["codes.csv", "12", "code ROME mal formé", "D11"],
            ["titres.csv", "2", "appellation sans libellé ou sans code ROME", "7"],
        ]


def test_no_reject_no_file_of_rejects(ecrire: Callable[..., Path], url: str, tmp_path: Path) -> None:
    run(url, "rome", [ecrire("codes.csv", CODES + BAKER)], tmp_path / "rejets.csv")

    assert not (tmp_path / "rejets.csv").exists()


def test_an_id_read_twice_counts_once_and_the_first_is_kept(ecrire: Callable[..., Path], url: str) -> None:
    done = run(url, "rome", [ecrire("codes.csv", codes(*range(1, 11)) + "A1003,Le même\n")])

    assert (done.read, done.created, done.rejected) == (11, 10, Counter({"identifiant déjà lu": 1}))
    assert labels(url)["A1003"] == "Métier 3"


# All or nothing


@pytest.fixture
def filled(ecrire: Callable[..., Path], dossier: Path, url: str) -> str:
    """The tiny facts and ten codes of the ROME."""
    build(url, dossier)
    run(url, "rome", [ecrire("codes.csv", codes(*range(1, 11)))])
    return url


@pytest.mark.parametrize(
    ("text", "force", "error", "message"),
    [
        (codes(*range(5, 3_000)) + 'A9999,"coupé', True, FileProblem, r"neuf\.csv, ligne \d+ : ligne illisible"),
        (codes(*range(1, 5)), False, ImportRefused, r"rome-4 : .* que 4 des 10 lignes .* --force"),
        (codes(*range(11, 99)), False, ImportRefused, r"rome-4 : .* que 0 des 10 lignes .* --force"),
        (codes(*range(1, 9)) + "X,x\n" * 3, True, ImportRefused, r"3 lignes rejetées sur 11, .* mal formé » \(3\)"),
        (codes(*range(1, 8)) + codes(1, 2, 3).partition("\n")[2], True, ImportRefused, "« identifiant déjà lu »"),
        (CODES, True, ImportRefused, "aucune ligne utilisable sur 0"),
        (CODES + "X,x\n", True, ImportRefused, r"aucune ligne utilisable sur 1 lues, surtout « code .*» \(1\)"),
        (CODES.replace("libelle_rome", "libelle"), True, FileProblem, r"neuf\.csv, ligne 1 : "),
        ("", True, FileProblem, r"neuf\.csv : le fichier est vide"),
    ],
    ids=["cut", "shorter", "another file", "too many rejects", "repeated", "no row", "no good row", "column", "empty"],
)
def test_what_is_refused_leaves_every_row_as_it_was(
    ecrire: Callable[..., Path], filled: str, text: str, force: bool, error: type[Exception], message: str
) -> None:
    before = rows(filled)

    with pytest.raises(error, match=message):
        run(filled, "rome", [ecrire("neuf.csv", text)], force=force)

    assert rows(filled) == before


def test_a_second_file_that_fails_takes_back_the_first(ecrire: Callable[..., Path], filled: str) -> None:
    before = rows(filled)

    with pytest.raises(FileProblem, match=r"absent\.csv : impossible à lire"):
        run(filled, "rome", [(good := ecrire("bon.csv", CODES + BAKER)), good.with_name("absent.csv")])

    assert rows(filled) == before


def test_a_base_that_stops_writing_half_way_keeps_what_it_had(
    ecrire: Callable[..., Path], filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(filled)
    monkeypatch.setattr("knowledge.importing.datetime", None)  # fails at the very end, once all rows are written

    with pytest.raises(AttributeError):
        run(filled, "rome", [ecrire("codes.csv", codes(*range(1, 3_000)))])

    assert rows(filled) == before


@pytest.mark.parametrize("kept", [8, 9])
def test_four_rows_in_five_still_there_are_enough(ecrire: Callable[..., Path], filled: str, kept: int) -> None:
    done = run(filled, "rome", [ecrire("codes.csv", codes(*range(1, kept + 1)))])

    assert (done.unchanged, done.removed) == (kept, 10 - kept)


def test_force_accepts_a_file_that_holds_much_less(ecrire: Callable[..., Path], filled: str) -> None:
    done = run(filled, "rome", [ecrire("codes.csv", codes(1))], force=True)

    assert (done.unchanged, done.removed, labels(filled)) == (1, 9, {"A1001": "Métier 1"})


def test_one_reject_in_five_is_still_accepted(ecrire: Callable[..., Path], url: str) -> None:
    done = run(url, "rome", [ecrire("codes.csv", codes(1, 2, 3, 4) + "X,x\n")])

    assert (done.created, sum(done.rejected.values())) == (4, 1)


def test_the_rejects_of_a_refused_file_are_written_and_told(
    ecrire: Callable[..., Path], url: str, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejets.csv"

    with pytest.raises(ImportRefused, match=r"rejets\.csv"):
        run(url, "rome", [ecrire("codes.csv", codes(1) + "X,x\n")], rejects)

    assert rejects.read_text(encoding="utf-8").splitlines()[1:] == ["codes.csv,3,code ROME mal formé,X"]


# Misuse


def test_an_unknown_dataset_is_named_with_those_that_can_be_read(ecrire: Callable[..., Path], url: str) -> None:
    with pytest.raises(FileProblem, match=r"^romme : jeu de données inconnu ; .*rome, bcn, .*campus$"):
        run(url, "romme", [ecrire("codes.csv", CODES + BAKER)])


def test_no_file_at_all_says_which_to_give(url: str) -> None:
    with pytest.raises(FileProblem, match=r"^rome : donner les CSV des codes et des appellations"):
        run(url, "rome", [])


def test_what_is_no_database_is_told(ecrire: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "base.db").write_bytes(b"this is not a database" * 500)

    with pytest.raises(BaseUnavailable, match="jalon kb build --force"):
        run(sqlite_url(tmp_path / "base.db"), "rome", [ecrire("codes.csv", CODES + BAKER)])


def test_progress_tells_the_rows_read_so_far_and_all_of_them_at_the_end(ecrire: Callable[..., Path], url: str) -> None:
    told: list[int] = []
    run(url, "rome", [ecrire("codes.csv", codes(*range(1, 1_235)))], progress=told.append)

    assert told == [500, 1_000, 1_234]
