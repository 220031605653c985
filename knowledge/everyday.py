"""Words that are French before they are names, and unusual spellings of names: `knowledge/everyday.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("everyday.yml").read_text(encoding="utf-8"))
    return content


@cache
def everyday(kind: str) -> frozenset[str]:
    """Return a list of the file: words that are names only in the right company."""
    return frozenset(_content()[kind])


@cache
def spellings() -> dict[str, str]:
    """Return the names of a few letters that are typed in other ways: « kap », « 3em »."""
    return {typed: name for name, ways in _content()["graphies"].items() for typed in ways}


@cache
def shortened() -> dict[str, str]:
    """Return the words that stand for a longer one in the title of a diploma: « info »."""
    return dict(_content()["abreges"])


@cache
def company(kind: str) -> dict[str, frozenset[str]]:
    """Return, for each word of a list, the words that stand before it when it is a name."""
    return {word: frozenset(before) for word, before in _content()[kind].items()}
