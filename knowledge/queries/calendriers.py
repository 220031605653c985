"""Dated steps of the national procedures: those to come, else the last session as a landmark."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from knowledge.base import KnowledgeBase
from knowledge.entities import Echeance


def dated_steps(base: KnowledgeBase, procedures: Iterable[str], today: datetime.date | None = None) -> list[Echeance]:
    """Return the steps of each procedure that are not over, by date; those of its last session when all are."""
    day = (today or datetime.date.today()).isoformat()
    found: list[Echeance] = []
    for procedure in dict.fromkeys(procedures):
        steps = [step for step in base.all(Echeance) if step.procedure == procedure]
        coming = [step for step in steps if (step.fin or step.debut) >= day]
        last = max((step.debut[:4] for step in steps), default="")
        found += coming or [step for step in steps if step.debut[:4] == last]
    return sorted(found, key=lambda step: step.debut)
