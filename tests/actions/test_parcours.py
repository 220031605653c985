"""The pathway answer: steps with level, years and way in; the same in the text and on the card."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("je suis en 3e, je veux devenir technicien en soudage", ["chaudronnerie industrielle", "soudage"]),
        ("en 3e, j'aimerais travailler dans l'hydrogène à l'université", ["bac général", "CMI spécialité hydrogène"]),
        ("je suis en 3e et je veux être ingénieur dans l'automobile", ["bac général", "Diplôme d'ingénieur"]),
    ],
)
def test_the_three_first_pathways_tell_each_step(line: str, steps: list[str], parleur: Parleur) -> None:
    text = parleur.dit(line)

    for step in steps:
        assert step in text
    assert "depuis la 3e" in text
    assert "niveau 4, celui du bac" in text
    assert "Affelnet" in text
    assert "3 ans" in text
    assert "campus" in text.lower()
    assert parleur.sources


def test_the_card_draws_what_the_text_tells(parleur: Parleur) -> None:
    text = parleur.dit("je suis en 3e, je veux devenir boulangère")

    (card,) = parleur.cards
    assert (card["type"], card["depart"], card["but"]) == ("parcours", "classe de 3e", "boulangère")
    for route in card["routes"][:3]:
        assert route["annees"] == sum(etape["annees"] for etape in route["etapes"])
        for etape in route["etapes"]:
            assert etape["diplome"] in text


def test_the_card_holds_what_the_printed_sheet_tells_of_the_wishes_and_the_campus(parleur: Parleur) -> None:
    text = parleur.dit("je suis en 3e, je veux devenir électricien en alternance près de Rennes, pas plus de 4 ans")

    (card,) = parleur.cards
    assert card["dit"] == ["En alternance", "4 ans au plus", "Vers Rennes"]
    assert "**" not in card["campus"]
    assert card["campus"].split(" — ")[0] in text.replace("**", "")


def test_without_a_start_the_way_from_3e_is_told_and_the_class_is_asked(parleur: Parleur) -> None:
    text = parleur.dit("comment devenir infirmier ?")

    assert "En partant de la 3e" in text
    assert text.rstrip().endswith("plus court.")
    assert "En 3e" in parleur.titles


def test_the_class_given_next_moves_the_start(parleur: Parleur) -> None:
    parleur.dit("comment devenir infirmier ?")
    text = parleur.presse("En terminale générale")

    assert "terminale générale" in text
    assert "infirmier" in text


def test_without_a_goal_the_assistant_asks_for_one(parleur: Parleur) -> None:
    assert "?" in parleur.demande("/metier_devenir")
    assert parleur.cards == []


def test_a_training_that_may_not_exist_is_no_goal(parleur: Parleur) -> None:
    parleur.dit("je veux faire un BTS psychologie sociale, je suis en 3e")

    assert parleur.cards == []


def test_a_higher_goal_goes_on_from_the_same_wish(parleur: Parleur) -> None:
    parleur.dit("je suis en 3e, je veux travailler dans l'automobile")
    text = parleur.dit("jusqu'où je peux aller ?")

    assert "niveau 7, bac + 5" in text


def test_no_pathway_tells_anybody_what_to_do(parleur: Parleur) -> None:
    text = parleur.dit("je suis en 3e, je veux devenir boulangère")

    for order in ("tu devrais", "il te faut", "tes chances", "le meilleur choix"):
        assert order not in text.lower()


def test_the_card_tells_the_dates_of_the_next_request_only(parleur: Parleur) -> None:
    parleur.dit("je suis en terminale STI2D, je veux faire un BUT GEII")
    (card,) = parleur.cards
    assert any("Parcoursup" in step["titre"] for step in card["dates"])

    parleur.dit("je suis en 3e, je veux devenir boulanger")
    (card,) = parleur.cards
    assert "dates" not in card
