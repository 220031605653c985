"""Trouver mon master: each campaign of each master, and the licences that lead to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import Lien, Offre

HEADER = (
    "Année de la campagne de recueil des informations;Code UAI de l’établissement accrédité;"
    "Nom officiel (long) de l’établissement accrédité;Code postal de la ville de l’établissement accrédité;"
    "Ville de l’établissement accrédité;Identifiant navette de la mention (INM) de master;"
    "Intitulé de la mention de master;Mention ouverte ou non ouverte;Capacité d’accueil limitée au 1er semestre;"
    "Licences conseillées pour suivre la formation de la mention;"
    "URL de la fiche relative à la mention sur le site internet de l’établissement"
)
AIX = (
    "2019;0134009M;Université  d'Aix-Marseille;13284;MARSEILLE CEDEX 07;1800818Q;Instrumentation, mesure;1;60;"
    "Physique,Physique, chimie,Physique;https://univ.example/m"
)
MEASURE = Offre(
    "2019:0134009M:1800818Q",
    "Instrumentation, mesure",
    "Université d'Aix-Marseille",
    "0134009M",
    commune="MARSEILLE",
    departement="13",
    region="Provence-Alpes-Côte d'Azur",
    annee="2019",
    capacite=60,
    ouverte=True,
    conseillees=("Physique", "Physique, chimie"),
    url="https://univ.example/m",
)
LINKS = [
    Lien(
        "licence-conseillee:physique:instrumentation-mesure",
        "licence-conseillee",
        "Physique",
        "",
        "Instrumentation, mesure",
    ),
    Lien(
        "licence-conseillee:physique-chimie:instrumentation-mesure",
        "licence-conseillee",
        "Physique, chimie",
        "",
        "Instrumentation, mesure",
    ),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("apostrophe", ["’", "'"])
def test_a_comma_followed_by_a_blank_belongs_to_the_name_of_the_licence(
    ecrire: Callable[..., Path], encoding: str, apostrophe: str
) -> None:
    kept, refused = lus("mon-master", ecrire("m.csv", f"{HEADER.replace('’', apostrophe)}\n{AIX}\n", encoding))

    assert [record.fiche for record in kept] == [MEASURE, *LINKS]
    assert [record.counts for record in kept] == [True, False, False]
    assert refused == []


def test_each_campaign_keeps_its_row_and_a_link_is_said_once(ecrire: Callable[..., Path]) -> None:
    closed = AIX.replace("2019;", "2020;", 1).replace(";1;60;", ";0;;").replace("https://univ.example/m", "sans objet")

    kept, _ = lus("mon-master", ecrire("m.csv", f"{HEADER}\n{AIX}\n{closed}\n"))

    assert [record.kind for record in kept] == ["offre", "lien", "lien", "offre"]
    last = kept[-1].fiche
    assert isinstance(last, Offre)
    assert (last.id, last.ouverte, last.capacite, last.url) == ("2020:0134009M:1800818Q", False, None, "")


def test_the_departement_is_the_one_of_the_uai_overseas_too(ecrire: Callable[..., Path]) -> None:
    rows = [f"2021;{uai};U;97715;V;1;Droit;;;;" for uai in ("9740478B", "7200664J", "9830445S", "9840349G")]

    kept, _ = lus("mon-master", ecrire("m.csv", "\n".join([HEADER, *rows])))

    assert [(record.fiche.departement, record.fiche.region) for record in kept] == [
        ("974", "La Réunion"),
        ("2B", "Corse"),
        ("988", "Nouvelle-Calédonie"),
        ("987", "Polynésie française"),
    ]


def test_a_bad_row_is_told_and_the_others_are_kept(ecrire: Callable[..., Path]) -> None:
    bad = [
        "l'an 2019;0134009M;U;;;1;Droit;;;;",
        "2019;;U;;;1;Droit;;;;",
        "2019;0134009M;U;;;;Droit;;;;",
        "2019;0134009M;U;;;1;;;;;",
    ]

    kept, refused = lus("mon-master", ecrire("m.csv", "\n".join([HEADER, *bad, AIX])))

    assert [record.fiche for record in kept] == [MEASURE, *LINKS]
    assert refused == [
        Reject("m.csv", 2, "année de campagne absente ou illisible", "0134009M 1 Droit"),
        Reject("m.csv", 3, "code UAI absent ou mal formé", "1 Droit"),
        Reject("m.csv", 4, "identifiant de mention (INM) absent", "0134009M  Droit"),
        Reject("m.csv", 5, "mention sans intitulé", "0134009M 1"),
    ]


def test_what_is_not_the_file_is_refused_by_name(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"m\.csv, ligne 1 : colonne « Année de la campagne .* » absente"):
        lus("mon-master", ecrire("m.csv", "session;ifc;inm\n2025;1;2\n"))
    with pytest.raises(FileProblem, match="fichier coupé"):
        lus("mon-master", ecrire("m.csv", f'{HEADER}\n2019;"0134'))


def test_three_campaigns_are_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("trouver_mon_master/*.csv")
    kept, refused = lus("mon-master", *paths)
    offers = [record.fiche for record in kept if isinstance(record.fiche, Offre)]
    links = [record.fiche for record in kept if isinstance(record.fiche, Lien)]

    assert (len(offers), len(links)) == (10_579, 1_854)
    assert sum(bool(offer.conseillees) for offer in offers) == 2_271
    assert [offer.ouverte for offer in offers].count(False) == 661
    assert len({link.de for link in links}) == 57
    assert refused == []
    done = run(url, "mon-master", paths)
    assert (done.read, done.created) == (10_579, 12_433)
    assert not run(url, "mon-master", paths).changed
