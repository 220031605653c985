"""What people type finds what they mean first, and what names nothing finds nothing, on both engines."""

from __future__ import annotations

from collections import defaultdict

import pytest
from questions import Question, questions

from knowledge.base import KnowledgeBase
from knowledge.queries.search import Trouve, find

_FIRST = 0.985  # measured: 0.998
_EACH_WAY = 0.95
_AMONG_FIVE = 0.98  # measured: 0.996, without saying what kind is looked for

NAMING = [question for question in questions() if question.right]
NOTHING = [question for question in questions() if not question.right]


def ask(base: KnowledgeBase, question: Question) -> tuple[Trouve, ...]:
    return find(base, question.text, [question.kind] if question.kind else None)


def is_first(base: KnowledgeBase, question: Question) -> bool:
    found = ask(base, question)
    return bool(found) and (found[0].kind, found[0].id) in question.right


def test_there_are_enough_lookups_over_every_kind() -> None:
    assert len(NAMING) >= 400
    assert len(NOTHING) >= 40
    assert {question.kind for question in NAMING} == {
        "metier", "formation", "diplome", "domaine", "filiere", "campus", "lieu", "dispositif", None,
    }  # fmt: skip


def test_what_is_looked_for_comes_first(nationale: KnowledgeBase) -> None:
    missed = [question.text for question in NAMING if not is_first(nationale, question)]

    assert len(missed) <= (1 - _FIRST) * len(NAMING), missed


def test_no_way_of_writing_is_left_behind(nationale: KnowledgeBase) -> None:
    ways: dict[tuple[str | None, str], list[bool]] = defaultdict(list)
    for question in NAMING:
        ways[question.kind, question.way].append(is_first(nationale, question))

    assert {way: sum(first) / len(first) for way, first in ways.items() if sum(first) < _EACH_WAY * len(first)} == {}


def test_what_is_looked_for_is_shown_when_the_kind_is_not_said(nationale: KnowledgeBase) -> None:
    missed = [
        question.text
        for question in NAMING
        if not question.right & {(found.kind, found.id) for found in find(nationale, question.text)}
    ]

    assert len(missed) <= (1 - _AMONG_FIVE) * len(NAMING), missed


@pytest.mark.parametrize("question", NOTHING, ids=lambda question: question.way)
def test_what_names_nothing_finds_nothing(nationale: KnowledgeBase, question: Question) -> None:
    assert ask(nationale, question) == (), question.text


def test_both_engines_give_the_same_answers(nationale: KnowledgeBase, sur_postgresql: KnowledgeBase) -> None:
    different = [
        question.text
        for question in questions()
        if (ask(nationale, question), find(nationale, question.text))
        != (ask(sur_postgresql, question), find(sur_postgresql, question.text))
    ]

    assert different == []
