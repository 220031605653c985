"""« Tu » and « vous » apart, and sentences that are read at once: each fault is found with its key and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from bot.lint_style import facts_problems, problems
from bot.readability import LEAST_SCORE, MOST_WORDS, score, sentences

VOUS = [{"type": "slot", "name": "registre", "value": "vous"}]


def said(*variations: dict[str, Any]) -> list[str]:
    return problems({"utter_essai": list(variations)})


@pytest.mark.parametrize(
    "text", ["Qu'est-ce qui te plaît ?", "Dis-moi un métier.", "C'est t'engager.", "Bien. Regarde la fiche."]
)
def test_a_sentence_said_to_a_pupil_needs_its_twin(text: str) -> None:
    assert said({"text": text}) == [
        "data/responses : utter_essai : la phrase tutoie ; écrire sa variation « registre: vous »."
    ]


@pytest.mark.parametrize("text", ["Que voulez-vous ?", "C'est votre choix.", "Regardez la fiche."])
def test_a_sentence_that_always_says_vous_is_found(text: str) -> None:
    assert said({"text": text}) == [
        "data/responses : utter_essai : la phrase vouvoie toujours ; l'écrire en « tu » ou neutre."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On choisit avec un rendez-vous chez le PsyEN.",
        "Par exemple : « dis-moi ta ville ».",
        "Rien assez tôt, ni trop.",
    ],
)
def test_a_sentence_said_to_nobody_needs_no_twin(text: str) -> None:
    assert said({"text": text}) == []


def test_twins_say_the_same_thing() -> None:
    button = {"title": "Oui", "payload": "/affirmer"}
    found = said({"text": "Tu aimes {metier} ?", "buttons": [button]}, {"text": "Vous aimez cela ?", "condition": VOUS})

    assert [line.split(" : ")[2] for line in found] == [
        "les deux variations n'ont pas les mêmes {mots} ; les accorder.",
        "les deux variations n'ont pas les mêmes boutons ; les accorder.",
    ]


def test_a_twin_that_still_says_tu_is_found() -> None:
    assert "la variation « vous » tutoie" in said({"text": "Tu viens ?"}, {"text": "Tu venez ?", "condition": VOUS})[0]


def test_the_title_of_a_button_counts() -> None:
    assert said({"text": "Oui.", "buttons": [{"title": "Ta classe", "payload": "/nier"}]})


def test_a_fact_speaks_to_nobody() -> None:
    @dataclass
    class Fiche:
        id: str
        description: str

    assert facts_problems([Fiche("a", "Le CFA aide."), Fiche("b", "Ton CFA t'aide.")]) == [
        "knowledge/facts : b : description tutoie ou vouvoie ; l'écrire sans s'adresser à personne."
    ]


def test_an_official_notice_is_hard_to_read_and_an_answer_to_a_pupil_is_not() -> None:
    notice = (
        "Conformément aux dispositions réglementaires en vigueur, les candidats transmettent obligatoirement "
        "l'intégralité des documents justificatifs préalablement à l'inscription administrative auprès de "
        "l'établissement concerné, sous peine d'irrecevabilité."
    )
    plain = "On peut aller au CIO. C'est gratuit. Quelqu'un écoute et aide à choisir. Rien à payer, rien à signer."

    assert score(notice) < 20 < LEAST_SCORE < 80 < score(plain)


def test_a_list_is_read_line_by_line_and_a_hole_is_a_word() -> None:
    assert [len(part) for part in sentences("Voici :\n- un {metier} ;\n- deux **mots gras**.\n")] == [1, 2, 3]


def test_a_sentence_too_long_is_shown_by_its_first_words() -> None:
    found = said({"text": "mot " * (MOST_WORDS + 1)})

    assert found == [
        f"data/responses : utter_essai : « mot mot mot mot mot mot… » a {MOST_WORDS + 1} mots ; "
        f"couper la phrase ({MOST_WORDS} au plus)."
    ]
