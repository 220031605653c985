"""One real assistant for the whole test run, and a way to talk with it in plain synchronous lines.

Shared by tests/bot, tests/actions and tests/dialogues: the model is loaded once, whoever asks first.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema.validators import Draft7Validator

from bot.agent import latest_model, load_agent
from bot.conversations import Conversations
from bot.settings import ROOT, Settings
from knowledge.base import sqlite_url
from knowledge.build import build

SCHEMA = json.loads((ROOT / "bot" / "schema" / "reply.json").read_text(encoding="utf-8"))
REPLY = Draft7Validator(SCHEMA)


def check_reply(reply: Any) -> None:
    """Fail unless a reply has the shape of the contract."""
    errors = [f"{'/'.join(map(str, error.path))} : {error.message}" for error in REPLY.iter_errors(reply)]
    assert not errors, f"{errors}\n{json.dumps(reply, ensure_ascii=False, indent=1)[:2000]}"


@lru_cache(maxsize=1)
def variable_folder() -> Path:
    """Return a folder for this run's data, with the knowledge base built in it."""
    folder = Path(tempfile.mkdtemp(prefix="jalon-tests-"))
    build(sqlite_url(folder / "knowledge.db"))
    return folder


@lru_cache(maxsize=1)
def loop() -> asyncio.AbstractEventLoop:
    """Return the one event loop of the run: Rasa's scheduler does not survive a change."""
    made = asyncio.new_event_loop()
    asyncio.set_event_loop(made)
    return made


@lru_cache(maxsize=1)
def agent() -> Any:
    """Return the trained assistant, its actions in process and its conversations in memory."""
    asyncio.set_event_loop(loop())
    before = os.environ.get("JALON_VAR")
    os.environ["JALON_VAR"] = str(variable_folder())
    try:
        return load_agent(Settings(), "memory")
    finally:
        if before is None:
            del os.environ["JALON_VAR"]
        else:
            os.environ["JALON_VAR"] = before


def has_model() -> bool:
    """Tell whether a trained model is there to be loaded."""
    return any(Settings().models.glob("*.tar.gz")) and latest_model(Settings().models).is_file()


class Parleur:
    """A person in conversation: `dit` a line, `presse` a button; every reply is checked against the schema."""

    def __init__(self, campus: str | None = None, talk: Conversations | None = None) -> None:
        self.talk = talk or Conversations(agent())
        self.session = secrets.token_hex(8)
        self.replies: list[dict[str, Any]] = []
        self.turn = 0
        self._keep(loop().run_until_complete(self.talk.open(self.session, campus)))

    def dit(self, line: str) -> str:
        """Say a line; return the text of the replies."""
        answered = loop().run_until_complete(self.talk.say(self.session, line))
        self.turn = answered.number
        return self._keep(answered.replies)

    def presse(self, title: str) -> str:
        """Press the button of that title among the last ones shown; return the text of the replies."""
        payloads = {button["title"]: button["payload"] for button in self.buttons}
        assert title in payloads, f"pas de bouton « {title} » parmi {list(payloads)}"
        return self.envoie(payloads[title])

    def envoie(self, payload: str) -> str:
        """Send a payload; return the text of the replies."""
        answered = loop().run_until_complete(self.talk.press(self.session, payload))
        self.turn = answered.number
        return self._keep(answered.replies)

    def demande(self, payload: str) -> str:
        """Ask for a need by its payload, as a button would, shown or not: no reading comes in between."""
        state = loop().run_until_complete(self.talk._state(self.session))
        state.offered.add(payload)
        return self.envoie(payload)

    @property
    def read_as(self) -> str:
        """Return the need the last message was read as."""
        return next(str(e.intent_name) for e in reversed(self.events) if type(e).__name__ == "UserUttered")

    @property
    def titles(self) -> list[str]:
        """Return the titles of the buttons under the last replies."""
        return [button["title"] for button in self.buttons]

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return the buttons under the last replies."""
        return [button for reply in self.replies for button in reply["buttons"]]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """Return the cards of the last replies."""
        return [reply["card"] for reply in self.replies if "card" in reply]

    @property
    def sources(self) -> list[dict[str, str]]:
        """Return the sources of the last replies."""
        return [source for reply in self.replies for source in reply["sources"]]

    @property
    def memory(self) -> dict[str, Any]:
        """Return what the assistant remembers: every slot with a value."""
        tracker = loop().run_until_complete(self.talk.agent.tracker_store.retrieve_full_tracker(self.session))
        return {name: value for name, value in tracker.current_slot_values().items() if value is not None}

    @property
    def events(self) -> list[Any]:
        """Return every stored event of the conversation."""
        tracker = loop().run_until_complete(self.talk.agent.tracker_store.retrieve_full_tracker(self.session))
        return list(tracker.events)

    def _keep(self, replies: list[dict[str, Any]]) -> str:
        for reply in replies:
            check_reply(reply)
        self.replies = replies
        return "\n\n".join(reply["text"] for reply in replies)
