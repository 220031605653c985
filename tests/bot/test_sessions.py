"""Session ids: nobody else can make one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sessions import Sessions

HERE = Sessions("a key of this server")


def test_a_session_we_made_is_genuine() -> None:
    assert HERE.is_genuine(HERE.new())


def test_a_session_is_made_of_two_parts_safe_in_an_address() -> None:
    name, signature = HERE.new().split(".")

    assert (len(name), len(signature)) == (32, 32)
    assert set(name + signature) <= set("0123456789abcdef")


def test_a_server_with_the_same_key_knows_the_session() -> None:
    assert Sessions("a key of this server").is_genuine(HERE.new())


def test_a_server_with_another_key_does_not() -> None:
    assert not Sessions("another key").is_genuine(HERE.new())


def test_sessions_are_never_given_twice() -> None:
    assert len({HERE.new() for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize("value", ["", ".", "..", "a.b", "é.é", None, 3, b"a.b", ["a.b"], "a.b.c"])
def test_anything_else_is_refused(value: object) -> None:
    assert not HERE.is_genuine(value)


@given(st.text())
def test_no_text_passes_for_a_session(text: str) -> None:
    assert not HERE.is_genuine(text)


@given(st.integers(min_value=0, max_value=64), st.sampled_from("0123456789abcdef."))
def test_one_character_changed_is_enough_to_be_refused(place: int, char: str) -> None:
    session = HERE.new()
    changed = session[:place] + char + session[place + 1 :]

    assert HERE.is_genuine(changed) == (changed == session)
