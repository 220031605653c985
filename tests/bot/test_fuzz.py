"""Whatever is typed is read without an exception, and entities stay where they are."""

from __future__ import annotations

import pytest

from bench.fuzz import LONGEST, messages, run
from bot.settings import Settings


def test_the_messages_are_the_same_each_time_and_never_too_long() -> None:
    drawn = list(messages(300))

    assert drawn == list(messages(300))
    assert max(map(len, drawn)) == LONGEST
    assert len(set(drawn)) > 250


@pytest.mark.model
def test_two_thousand_messages_nobody_would_write_are_read() -> None:
    assert len(run(2_000, Settings())) == 2_000
