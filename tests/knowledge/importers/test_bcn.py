"""BCN: diplomas, classes and their links, in any order of files and in both encodings."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers import sessions
from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import ImportRefused, run
from knowledge.official import Certification, Lien, Mef

V = """FORMATION_DIPLOME;NIVEAU_FORMATION_DIPLOME;GROUPE_SPECIALITE;LETTRE_SPECIALITE;LIBELLE_COURT;LIBELLE_LONG_200;\
DATE_FERMETURE;DATE_DERNIERE_SESSION;NIVEAU_QUALIFICATION_RNCP
50022137;500;221;S;CAP;BOULANGER (CAP);;;03
32031212;320;312;T;BTS;NEGOCIATION ET RELATION CLIENT (BTS);31/08/2026;2026;05
40022105;400;221;T;BAC PRO;BOULANGER-PATISSIER (BAC PRO);31/08/2027;2027;04
16X32679;16X;326;N;TH1-X;EXPERT EN SECURITE;31/12/2026;;07
1702220M;170;222;M;ING;INGENIEUR CHIMIE (ING);30/02/2026;;XX
01022001;010;220;R;MC3;CONTROLE NON DESTRUCTIF (MC);;2009;02
40022107;400;221;T;BAC PRO;METIERS DE L'ALIMENTATION 2NDE COMMUNE (BAC PRO);;;04
5002213;500;221;S;CAP;CODE QUI A PERDU SON ZERO;;;03
50022138;500;221;S;CAP;;;;03
"""
# The columns in another order, in Windows-1252, with one diploma that V lacks.
N = """LIBELLE_LONG_200;FORMATION_DIPLOME;LIBELLE_COURT;ANCIEN_DIPLOME_1;ANCIEN_DIPLOME_2;NOUVEAU_DIPLOME_1;\
NOUVEAU_DIPLOME_7;NIVEAU_QUALIFICATION_RNCP
AUTRE LIBELLÉ DU CAP BOULANGER;50022137;CAP;50022130;5002213;50022137;;03
SOINS À LA PERSONNE (CS4);46133101;CS4;;;46133102;46133103;04
ANCIENNE BOULANGERIE (CAP);50022130;CAP;;;50022137;;03
"""
MEF = """MEF;FORMATION_DIPLOME;DUREE_DISPOSITIF;ANNEE_DISPOSITIF;LIBELLE_LONG;DATE_FERMETURE;MEF_STAT_11
2412213721;50022137;2;1;1CAP2  BOULANGER ;;21420022137
0010001221;00100012;9;9;MODULE;31/08/1999;10010012210
24122;50022137;2;1;MEF TROP COURT;;
"""
FAMILIES = """FAMILLE;SPECIALITE;MEFSTAT11_COMMUN;CFD_COMMUN;MEFSTAT11_SPECIALITE;CFD_SPECIALITE
Métiers de l’alimentation;Boulanger-pâtissier;23810022107;40022107;23830022105;40022105
Métiers de l’alimentation;Sans code;;;;
"""
GROUPS = """GROUPE_FORMATION;TYPE_GROUPE_FORMATION;LIBELLE_EDITION
G0008;TG01;Alimentation
G0025;TG03;Esthétique
"""
MEMBERS = """GROUPE_FORMATION;FORMATION_DIPLOME;DATE_FERMETURE
G0008;40022107;
G0008;40022105;
G0008;40031209;
G0008;40022103;31/08/2021
G0025;32033608;
G0025;32033609;
G0025;x;
"""


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "today", lambda: datetime.date(2026, 11, 25))


def test_a_diploma_is_open_until_its_closing_date_and_its_last_session(ecrire: Callable[..., Path]) -> None:
    kept, refused = lus("bcn", ecrire("v.csv", V, "utf-8-sig"))

    assert [record.fiche for record in kept] == [
        _diploma("50022137", "BOULANGER (CAP)", "CAP", 3, "221S", True),
        _diploma("32031212", "NEGOCIATION ET RELATION CLIENT (BTS)", "BTS", 5, "312T", False, "2026"),
        _diploma("40022105", "BOULANGER-PATISSIER (BAC PRO)", "BAC PRO", 4, "221T", True, "2027"),
        _diploma("16X32679", "EXPERT EN SECURITE", "TH1-X", 7, "326N", True),
        _diploma("1702220M", "INGENIEUR CHIMIE (ING)", "ING", None, "222M", None),
        _diploma("01022001", "CONTROLE NON DESTRUCTIF (MC)", "MC3", None, "220R", False, "2009"),
        _diploma("40022107", "METIERS DE L'ALIMENTATION 2NDE COMMUNE (BAC PRO)", "BAC PRO", 4, "221T", True),
    ]
    assert refused == [
        Reject("v.csv", 9, "code de diplôme mal formé", "5002213"),
        Reject("v.csv", 10, "diplôme sans libellé", "50022138"),
    ]


def test_v_wins_and_n_adds_what_only_it_has_and_who_replaces_whom(ecrire: Callable[..., Path]) -> None:
    v, n = ecrire("v.csv", V, "utf-8-sig"), ecrire("n.csv", N, "cp1252")

    for paths in ((v, n), (n, v)):
        kept, refused = lus("bcn", *paths)
        assert kept[0].fiche == _diploma("50022137", "BOULANGER (CAP)", "CAP", 3, "221S", True)
        assert kept[7:] == [
            Record("certification", _diploma("46133101", "SOINS À LA PERSONNE (CS4)", "CS4", 4, "", True)),
            Record("certification", _diploma("50022130", "ANCIENNE BOULANGERIE (CAP)", "CAP", 3, "", True)),
            _replaced("50022130", "50022137"),
            _replaced("46133101", "46133102"),
            _replaced("46133101", "46133103"),
        ]
        assert refused[2:] == [
            Reject("n.csv", 2, "succession vers un code mal formé", "5002213 -> 50022137"),
            Reject("n.csv", 2, "diplôme qui se remplace lui-même", "50022137"),
        ]


def test_n_alone_is_enough(ecrire: Callable[..., Path]) -> None:
    kept, _ = lus("bcn", ecrire("n.csv", N, "cp1252"))

    assert [record.fiche.id for record in kept if record.kind == "certification"] == [
        "50022137",
        "46133101",
        "50022130",
    ]


def test_a_diploma_told_twice_by_v_is_counted_as_a_reject(ecrire: Callable[..., Path], url: str) -> None:
    line = "50022137;500;221;S;CAP;BOULANGER BIS (CAP);;;03\n"

    done = run(url, "bcn", [ecrire("v.csv", "\n".join(V.splitlines()[:8]) + "\n" + line)])

    assert (done.read, done.created, dict(done.rejected)) == (8, 7, {"identifiant déjà lu": 1})


def test_a_class_keeps_its_codes_and_tells_its_years_when_they_are_told(ecrire: Callable[..., Path]) -> None:
    kept, refused = lus("bcn", ecrire("mef.csv", MEF, "utf-8-sig"))

    assert [record.fiche for record in kept] == [
        Mef("2412213721", "1CAP2 BOULANGER", "50022137", "21420022137", 2, 1, True),
        Mef("0010001221", "MODULE", "00100012", "10010012210", None, None, False),
    ]
    assert refused == [Reject("mef.csv", 4, "MEF mal formé ou sans libellé", "24122")]


def test_families_lead_from_their_shared_year_to_their_bac_pro(ecrire: Callable[..., Path]) -> None:
    kept, refused = lus("bcn", ecrire("familles.csv", FAMILIES, "utf-8-sig"))

    assert kept == [Record("lien", _family("40022105", "Métiers de l’alimentation"))]
    assert refused == [
        Reject("familles.csv", 3, "famille de métiers sans code de diplôme", "Métiers de l’alimentation")
    ]


def test_groups_add_the_bac_pro_that_families_lack_and_leave_out_those_that_left(ecrire: Callable[..., Path]) -> None:
    groups, members = ecrire("groupes.csv", GROUPS), ecrire("liens.csv", MEMBERS)
    families, diplomas = ecrire("familles.csv", FAMILIES), ecrire("v.csv", V)

    with_families, refused = lus("bcn", members, groups, families)
    with_diplomas, _ = lus("bcn", members, groups, diplomas)

    assert [record.fiche for record in with_families] == [
        _family("40022105", "Métiers de l’alimentation"),
        _family("40031209", "Métiers de l’alimentation"),
    ]
    assert [record.fiche for record in with_diplomas if record.kind == "lien"] == [
        _family("40022105", "Alimentation"),
        _family("40031209", "Alimentation"),
    ]
    assert refused[-1] == Reject("liens.csv", 8, "groupe de formations sans code de diplôme", "G0025")


def test_the_export_of_the_website_is_read_by_its_plain_columns(ecrire: Callable[..., Path]) -> None:
    text = (
        '"FORMATION_DIPLOME";"N_NIVEAU_FORMATION_DIPLOME.LIBELLE_100";"LIBELLE_COURT";"LIBELLE_LONG_200";'
        '"NIVEAU_QUALIFICATION_RNCP";"N_NIVEAU_QUALIFICATION_RNCP.LIBELLE_LONG"\r\n'
        '"50022137";"CERTIFICAT D\'APTITUDE À";"CAP";"BOULANGER (CAP)";"03";"NIVEAU 3"\r\n'
    )
    kept, _ = lus("bcn", ecrire("site.csv", text, "cp1252"))

    assert kept == [Record("certification", _diploma("50022137", "BOULANGER (CAP)", "CAP", 3, "", True))]


def test_tables_that_hold_nothing_to_keep_are_passed_over(ecrire: Callable[..., Path], url: str) -> None:
    levels = ecrire("niveaux.csv", "NIVEAU_FORMATION_DIPLOME;NIVEAU_INTERMINISTERIEL;LIBELLE_100\n500;5;CAP\n")

    assert lus("bcn", levels) == ([], [])
    with pytest.raises(ImportRefused, match="aucune ligne utilisable"):
        run(url, "bcn", [levels])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("couleur;forme\nbleu;rond\n", "aucune table connue"),
        ("", "vide"),
        ("FORMATION_DIPLOME;LIBELLE_LONG_200\n50022137;BOULANGER\n", "NIVEAU_QUALIFICATION_RNCP"),
        ('FORMATION_DIPLOME;LIBELLE_LONG_200;NIVEAU_QUALIFICATION_RNCP\n50022137;"BOULA', "fichier coupé"),
        ("FORMATION_DIPLOME;LIBELLE_LONG_200\n50022137;" + "\ufffd" * 50 + "\n", "caractères sont perdus"),
    ],
)
def test_what_is_not_a_table_of_the_bcn_is_refused(ecrire: Callable[..., Path], content: str, reason: str) -> None:
    with pytest.raises(FileProblem, match=rf"autre\.csv.*{reason}"):
        lus("bcn", ecrire("autre.csv", content))


def test_utf_16_and_missing_files_are_refused(ecrire: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"v\.csv : ce n'est pas du texte"):
        lus("bcn", ecrire("v.csv", V, "utf-16"))
    with pytest.raises(FileProblem, match=r"absent\.csv : impossible à lire"):
        lus("bcn", tmp_path / "absent.csv")


def test_the_whole_base_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("bcn/*.csv")
    kept, refused = lus("bcn", *paths)

    assert Counter(record.kind for record in kept) == {"certification": 11_270, "mef": 10_067, "lien": 1_626}
    assert Counter(record.fiche.nature for record in kept if isinstance(record.fiche, Lien)) == {
        "remplace-par": 1_524,
        "famille": 102,
    }
    assert Counter(reject.reason for reject in refused) == {
        "succession vers un code mal formé": 8,
        "diplôme qui se remplace lui-même": 3,
    }
    diplomas = [record.fiche for record in kept if isinstance(record.fiche, Certification)]
    assert Counter(diploma.niveau for diploma in diplomas) == {
        None: 214,
        3: 1_945,
        4: 1_660,
        5: 1_485,
        6: 3_170,
        7: 2_793,
        8: 3,
    }
    assert sum(diploma.ouverte is True for diploma in diplomas) == 2_708
    done = run(url, "bcn", paths)
    assert (done.read, done.created) == (21_450, 22_963)
    assert not run(url, "bcn", paths).changed


def _diploma(
    code: str, label: str, kind: str, level: int | None, nsf: str, is_open: bool | None, last: str = ""
) -> Certification:
    return Certification(code, label, kind, level, code_diplome=code, nsf=nsf, ouverte=is_open, derniere_session=last)


def _replaced(old: str, new: str) -> Record:
    return Record("lien", Lien(f"remplace-par:{old}:{new}", "remplace-par", old, new), counts=False)


def _family(speciality: str, label: str) -> Lien:
    return Lien(f"famille:40022107:{speciality}", "famille", "40022107", speciality, label)
