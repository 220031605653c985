"""InserJeunes: three formats, blank headers, and rates that stay silent where the source is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import Insertion

CFA = (
    "Année;UAI;Libellé;Région;DEVENIR Part poursuite études;Taux poursuite études;Taux emploi 6 mois;"
    "Taux emploi 6 mois attendu;VA emploi 6 mois;Taux emploi 12 mois;Taux emploi 18 mois;Taux emploi 24 mois;num_ligne"
)
COIFFURE = "cumul 2022-2023;0630003L;Cours de  Coiffure;AUVERGNE-RHONE-ALPES;30.0;30.0;81.0;73.0;-8.0;47,5;;;10002.0"
HAIR = Insertion(
    "cfa:2022_2023:0630003L:apprentis",
    "cfa",
    "2022_2023",
    "0630003L",
    "Auvergne-Rhône-Alpes",
    "Cours de Coiffure",
    "apprentis",
    emploi_6=81.0,
    emploi_12=47.5,
    poursuite=30.0,
)
REGION = (
    "id;millesime;code_region_ij;code_region;voie;cfd;mefstat11;nb_annee_term;nb_sortant;taux_emploi_12_mois;"
    "taux_emploi_18_mois;taux_emploi_24_mois;taux_emploi_6_mois;taux_poursuite_etudes"
)
OLD_PRO = """"n°UAI de l'établissement";"Libellé de l'établissement";"Région";;;\
"Taux";"Taux attendu";"Valeur ajoutée";;;
"0010006B";"Lycée Saint-Exupéry";"PAYS DE LA LOIRE";"ensemble";36;55;46;9;52;53;56
"0010006B";"Lycée Saint-Exupéry";"PAYS DE LA LOIRE";"dont élèves en voie pro sco";35;54;45;10;51;nd;54
"0010006B";"Lycée Saint-Exupéry";"PAYS DE LA LOIRE";"dont apprentis";;;;;;;
"""
OLD_APPRENTICES = """"n°UAI de l'établissement";"Libellé de l'établissement";"Région";;;"Taux";"Taux attendu";\
"Valeur ajoutée";;;
"0010826T";"CFA Palissy";"LA REUNION";41;38;67;63;4;68;69;71
"""
NEW_PRO = """n°UAI de l'établissement;Libellé de l'établissement;Région;Dont apprentis en EPLE;\
Taux de poursuite d'études;Taux;Taux attendu;Valeur ajoutée;Part en poursuite d'études;\
Part en emploi 6 mois après la sortie;Part des autres situations
0010006B;Lycée Saint-Exupéry;GRAND EST;ensemble;0;100;45;-2;50;22;28
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_cfa_has_a_record_a_year_and_blanks_stay_unknown(ecrire: Callable[..., Path], encoding: str) -> None:
    kept, refused = lus("inserjeunes", ecrire("cfa.csv", f"{CFA}\r\n{COIFFURE}\r\n", encoding))

    assert [record.fiche for record in kept] == [HAIR]
    assert refused == []


def test_api_keys_and_another_order_of_columns_say_the_same(ecrire: Callable[..., Path]) -> None:
    header = "taux_emploi_12_mois;uai;libelle;region;annee;taux_emploi_6_mois;taux_poursuite_etudes"
    row = "47,5;0630003L;Cours de Coiffure;Auvergne Rhône-Alpes;cumul 2022-2023;81;30"

    kept, _ = lus("inserjeunes", ecrire("cfa.csv", f"{header}\n{row}\n"))

    assert [record.fiche for record in kept] == [HAIR]


