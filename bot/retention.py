"""Conversations do not stay: purge the old ones, erase one on request."""

from __future__ import annotations

import datetime

from sqlalchemy import column, create_engine, delete, func, inspect, select, table
from sqlalchemy.engine import Engine

_EVENTS = table("events", column("sender_id"), column("timestamp"))
_VERDICTS = table("feedback", column("session"))


def purge(tracker_url: str, days: float) -> int:
    """Delete whole conversations whose last event is older than `days`; returns how many went.

    Never part of a live one: Rasa counts a session's rows to know what to add.
    """
    engine = create_engine(tracker_url, future=True)
    if not inspect(engine).has_table("events"):
        return 0
    limit = (datetime.datetime.now() - datetime.timedelta(days=days)).timestamp()
    old = select(_EVENTS.c.sender_id).group_by(_EVENTS.c.sender_id).having(func.max(_EVENTS.c.timestamp) < limit)
    with engine.begin() as connection:
        senders = [row[0] for row in connection.execute(old)]
    return sum(erase(engine, sender) > 0 for sender in senders)


def erase(engine: Engine, session: str) -> int:
    """Delete the events of a conversation and the verdicts on it; returns how many events there were."""
    tables = inspect(engine).get_table_names()
    with engine.begin() as connection:
        if "feedback" in tables:
            connection.execute(delete(_VERDICTS).where(_VERDICTS.c.session == session))
        if "events" not in tables:
            return 0
        return int(connection.execute(delete(_EVENTS).where(_EVENTS.c.sender_id == session)).rowcount)
