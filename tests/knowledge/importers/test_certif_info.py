"""Certif Info: certifications under every code, their successions, and sheets told twice."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers import sessions
from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification, Lien

HEADER = (
    "Code_Diplome;Libelle_Diplome;Libelle_Type_Diplome;Code_Niveau_Europeen;Code_Rome_1;Code_Rome_2;Code_Rome_3;"
    "Code_Rome_4;Code_Rome_5;Code_Nsf;Code_RNCP;Code_RS;Code_Scolarité;Annee_Derniere_Session;Code_Ancien_Diplome;Etat;"
    "codeIdeo2\n"
)
CAP = "20734;CAP Boulanger;CAP;3;D1102;D1104;D1102;;A1;221;37537;;50022137;2027;20001;0;FOR.430\n"
ENGINEER = "12691;Ingénieur ICAM;Diplôme d'ingénieur;7;;;;;;250;37440;;17025121;;;0;"


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "today", lambda: datetime.date(2026, 11, 25))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_certification_keeps_its_codes_and_what_it_replaces(ecrire: Callable[..., Path], encoding: str) -> None:
    kept, refused = lus("certif-info", ecrire("ci.csv", HEADER + CAP, encoding))

    assert kept == [
        Record(
            "certification",
            Certification(
                "20734",
                "CAP Boulanger",
                type="CAP",
                niveau=3,
                onisep="FOR.430",
                rncp="37537",
                code_diplome="50022137",
                certif_info="20734",
                nsf="221",
                rome=("D1102", "D1104"),
                ouverte=True,
                derniere_session="2027",
            ),
        ),
        Record("lien", Lien("remplace-par:20001:20734", "remplace-par", "20001", "20734"), counts=False),
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("state", "last", "is_open"),
    [
        ("0", "", True),
        ("11", "", True),
        ("4", "", True),
        ("0", "2026", False),
        ("0", "2027", True),
        ("3", "", False),
        ("2", "2030", False),
        ("", "", None),
        ("77", "2030", None),
    ],
)
def test_state_and_last_session_tell_whether_it_is_open(
    ecrire: Callable[..., Path], state: str, last: str, is_open: bool | None
) -> None:
    text = f"{HEADER}1;Titre;;;;;;;;;;;;{last};;{state};\n"

    kept, _ = lus("certif-info", ecrire("ci.csv", text))

    assert kept == [
        Record(
            "certification",
            Certification("1", "Titre", certif_info="1", ouverte=is_open, derniere_session=last),
        )
    ]


def test_several_sheets_of_one_certification_have_the_same_ids_in_any_order(ecrire: Callable[..., Path]) -> None:
    rows = [ENGINEER + "FOR.5663\n", ENGINEER + "FOR.5332\n", ENGINEER + "FOR.11000\n"]

    for order in (rows, rows[::-1]):
        kept, refused = lus("certif-info", ecrire("ci.csv", HEADER + "".join(order)))
        assert {record.fiche.id: record.fiche.onisep for record in kept} == {
            "12691": "FOR.5332",
            "12691:FOR.5663": "FOR.5663",
            "12691:FOR.11000": "FOR.11000",
        }
        assert {record.fiche.certif_info for record in kept} == {"12691"}
        assert refused == []


def test_rows_that_cannot_be_kept_say_why(ecrire: Callable[..., Path]) -> None:
    text = HEADER + CAP + CAP + "x;Sans code;;;;;;;;;;;;;;0;\n" + "9;;;;;;;;;;;;;;;0;\n"

    kept, refused = lus("certif-info", ecrire("ci.csv", text))

    assert len(kept) == 2
    assert refused == [
        Reject("ci.csv", 3, "certification répétée pour un autre code RS", "20734"),
        Reject("ci.csv", 4, "certification sans code ou sans libellé", "x"),
        Reject("ci.csv", 5, "certification sans code ou sans libellé", "9"),
    ]


def test_an_accent_damaged_at_the_source_is_mended_and_other_ids_are_not_sheets(ecrire: Callable[..., Path]) -> None:
    text = HEADER + "114864;Conduite d'une strateÌ\ufffdgie;;;;;;;;;;;;;114864;0;TYPDISP.25\n"

    kept, _ = lus("certif-info", ecrire("ci.csv", text))

    assert [(record.fiche.intitule, record.fiche.onisep) for record in kept] == [("Conduite d'une stratégie", "")]


def test_columns_in_another_order_and_more_of_them_are_read(ecrire: Callable[..., Path]) -> None:
    names, cells = HEADER.strip().split(";"), CAP.strip().split(";")
    text = ";".join(["nouveau", *names[::-1]]) + "\n" + ";".join(["x", *cells[::-1]]) + "\n"

    assert lus("certif-info", ecrire("ci.csv", text)) == lus("certif-info", ecrire("ci.csv", HEADER + CAP))


def test_other_files_are_refused(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"autre\.csv, ligne 1 : colonne « Code_Diplome » absente"):
        lus("certif-info", ecrire("autre.csv", "code;libelle\n1;x\n"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("certif-info", ecrire("coupe.csv", HEADER + '1;"Titre cou'))
    lost = "\ufffd" * 50
    with pytest.raises(FileProblem, match="caractères sont perdus"):
        lus("certif-info", ecrire("abime.csv", f"{HEADER}{CAP}2;{lost};;;;;;;;;;;;;;0;\n"))


def test_the_whole_list_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("certif_info/certif_info.csv")
    kept, refused = lus("certif-info", *paths)

    assert Counter(record.kind for record in kept) == {"certification": 10_003, "lien": 5_175}
    assert Counter(reject.reason for reject in refused) == {"certification répétée pour un autre code RS": 64}
    sheets = [record.fiche for record in kept if isinstance(record.fiche, Certification)]
    assert Counter(sheet.niveau for sheet in sheets) == {
        None: 3_851,
        3: 742,
        4: 937,
        5: 1_001,
        6: 1_263,
        7: 2_184,
        8: 25,
    }
    assert sum(sheet.ouverte is False for sheet in sheets) == 379
    assert (
        sum(bool(sheet.onisep) for sheet in sheets),
        sum(bool(sheet.rncp) for sheet in sheets),
        sum(bool(sheet.code_diplome) for sheet in sheets),
    ) == (5_272, 5_346, 3_761)
    done = run(url, "certif-info", paths)
    assert (done.read, done.created) == (10_067, 15_178)
    assert not run(url, "certif-info", paths).changed
