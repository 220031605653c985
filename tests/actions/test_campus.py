"""The Campus network: what it is, which one, how to reach it; what comes from the brochure of 2020 says 2020."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


def test_a_campus_is_explained_from_the_brochure(parleur: Parleur) -> None:
    text = parleur.dit("explique-moi ce qu'est un campus des métiers et des qualifications")

    assert "réseau" in text
    assert "filière" in text
    assert "brochure" in parleur.sources[0]["title"].lower() or "campus" in parleur.sources[0]["title"].lower()


@pytest.mark.parametrize(
    "question",
    [
        "il y a combien de campus d'excellence ?",
        "le mail du campus ITIP",
        "quel est l'argent prévu pour les campus d'excellence ?",
        "quelles sont les douze filières ?",
    ],
)
def test_what_the_brochure_of_2020_says_is_dated(question: str, parleur: Parleur) -> None:
    assert "2020" in parleur.dit(question)
    assert parleur.sources


def test_a_campus_is_found_by_field_and_town(parleur: Parleur) -> None:
    text = parleur.dit("un campus dans l'aéronautique près de Toulouse ?")

    card = parleur.cards[0]
    assert card["type"] == "liste"
    assert "Toulouse" in card["elements"][0]["villes"]
    assert card["elements"][0]["nom"] in text


def test_another_region_is_a_follow_up(parleur: Parleur) -> None:
    parleur.dit("un campus dans le bâtiment en Normandie ?")
    text = parleur.dit("et en Bretagne ?")

    assert "Bretagne" in text
    assert "Normandie" not in text


def test_the_field_is_kept_when_only_the_place_changes(parleur: Parleur) -> None:
    parleur.dit("un campus dans l'aéronautique près de Toulouse ?")
    text = parleur.dit("et en Nouvelle-Aquitaine ?")

    assert "éro" in text
    assert parleur.cards[0]["type"] == "liste"


def test_without_where_nor_what_the_assistant_asks(parleur: Parleur) -> None:
    text = parleur.demande("/campus_trouver")

    assert "?" in text
    assert parleur.cards == []


def test_a_contact_says_when_it_was_published(parleur: Parleur) -> None:
    text = parleur.dit("comment contacter le campus ITIP ?")

    assert "itip@cmq-bfc.org" in text
    assert "2020" in text
    assert "vérifier" in text


def test_a_contact_nobody_checked_is_not_invented(parleur: Parleur) -> None:
    text = parleur.dit("le téléphone du campus de Lannion ?")

    assert "@" not in text
    assert not any(char.isdigit() for char in text.replace("2020", ""))


def test_a_campus_of_the_embedding_site_is_the_one_talked_of() -> None:
    parleur = Parleur(campus="itip")

    assert "itip@cmq-bfc.org" in parleur.dit("comment on vous contacte ?")


def test_a_company_is_said_vous_and_told_what_a_campus_can_do(parleur: Parleur) -> None:
    text = parleur.dit("notre entreprise voudrait devenir partenaire d'un campus")

    assert "vous" in text
    assert {"persona": "entreprise", "registre": "vous"}.items() <= parleur.memory.items()


def test_school_life_is_sent_back_to_the_school(parleur: Parleur) -> None:
    text = parleur.dit("la cantine ouvre à quelle heure demain ?")

    assert "vie scolaire" in text.lower() or "secrétariat" in text
