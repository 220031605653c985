"""« D'où tu sors ça ? »: the sources of the last answer, or that there is none."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model

ASKED = "c'est quoi ta source ?"


def test_the_sources_of_the_last_answer_are_named_with_address_and_day(parleur: Parleur) -> None:
    parleur.dit("c'est quoi un BUT ?")
    shown = parleur.sources

    text = parleur.dit(ASKED)

    assert shown
    for source in shown:
        assert f"{source['title']} — {source['url']} (vérifié le {source['verified_on']})" in text


def test_they_can_be_asked_for_twice(parleur: Parleur) -> None:
    parleur.dit("c'est quoi un BUT ?")

    first, second = parleur.dit(ASKED), parleur.dit(ASKED)
    assert first != second
    assert "pas d'autre source" in second


def test_an_answer_without_source_is_said_to_have_none(parleur: Parleur) -> None:
    parleur.dit("bonjour")

    assert "aucune source" in parleur.dit(ASKED)


def test_the_assistant_never_passes_for_a_person(parleur: Parleur) -> None:
    text = parleur.dit("tu es un humain ?")

    assert "programme" in text
    assert "pas un être humain" in text
