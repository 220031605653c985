"""Dated steps: those to come when they are known, else the last session, and never a date that is none."""

from __future__ import annotations

import datetime

from knowledge.base import KnowledgeBase
from knowledge.entities import Echeance
from knowledge.queries.calendriers import dated_steps


def test_every_step_is_a_day_of_a_known_procedure_with_its_source(base: KnowledgeBase) -> None:
    steps = base.all(Echeance)

    assert steps
    for step in steps:
        debut = datetime.date.fromisoformat(step.debut)
        assert not step.fin or datetime.date.fromisoformat(step.fin) > debut
        assert step.procedure in {"parcoursup", "mon-master", "affelnet"}
        assert step.source
        assert step.verified_on


def test_steps_to_come_leave_out_those_that_are_over(base: KnowledgeBase) -> None:
    found = dated_steps(base, ["parcoursup"], datetime.date(2026, 4, 20))

    assert [step.debut for step in found] == ["2026-06-02", "2026-06-11"]


def test_when_all_is_over_the_last_session_is_a_landmark(base: KnowledgeBase) -> None:
    found = dated_steps(base, ["parcoursup", "mon-master"], datetime.date(2098, 1, 1))

    assert [step.debut for step in found] == sorted(step.debut for step in found)
    assert {step.procedure for step in found} == {"parcoursup", "mon-master"}


def test_a_procedure_without_dates_gives_none(base: KnowledgeBase) -> None:
    assert dated_steps(base, ["concours"]) == []
