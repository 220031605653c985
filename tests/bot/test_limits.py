"""How many messages somebody may send, with a clock of our own: nothing here waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import RateLimit


class Clock:
    """A clock that moves when told."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_passes_then_the_next_waits(clock: Clock) -> None:
    limit = RateLimit(burst=3, per_minute=60, clock=clock)

    assert [limit.wait("lou") for _ in range(5)] == [0, 0, 0, 1, 1]


def test_the_wait_announced_is_enough(clock: Clock) -> None:
    limit = RateLimit(burst=1, per_minute=6, clock=clock)
    limit.wait("lou")

    wait = limit.wait("lou")
    clock.now += wait

    assert wait == 10
    assert limit.wait("lou") == 0


def test_waiting_less_is_not_enough(clock: Clock) -> None:
    limit = RateLimit(burst=1, per_minute=6, clock=clock)
    limit.wait("lou")
    clock.now += 9

    assert limit.wait("lou") == 1


def test_being_refused_costs_nothing(clock: Clock) -> None:
    limit = RateLimit(burst=1, per_minute=60, clock=clock)
    for _ in range(50):
        limit.wait("lou")
    clock.now += 1

    assert limit.wait("lou") == 0


def test_patience_never_gives_more_than_a_burst(clock: Clock) -> None:
    limit = RateLimit(burst=2, per_minute=60, clock=clock)
    limit.wait("lou")
    clock.now += 86_400

    assert [limit.wait("lou") > 0 for _ in range(4)] == [False, False, True, True]


def test_one_person_does_not_slow_another(clock: Clock) -> None:
    limit = RateLimit(burst=1, per_minute=1, clock=clock)
    limit.wait("lou")

    assert (limit.wait("lou") > 0, limit.wait("sam")) == (True, 0)


def test_only_so_many_people_are_remembered(clock: Clock) -> None:
    limit = RateLimit(burst=1, per_minute=1, remembered=2, clock=clock)
    for name in ("lou", "sam", "noa"):
        limit.wait(name)

    assert [limit.wait(name) > 0 for name in ("noa", "sam", "lou")] == [True, True, False]


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=60))
def test_never_more_passes_than_the_burst_and_the_rate(pauses: list[float]) -> None:
    clock = Clock()
    limit = RateLimit(burst=5, per_minute=60, clock=clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += limit.wait("lou") == 0

    assert passed <= 5 + sum(pauses) + 1e-6
