"""What fits several criteria at once; when nothing does, the one criterion to drop and what that gives."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Diplome, Formation, Lieu
from knowledge.queries.criteria import Criteres, Pres, Resultat, campus, formations
from knowledge.queries.lieux import distance, is_inside

# Lannion is 85 km from Brest and 994 km from Nice; there are two towns named Saint-Pol.
VILLES = """\
nom,departement,lat,lon
Lannion,22,48.7325,-3.4566
Brest,29,48.39,-4.486
Nice,06,43.7,7.25
Saint-Pol,06,43.9,7.1
Saint-Pol,29,48.68,-3.98
"""
LIEUX = """
regions:
- {nom: Bretagne, code: "53"}
- {nom: Provence, code: "93"}
departements:
- {nom: "Côtes-d'Armor", code: "22", region: "53"}
- {nom: "Finistère", code: "29", region: "53"}
- {nom: "Alpes-Maritimes", code: "06", region: "93"}
"""
AUTRES = """
campus:
- {id: courant-nice, nom: "Soleil", filiere: energie, region: Provence, villes: [Nice], confiance: high,
   domaines: ["électricité"]}
- {id: ble-saint-pol, nom: "Blé noir", filiere: alimentaire, region: Bretagne, villes: [Saint-Pol], confiance: high}
- {id: sans-ville, nom: "Sans ville", filiere: energie, region: Bretagne, confiance: low}
"""
CAP, BAC_PRO, ELEC = "cap-boulanger", "bac-pro-boulanger-patissier", "cap-electricien"


@pytest.fixture
def carte(avec: Callable[..., KnowledgeBase], dossier: Path) -> KnowledgeBase:
    """Four campuses, three of them on the map."""
    (dossier / "villes.csv").write_text(VILLES, encoding="utf-8")
    return avec(autres=AUTRES, lieux=LIEUX)


def ids(found: Resultat[Pres]) -> tuple[list[str], str | None]:
    return [thing.id for thing in found.trouves], found.relache


@pytest.mark.parametrize(
    ("criteres", "expected"),
    [
        ({}, [CAP, ELEC, BAC_PRO]),
        ({"niveau": 4}, [BAC_PRO]),
        ({"domaine": "alimentaire"}, [CAP, BAC_PRO]),
        ({"domaine": "courant"}, [ELEC]),
        ({"mots": "pâtissière"}, [BAC_PRO]),
        ({"mots": "les boulangers"}, [CAP, BAC_PRO]),
        ({"alternance": True}, [CAP, ELEC, BAC_PRO]),
        ({"sans": ("CAP",)}, [BAC_PRO]),
        ({"sans": ("bac professionnel", "électricien")}, [CAP]),
        ({"sans": ("certificats d'aptitude professionnelle",)}, [BAC_PRO]),
        ({"niveau": 3, "mots": "boulanger", "alternance": True, "sans": ("bac pro",)}, [CAP]),
    ],
)
def test_every_criterion_given_is_kept(petite: KnowledgeBase, criteres: dict[str, Any], expected: list[str]) -> None:
    assert ids(formations(petite, Criteres(**criteres))) == (expected, None)


def test_a_diploma_without_apprenticeship_or_closed_is_left_out(avec: Callable[..., KnowledgeBase]) -> None:
    scolaire = avec("diplomes.yml", "alternance: possible", "alternance: non")
    assert ids(formations(scolaire, Criteres(alternance=True))) == ([CAP, ELEC], None)

    ferme = avec("diplomes.yml", "sigle: CAP", "sigle: CAP\n  statut: ferme")
    assert ids(formations(ferme, Criteres())) == ([BAC_PRO], None)


def test_a_training_is_near_when_a_campus_of_its_field_is(carte: KnowledgeBase) -> None:
    found = formations(carte, Criteres(lieu="ville-22-lannion", rayon_km=30, niveau=3))

    assert found == Resultat((Pres(CAP, "CAP Boulanger", 0.0, "pain-bretagne"),), 1)


def test_a_campus_known_to_offer_a_training_is_named_first(
    avec: Callable[..., KnowledgeBase], dossier: Path, remplacer: Callable[[Path, str, str], None]
) -> None:
    (dossier / "villes.csv").write_text(VILLES, encoding="utf-8")
    file = dossier / "formations" / "alimentaire.csv"
    remplacer(file, "source,confiance", "source,confiance,campus")
    remplacer(file, "D1102 D1104,guide,verified", "D1102 D1104,guide,verified,pain-bretagne")
    found = formations(avec(autres=AUTRES, lieux=LIEUX), Criteres(lieu="ville-29-brest", rayon_km=90, mots="boulanger"))

    assert [(thing.id, thing.campus, thing.offerte) for thing in found.trouves] == [
        (BAC_PRO, "pain-bretagne", True),
        (CAP, "ble-saint-pol", False),
    ]


@pytest.mark.parametrize(
    ("criteres", "expected", "dropped"),
    [
        ({"niveau": 8, "domaine": "alimentaire"}, [CAP, BAC_PRO], "niveau"),
        ({"niveau": 4, "mots": "électricien"}, [ELEC], "niveau"),
        ({"mots": "licorne", "niveau": 4}, [BAC_PRO], "mots"),
        ({"domaine": "inconnu"}, [CAP, ELEC, BAC_PRO], "domaine"),
        ({"domaine": "courant", "sans": ("CAP",)}, [BAC_PRO], "domaine"),
        ({"mots": "électricien", "sans": ("CAP", "bac pro")}, [ELEC], "sans"),
        ({"lieu": "lune", "niveau": 4}, [BAC_PRO], "lieu"),
        ({"niveau": 8, "mots": "licorne"}, [], None),
    ],
)
def test_when_nothing_fits_one_criterion_is_dropped_and_named(
    petite: KnowledgeBase, criteres: dict[str, Any], expected: list[str], dropped: str | None
) -> None:
    assert ids(formations(petite, Criteres(**criteres))) == (expected, dropped)


def test_a_place_too_far_still_tells_how_far_the_nearest_is(carte: KnowledgeBase) -> None:
    found = formations(carte, Criteres(lieu="ville-22-lannion", domaine="courant"))

    assert found.relache == "lieu"
    assert found.trouves == (Pres(ELEC, "CAP Électricien", pytest.approx(994, abs=2), "courant-nice"),)


def test_no_more_is_shown_than_asked_but_all_are_counted(petite: KnowledgeBase) -> None:
    found = formations(petite, Criteres(limit=2))

    assert (len(found.trouves), found.total) == (2, 3)


def test_campuses_come_nearest_first_inside_the_radius(carte: KnowledgeBase) -> None:
    near = campus(carte, Criteres(lieu="ville-29-brest", rayon_km=100))

    assert near == Resultat(
        (
            Pres("ble-saint-pol", "Blé noir", pytest.approx(49, abs=2), "ble-saint-pol"),
            Pres("pain-bretagne", "Pain et blé", pytest.approx(85, abs=2), "pain-bretagne"),
        ),
        2,
    )
    assert ids(campus(carte, Criteres(lieu="ville-29-brest", rayon_km=60))) == (["ble-saint-pol"], None)


@pytest.mark.parametrize(
    ("criteres", "expected", "dropped"),
    [
        ({"lieu": "region-93"}, ["courant-nice"], None),
        ({"lieu": "departement-22"}, ["pain-bretagne"], None),
        ({"lieu": "region-53", "domaine": "energie"}, ["sans-ville"], None),
        ({"lieu": "departement-29", "domaine": "energie"}, ["courant-nice", "sans-ville"], "lieu"),
        ({"lieu": "ville-06-nice", "domaine": "pain"}, ["pain-bretagne"], "lieu"),
        ({"lieu": "region-93", "sans": ("électricité",)}, ["pain-bretagne", "ble-saint-pol", "sans-ville"], "lieu"),
        ({"niveau": 8, "alternance": True, "lieu": "region-93"}, ["courant-nice"], None),
    ],
)
def test_campuses_fit_the_place_and_the_field(
    carte: KnowledgeBase, criteres: dict[str, Any], expected: list[str], dropped: str | None
) -> None:
    assert ids(campus(carte, Criteres(**criteres))) == (expected, dropped)


def test_of_two_towns_of_one_name_a_campus_is_in_that_of_its_region(carte: KnowledgeBase) -> None:
    ble, brest = carte.get(Campus, "ble-saint-pol"), carte.get(Lieu, "ville-29-brest")

    assert ble is not None
    assert brest is not None
    assert distance(carte, ble, brest) == pytest.approx(49, abs=2)
    assert is_inside(carte, ble, brest) is False
    assert distance(carte, ble, carte.get(Lieu, "region-53")) is None  # type: ignore[arg-type]


def test_the_embedded_base_answers_over_every_level_and_keeps_its_word(base: KnowledgeBase) -> None:
    for niveau in (3, 4, 5, 6, 7, 8):
        found = formations(base, Criteres(niveau=niveau, domaine="materiaux", sans=("plasturgie",), limit=500))
        items = [base.get(Formation, thing.id) for thing in found.trouves]
        assert (found.relache, found.total) == (None, len(items))
        assert {(item.niveau, item.filiere) for item in items if item} == {(niveau, "materiaux")}
        assert not [item.intitule for item in items if item and "plasturgie" in item.intitule.lower()]


def test_the_embedded_base_keeps_what_an_apprentice_may_do_near_a_town(base: KnowledgeBase) -> None:
    asked = Criteres(niveau=5, domaine="materiaux", lieu="ville-69-lyon", rayon_km=120, alternance=True, limit=500)
    found = formations(base, asked)

    assert found.trouves
    assert found.relache is None
    assert max(thing.km if thing.km is not None else math.inf for thing in found.trouves) <= 120
    kinds = {base.get(Diplome, item.type) for thing in found.trouves if (item := base.get(Formation, thing.id))}
    assert {kind.alternance for kind in kinds if kind} <= {"oui", "possible"}


def test_every_campus_of_the_embedded_base_with_a_town_is_on_the_map(base: KnowledgeBase) -> None:
    paris = base.get(Lieu, "ville-75-paris")
    lost = [c.id for c in base.all(Campus) if c.villes and (paris is None or distance(base, c, paris) is None)]

    assert lost == []
