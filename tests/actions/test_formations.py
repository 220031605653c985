"""Trainings: where, which of two, how to enter, what after; never a chance, never an invented name."""

from __future__ import annotations

import re

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model

UNKNOWN = [
    ("c'est quoi le BTS psychologie sociale ?", "psychologie sociale"),
    ("comment entrer en BUT pâtisserie spatiale ?", "pâtisserie"),
    ("où faire un bac pro psychologie ?", "psychologie"),
]


@pytest.mark.parametrize(("question", "name"), UNKNOWN)
def test_a_diploma_nobody_knows_is_never_told_as_real(question: str, name: str, parleur: Parleur) -> None:
    text = parleur.dit(question)

    assert "Je ne trouve pas" in text
    assert not re.search(rf"\*\*[^*]*{name}", text)
    assert "Vérifier un titre" in parleur.titles
    assert all(not title.endswith(name) for title in parleur.titles)


def test_the_nearest_real_names_fit_on_their_buttons(parleur: Parleur) -> None:
    parleur.dit("comment entrer en BUT pâtisserie spatiale ?")

    assert 2 <= len(parleur.buttons) <= 4
    assert all(len(title) <= 60 for title in parleur.titles)


@pytest.mark.parametrize("question", ["c'est quoi le bac pro licornes ?", "un BTS dresseur de dragons ça existe ?"])
def test_a_name_that_means_nothing_is_not_repeated_as_real(question: str, parleur: Parleur) -> None:
    text = parleur.dit(question)

    assert not re.search(r"licorne|dragon", text)


def test_an_old_name_says_what_replaced_it_and_when(parleur: Parleur) -> None:
    text = parleur.dit("c'est quoi un DUT ?")

    assert "2021" in text
    assert "« BUT »" in text


@pytest.mark.parametrize(
    "question", ["on me prend en BTS MCO avec 9 de moyenne ?", "quelles sont mes chances en BUT ?"]
)
def test_no_chance_is_ever_given(question: str, parleur: Parleur) -> None:
    text = parleur.dit(question)

    assert "Je ne calcule pas de chances" in text
    assert "%" not in text


def test_two_diplomas_are_laid_side_by_side_without_a_winner(parleur: Parleur) -> None:
    text = parleur.dit("CAP cuisine ou bac pro cuisine ?")

    (card,) = parleur.cards
    assert card["type"] == "comparaison"
    assert card["colonnes"] == ["CAP Cuisine", "bac pro Cuisine"]
    assert all(len(line) == 3 for line in card["lignes"])
    assert "Aucun des deux n'est « mieux »" in text


def test_one_diploma_to_compare_is_asked_for_the_other(parleur: Parleur) -> None:
    assert parleur.demande('/formation_comparer{"diplome": "bts"}').count("?") == 1


def test_what_comes_after_a_diploma_is_told_with_years_and_how_common_it_is(parleur: Parleur) -> None:
    text = parleur.dit("que faire après un CAP électricien ?")

    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert 2 <= len(lines) <= 6
    assert all(re.search(r"\d ans?|\d,\d an", line) for line in lines)
    assert any("bac pro" in line for line in lines)


def test_where_to_train_admits_that_the_list_is_not_whole_and_says_where_it_is(parleur: Parleur) -> None:
    text = parleur.dit("où préparer un CAP pâtissier vers Nantes ?")

    assert "CAP Pâtissier" in text
    assert "Nantes" in text
    assert "onisep.fr" in text


def test_a_training_leads_to_jobs_and_to_no_promise(parleur: Parleur) -> None:
    text = parleur.dit("un BTS électrotechnique débouche sur quels métiers ?")

    assert "électrotechnicien" in text
    assert "Aucun diplôme ne garantit un emploi" in text


def test_a_school_is_never_judged(parleur: Parleur) -> None:
    text = parleur.dit("une école à 8000 euros l'année, c'est une arnaque ?")

    assert "Je ne juge pas une école" in text
    assert "RNCP" in text


@pytest.mark.parametrize("question", ["c'est quoi un CAP ?", "c'est quoi un BTS ?", "c'est quoi un master ?"])
def test_a_diploma_tells_its_level(question: str, parleur: Parleur) -> None:
    assert re.search(r"niveau [3-8]", parleur.dit(question))
