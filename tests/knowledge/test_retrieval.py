"""BM25: the rarer the shared word the higher the document, and coverage says how much of the question is met."""

from __future__ import annotations

import pytest

from knowledge.retrieval import Bm25, terms

DOCUMENTS = [
    "la cantine du lycée",
    "le lycée et son internat",
    "le lycée, la cantine et l'internat : le lycée complet avec tous ses bâtiments",
    "un gymnase",
]


@pytest.fixture(scope="module")
def index() -> Bm25:
    return Bm25([(text, 1.0)] for text in DOCUMENTS)


def order(index: Bm25, question: str) -> list[int]:
    return [hit.index for hit in index.search(question)]


def test_documents_sharing_no_word_are_not_returned(index: Bm25) -> None:
    assert order(index, "gymnase") == [3]
    assert order(index, "piscine") == []


def test_the_shorter_of_two_documents_with_the_same_words_comes_first(index: Bm25) -> None:
    assert order(index, "cantine") == [0, 2]


def test_a_rare_word_weighs_more_than_a_common_one(index: Bm25) -> None:
    assert order(index, "gymnase lycée")[0] == 3


def test_scores_only_go_down_the_list(index: Bm25) -> None:
    scores = [hit.score for hit in index.search("cantine internat lycée gymnase")]

    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_repeating_a_word_in_the_question_changes_nothing(index: Bm25) -> None:
    assert index.search("cantine cantine cantine") == index.search("cantine")


def test_coverage_is_one_when_every_word_is_met_and_less_when_one_is_not(index: Bm25) -> None:
    whole, half = index.search("cantine")[0], index.search("cantine piscine")[0]

    assert whole.coverage == pytest.approx(1.0)
    assert 0 < half.coverage < 0.5  # an unknown word weighs more than a known one


def test_a_question_can_be_limited_to_some_documents(index: Bm25) -> None:
    assert [hit.index for hit in index.search("cantine", among={2, 3})] == [2]
    assert index.search("cantine", among=set()) == []


def test_a_heavier_field_counts_more() -> None:
    index = Bm25([[("cantine", 1.0), ("internat", 2.0)], [("cantine", 2.0), ("internat", 1.0)]])

    assert order(index, "cantine") == [1, 0]
    assert order(index, "internat") == [0, 1]


@pytest.mark.parametrize("question", ["", "est-ce que", "?!"])
def test_a_question_without_a_subject_finds_nothing(index: Bm25, question: str) -> None:
    assert index.search(question) == []


def test_an_empty_index_answers_nothing() -> None:
    assert Bm25([]).search("cantine") == []


def test_equal_documents_keep_their_order() -> None:
    assert order(Bm25([[("cantine", 1.0)]] * 3), "cantine") == [0, 1, 2]


def test_figures_and_number_words_meet() -> None:
    assert terms("douze filières") == terms("12 filières")


@pytest.mark.parametrize(
    ("question", "mark"),
    [
        ("Combien de campus ?", "xcombien"),
        ("Quand ouvre-t-il ?", "xquand"),
        ("Qui le dirige ?", "xqui"),
        ("Où est-il ?", "xou"),
        ("C'est ou ?", "xou"),
    ],
)
def test_what_a_question_asks_for_is_marked(question: str, mark: str) -> None:
    assert mark in terms(question)


def test_or_is_not_where() -> None:
    assert "xou" not in terms("un CAP ou un bac pro")


def test_the_kind_of_question_tells_two_documents_on_one_subject_apart() -> None:
    index = Bm25([[("Quand le campus ouvre-t-il ?", 1.0)], [("Qui ouvre le campus ?", 1.0)]])

    assert order(index, "qui ouvre le campus")[0] == 1
    assert order(index, "quand ouvre le campus")[0] == 0
