"""Changing track: the bridges of the class or diploma named."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


def test_a_first_year_at_university_has_its_bridges(parleur: Parleur) -> None:
    text = parleur.dit("ma L1 ne me plaît pas, je voudrais changer de voie")

    assert "première année de licence" in text
    assert "**BTS**" in text
    assert "**BUT**" in text


def test_without_a_class_the_usual_bridges_are_told_and_the_class_is_asked(parleur: Parleur) -> None:
    text = parleur.demande("/passerelle_reorientation")

    assert text.endswith("?")


def test_the_class_told_before_is_remembered(parleur: Parleur) -> None:
    parleur.dit("je suis en L1")
    parleur.dit("merci")

    assert "première année de licence" in parleur.demande("/passerelle_reorientation")


def test_past_dates_are_told_as_past(parleur: Parleur) -> None:
    text = parleur.dit("les dates de Parcoursup ?")

    assert "2026" in text
    assert "maintenant passé" in text
    assert "ne sont pas encore publiées" in text
