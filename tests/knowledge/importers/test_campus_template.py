"""Campus of the arrêtés: our template, filled by hand, so every mistake of a hand is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from bot.settings import ROOT
from knowledge.importers.campus import HEADER
from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import CampusOfficiel

TEMPLATE = ROOT / "docs" / "modeles" / "campus.csv"
LINE = ";".join(HEADER)
ROW = (
    "mode-cholet;Mode  et luxe;cmqe;Création, design, audiovisuel;Pays-de-la-Loire;Nantes;Cholet;0490002k;Lycée;"
    "15/04/2022;5;https://campus.example;https://www.legifrance.gouv.fr/jorf/id/X"
)
CAMPUS = CampusOfficiel(
    "mode-cholet",
    "Mode et luxe",
    "CMQE",
    "creation-design-audiovisuel",
    "Pays de la Loire",
    "Nantes",
    "Cholet",
    "0490002K",
    "Lycée",
    "2022-04-15",
    5,
    "https://campus.example",
    "https://www.legifrance.gouv.fr/jorf/id/X",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_saves_the_template_in_many_ways(
    ecrire: Callable[..., Path], encoding: str, delimiter: str
) -> None:
    path = ecrire("c.csv", f"{LINE}\r\n{ROW}\r\n;;;;;;;;;;;;\r\n".replace(";", delimiter), encoding)

    kept, refused = lus("campus", path)

    assert [record.fiche for record in kept] == [CAMPUS]
    assert refused == []


def test_a_filiere_is_named_by_its_id_or_its_label_and_a_date_in_either_form(ecrire: Callable[..., Path]) -> None:
    other = ROW.replace("Création, design, audiovisuel", "creation-design-audiovisuel").replace(
        "15/04/2022", "2022-04-15"
    )

    kept, _ = lus("campus", ecrire("c.csv", f"{LINE}\n{other}\n"))

    assert [record.fiche for record in kept] == [CAMPUS]


def test_what_may_be_missing_is_unknown_and_other_columns_are_ignored(ecrire: Callable[..., Path]) -> None:
    text = (
        "note;region;filiere;categorie(CMQ|CMQE);intitule;campus_id\n"
        "x;Corse;transition-energetique;CMQ;Énergie;energie\n"
    )

    kept, _ = lus("campus", ecrire("c.csv", text))

    assert [record.fiche for record in kept] == [
        CampusOfficiel("energie", "Énergie", "CMQ", "transition-energetique", "Corse")
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("mode-cholet", "Mode Cholet", "identifiant absent ou mal formé (minuscules, chiffres, tirets)"),
        ("Mode  et luxe", "", "intitulé absent"),
        ("cmqe", "excellence", "catégorie inconnue (CMQ ou CMQE)"),
        (
            "Création, design, audiovisuel",
            "Couture",
            "filière inconnue (une des 12, par son identifiant ou son nom)",
        ),
        ("Pays-de-la-Loire", "Atlantide", "région inconnue"),
        ("0490002k", "490002", "code UAI mal formé"),
        ("15/04/2022", "31/02/2022", "date illisible (AAAA-MM-JJ ou JJ/MM/AAAA)"),
        ("15/04/2022", "avril 2022", "date illisible (AAAA-MM-JJ ou JJ/MM/AAAA)"),
        (";5;", ";cinq;", "durée illisible (en années)"),
        ("https://campus.example", "javascript:alert(1)", "adresse web sans http"),
    ],
)
def test_each_mistake_is_told_by_its_name(ecrire: Callable[..., Path], right: str, wrong: str, reason: str) -> None:
    bad = ROW.replace(right, wrong)
    second = ROW.replace("mode-cholet", "autre")

    kept, refused = lus("campus", ecrire("c.csv", f"{LINE}\n{bad}\n{second}\n"))

    assert [record.fiche for record in kept] == [dataclasses.replace(CAMPUS, id="autre")]
    assert [(one.file, one.row, one.reason) for one in refused] == [("c.csv", 2, reason)]


def test_a_reject_shows_the_campus_it_is_about(ecrire: Callable[..., Path]) -> None:
    _, refused = lus("campus", ecrire("c.csv", f"{LINE}\n{ROW.replace('cmqe', 'x')}\n"))

    assert refused == [Reject("c.csv", 2, "catégorie inconnue (CMQ ou CMQE)", "mode-cholet Mode et luxe")]


def test_another_file_is_refused_by_name(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"c\.csv, ligne 1 : colonne « campus_id » absente"):
        lus("campus", ecrire("c.csv", "id;nom\n1;Campus\n"))
    with pytest.raises(FileProblem, match="le fichier est vide"):
        lus("campus", ecrire("c.csv", ""))


def test_the_template_we_give_is_accepted_as_it_is(url: str) -> None:
    kept, refused = lus("campus", TEMPLATE)

    assert TEMPLATE.read_text(encoding="utf-8").partition("\n")[0] == LINE
    assert [(record.fiche.id, record.fiche.categorie, record.fiche.date_arrete) for record in kept] == [
        ("design-industrie-futur-pdl", "CMQ", "2022-04-15"),
        ("automobile-mobilites-futur", "CMQE", ""),
    ]
    assert refused == []
    assert run(url, "campus", [TEMPLATE]).created == 2
    assert not run(url, "campus", [TEMPLATE]).changed
