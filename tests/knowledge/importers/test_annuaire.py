"""Directory of schools: three formats, one record a school, no personal address."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import Etablissement

LABELS = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Code postal;"
    "Nom_commune;Code_departement;Code_region;Voie_generale;Voie_technologique;Voie_professionnelle;Telephone;Web;Mail;"
    "Hebergement;ULIS;Apprentissage;Fiche_onisep;position;Libelle_departement;Libelle_academie;Libelle_region;etat"
)
KEYS = LABELS.lower().replace("code postal", "code_postal")
ROW = (
    "0352072M;Lycée professionnel  La Providence;Lycée;Privé;2 rue du collège;35418;Saint-Malo;035;53;0;0;1;"
    "02 99 40 74 74;https://www.ism-lapro.fr;prenom.nom@ac-rennes.fr;1;0;;"
    "https://www.onisep.fr/http/redirection/etablissement/slug/ENS.15844;48.65056, -2.02577;Ille-et-Vilaine;Rennes;"
    "Bretagne;OUVERT"
)
SCHOOL = Etablissement(
    "0352072M",
    "Lycée professionnel La Providence",
    "Lycée",
    "Privé",
    "2 rue du collège",
    "35418",
    "Saint-Malo",
    "35",
    "Rennes",
    "Bretagne",
    48.65056,
    -2.02577,
    "02 99 40 74 74",
    "https://www.ism-lapro.fr",
    "ENS.15844",
    ("professionnelle",),
    internat=True,
    ulis=False,
    ouvert=True,
)
PLACES = (
    "Code établissement;Appellation officielle;Secteur Public/Privé;Adresse;Code postal;Commune;Département;Région;"
    "Académie;Code nature;Nature;Etat établissement;Code département;Latitude;Longitude;Position"
)
PLACES_KEYS = (
    "numero_uai;appellation_officielle;secteur_public_prive_libe;adresse_uai;code_postal_uai;libelle_commune;"
    "libelle_departement;libelle_region;libelle_academie;nature_uai;nature_uai_libe;etat_etablissement_libe;"
    "code_departement;latitude;longitude;position"
)
PLACES_ROW = (
    "0350017D;Collège du Querpon;Public;Route DE CAMPEL;35330;Val d'Anast;Ille-et-Vilaine;Bretagne;Rennes;340;COLLEGE;"
    "A OUVRIR;035;47.89;-1.98;"
)
COLLEGE = Etablissement(
    "0350017D",
    "Collège du Querpon",
    "Collège",
    "Public",
    "Route DE CAMPEL",
    "35330",
    "Val d'Anast",
    "35",
    "Rennes",
    "Bretagne",
    47.89,
    -1.98,
    ouvert=False,
)
IDF = (
    "CODE_UAI;ACADEMIE;DEPARTEMENT;NATURE_UAI;NOM_ETABLISSEMENT;STATUT;ADRESSE_POSTALE;CODE_POSTAL;COMMUNE;TELEPHONE;"
    "SITE_WEB;MAIL;INTERNAT;GEO"
)
IDF_ROW = (
    "0910676r;Versailles;91;lycée d’enseignement général et technologique;Lycée Clément Ader;public;37 rue G.ANTHONIOZ;"
    "91200;Athis-Mons;0169383636;ecrire@exemple.fr;ce@ac-versailles.fr;Non;48.71, 2.39"
)
ADER = Etablissement(
    "0910676R",
    "Lycée Clément Ader",
    "Lycée d’enseignement général et technologique",
    "Public",
    "37 rue G.ANTHONIOZ",
    "91200",
    "Athis-Mons",
    "91",
    "Versailles",
    "Île-de-France",
    48.71,
    2.39,
    "0169383636",
    voies=("générale", "technologique"),
    internat=False,
)


def schools(*paths: Path) -> list[Etablissement]:
    kept, refused = lus("annuaire", *paths)
    assert refused == []
    return [record.fiche for record in kept if isinstance(record.fiche, Etablissement)]


def reversed_columns(text: str) -> str:
    return "\n".join(";".join(reversed(line.split(";"))) for line in text.splitlines())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LABELS}\r\n{ROW}\r\n", SCHOOL),
        (f"{KEYS}\n{ROW}\n", SCHOOL),
        (f"{PLACES}\n{PLACES_ROW}\n", COLLEGE),
        (f"{PLACES_KEYS}\n{PLACES_ROW}\n", COLLEGE),
        (f"{IDF}\n{IDF_ROW}\n", ADER),
    ],
)
def test_each_format_is_read_in_every_encoding_and_order(
    ecrire: Callable[..., Path], text: str, expected: Etablissement, encoding: str
) -> None:
    assert schools(ecrire("a.csv", text, encoding)) == [expected]
    assert schools(ecrire("a.csv", reversed_columns(text) + "\n", encoding)) == [expected]


def test_no_mail_address_is_kept_anywhere(ecrire: Callable[..., Path]) -> None:
    kept = schools(ecrire("a.csv", f"{LABELS}\n{ROW}\n"), ecrire("i.csv", f"{IDF}\n{IDF_ROW}\n"))

    assert not [value for school in kept for value in vars(school).values() if "@" in str(value)]


def test_lines_of_one_school_are_merged(ecrire: Callable[..., Path]) -> None:
    general = (
        ROW.replace(";0;0;1;", ";1;1;0;").replace(";1;0;;", ";0;1;0;").replace("professionnel  La", "polyvalent La")
    )

    assert schools(ecrire("a.csv", f"{LABELS}\n{ROW}\n{general}\n")) == [
        dataclasses.replace(
            SCHOOL, voies=("générale", "technologique", "professionnelle"), ulis=True, apprentissage=False
        )
    ]


def test_an_annexe_gives_neither_its_name_nor_its_place(ecrire: Callable[..., Path]) -> None:
    annexe = ROW.replace("La Providence", "Saint-Paul (annexe)").replace("Saint-Malo", "Bruz").replace("2 rue", "9 rue")
    bare = ROW.replace("2 rue du collège", "")

    for rows in ((annexe, bare), (bare, annexe)):
        assert schools(ecrire("a.csv", "\n".join([LABELS, *rows]))) == [dataclasses.replace(SCHOOL, adresse="")]


def test_the_first_file_that_fills_a_field_keeps_it(ecrire: Callable[..., Path]) -> None:
    directory = ecrire("a.csv", f"{LABELS}\n{ROW.replace('2 rue du collège', '').replace('48.65056, -2.02577', '')}\n")
    places = ecrire(
        "p.csv",
        f"{PLACES}\n{PLACES_ROW.replace('0350017D', '0352072M')}\n{PLACES_ROW}\n",
    )

    assert schools(directory, places) == [
        dataclasses.replace(SCHOOL, adresse="Route DE CAMPEL", lat=47.89, lon=-1.98),
        COLLEGE,
    ]


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("001", "Rhône-Alpes", ("01", "Auvergne-Rhône-Alpes")),
        ("02A", "Corse", ("2A", "Corse")),
        ("974", "Reunion", ("974", "La Réunion")),
        ("987", "TOM et Collectivités territoriales", ("987", "Polynésie française")),
        ("035", "", ("35", "Bretagne")),
    ],
)
def test_places_have_the_names_and_codes_of_today(
    ecrire: Callable[..., Path], code: str, name: str, expected: tuple[str, str]
) -> None:
    (school,) = schools(ecrire("a.csv", f"{LABELS}\n{ROW.replace('035;53', f'{code};53').replace('Bretagne', name)}\n"))

    assert (school.departement, school.region) == expected


def test_a_school_about_to_close_is_open_and_a_closed_one_is_not(ecrire: Callable[..., Path]) -> None:
    for state, expected in (("A FERMER", True), ("FERME", False), ("", None)):
        (school,) = schools(ecrire("a.csv", f"{LABELS}\n{ROW.replace('OUVERT', state)}\n"))
        assert school.ouvert is expected


def test_a_bad_row_is_told_and_the_others_are_kept(ecrire: Callable[..., Path]) -> None:
    bad = f"{ROW.replace('0352072M', '352072M')}\n{ROW.replace('Lycée professionnel  La Providence', '')}"

    kept, refused = lus("annuaire", ecrire("a.csv", f"{LABELS}\n{bad}\n{ROW}\n"))

    assert [record.fiche for record in kept] == [SCHOOL]
    assert refused == [
        Reject("a.csv", 2, "code UAI absent ou mal formé", "352072M Lycée professionnel La Providence"),
        Reject("a.csv", 3, "établissement sans nom", "0352072M"),
    ]


def test_what_is_not_a_directory_is_refused_by_name(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"a\.csv, ligne 1 : colonne « Identifiant_de_l_etablissement » absente"):
        lus("annuaire", ecrire("a.csv", "uai;nom\n0352072M;Lycée\n"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("annuaire", ecrire("a.csv", f'{LABELS}\n"0352072M'))
    with pytest.raises(FileProblem, match="un seul fichier"):
        ecrire("a.csv", LABELS, dans="deux.zip")
        lus("annuaire", ecrire("b.csv", LABELS, dans="deux.zip"))


def test_the_three_real_files_make_one_directory(reels: Callable[..., list[Path]], url: str) -> None:
    paths = [
        *reels("annuaire_education/fr-en-annuaire-education*.csv"),
        *reels("annuaire_education/fr-en-adresse*.csv"),
        *reels("annuaire_education/lycees-donnees-generales*.csv"),
    ]
    found = schools(*paths)

    # 993 of the directory, 1 college that only the addresses know (116 of 117 are in both), 688 lycées.
    assert len({school.id for school in found}) == len(found) == 1_682
    assert Counter(school.region for school in found) == {"Bretagne": 994, "Île-de-France": 688}
    assert Counter(school.internat for school in found) == {False: 819, None: 708, True: 155}
    assert Counter(school.apprentissage for school in found) == {None: 1_504, False: 150, True: 28}
    assert [school.id for school in found if school.ouvert is False] == ["0353083L"]
    assert Counter(school.onisep.partition(".")[0] for school in found) == {"": 1_499, "ENS": 179, "INFO": 4}
    assert run(url, "annuaire", paths).created == 1_682
    assert not run(url, "annuaire", paths).changed
