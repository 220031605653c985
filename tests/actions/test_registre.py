"""Pupils are said « tu », everybody else « vous », and it lasts."""

from __future__ import annotations

import re

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model

TU = re.compile(r"\b(?:tu|toi|te|ton|tes)\b|\bt'", re.IGNORECASE)
VOUS = re.compile(r"(?<!rendez-)\b(?:vous|votre|vos)\b", re.IGNORECASE)
PEOPLE = [
    ("je suis en seconde, j'hésite", "eleve", "tu"),
    ("mon fils est en 3e, il hésite", "parent", "vous"),
    ("j'ai 40 ans et je veux changer de métier", "adulte", "vous"),
    ("je suis professeur principal, pour mes élèves", "conseiller", "vous"),
    ("notre entreprise cherche des apprentis", "entreprise", "vous"),
]


@pytest.mark.parametrize(("line", "persona", "registre"), PEOPLE)
def test_who_speaks_is_heard_and_remembered(line: str, persona: str, registre: str, parleur: Parleur) -> None:
    parleur.dit(line)
    parleur.dit("merci")

    assert {"persona": persona, "registre": registre}.items() <= parleur.memory.items()


@pytest.mark.parametrize(("line", "persona", "registre"), PEOPLE)
@pytest.mark.parametrize("need", ["saluer", "au_revoir", "indecis", "stress_orientation", "insulte", "detresse"])
def test_the_assistant_speaks_to_each_as_it_should(
    need: str, line: str, persona: str, registre: str, parleur: Parleur
) -> None:
    parleur.dit(line)
    text = parleur.demande(f"/{need}")

    wrong = VOUS if registre == "tu" else TU
    assert not wrong.search(text), (persona, text)


def test_a_stranger_is_said_tu(parleur: Parleur) -> None:
    assert TU.search(parleur.dit("salut"))


def test_a_parent_who_then_speaks_as_a_pupil_is_heard_again(parleur: Parleur) -> None:
    parleur.dit("mon fils veut être soudeur")
    parleur.dit("moi je suis en 3e")

    assert parleur.memory["registre"] == "tu"