def test_a_region_is_read_by_its_insee_code_for_apprentices_and_pupils(ecrire: Callable[..., Path]) -> None:
    rows = (
        "x;2019_2020;10;11;scolaire;;32221022002;52;21;57;;71;43;60\n"
        "y;2022_2023;07;01;apprentissage;0123456A;;3;;;;;;\n"
    )

    kept, refused = lus("inserjeunes", ecrire("ij.csv", f"{REGION}\n{rows}", "utf-8-sig"))

    assert [record.fiche for record in kept] == [
        Insertion(
            "region:2019_2020:11-32221022002:scolaires",
            "region",
            "2019_2020",
            region="Île-de-France",
            population="scolaires",
            mefstat11="32221022002",
            emploi_6=43.0,
            emploi_12=57.0,
            emploi_24=71.0,
            poursuite=60.0,
            effectif=52,
        ),
        Insertion(
            "region:2022_2023:01-0123456A:apprentis",
            "region",
            "2022_2023",
            region="Guadeloupe",
            population="apprentis",
            code_diplome="0123456A",
            effectif=3,
        ),
    ]
    assert refused == []


def school(perimetre: str, years: str, uai: str, region: str, name: str, population: str, **rates: float) -> Insertion:
    id_ = f"{perimetre}:{years}:{uai}:{population}"
    return Insertion(id_, perimetre, years, uai, region, name, population, **rates)


def test_blank_headers_are_read_by_position_and_each_population_apart(ecrire: Callable[..., Path]) -> None:
    pro = ecrire("depp-2022-etablissements-2018_2019-pro.csv", OLD_PRO)
    apprentices = ecrire("depp-2022-etablissements-2018_2019-apprentissage.csv", OLD_APPRENTICES)
    where = ("0010006B", "Pays de la Loire", "Lycée Saint-Exupéry")

    kept, refused = lus("inserjeunes", pro, apprentices)

    assert [record.fiche for record in kept] == [
        school(
            "etablissement",
            "2018_2019",
            *where,
            "ensemble",
            emploi_6=55,
            emploi_12=52,
            emploi_18=53,
            emploi_24=56,
            poursuite=36,
        ),
        school(
            "etablissement", "2018_2019", *where, "scolaires", emploi_6=54, emploi_12=51, emploi_24=54, poursuite=35
        ),
        school("etablissement", "2018_2019", *where, "apprentis"),
        school(
            "cfa",
            "2018_2019",
            "0010826T",
            "La Réunion",
            "CFA Palissy",
            "apprentis",
            emploi_6=67,
            emploi_12=68,
            emploi_18=69,
            emploi_24=71,
            poursuite=38,
        ),
    ]
    assert refused == []


def test_named_headers_are_read_by_name_and_shares_are_not_rates(ecrire: Callable[..., Path]) -> None:
    kept, _ = lus("inserjeunes", ecrire("depp-etablissements-2021-2022-pro.csv", NEW_PRO))

    assert [record.fiche for record in kept] == [
        school(
            "etablissement",
            "2021_2022",
            "0010006B",
            "Grand Est",
            "Lycée Saint-Exupéry",
            "ensemble",
            emploi_6=100,
            poursuite=0,
        )
    ]


def test_the_file_by_cfa_counts_when_a_file_of_apprentices_says_it_again(ecrire: Callable[..., Path], url: str) -> None:
    again = (
        "n°UAI de l'établissement;Libellé de l'établissement;Région;Taux de poursuite d'études;Taux;Taux attendu\n"
        "0630003L;Coiffure;AUVERGNE-RHONE-ALPES;29;80;73\n"
        "0630004M;Autre;AUVERGNE-RHONE-ALPES;nd;nd;nd\n"
    )
    paths = [
        ecrire("depp-2022-etablissements-2022_2023-apprentissage.csv", again),
        ecrire("cfa.csv", f"{CFA}\n{COIFFURE}\n"),
    ]

    kept, refused = lus("inserjeunes", *paths)

    assert [record.fiche for record in kept] == [
        HAIR,
        school("cfa", "2022_2023", "0630004M", "Auvergne-Rhône-Alpes", "Autre", "apprentis"),
    ]
    assert refused == []
    assert run(url, "inserjeunes", paths).created == 2
    assert not run(url, "inserjeunes", paths).changed


