"""One way of reading French text: what meets, and where each word stands in the text as typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.text import Token, fold, masculine, slug, stem, stems, tokens, words

FRENCH = st.text(alphabet="abcdeéèêëàâçîïôöûùüœæßŒÆÉ’'`-  .,!?0123456789+#€😀ﬁ", max_size=60)


@pytest.mark.parametrize("typed", ["Électricité", "electricite", "ÉLECTRICITÉ", "e\u0301lectricite\u0301"])
def test_accents_and_capitals_never_tell_two_words_apart(typed: str) -> None:
    assert fold(typed) == "electricite"


def test_curly_apostrophes_and_ligatures_become_plain_letters() -> None:
    assert fold("L’œuvre, l‘Æthuse, Strauß") == "l'oeuvre, l'aethuse, strauss"


def test_offsets_point_into_the_text_as_typed() -> None:
    assert tokens("L’Œuvre d'ÉTÉ") == [
        Token("l", 0, 1),
        Token("oeuvre", 2, 7),
        Token("d", 8, 9),
        Token("ete", 10, 13),
    ]


def test_a_split_ligature_does_not_shift_the_words_after_it() -> None:
    text = "œnologue, ﬁlière et cœur 😀 métier"

    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("oenologue", "œnologue"),
        ("filiere", "ﬁlière"),
        ("et", "et"),
        ("coeur", "cœur"),
        ("metier", "métier"),
    ]


def test_plus_and_sharp_belong_to_the_word_they_end() -> None:
    assert words("du C++, du C# et le bac + 2") == ["du", "c++", "du", "c#", "et", "le", "bac", "2"]


@pytest.mark.parametrize("nothing", ["", "   ", "…!?", "😀"])
def test_a_text_without_letters_has_no_word(nothing: str) -> None:
    assert tokens(nothing) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soudeuse", "soudeur"),
        ("soudeurs", "soudeur"),
        ("techniciennes", "technicien"),
        ("infirmiere", "infirmier"),
        ("educatrice", "educateur"),
        ("creatives", "creatif"),
        ("chevaux", "cheval"),
        ("formations", "formation"),
        ("avocates", "avocat"),
    ],
)
def test_plural_and_feminine_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boulangers", "boulanger"),
        ("boulangere", "boulanger"),
        ("directrice", "directeur"),
    ],
)
def test_irregular_plural_and_feminine_share_a_stem_too(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["bac", "cap", "bts", "les", "un"])
def test_short_words_are_left_whole(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("soudeuses", "soudeur"),
        ("conductrice", "conducteur"),
        ("couturiere", "couturier"),
        ("electriciennes", "electricien"),
        ("regionaux", "regional"),
        ("bac", "bac"),
    ],
)
def test_a_job_in_any_gender_and_number_has_one_form(typed: str, plain: str) -> None:
    assert masculine(typed) == plain


def test_a_job_is_not_its_field() -> None:
    assert masculine("soudage") != masculine("soudeur")


def test_stems_leave_out_the_words_that_carry_no_subject() -> None:
    assert list(stems("Est-ce que je peux faire de la menuiserie ?")) == [stem("menuiserie")]


def test_a_slug_keeps_only_plain_words_and_hyphens() -> None:
    assert slug("L’Œuvre d'été, acte 2 !") == "l-oeuvre-d-ete-acte-2"


@settings(deadline=None, derandomize=True, max_examples=300)
@given(FRENCH)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(FRENCH)
def test_each_word_folds_from_the_letters_its_offsets_show(text: str) -> None:
    for token in tokens(text):
        assert token.text in fold(text[token.start : token.end])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(FRENCH)
def test_composed_and_decomposed_accents_give_the_same_words(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))
