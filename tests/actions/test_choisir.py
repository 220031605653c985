"""From likes and refusals to ideas: what is refused is not offered."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


def test_likes_give_jobs_in_both_genders_and_no_verdict(parleur: Parleur) -> None:
    text = parleur.dit("j'aime les animaux et être dehors")

    assert "éleveur / éleveuse" in text or "agriculteur / agricultrice" in text or "maraîcher / maraîchère" in text
    assert "pas un verdict" in text
    assert "devrais" not in text


def test_a_refusal_is_said_back_and_kept(parleur: Parleur) -> None:
    text = parleur.dit("j'aime le contact avec les gens mais surtout pas la vente")

    assert "« la vente »" in text
    assert "vendeur" not in text


def test_ideas_are_offered_as_buttons_that_tell_the_job(parleur: Parleur) -> None:
    parleur.dit("j'adore les chevaux")
    job = next(button for button in parleur.buttons if '"metier"' in button["payload"])

    assert job["title"].split(" / ")[0] in parleur.presse(job["title"])


def test_no_idea_at_all_gets_one_easy_question(parleur: Parleur) -> None:
    text = parleur.dit("je n'ai aucune idée de métier")

    assert text.count("?") == 1
    assert 3 <= len(parleur.buttons) <= 6


@pytest.mark.parametrize("answer", ["les ordis", "cuisiner", "être dehors", "aider les gens"])
def test_the_words_offered_as_examples_are_understood(answer: str, parleur: Parleur) -> None:
    assert f"« {answer} »" in parleur.dit("je n'ai aucune idée de métier")

    assert "pistes" in parleur.dit(answer)


def test_every_button_under_no_idea_gives_ideas(parleur: Parleur) -> None:
    parleur.dit("je n'ai aucune idée de métier")
    for title in parleur.titles:
        other = Parleur()
        other.dit("je n'ai aucune idée de métier")
        other.presse(title)
        assert other.buttons


def test_a_stereotype_is_met_with_the_law_and_facts(parleur: Parleur) -> None:
    text = parleur.dit("une fille en maçonnerie c'est mal vu ?")

    assert "ouverts aux filles comme aux garçons" in text
    assert "loi" in text


def test_worry_about_the_choice_is_no_emergency(parleur: Parleur) -> None:
    text = parleur.dit("choisir mon orientation me stresse trop")

    assert "3114" not in text
    assert "PsyEN" in text
