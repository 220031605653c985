"""« Utile » or « inutile »: verdicts on answers, without the words of the conversation."""

from __future__ import annotations

import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, delete, insert
from sqlalchemy.engine import Engine, make_url

_metadata = MetaData()
_VERDICTS = Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("session", String(80), index=True, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("day", String(10), nullable=False),
)


class Feedback:
    """Verdicts kept beside the conversations, at the same SQLAlchemy address."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        address = make_url(self._url)
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(self._url, future=True)
        _metadata.create_all(engine)
        return engine

    def add(self, session: str, turn: int, verdict: str, reason: str = "") -> None:
        """Keep a verdict on a turn's answer."""
        day = datetime.date.today().isoformat()
        row = {"session": session, "turn": turn, "verdict": verdict, "reason": reason, "day": day}
        with self._engine.begin() as connection:
            connection.execute(insert(_VERDICTS), [row])

    def erase(self, session: str) -> None:
        """Forget the verdicts of a conversation."""
        with self._engine.begin() as connection:
            connection.execute(delete(_VERDICTS).where(_VERDICTS.c.session == session))
