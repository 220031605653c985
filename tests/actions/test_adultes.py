"""Adults who change jobs are told of the job they want, not of the one they leave, and said « vous »."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


def test_the_job_wanted_is_the_goal_not_the_job_held(parleur: Parleur) -> None:
    text = parleur.dit("j'ai 36 ans, je suis caissière et je veux devenir plombière")

    assert "métier de plombière" in text
    assert "caissi" not in text
    assert parleur.memory["metier"] == "plombier"


def test_the_job_wanted_is_what_the_next_question_is_about(parleur: Parleur) -> None:
    parleur.dit("j'ai 36 ans, je suis caissière et je veux devenir plombière")

    assert "**plombière**, au début" in parleur.dit("c'est payé combien ?")


def test_a_field_wished_for_is_the_goal_and_the_job_held_is_left(parleur: Parleur) -> None:
    text = parleur.dit("j'ai 42 ans, je suis secrétaire, je voudrais travailler dans le bois")

    assert "secrétaire" not in text
    assert parleur.cards[0]["type"] == "parcours"
    assert "metier" not in parleur.memory


def test_a_job_in_a_field_stays_the_goal(parleur: Parleur) -> None:
    parleur.dit("à 45 ans je veux me reconvertir comme soudeur dans l'aéronautique")

    assert parleur.memory["metier"] == "soudeur"


def test_the_way_starts_from_an_adult_and_says_so(parleur: Parleur) -> None:
    text = parleur.dit("j'ai 50 ans, je veux me reconvertir en électricien")

    assert "adulte" in text
    assert {"persona": "adulte", "registre": "vous"}.items() <= parleur.memory.items()


def test_without_a_job_the_short_ways_and_the_help_come_first(parleur: Parleur) -> None:
    text = parleur.demande("/reconversion")

    assert "métier" in text
    assert parleur.buttons


def test_somebody_who_has_experience_is_told_of_the_vae(parleur: Parleur) -> None:
    text = parleur.dit("j'ai vingt ans de métier en cuisine et aucun diplôme, la VAE c'est pour moi ?")

    assert "validation des acquis de l'expérience" in text
    assert "jury" in text
