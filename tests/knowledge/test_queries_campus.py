"""Which campus: of the place first, of the field next, the nearest before the others."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Lieu
from knowledge.queries import campus as queries
from knowledge.text import stems

AUTRES = """
campus:
- {id: ble-rennes, nom: "Blé noir", filiere: alimentaire, region: Bretagne, villes: [Rennes], confiance: high,
   categorie: standard}
- {id: courant-brest, nom: "Courant marin", filiere: energie, region: Bretagne, villes: [Brest], confiance: high,
   domaines: ["électricité", "hydrolienne"]}
- {id: courant-nice, nom: "Soleil", filiere: energie, region: "Provence", villes: [Nice], confiance: high,
   formations: ["CAP Électricien"]}
- {id: sans-ville, nom: "Sans ville", filiere: energie, region: Bretagne, confiance: low}
"""
LIEUX = """
regions:
- {nom: Bretagne, code: "53"}
- {nom: Provence, code: "93"}
- {nom: Corse, code: "94"}
departements:
- {nom: "Côtes-d'Armor", code: "22", region: "53"}
- {nom: "Finistère", code: "29", region: "53"}
- {nom: "Alpes-Maritimes", code: "06", region: "93"}
"""
VILLES = """\
nom,departement,lat,lon
Lannion,22,48.7325,-3.4566
Brest,29,48.39,-4.486
Nice,06,43.7,7.25
Ajaccio,2A,41.9,8.7
"""


@pytest.fixture
def cinq(avec: Callable[..., KnowledgeBase], dossier: object) -> KnowledgeBase:
    """Five campuses: three of them in towns whose place on the map is known."""
    (dossier / "villes.csv").write_text(VILLES, encoding="utf-8")  # type: ignore[operator]
    return avec(autres=AUTRES, lieux=LIEUX)


def ids(found: list[Campus]) -> list[str]:
    return [campus.id for campus in found]


def test_without_criteria_every_campus_is_given_those_of_excellence_first(cinq: KnowledgeBase) -> None:
    assert ids(queries.find(cinq)) == ["pain-bretagne", "ble-rennes", "courant-brest", "sans-ville", "courant-nice"]


def test_a_campus_is_given_whole(petite: KnowledgeBase) -> None:
    assert queries.find(petite, filiere="alimentaire", lieu="region-53") == [petite.get(Campus, "pain-bretagne")]


def test_a_filiere_keeps_its_campuses(cinq: KnowledgeBase) -> None:
    assert ids(queries.find(cinq, filiere="energie")) == ["courant-brest", "sans-ville", "courant-nice"]


@pytest.mark.parametrize("place", ["region-53", "departement-22", "ville-22-lannion"])
def test_a_place_keeps_the_campuses_of_its_region(cinq: KnowledgeBase, place: str) -> None:
    assert set(ids(queries.find(cinq, lieu=place))) == {"pain-bretagne", "ble-rennes", "courant-brest", "sans-ville"}


def test_a_region_without_a_campus_has_none(cinq: KnowledgeBase) -> None:
    assert queries.find(cinq, lieu="region-94") == []


def test_a_field_and_a_place_must_both_hold(cinq: KnowledgeBase) -> None:
    assert ids(queries.find(cinq, filiere="energie", lieu="region-93")) == ["courant-nice"]
    assert queries.find(cinq, filiere="alimentaire", lieu="region-93") == []


def test_the_nearest_to_a_town_come_first_and_those_of_unknown_towns_last(cinq: KnowledgeBase) -> None:
    assert ids(queries.find(cinq, lieu="ville-29-brest"))[:2] == ["courant-brest", "pain-bretagne"]
    assert ids(queries.find(cinq, lieu="ville-22-lannion"))[:2] == ["pain-bretagne", "courant-brest"]


def test_campuses_that_name_the_subject_come_first(cinq: KnowledgeBase) -> None:
    assert ids(queries.find(cinq, filiere="energie", mots=stems("hydrolienne")))[0] == "courant-brest"


def test_what_a_campus_teaches_counts_as_its_subject(cinq: KnowledgeBase) -> None:
    found = queries.find(cinq, mots=stems("électricien"), nommes=True)

    assert ids(found) == ["courant-nice"]


def test_with_words_the_filiere_is_only_preferred(cinq: KnowledgeBase) -> None:
    found = ids(queries.find(cinq, filiere="alimentaire", mots=stems("électricien")))

    assert "courant-nice" in found
    assert set(found) >= {"pain-bretagne", "ble-rennes"}


def test_only_those_that_name_the_subject_can_be_asked_for(cinq: KnowledgeBase) -> None:
    assert queries.find(cinq, mots=stems("parfumerie"), nommes=True) == []


def test_words_that_every_title_shares_name_no_subject(cinq: KnowledgeBase) -> None:
    assert queries.find(cinq, mots=stems("technicien système"), nommes=True) == []


def test_an_unknown_place_has_no_campus(cinq: KnowledgeBase) -> None:
    assert queries.find(cinq, lieu="ville-29-ys") == []


def test_a_town_without_a_known_region_has_no_campus(cinq: KnowledgeBase) -> None:
    assert queries.find(cinq, lieu="ville-2A-ajaccio") == []


@pytest.mark.parametrize(
    ("place", "region"),
    [("region-53", "region-53"), ("departement-29", "region-53"), ("ville-06-nice", "region-93")],
)
def test_a_place_is_in_its_region(cinq: KnowledgeBase, place: str, region: str) -> None:
    assert queries.region_of(cinq, cinq.get(Lieu, place)) == cinq.get(Lieu, region)


def test_nowhere_is_in_no_region(cinq: KnowledgeBase) -> None:
    assert queries.region_of(cinq, None) is None


def test_kilometres_are_those_of_a_map(cinq: KnowledgeBase) -> None:
    lannion, nice = cinq.get(Lieu, "ville-22-lannion"), cinq.get(Lieu, "ville-06-nice")

    assert lannion is not None
    assert nice is not None
    assert queries.kilometres(lannion, nice) == pytest.approx(1000, rel=0.02)
    assert queries.kilometres(lannion, lannion) == 0
    assert queries.kilometres(lannion, Lieu("ville-x", "ville", "X")) == math.inf


def test_every_embedded_campus_is_found_by_its_filiere_and_place(base: KnowledgeBase) -> None:
    places = {lieu.nom: lieu.id for lieu in base.all(Lieu) if lieu.nature != "ville"}
    missed = [
        campus.id
        for campus in base.all(Campus)
        if campus not in queries.find(base, filiere=campus.filiere, lieu=places[campus.region])
    ]

    assert missed == []
