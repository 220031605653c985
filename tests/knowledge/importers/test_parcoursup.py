"""Parcoursup: both header styles, the cut file, and nothing that tells a person's chances."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import ImportRefused, run
from knowledge.official import Offre

LABELS = (
    "Session;Statut de l’établissement de la filière de formation (public, privé…);Code UAI de l'établissement;"
    "Établissement;Code départemental de l’établissement;Région de l’établissement;Commune de l’établissement;"
    "Filière de formation;Sélectivité;Filière de formation détaillée;Filière de formation;"
    "Coordonnées GPS de la formation;Capacité de l’établissement par formation;cod_aff_form;"
    "Lien de la formation sur la plateforme Parcoursup;Taux d’accès;Rang du dernier appelé du groupe 1"
)
KEYS = (
    "session;contrat_etab;cod_uai;g_ea_lib_vx;dep;region_etab_aff;ville_etab;lib_for_voe_ins;select_form;"
    "lib_comp_voe_ins;form_lib_voe_acc;g_olocalisation_des_formations;capa_fin;cod_aff_form;lien_form_psup;"
    "taux_acces_ens;ran_grp1"
)
ROW = (
    "2025;Public;0090015T;Lycée polyvalent  Pyrène;09;Pays-de-la-Loire;Pamiers;BTS - Production -  Electrotechnique;"
    "formation sélective;Lycée polyvalent Pyrène - BTS - Production - Electrotechnique;BTS - Production;"
    "43.1144, 1.6086;15;25212;https://dossierappel.parcoursup.fr/fiche?g_ta_cod=25212;59;115"
)
BTS = Offre(
    "25212",
    "BTS - Production - Electrotechnique",
    "Lycée polyvalent Pyrène",
    "0090015T",
    "Public",
    "Pamiers",
    "09",
    "Pays de la Loire",
    43.1144,
    1.6086,
    "2025",
    True,
    15,
    url="https://dossierappel.parcoursup.fr/fiche?g_ta_cod=25212",
)
CUT = """"Statut de l’etablissement de la filiere de formation (public, prive…)",Code UAI de l etablissement,\
etablissement,Region de l’etablissement,Filiere de formation,Coordonnées GPS de la formation
"""


def reversed_columns(text: str) -> str:
    return "\n".join(";".join(reversed(line.split(";"))) for line in text.splitlines())


@pytest.mark.parametrize("header", [LABELS, KEYS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_labels_and_api_keys_say_the_same_in_every_encoding(
    ecrire: Callable[..., Path], header: str, encoding: str
) -> None:
    kept, refused = lus("parcoursup", ecrire("p.csv", f"{header}\r\n{ROW}\r\n", encoding))

    assert [record.fiche for record in kept] == [BTS]
    assert refused == []


@pytest.mark.parametrize("header", [LABELS, KEYS])
def test_the_course_is_told_from_its_family_whatever_the_order_of_columns(
    ecrire: Callable[..., Path], header: str
) -> None:
    kept, _ = lus("parcoursup", ecrire("p.csv", reversed_columns(f"{header}\n{ROW}".replace("  ", " "))))

    assert [record.fiche for record in kept] == [BTS]


def test_rates_and_ranks_change_nothing_in_what_is_kept(ecrire: Callable[..., Path]) -> None:
    other = ROW.replace(";59;115", ";1;9999")

    kept, _ = lus("parcoursup", ecrire("p.csv", f"{LABELS}\n{other}\n"))

    assert [record.fiche for record in kept] == [BTS]


def test_a_course_that_selects_nobody_is_not_selective_and_blanks_stay_unknown(ecrire: Callable[..., Path]) -> None:
    free = ROW.replace("formation sélective", "formation non sélective").replace(";15;25212;https", ";;25213;https")
    bare = "2025;Public;0090015T;;;;;Licence;;;;;;7;;;"

    kept, _ = lus("parcoursup", ecrire("p.csv", f"{LABELS}\n{free}\n{bare}\n"))

    assert [record.fiche for record in kept] == [
        dataclasses.replace(BTS, id="25213", selective=False, capacite=None),
        Offre("7", "Licence", "", "0090015T", "Public", annee="2025"),
    ]


def test_the_cut_file_gives_keys_that_hold_whatever_comes_between(ecrire: Callable[..., Path]) -> None:
    licence = 'Public,0492433D,Facultes   UCO,Centre,Licence   Droit,"47.4629, -0.54627"\n'
    other = "Prive sous contrat d association,0490838V,Lycee,Reunion,CPGE   PTSI,\n"
    abroad = "Prive hors contrat,T171435T,EIGSI Casablanca (Maroc),,Ingenieur,\n"

    def ids(text: str) -> list[str]:
        return [record.fiche.id for record in lus("parcoursup", ecrire("p.csv", CUT + text))[0]]

    kept, refused = lus("parcoursup", ecrire("p.csv", CUT + licence + other + licence + abroad))

    first = Offre(
        "0492433D:licence-droit:1",
        "Licence Droit",
        "Facultes UCO",
        "0492433D",
        "Public",
        region="Centre-Val de Loire",
        lat=47.4629,
        lon=-0.54627,
    )
    assert [record.fiche for record in kept] == [
        first,
        Offre(
            "0490838V:cpge-ptsi:1",
            "CPGE PTSI",
            "Lycee",
            "0490838V",
            "Privé sous contrat d'association",
            region="La Réunion",
        ),
        dataclasses.replace(first, id="0492433D:licence-droit:2"),
        Offre("T171435T:ingenieur:1", "Ingenieur", "EIGSI Casablanca (Maroc)", statut="Privé hors contrat"),
    ]
    assert refused == []
    assert ids(other + licence + licence) == [
        "0490838V:cpge-ptsi:1",
        "0492433D:licence-droit:1",
        "0492433D:licence-droit:2",
    ]


def test_two_long_courses_with_one_beginning_have_two_short_keys(ecrire: Callable[..., Path]) -> None:
    rows = "".join(f"Public,0492433D,UCO,Bretagne,{'Licence ' * 40}{end},\n" for end in "AB")

    kept, _ = lus("parcoursup", ecrire("p.csv", CUT + rows))

    assert len({record.fiche.id for record in kept}) == 2
    assert max(len(record.fiche.id) for record in kept) == 160


def test_a_bad_row_is_told_and_the_others_are_kept(ecrire: Callable[..., Path]) -> None:
    bad = "2025;Public;90015;L;09;;;BTS;;;;;;1;;;\n2025;Public;0090015T;L;09;;;;;;;;;2;;;"

    kept, refused = lus("parcoursup", ecrire("p.csv", f"{LABELS}\n{bad}\n{ROW}\n"))

    assert [record.fiche for record in kept] == [BTS]
    assert refused == [
        Reject("p.csv", 2, "code UAI absent ou mal formé", "90015 BTS"),
        Reject("p.csv", 3, "formation sans intitulé", "0090015T"),
    ]


def test_a_course_listed_twice_counts_once(ecrire: Callable[..., Path], url: str) -> None:
    rows = "\n".join(ROW.replace("25212", str(code)) for code in (1, 2, 3, 4, 5, 5))

    done = run(url, "parcoursup", [ecrire("p.csv", f"{LABELS}\n{rows}\n")])

    assert (done.read, done.created, dict(done.rejected)) == (6, 5, {"identifiant déjà lu": 1})


def test_what_is_not_the_file_is_refused_with_its_remedy(ecrire: Callable[..., Path], url: str) -> None:
    with pytest.raises(FileProblem, match=r"cles\.csv, ligne 1 : colonne « Code UAI .* absente ; ce n'est pas"):
        lus("parcoursup", ecrire("cles.csv", 'cle_api;libelle_colonne\nsession;"Session"\n'))
    with pytest.raises(FileProblem, match=r"vide\.csv : le fichier est vide"):
        lus("parcoursup", ecrire("vide.csv", ""))
    with pytest.raises(FileProblem, match="ce n'est pas du texte"):
        lus("parcoursup", ecrire("utf16.csv", f"{LABELS}\n{ROW}\n", "utf-16"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("parcoursup", ecrire("coupe.csv", CUT + 'Public,0492433D,"Facultes'))
    with pytest.raises(FileProblem, match="archive abîmée"):
        lus("parcoursup", ecrire("coupe.zip", "PK"))
    with pytest.raises(FileProblem, match="n'existe pas"):
        lus("parcoursup", Path("absent.csv"))
    with pytest.raises(ImportRefused, match="aucune ligne utilisable"):
        run(url, "parcoursup", [ecrire("p.csv", LABELS + "\n")])


def test_a_zip_of_the_file_is_read_too(ecrire: Callable[..., Path]) -> None:
    kept, _ = lus("parcoursup", ecrire("p.csv", f"{LABELS}\n{ROW}\n", dans="p.zip"))

    assert [record.fiche for record in kept] == [BTS]


def test_every_course_of_the_session_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("parcoursup/*_national_6col_TRIMMED.csv")
    kept, refused = lus("parcoursup", *paths)

    assert len({record.fiche.id for record in kept}) == 14_252
    assert sum(record.fiche.lat is not None for record in kept) == 14_214
    assert len({record.fiche.region for record in kept}) == 19  # the 18 régions, and nothing
    assert refused == []
    assert run(url, "parcoursup", paths).created == 14_252
    assert not run(url, "parcoursup", paths).changed


def test_the_full_file_says_the_same_under_labels_and_under_api_keys(
    reels: Callable[..., list[Path]], ecrire: Callable[..., Path]
) -> None:
    (labels,) = reels("parcoursup/*_sample_118col.csv")
    (mapping,) = reels("parcoursup/*_column_mapping.csv")
    with mapping.open(encoding="utf-8-sig") as handle:
        keys = [row["cle_api"] for row in csv.DictReader(handle, delimiter=";")]
    rows = labels.read_text(encoding="utf-8").partition("\n")[2]

    kept, refused = lus("parcoursup", labels)
    same, _ = lus("parcoursup", ecrire("cles.csv", ";".join(keys) + "\n" + rows))

    assert (len(keys), len(kept), refused) == (118, 9, [])
    assert same == kept
    assert kept[7].fiche.intitule == "Licence - Portail Mathématiques - Mathématiques et informatique"
    assert [record.fiche.selective for record in kept].count(False) == 1
