"""One turn of conversation, from a checked message to replies in the contract's shape."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.aftermath import Alert, as_follow_up, goes_on, told
from bot.agent import ACTION_FAILURE
from bot.danger import withhold
from bot.erasure import asks_to_erase
from bot.privacy import mask
from bot.retention import erase
from knowledge.base import BaseUnavailable
from knowledge.text import words

CHANNEL = "jalon"
# Events pile up with the turns and every turn reads them: a new Rasa session is opened, without a word and
# with the memory carried over, each time this many turns have passed (docs/adr/0006).
TURNS_A_SESSION = 10
_COMMANDS = frozenset({"/restart", "/back", "/session_start"})  # of Rasa: typed by hand, they ask nothing
_REMEMBERED = 10_000


class TurnFailed(RuntimeError):
    """The assistant could not answer; `code` is that of the HTTP error."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


class NotOffered(ValueError):
    """A payload came that the assistant did not offer in this conversation."""


@dataclass
class Turn:
    """A turn's number (1 for the first message) and its replies; `erased` after « efface tout »."""

    number: int
    replies: list[dict[str, Any]]
    erased: bool = False


@dataclass
class _State:
    """How many turns there were, every payload offered, the last buttons shown by their title, and the last danger."""

    turn: int = 0
    offered: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    alert: Alert | None = None


class Conversations:
    """Talk with an agent. One instance a process; sessions are strings the caller has checked."""

    def __init__(self, agent: Any) -> None:
        self.agent = agent
        self._states: OrderedDict[str, _State] = OrderedDict()

    async def open(self, session: str, campus: str | None = None) -> list[dict[str, Any]]:
        """Start a conversation and return the greeting's replies."""
        metadata = {"campus": campus} if campus else None
        replies = await self._open(session, metadata)
        self._remember(session, _State(0, _payloads(replies), _titles(replies)))
        return replies

    async def _open(self, session: str, metadata: dict[str, Any] | None) -> list[dict[str, Any]]:
        output = _output()
        async with self.agent.lock_store.lock(session):
            processor = self._processor()
            tracker = await processor.fetch_tracker_and_update_session(session, output, metadata)
            await processor.save_tracker(tracker)
        return output.replies

    async def exists(self, session: str) -> bool:
        """Tell whether the conversation was opened and not erased since."""
        return session in self._states or bool(await self._tracker_events(session))

    async def turns(self, session: str) -> int:
        """Return how many turns the conversation has had."""
        return (await self._state(session)).turn

    async def say(self, session: str, message: str) -> Turn:
        """Answer a text. A leading slash is plain text here, never a command."""
        typed = message.strip().lstrip("/").strip() or "?"
        if message.strip() in _COMMANDS:
            typed = "?"  # no word of a question
        text = mask(typed)
        if asks_to_erase(text):
            return await self._start_afresh(session)
        state = await self._state(session)
        button = state.shown.get(_plain(text))
        if button:  # the words of a button, typed: the button
            return await self.press(session, button)
        # Read as typed, kept as masked: « moi c'est Lucas » says what it is better than « moi c'est [prénom] ».
        parsed = await self._processor().parse_message(_user_message(typed), only_output_properties=True)
        way = goes_on(typed, parsed, state.alert, state.turn + 1)
        if state.alert and way:
            parsed = as_follow_up(parsed, state.alert, way)
        text, parsed = withhold(text, _masked(parsed, typed, text))
        return await self._turn(session, text, parsed)

    async def press(self, session: str, payload: str) -> Turn:
        """Answer a button; raises `NotOffered` unless the assistant showed it in this conversation."""
        state = await self._state(session)
        if payload not in state.offered:
            raise NotOffered(payload)
        return await self._turn(session, payload, parse_payload(payload))

    async def erase(self, session: str) -> None:
        """Forget a conversation: its stored events and what this process remembers of it."""
        async with self.agent.lock_store.lock(session):
            await asyncio.get_running_loop().run_in_executor(None, _forget, self.agent.tracker_store, session)
        self._states.pop(session, None)

    async def _start_afresh(self, session: str) -> Turn:
        """Erase for real, the order included, and go on as with somebody new; turns keep their numbers."""
        state = await self._state(session)
        number = state.turn + 1
        await self.erase(session)
        replies = await self._open(session, {"efface": True, "alerte": state.alert is not None})
        self._remember(session, _State(number, _payloads(replies), _titles(replies)))
        return Turn(number, replies, erased=True)

    async def _turn(self, session: str, text: str, parsed: dict[str, Any]) -> Turn:
        from rasa.core.channels.channel import UserMessage

        state = await self._state(session)
        if state.turn and state.turn % TURNS_A_SESSION == 0:
            await self._renew(session)
        number = state.turn + 1
        output = _output()
        message = UserMessage(
            text, output, session, input_channel=CHANNEL, parse_data=parsed, metadata={"turn": number}
        )
        ACTION_FAILURE.set(None)
        self._processor()
        await self.agent.handle_message(message)
        failure = ACTION_FAILURE.get()
        if not output.replies:
            code = "base_indisponible" if isinstance(failure, BaseUnavailable) else "reponse_impossible"
            raise TurnFailed(code, str(failure or "no reply"))
        offered = state.offered | _payloads(output.replies)
        self._remember(session, _State(number, offered, _titles(output.replies), told(parsed, number, state.alert)))
        return Turn(number, output.replies)

    async def _renew(self, session: str) -> None:
        from rasa.shared.core.constants import ACTION_SESSION_START_NAME
        from rasa.shared.core.events import SlotSet

        processor = self._processor()
        async with self.agent.lock_store.lock(session):
            tracker = await processor.get_tracker(session)
            known = tracker.get_slot("session_started_metadata") or {}
            tracker.update(SlotSet("session_started_metadata", {**known, "silencieux": True}), processor.domain)
            await processor.save_tracker(tracker)
            await processor.execute_action(
                session, ACTION_SESSION_START_NAME, _output(), processor.nlg, _no_prediction(processor.domain)
            )

    async def _state(self, session: str) -> _State:
        if session not in self._states:
            self._remember(session, _replay(await self._tracker_events(session)))
        return self._states[session]

    async def _tracker_events(self, session: str) -> list[Any]:
        tracker = await self.agent.tracker_store.retrieve_full_tracker(session)
        return list(tracker.events) if tracker else []

    def _remember(self, session: str, state: _State) -> None:
        self._states.pop(session, None)
        self._states[session] = state
        if len(self._states) > _REMEMBERED:
            self._states.popitem(last=False)

    def _processor(self) -> Any:
        if not self.agent.is_ready():
            raise TurnFailed("modele_absent", "no model is loaded")
        return self.agent.processor


