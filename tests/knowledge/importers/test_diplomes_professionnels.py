"""Vocational diplomas of the ministry: codes with a dash and a letter, sessions, one code told twice."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers import sessions
from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import Certification

HEADER = (
    "Niveau;Code diplôme;Diplôme;Intitulé de la spécialité (et options);Code RNCP;Première session;"
    "Dernière session;Commentaire\n"
)
ROWS = """Niveau 4;400-24202 V;BAC PRO;Métiers du cuir option chaussures;38360;2015;;
Niveau 5;32025213M;BTS;Techniques agricoles;en cours;2015;2026;"remplacé par
le 320-25214 M"
Niveau 3;50022137;CAP;Boulanger;37537;2023;2027;
Niveau 5;320-1234;BTS;Code trop court;;;;
Niveau 3;500-22138 S;CAP;;;;;
"""
TWICE = [
    "Niveau 3;500-23118 U;CAP;Conducteur d'engins de travaux publics et carrières;37891;2025;;\n",
    "Niveau 3;500-23118 U;CAP;Conducteur d'engins : travaux publics et carrières;4463;2008;2024;\n",
]


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "today", lambda: datetime.date(2026, 11, 25))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_codes_lose_their_dash_and_their_letter(ecrire: Callable[..., Path], encoding: str) -> None:
    kept, refused = lus("diplomes-professionnels", ecrire("dp.csv", HEADER + ROWS, encoding))

    assert [record.fiche for record in kept] == [
        _diploma("40024202", "Métiers du cuir option chaussures", "BAC PRO", 4, "38360", "242V", True),
        _diploma("32025213", "Techniques agricoles", "BTS", 5, "", "252M", False, "2026"),
        _diploma("50022137", "Boulanger", "CAP", 3, "37537", "", True, "2027"),
    ]
    assert refused == [
        Reject("dp.csv", 6, "diplôme sans code ou sans intitulé", "320-1234"),
        Reject("dp.csv", 7, "diplôme sans code ou sans intitulé", "500-22138 S"),
    ]


def test_a_code_told_twice_gives_the_same_two_ids_in_any_order(ecrire: Callable[..., Path]) -> None:
    for order in (TWICE, TWICE[::-1]):
        kept, refused = lus("diplomes-professionnels", ecrire("dp.csv", HEADER + "".join(order)))
        assert {record.fiche.id: (record.fiche.code_diplome, record.fiche.ouverte) for record in kept} == {
            "50023118:conducteur-d-engins-de-travaux-publics-et-carrieres": ("50023118", True),
            "50023118:conducteur-d-engins-travaux-publics-et-carrieres": ("50023118", False),
        }
        assert refused == []


def test_api_keys_and_commas_are_read_too(ecrire: Callable[..., Path]) -> None:
    text = (
        "code_rncp,intitule_de_la_specialite_et_options,diplome,code_diplome,niveau,derniere_session\n"
        '38360,"Cuir, option chaussures",BAC PRO,400-24202 V,Niveau 4,\n'
    )
    kept, _ = lus("diplomes-professionnels", ecrire("dp.csv", text))

    assert [record.fiche for record in kept] == [
        _diploma("40024202", "Cuir, option chaussures", "BAC PRO", 4, "38360", "242V", True)
    ]


def test_other_files_are_refused(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"autre\.csv, ligne 1 : colonne « Code diplôme » absente"):
        lus("diplomes-professionnels", ecrire("autre.csv", "Niveau;Diplôme\nNiveau 3;CAP\n"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("diplomes-professionnels", ecrire("coupe.csv", HEADER + ROWS[: ROWS.index("320-25214")]))


def test_the_whole_list_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("diplomes_professionnels/*.csv")
    kept, refused = lus("diplomes-professionnels", *paths)

    assert (len(kept), refused) == (577, [])
    assert Counter(record.fiche.niveau for record in kept) == {3: 216, 4: 219, 5: 142}
    assert Counter(record.fiche.ouverte for record in kept) == {True: 512, False: 65}
    assert sum(bool(record.fiche.rncp) for record in kept) == 574
    assert run(url, "diplomes-professionnels", paths).created == 577
    assert not run(url, "diplomes-professionnels", paths).changed


def _diploma(
    code: str, title: str, kind: str, level: int, rncp: str, nsf: str, is_open: bool, last: str = ""
) -> Certification:
    return Certification(
        code, title, kind, level, rncp=rncp, code_diplome=code, nsf=nsf, ouverte=is_open, derniere_session=last
    )
