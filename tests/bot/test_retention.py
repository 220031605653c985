"""Conversations do not stay: what a purge takes, and what it leaves alone."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from serveur import start
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from bot.feedback import Feedback
from bot.retention import erase, purge
from bot.store import open_store

DAY = 86_400


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tracker.db'}"


@pytest.fixture
def database(url: str) -> Engine:
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT)"))
    return engine


def talked(database: Engine, session: str, *days_ago: float) -> None:
    with database.begin() as connection:
        for days in days_ago:
            values = {"who": session, "when": time.time() - days * DAY}
            connection.execute(text("INSERT INTO events (sender_id, timestamp) VALUES (:who, :when)"), values)


def left(database: Engine) -> dict[str, int]:
    with database.connect() as connection:
        rows = connection.execute(text("SELECT sender_id, count(*) FROM events GROUP BY sender_id"))
        return {row[0]: row[1] for row in rows}


def test_a_conversation_goes_whole_when_its_last_word_is_old(url: str, database: Engine) -> None:
    talked(database, "old", 32, 31)
    talked(database, "new", 2)

    assert purge(url, 30) == 1
    assert left(database) == {"new": 1}


def test_a_conversation_that_goes_on_keeps_its_beginning(url: str, database: Engine) -> None:
    talked(database, "long", 90, 40, 29)

    assert purge(url, 30) == 0
    assert left(database) == {"long": 3}


def test_purging_twice_takes_nothing_more(url: str, database: Engine) -> None:
    talked(database, "old", 31)

    assert (purge(url, 30), purge(url, 30)) == (1, 0)


def test_half_a_day_is_a_retention_too(url: str, database: Engine) -> None:
    talked(database, "morning", 0.75)
    talked(database, "now", 0.25)

    assert purge(url, 0.5) == 1
    assert left(database) == {"now": 1}


def test_a_database_that_holds_no_conversation_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"

    assert purge(url, 30) == 0
    assert erase(create_engine(url, future=True), "nobody") == 0


def test_erasing_counts_the_events_of_that_conversation_only(database: Engine) -> None:
    talked(database, "lou", 1, 2, 3)
    talked(database, "sam", 1)

    assert erase(database, "lou") == 3
    assert left(database) == {"sam": 1}


@pytest.mark.parametrize("how", ["purge", "erase"])
def test_no_word_is_left_in_the_files_while_a_server_keeps_them_open(url: str, tmp_path: Path, how: str) -> None:
    def kept() -> bytes:  # the base, and SQLite's log beside it
        return b"".join(path.read_bytes() for path in tmp_path.glob("tracker.db*"))

    store = open_store(url)
    tracker = DialogueStateTracker("open", [])
    tracker.update(UserUttered("je suis dresseur de quetzalcoatlus", timestamp=time.time() - 2 * DAY))
    asyncio.run(store.save(tracker))
    assert b"quetzalcoatlus" in kept()

    gone = purge(url, 1) if how == "purge" else erase(create_engine(url, future=True), "open")

    assert gone == 1
    assert b"quetzalcoatlus" not in kept()


def test_a_purge_takes_the_verdicts_of_what_it_takes(url: str, database: Engine) -> None:
    talked(database, "old", 31)
    Feedback(url).add("old", 1, "inutile", "rien compris")

    purge(url, 30)

    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM feedback")).scalar_one() == 0


def test_the_server_forgets_by_itself_when_it_starts(tmp_path: Path) -> None:
    database = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}", future=True)
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT)"))
    talked(database, "old", 9)
    talked(database, "new", 2)

    with start(tmp_path, JALON_RETENTION_DAYS="8", JALON_MODELS=str(tmp_path / "no-model")):
        limit = time.monotonic() + 30
        while "old" in left(database) and time.monotonic() < limit:
            time.sleep(0.2)

    assert left(database) == {"new": 1}
