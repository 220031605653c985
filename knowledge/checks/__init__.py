"""Check the facts against each other: what dangles, contradicts, repeats, expires or leads nowhere."""

from __future__ import annotations

import datetime
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.checks import codes, ladders, links, values


def check(base: KnowledgeBase, today: datetime.date | None = None, official: Path | None = None) -> list[str]:
    """Return the problems found, each with the entry and the remedy; an empty list when the facts hold.

    `official` is a folder of official datasets: codes that none of them knows are problems too.
    """
    return [
        *links.dangling(base),
        *values.levels(base),
        *values.repeated(base),
        *values.expired(base, today or datetime.date.today()),
        *ladders.orphans(base),
        *ladders.short_ladders(base),
        *(codes.unknown(base, official) if official is not None else ()),
        *ladders.dead_ends(base),
    ]
