"""Conversations do not stay: purge the old ones, erase one on request."""

from __future__ import annotations

import datetime
import logging

from sqlalchemy import column, create_engine, delete, func, inspect, select, table
from sqlalchemy.engine import Engine

_EVENTS = table("events", column("sender_id"), column("timestamp"))
_VERDICTS = table("feedback", column("session"))


logger = logging.getLogger(__name__)


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
    gone = sum(_delete(engine, sender) > 0 for sender in senders)
    _empty_log(engine)
    return gone


def erase(engine: Engine, session: str) -> int:
    """Delete the events of a conversation and the verdicts on it; returns how many events there were.

    Nothing of the words is left in the files of a SQLite base: neither in its free pages nor in its log.
    """
    gone = _delete(engine, session)
    _empty_log(engine)
    return gone


def _delete(engine: Engine, session: str) -> int:
    tables = inspect(engine).get_table_names()
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # zeros are written over what is deleted
        if "feedback" in tables:
            connection.execute(delete(_VERDICTS).where(_VERDICTS.c.session == session))
        if "events" not in tables:
            return 0
        return int(connection.execute(delete(_EVENTS).where(_EVENTS.c.sender_id == session)).rowcount)


def _empty_log(engine: Engine) -> None:
    """Move SQLite's write-ahead log into its file and cut it: what was deleted is still in there."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    if busy:
        logger.warning("another process reads %s: its log is emptied at the next erasure", engine.url.database)
