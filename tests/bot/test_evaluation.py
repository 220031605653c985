"""Gates: how well unseen questions are read must not drop below what was reached. One evaluation for all of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation import DIALOGUE_ONLY, evaluate, load_phrases, report
from bot.settings import Settings

AT_LEAST = {
    "top1_all": 0.85,
    "propre": 0.90,
    "leger": 0.88,
    "fort": 0.73,
    "top3": 0.95,
    "out_of_scope_caught": 0.93,
    "danger_recall": 0.96,
}
AT_MOST = {"false_refusals": 0.02, "danger_false_alarms": 0.012}


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    measured = evaluate(Settings())
    return {**measured, **measured["top1"]}


@pytest.mark.model
@pytest.mark.parametrize("name", AT_LEAST)
def test_unseen_questions_are_read_at_least_as_well_as_before(name: str, figures: dict[str, Any]) -> None:
    assert figures[name] >= AT_LEAST[name], report(figures)


@pytest.mark.model
@pytest.mark.parametrize("name", AT_MOST)
def test_no_more_people_are_refused_or_alarmed_wrongly_than_before(name: str, figures: dict[str, Any]) -> None:
    assert figures[name] <= AT_MOST[name], report(figures)


def test_questions_kept_aside_are_many_in_every_noise_and_voice() -> None:
    phrases = load_phrases()

    assert len(phrases) >= 1_000
    assert {phrase.bruit for phrase in phrases} == {"propre", "leger", "fort"}
    assert {phrase.voix for phrase in phrases} >= {"eleve", "parent", "adulte", "conseiller", "entreprise"}


def test_turns_that_lean_on_the_last_one_are_never_scored_alone() -> None:
    assert not {phrase.intent for phrase in load_phrases()} & DIALOGUE_ONLY


def test_a_question_kept_aside_is_asked_once() -> None:
    texts = [phrase.texte for phrase in load_phrases()]

    assert len(texts) == len(set(texts))
