"""Kit Apprentissage: a workbook whose header is on its second line, with line breaks inside."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification

HEADER = (
    "Code Diplôme",
    "Intitulé diplôme (DEPP)",
    "FicheRNCP",
    "Niveau fiche RNCP",
    "Abrégé de diplôme (RNCP)",
    "Dernière MaJ",
    "Fiche ACTIVE/INACTIVE",
    "Intitulé certification (RNCP)",
    "Date de publication de la fiche\n (enregistrement de droit)",
)
ROWS: list[Sequence[Any]] = [
    (
        "01022103",
        "EMPLOYE TRAITEUR (MC NIVEAU III)",
        "RNCP37566",
        "Niveau 3",
        "CS",
        "v1.0",
        "ACTIVE",
        "Employé traiteur",
    ),
    (
        1022001,
        "CONTROLE NON DESTRUCTIF",
        "955",
        "Niveau 4",
        None,
        "v1.3",
        "INACTIVE",
        "\u00a0Contrôle\u00a0non destructif",
    ),
    ("1353261S", "DONNEES (MASTER)", *["NR"] * 6),
    ("16X32679", "EXPERT (TH1)", "RNCP37566", "Niveau 8", None, "v1", "ACTIVE", None),
    ("102200", "CODE COURT", "RNCP1", "Niveau 3", "CAP", "v1", "ACTIVE", "x"),
    ("50022137", "BOULANGER", "voir RNCP", "Niveau 3", "CAP", "v1", "ACTIVE", "Boulanger"),
    ("50022138", None, "RNCP2", "Niveau 3", "CAP", "v1", "ACTIVE", None),
    (None, None, None, None, None, None, None, None),
]


def _kit(
    path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, sheet: str = "Kit Apprentissage"
) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Présentation Kit"
    page = workbook.create_sheet(sheet)
    page.append([None] * len(header))
    page._current_row = 1  # openpyxl does not write an empty line by itself
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    workbook.save(path)
    return path


def test_each_pair_of_codes_is_a_certification(tmp_path: Path) -> None:
    kept, refused = lus("kit-apprentissage", _kit(tmp_path / "kit.xlsx", ROWS))

    assert kept == [
        _pair("01022103", "37566", "Employé traiteur", "CS", 3, True),
        _pair("01022001", "955", "Contrôle non destructif", "", 4, False),
        Record("certification", Certification("1353261S:NR", "DONNEES (MASTER)", code_diplome="1353261S")),
        _pair("16X32679", "37566", "EXPERT (TH1)", "", 8, True),
    ]
    assert refused == [
        Reject("kit.xlsx", 7, "code diplôme mal formé", "102200"),
        Reject("kit.xlsx", 8, "code RNCP mal formé", "50022137 voir RNCP"),
        Reject("kit.xlsx", 9, "diplôme sans intitulé", "50022138"),
    ]


def test_line_breaks_other_orders_and_more_columns_change_nothing(tmp_path: Path) -> None:
    header = ["Colonne nouvelle", *[label.replace(" ", "\n ", 1) for label in HEADER[::-1]]]
    rows = [["x", *([None] * (len(HEADER) - len(row))), *row[::-1]] for row in ROWS[:-1]]

    assert lus("kit-apprentissage", _kit(tmp_path / "kit.xlsx", rows, header)) == lus(
        "kit-apprentissage", _kit(tmp_path / "kit.xlsx", ROWS)
    )


def test_a_workbook_without_its_sheet_or_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"a\.xlsx : pas de feuille « Kit Apprentissage »"):
        lus("kit-apprentissage", _kit(tmp_path / "a.xlsx", ROWS, sheet="Feuil1"))
    with pytest.raises(FileProblem, match=r"b\.xlsx, ligne 2 : colonne « Fiche ACTIVE/INACTIVE » absente"):
        lus("kit-apprentissage", _kit(tmp_path / "b.xlsx", [], [h for h in HEADER if "ACTIVE" not in h]))
    with pytest.raises(FileProblem, match=r"c\.xlsx, ligne 1 : colonne « Code Diplôme » introuvable"):
        lus("kit-apprentissage", _kit(tmp_path / "c.xlsx", [["x"]] * 20, ["couleur"]))


def test_what_is_not_a_workbook_is_refused(ecrire: Callable[..., Path], tmp_path: Path) -> None:
    whole = _kit(tmp_path / "kit.xlsx", ROWS).read_bytes()
    (tmp_path / "coupe.xlsx").write_bytes(whole[: len(whole) // 2])

    for path in (tmp_path / "coupe.xlsx", ecrire("texte.xlsx", "Code Diplôme;FicheRNCP\n")):
        with pytest.raises(FileProblem, match="archive abîmée ou coupée"):
            lus("kit-apprentissage", path)
    with pytest.raises(FileProblem, match=r"lettre\.docx : classeur abîmé"):
        lus("kit-apprentissage", ecrire("word/document.xml", "<w/>", dans="lettre.docx"))
    with pytest.raises(FileProblem, match="n'existe pas"):
        lus("kit-apprentissage", tmp_path / "absent.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_bomb_in_any_part_of_the_workbook_is_refused(tmp_path: Path, part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    source, path = _kit(tmp_path / "kit.xlsx", ROWS), tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        assert part in whole.namelist()
        for name in whole.namelist():
            copy.writestr(name, bomb if name == part else whole.read(name))

    with pytest.raises(FileProblem, match=r"bombe\.xlsx : le XML définit des entités"):
        lus("kit-apprentissage", path)


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "gros.xlsx", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)

    with pytest.raises(FileProblem, match="grossit trop"):
        lus("kit-apprentissage", tmp_path / "gros.xlsx")


def test_the_whole_kit_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("kit_apprentissage/*.xlsx")
    kept, refused = lus("kit-apprentissage", *paths)

    assert (len(kept), refused) == (6_822, [])
    assert Counter(record.fiche.ouverte for record in kept) == {True: 3_419, False: 3_372, None: 31}
    assert Counter(record.fiche.niveau for record in kept) == {
        6: 2_422,
        7: 2_137,
        4: 840,
        5: 781,
        3: 609,
        None: 31,
        8: 2,
    }
    assert len({record.fiche.rncp for record in kept} - {""}) == 4_587
    assert run(url, "kit-apprentissage", paths).created == 6_822
    assert not run(url, "kit-apprentissage", paths).changed


def _pair(code: str, rncp: str, title: str, kind: str, level: int, active: bool) -> Record:
    return Record(
        "certification",
        Certification(
            f"{code}:{rncp}",
            title,
            kind,
            level,
            rncp=rncp,
            code_diplome=code,
            ouverte=active,
            url=f"https://www.francecompetences.fr/recherche/rncp/{rncp}/",
        ),
    )