def test_bad_rows_are_told_in_every_format(ecrire: Callable[..., Path]) -> None:
    cfa = ecrire(
        "cfa.csv",
        f"{CFA}\nhier;0630003L;C;;;;;;;;;;\ncumul 2022-2023;x;C;;;;;;;;;;\ncumul 2022-2023;0630003L;C;;;;120;;;;;;\n",
    )
    region = ecrire(
        "ij.csv",
        f"{REGION}\na;x;10;11;scolaire;;3;;;;;;;\nb;2019_2020;;77;scolaire;;3;;;;;;;\nc;2019_2020;;11;autre;;3;;;;;;;\n"
        "d;2019_2020;;11;scolaire;;;;;;;;;\ne;2019_2020;;11;scolaire;;3;;;-1;;;;\n",
    )
    pro = ecrire(
        "depp-2018_2019-pro.csv",
        OLD_PRO + '"0010006B";"L";"CORSE";"dont licornes";;;;;;;\n"6B";"L";"";"ensemble";1;2;3;4;5;6;7\n'
        '"0010006B";"L";"CORSE";"ensemble";36;beaucoup;46;9;52;53;56\n',
    )

    kept, refused = lus("inserjeunes", cfa, region, pro)

    shares, no_uai = "pourcentage illisible ou hors de 0 à 100", "code UAI absent ou mal formé"
    assert len(kept) == 3
    assert refused == [
        Reject("cfa.csv", 2, "année illisible", "hier 0630003L"),
        Reject("cfa.csv", 3, no_uai, "cumul 2022-2023 x"),
        Reject("cfa.csv", 4, shares, "cumul 2022-2023 0630003L"),
        Reject("ij.csv", 2, "millésime illisible", "a"),
        Reject("ij.csv", 3, "région inconnue", "b"),
        Reject("ij.csv", 4, "voie inconnue", "c"),
        Reject("ij.csv", 5, "ni code diplôme ni MEFSTAT11", "d"),
        Reject("ij.csv", 6, shares, "e"),
        Reject("depp-2018_2019-pro.csv", 5, "population inconnue", "0010006B dont licornes"),
        Reject("depp-2018_2019-pro.csv", 6, no_uai, "6B ensemble"),
        Reject("depp-2018_2019-pro.csv", 7, shares, "0010006B ensemble"),
    ]


def test_what_is_not_a_file_of_inserjeunes_is_refused_with_its_remedy(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"autre\.csv, ligne 1 : .*donner un CSV InserJeunes"):
        lus("inserjeunes", ecrire("autre.csv", "couleur;taille\nbleu;3\n"))
    with pytest.raises(FileProblem, match=r"sans-annee\.csv : le nom ne dit pas l'année"):
        lus("inserjeunes", ecrire("sans-annee.csv", OLD_PRO))
    with pytest.raises(FileProblem, match="« taux_emploi_6_mois » absente"):
        lus("inserjeunes", ecrire("ij.csv", "millesime;voie;code_region;cfd;mefstat11\n2019_2020;scolaire;11;;3\n"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("inserjeunes", ecrire("depp-2018_2019-pro.csv", OLD_PRO + '"001000'))
    with pytest.raises(FileProblem, match="ce n'est pas du texte"):
        lus("inserjeunes", ecrire("utf16.csv", CFA, "utf-16"))


def test_every_file_is_read_whole(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("inserjeunes/*.csv")
    kept, refused = lus("inserjeunes", *paths)
    found = [record.fiche for record in kept if isinstance(record.fiche, Insertion)]

    # 8,474 rows of apprentices by establishment, of which 8,470 are in the file by CFA (11,314).
    assert Counter(one.perimetre for one in found) == {"region": 40_322, "etablissement": 25_145, "cfa": 11_318}
    assert len({one.id for one in found}) == 76_785
    assert len({one.region for one in found}) == 17
    assert refused == []
    assert run(url, "inserjeunes", paths).created == 76_785
    assert not run(url, "inserjeunes", paths).changed


def test_apprentices_by_establishment_are_read_alone(reels: Callable[..., list[Path]]) -> None:
    kept, refused = lus("inserjeunes", *reels("inserjeunes/depp-*-apprentissage.csv"))

    assert (len(kept), refused) == (8_474, [])
