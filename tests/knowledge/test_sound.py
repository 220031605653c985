"""Words said alike have one key, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.sound import sound


@pytest.mark.parametrize(
    "alike",
    [
        ("fais", "fait", "fé"),
        ("quoi", "koi", "kwa"),
        ("métier", "metié", "metiers"),
        ("chaudronnier", "chodronié"),
        ("photographe", "photograf", "fotografe"),
        ("architecte", "architek"),
        ("Toulouse", "toulouz"),
        ("Aquitaine", "aquitène", "aquitene"),
        ("électricité", "elektricité"),
        ("lycée", "lycé"),
        ("un", "une", "1"),
    ],
)
def test_words_said_alike_have_one_key(alike: tuple[str, ...]) -> None:
    assert len({sound(word) for word in alike}) == 1


@pytest.mark.parametrize(("one", "other"), [("coiffeur", "coiffure"), ("bois", "bus"), ("cuisine", "cousine")])
def test_words_said_otherwise_have_other_keys(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert sound(text) == sound(text.lower())
