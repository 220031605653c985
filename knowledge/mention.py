"""A name found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """A `Nom` found in a text; `start` and `end` index the text as typed, `exact` is False after a repair.

    `unknown` marks a diploma of a kind whose specialities are all in the base, but not this one: perhaps it does
    not exist.
    """

    entity: str
    id: str | None
    label: str
    start: int
    end: int
    exact: bool = True
    negated: bool = False
    unknown: bool = False
