"""A mistyped word is brought to the words it may be: by slips, by sound, or cut in two."""

from __future__ import annotations

import pytest

from knowledge.terms import cut, key
from knowledge.vocabulary import Vocabulary, sound

WORDS = ["cuisinier", "cuisine", "soudeur", "jardiniere", "mariniere", "web", "designer", "logistique", "pro"]


@pytest.fixture(scope="module")
def mots() -> Vocabulary:
    return Vocabulary(dict.fromkeys(WORDS, 1) | {"technicien": 500})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cuisiner", ["cuisine", "cuisinier"]),
        ("kuisinié", []),
        ("kuisinie", ["cuisinier"]),
        ("soudur", ["soudeur"]),
        ("sudeur", ["soudeur"]),
        ("oudeur", ["soudeur"]),
        ("jariniere", ["jardiniere", "mariniere"]),
        ("logistic", ["logistique"]),
        ("proo", ["pro"]),
        ("pto", []),
        ("xylophone", []),
        ("1234", []),
    ],
)
def test_a_word_is_brought_to_its_neighbours_the_nearest_first(mots: Vocabulary, typed: str, meant: list[str]) -> None:
    assert [word for word, _ in mots.near(typed)] == meant


def test_two_words_typed_as_one_are_told_apart(mots: Vocabulary) -> None:
    assert mots.parts("webdesigner") == ("web", "designer")
    assert mots.parts("webxyz") == ()


def test_a_word_says_more_when_fewer_things_have_it(mots: Vocabulary) -> None:
    assert mots.weight("technicien") < mots.weight("web") < mots.weight("xylophone")
    assert mots.weight("xz") < mots.weight("xylophone")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coiffeuse", "koifeuze"),
        ("photographe", "fotografe"),
        ("lannion", "lanion"),
        ("notaire", "notere"),
        ("boulanger", "boulenje"),
        ("logistique", "logistic"),
    ],
)
def test_spellings_that_sound_the_same_meet(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("soudeur", "vendeur"), ("boucher", "bouger"), ("maçon", "maison")])
def test_words_that_sound_different_stay_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_names_are_cut_the_same_way_with_dots_saints_and_links() -> None:
    assert cut("B.T.S. de l'Électricité") == ["bts", "de", "l", "electricite"]
    assert cut("St-Étienne") == cut("Saint Etienne") == ["saint", "etienne"]
    assert key(cut("les techniciennes du son")) == key(cut("son technicien")) == "__son_technicien"
