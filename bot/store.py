"""Where conversations are kept in SQL: Rasa's table and rows, written once a turn and read without objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool


class TurnStore(SQLTrackerStore):
    """Rasa's SQL store, cheaper a turn: rows come as plain text, and events already stored are not counted again.

    Each tracker read here remembers how many of its events are stored (`stored`); a tracker made elsewhere is
    counted in the table as Rasa does. The rows are the same: another process may use Rasa's own class on them.
    """

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, fetch_events_from_all_sessions)
            rows = query.with_entities(self.SQLEvent.data).all()
        if not rows or not self.domain:
            return None
        events = [json.loads(data) for (data,) in rows]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        if not fetch_events_from_all_sessions:
            tracker.stored = len(events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are not yet: all in one statement."""
        await self.stream_events(tracker)
        with self.session_scope() as session:
            rows = [self._row(tracker.sender_id, one) for one in self._additional_events(session, tracker)]
            if rows:
                session.execute(self.SQLEvent.__table__.insert(), rows)
            session.commit()
        tracker.stored = len(tracker.events)

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Any]:
        stored = getattr(tracker, "stored", None)
        if stored is None:
            return iter(super()._additional_events(session, tracker))
        return islice(tracker.events, stored, None)

    @staticmethod
    def _row(sender: str, one: Any) -> dict[str, Any]:
        data = one.as_dict()
        return {
            "sender_id": sender,
            "type_name": one.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }


def open_store(url: str) -> TurnStore:
    """Return the store at an SQLAlchemy URL (SQLite or PostgreSQL); a SQLite file's folder is made."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return TurnStore(
            Domain.empty(),
            dialect=address.drivername,
            host=address.host,
            port=address.port,
            db=address.database or "rasa",
            username=address.username,
            password=address.password,
        )
    Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
    store = TurnStore(Domain.empty(), dialect="sqlite", db=address.database or ":memory:")
    if address.database not in (None, "", ":memory:"):
        _keep_open(store)
    return store


def _keep_open(store: TurnStore) -> None:
    """Keep connections to a SQLite file from one turn to the next, for one thread at a time; Rasa opens one each time.

    What is erased also goes from the log that stays open beside the file: see `bot.retention.erase`.
    """
    store.engine.dispose()  # made to look at the tables
    store.engine = create_engine(store.engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False})
    store.sessionmaker = sessionmaker(bind=store.engine)
    event.listen(store.engine, "connect", _quick_commits)


def _quick_commits(connection: Any, _record: Any) -> None:
    """Let SQLite write ahead: a turn's commit costs a tenth, and a reader never waits."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
