"""What an apprentice earns at least: the band of the age told, in the year's figures."""

from __future__ import annotations

import re

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("age", "band"),
    [(15, "moins de 18 ans"), (17, "moins de 18 ans"), (18, "18 à 20 ans"), (20, "18 à 20 ans"), (21, "21 à 25 ans"),
     (25, "21 à 25 ans"), (26, "26 ans"), (29, "26 ans")],
)  # fmt: skip
def test_an_age_gets_its_band_and_no_other(age: int, band: str, parleur: Parleur) -> None:
    lines = [line for line in parleur.dit(f"un apprenti de {age} ans touche combien").splitlines() if line[:2] == "| "]

    assert len(lines) == 2
    assert lines[1].startswith(f"| {band}")


def test_without_an_age_every_band_is_told(parleur: Parleur) -> None:
    text = parleur.dit("combien gagne un apprenti ?")

    assert len(re.findall(r"^\| (?!Âge)", text, re.MULTILINE)) == 4


def test_another_age_is_a_follow_up(parleur: Parleur) -> None:
    parleur.dit("un apprenti de 17 ans touche combien ?")

    assert "21 à 25 ans" in parleur.dit("et à 22 ans ?")


def test_amounts_say_their_year_that_they_are_gross_and_where_they_come_from(parleur: Parleur) -> None:
    text = parleur.dit("combien gagne un apprenti de 19 ans ?")

    assert re.search(r"en 20\d\d", text)
    assert "brut par mois" in text
    assert parleur.sources
