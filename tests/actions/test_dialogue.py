"""Turns that lean on the last one, and what is not understood."""

from __future__ import annotations

import itertools

import pytest
from parleur import Parleur, loop

pytestmark = pytest.mark.model


def test_another_town_is_the_same_question_there(parleur: Parleur) -> None:
    parleur.dit("où faire un CAP coiffure à Brest ?")
    text = parleur.dit("et à Rennes ?")

    assert "coiffure" in text
    assert "Rennes" in text
    assert "Brest" not in text


def test_a_town_after_a_pathway_asks_where_to_train(parleur: Parleur) -> None:
    parleur.dit("je suis en 3e, je veux devenir boulangère")
    text = parleur.dit("et à Lyon ?")

    assert "Lyon" in text
    assert "boulang" in text


@pytest.mark.parametrize("line", ["et en alternance ?", "en apprentissage"])
def test_an_apprenticeship_after_a_pathway_keeps_start_and_goal(line: str, parleur: Parleur) -> None:
    parleur.dit("je suis en 3e, je veux devenir boulangère")
    text = parleur.dit(line)

    assert "boulangère depuis la 3e" in text
    assert "En apprentissage" in text
    assert "Par l'école" not in text


def test_the_school_way_can_be_asked_back(parleur: Parleur) -> None:
    parleur.dit("je suis en 3e, je veux devenir boulangère en apprentissage")
    text = parleur.dit("plutôt par l'école")

    assert "Par l'école" in text
    assert "En apprentissage" not in text


@pytest.mark.parametrize("line", ["et en alternance ?", "et à Lyon ?"])
def test_a_follow_up_that_follows_nothing_is_asked_what_it_is_about(line: str, parleur: Parleur) -> None:
    text = parleur.dit(line)

    assert "Je ne suis pas sûr de ce dont on parle" in text
    assert parleur.sources == []


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("frigoriste, c'est quoi comme métier ?", "ça recrute ?", "embauche"),
        ("frigoriste, c'est quoi comme métier ?", "et les horaires ?", "Ce qui compte"),
        ("frigoriste, c'est quoi comme métier ?", "ça gagne combien ?", "SMIC"),
        ("c'est quoi un BTS électrotechnique ?", "on y entre comment ?", "Parcoursup"),
        ("c'est quoi un BTS électrotechnique ?", "et après ?", "licence pro"),
    ],
)
def test_a_bare_question_is_about_what_was_talked_of(first: str, then: str, said: str, parleur: Parleur) -> None:
    parleur.dit(first)

    assert said in parleur.dit(then)


def test_what_is_not_understood_gets_readings_then_a_person_and_never_the_same_answer_twice() -> None:
    parleur = Parleur()
    answers = [parleur.demande("/nlu_fallback") for _ in range(4)]

    assert "l'écrire autrement" in answers[0]
    assert all("une personne" in answer.lower() for answer in answers[1:])
    assert all(one != other for one, other in itertools.pairwise(answers))
    assert "Parler à quelqu'un" in parleur.titles


@pytest.mark.parametrize("line", ["et si je trouve pas du tout ?", "tu peux me donner un pourcentage ?", "blorf truc"])
def test_yes_and_no_are_never_offered_as_what_was_meant(line: str, parleur: Parleur) -> None:
    parleur.dit("c'est quoi un BTS ?")
    parleur.dit(line)

    assert not {"Oui", "Non", "La suite de la réponse"} & set(parleur.titles)


def test_the_second_message_not_understood_gets_the_three_nearest_readings_as_buttons(parleur: Parleur) -> None:
    talk = parleur.talk
    unsure = {"name": "nlu_fallback", "confidence": 0.9}
    near = [{"name": n, "confidence": 0.1} for n in ("metier_salaire", "vae", "nier", "formation_ou", "handicap")]
    for _ in range(2):
        parsed = {"text": "bidule", "intent": unsure, "entities": [], "intent_ranking": [unsure, *near]}
        turn = loop().run_until_complete(talk._turn(parleur.session, "bidule", parsed))

    titles = [button["title"] for reply in turn.replies for button in reply["buttons"]]
    assert titles[:3] == ["Combien ça gagne", "Un diplôme par l'expérience", "Où se former"]
    assert "Parler à quelqu'un" in titles


def test_a_follow_up_that_reads_as_a_need_of_its_own_is_that_need(parleur: Parleur) -> None:
    parleur.dit("c'est quoi frigoriste ?")
    first = {"name": "relance_contextuelle", "confidence": 0.6}
    ranking = [first, {"name": "metier_conditions", "confidence": 0.3}]
    parsed = {"text": "et pour le dos", "intent": first, "entities": [], "intent_ranking": ranking}
    loop().run_until_complete(parleur.talk._turn(parleur.session, "et pour le dos", parsed))

    assert parleur.memory["besoin"] == "metier_conditions"


def test_a_second_need_told_by_the_reading_is_offered_as_a_button(parleur: Parleur) -> None:
    intent = {"name": "vae", "confidence": 0.99}
    parsed = {"text": "a", "intent": intent, "entities": [], "intent_ranking": [intent], "also": "handicap"}
    turn = loop().run_until_complete(parleur.talk._turn(parleur.session, "a", parsed))

    assert "Handicap : les aménagements" in [button["title"] for button in turn.replies[0]["buttons"]]


def test_an_answer_understood_starts_the_count_again(parleur: Parleur) -> None:
    parleur.demande("/nlu_fallback")
    parleur.demande("/nlu_fallback")
    parleur.dit("c'est quoi un BTS ?")

    assert "Une personne répondra mieux" not in parleur.demande("/nlu_fallback")


def test_no_says_what_else(parleur: Parleur) -> None:
    assert "à la place" in parleur.dit("non")


def test_a_yes_that_answers_nothing_asks_about_what(parleur: Parleur) -> None:
    assert parleur.dit("oui").endswith("?")


def test_a_conversation_of_many_turns_keeps_what_it_knows(parleur: Parleur) -> None:
    parleur.dit("je suis en 3e, je veux devenir soudeuse")
    for _ in range(12):  # past the renewal of the Rasa session
        parleur.dit("merci")

    assert parleur.memory["metier"] == "soudeur"
    assert parleur.memory["niveau"] == "3e"
    assert parleur.turn == 13
