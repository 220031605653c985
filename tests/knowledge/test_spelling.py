"""Text as the classifier reads it: SMS, glued words and lost accents meet plain French."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.spelling import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("J'veux   être SOUDEUR", "j veux etre soudeur"),
        ("jveu etre soudeur", "je veux etre soudeur"),
        ("jsuis en 3eme, g 15 ans", "je suis en 3eme j ai 15 ans"),
        ("pk c koi 1 BTS ?", "pourquoi c est quoi un bts ?"),
        ("L’ŒUVRE d’Élodie", "l oeuvre d elodie"),
        ("trooooop bieeeen", "troop bieen"),
        ("10€ et 20%", "10 € et 20 %"),
        ("va voir https://onisep.fr/x?y=1 stp", "va voir xlien s il te plait"),
        ("www.onisep.fr", "xlien"),
        ("lou@exemple.fr", "xmail"),
        ("😀👩‍🏭", "xemoji xemoji xemoji"),
        ("", ""),
        (" .,;: ", ""),
        ("\u0000\u200b", ""),
    ],
)
def test_the_reading_of_a_message(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("c koi un BTS", "c'est quoi un BTS"),
        ("ct koi le métier", "c'était quoi le métier"),
        ("c'est bien", "c’est bien"),
    ],
)
def test_well_written_french_reads_as_the_sms_it_replaces(typed: str, plain: str) -> None:
    assert normalise(typed) == normalise(plain) != ""
    assert "est est" not in normalise(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉLECTRICITÉ", "electricite"),
        ("e\u0301lectricite\u0301", "électricité"),
        ("l'école", "l’école"),
        ("bts   ciel", "BTS\nCIEL"),
        ("kel metié", "quel métié"),
    ],
)
def test_two_ways_of_typing_read_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@given(st.text(max_size=200))
def test_the_reading_is_lower_case_words_and_marks_separated_by_one_space(text: str) -> None:
    assert re.fullmatch(r"(?:(?:[a-z0-9]+|[?!€%])(?: (?:[a-z0-9]+|[?!€%]))*)?", normalise(text))