def _user_message(text: str) -> Any:
    from rasa.core.channels.channel import UserMessage

    return UserMessage(text, input_channel=CHANNEL)


def _masked(parsed: dict[str, Any], typed: str, text: str) -> dict[str, Any]:
    """Return what was read of a message as it is kept: nothing that the mask hid, offsets in the masked text."""
    if text == typed:
        return parsed
    kept = []
    for entity in parsed.get("entities") or []:
        words_ = typed[entity["start"] : entity["end"]]
        at = text.find(words_)
        if at >= 0:
            kept.append({**entity, "start": at, "end": at + len(words_)})
    return {**parsed, "text": text, "entities": kept}


def parse_payload(payload: str) -> dict[str, Any]:
    """Return Rasa parse data for a button's `/intent{"entity": "value"}`, so that no model has to read it."""
    name, brace, rest = payload.lstrip("/").partition("{")
    values = json.loads(brace + rest) if brace else {}
    entities = [
        {"entity": key, "value": value, "start": 0, "end": 0, "id": value, "label": None}
        for key, value in values.items()
    ]
    intent = {"name": name, "confidence": 1.0}
    return {"text": payload, "intent": intent, "entities": entities, "intent_ranking": [intent]}


def _forget(tracker_store: Any, session: str) -> None:
    store = getattr(tracker_store, "_tracker_store", tracker_store)
    if hasattr(store, "engine"):
        erase(store.engine, session)
    else:  # in memory
        store.store.pop(session, None)


def _replay(events: list[Any]) -> _State:
    from rasa.shared.core.events import BotUttered, UserUttered

    state = _State()
    for event in events:
        if isinstance(event, UserUttered):
            state.turn = max(state.turn, int((event.metadata or {}).get("turn", state.turn + 1)))
            state.shown = {}
            read = {"intent": event.intent or {"name": None}, "entities": event.entities}
            state.alert = told(read, state.turn, state.alert)
        elif isinstance(event, BotUttered):
            buttons = (event.data or {}).get("buttons") or []
            state.offered |= {button["payload"] for button in buttons}
            state.shown |= {_plain(button["title"]): button["payload"] for button in buttons}
    return state


def _payloads(replies: list[dict[str, Any]]) -> set[str]:
    return {button["payload"] for reply in replies for button in reply["buttons"]}


def _titles(replies: list[dict[str, Any]]) -> dict[str, str]:
    return {_plain(button["title"]): button["payload"] for reply in replies for button in reply["buttons"]}


def _plain(text: str) -> str:
    return " ".join(words(text))


def _no_prediction(domain: Any) -> Any:
    from rasa.core.policies.policy import PolicyPrediction
    from rasa.shared.core.constants import ACTION_SESSION_START_NAME

    return PolicyPrediction.for_action_name(domain, ACTION_SESSION_START_NAME)


def _output() -> Any:
    from rasa.core.channels.channel import OutputChannel

    class Output(OutputChannel):
        """Collect replies in the contract's shape; one utterance is one reply, blank lines included."""

        def __init__(self) -> None:
            self.replies: list[dict[str, Any]] = []

        @classmethod
        def name(cls) -> str:
            return CHANNEL

        async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
            self.replies.append(reply(message))

    return Output()


def reply(message: dict[str, Any]) -> dict[str, Any]:
    """Return a Rasa message as `{"text", "buttons", "card"?, "sources"}`."""
    custom = message.get("custom") or {}
    shaped: dict[str, Any] = {
        "text": (message.get("text") or "").strip(),
        "buttons": [
            {"title": button["title"], "payload": button["payload"]} for button in message.get("buttons") or []
        ],
        "sources": custom.get("sources", []),
    }
    if custom.get("card"):
        shaped["card"] = custom["card"]
    return shaped
