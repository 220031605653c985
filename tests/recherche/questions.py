"""The lookups of `lookups.yml`, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_EVERYWHERE, _NOTHING = "tout", "rien"


@dataclass(frozen=True)
class Question:
    """A lookup: what is typed, the kind looked for (None: any), the right (kind, id), none when it names nothing."""

    text: str
    kind: str | None
    way: str
    right: frozenset[tuple[str, str]]


@cache
def questions() -> tuple[Question, ...]:
    """Return every lookup, in the order of the file."""
    content = yaml.safe_load(Path(__file__).with_name("lookups.yml").read_text(encoding="utf-8"))
    return tuple(
        _question(section["kind"], section["way"], str(text), section["lookups"])
        for section in content
        for text in section["lookups"]
    )


def _question(kind: str, way: str, text: str, lookups: dict[str, str | list[str]]) -> Question:
    if kind == _NOTHING:
        return Question(text, None, way, frozenset())
    given = lookups[text]
    ids = [given] if isinstance(given, str) else given
    if kind == _EVERYWHERE:
        return Question(text, None, way, frozenset((name.split("/")[0], name.split("/")[1]) for name in ids))
    return Question(text, kind, way, frozenset((kind, id_) for id_ in ids))
