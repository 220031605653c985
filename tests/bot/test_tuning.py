"""Thresholds chosen on a development split: honest confidences, few false alarms, the same split each time."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.tuning import Thresholds, chances, least_second, split, tune

LABELS = ["detresse", "metier_salaire", "saluer"]


def test_the_split_takes_the_same_share_of_each_intent_and_always_the_same_sentences() -> None:
    intents = ["saluer"] * 20 + ["detresse"] * 40

    kept, aside = split(intents, 0.25, seed=1)

    assert (kept, aside) == split(intents, 0.25, seed=1)
    assert sorted(kept + aside) == list(range(60))
    assert [sum(i < 20 for i in aside), sum(i >= 20 for i in aside)] == [5, 10]


def test_chances_sum_to_one_and_keep_the_order_of_the_margins() -> None:
    sure = chances(np.array([[2.0, -1.0, 0.0], [1_000.0, -1_000.0, 0.0]]), 0.5)

    assert np.allclose(sure.sum(axis=1), 1.0)
    assert list(sure[0].argsort()) == [1, 2, 0]


def test_unsure_margins_call_for_a_higher_temperature() -> None:
    rng = np.random.default_rng(0)
    targets = rng.integers(0, 3, 600)
    margins = rng.normal(0, 1, (600, 3))
    sharp = margins + 6 * np.eye(3)[targets]
    vague = margins + 0.5 * np.eye(3)[targets]

    assert tune(vague, targets, LABELS).temperature > tune(sharp, targets, LABELS).temperature


def test_the_danger_threshold_lets_few_harmless_messages_through() -> None:
    rng = np.random.default_rng(1)
    targets = rng.integers(1, 3, 2_000)
    margins = rng.normal(0, 1, (2_000, 3)) + 2 * np.eye(3)[targets]
    chosen = tune(margins, targets, LABELS)

    alarms = chances(margins, chosen.temperature)[:, 0] >= chosen.danger
    assert 0.2 <= chosen.danger <= 0.5
    assert alarms.mean() <= 0.004 or chosen.danger == 0.5


@pytest.mark.parametrize(("found", "least"), [([], Thresholds().also), ([0.0] * 100, 0.4), ([1.0] * 100, 0.95)])
def test_a_second_need_must_be_surer_than_those_of_messages_that_have_one(found: list[float], least: float) -> None:
    assert least_second(found) == pytest.approx(least)
