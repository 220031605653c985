"""What is done once instead of at each turn changes no answer, and the conversations kept stay Rasa's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from bot import agent as loading
from bot.agent import load_agent
from bot.conversations import Conversations
from bot.settings import Settings

pytestmark = pytest.mark.model

TALK = (
    "salut je suis en 3e",
    "comment devenir infirmière ?",
    "et en alternance ?",
    "zzz kjh qsd",
    "ça gagne combien un électricien",
    "le deuxième",
    "merci",
    "c'est quoi un BTS",
    "j'aime pas les maths",
    "quel temps fait-il à Lyon ?",
    "recommençons",
    "au revoir",
)


@pytest.fixture
def loop() -> Iterator[Callable[[Any], Any]]:
    own = asyncio.new_event_loop()
    yield own.run_until_complete
    own.close()


def talk(run: Callable[[Any], Any], url: str) -> tuple[list[Any], list[tuple[str, str]], Any]:
    """Return the replies of a whole conversation, the kinds and names of its events, and the store."""
    conversations = Conversations(load_agent(Settings(), url))
    replies = [run(conversations.open("quick"))]
    replies += [run(conversations.say("quick", line)).replies for line in TALK]
    store = conversations.agent.tracker_store
    tracker = run(store.retrieve_full_tracker("quick"))
    events = [(event.type_name, event.as_dict().get("name") or "") for event in tracker.events]
    return replies, events, store


def test_a_conversation_is_the_same_as_with_plain_rasa(
    loop: Callable[[Any], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, events, _ = talk(loop, f"sqlite:///{tmp_path}/quick.db")
    monkeypatch.setattr(loading, "shorten_turns", lambda processor: None)
    monkeypatch.setattr(loading, "_tracker_store", lambda url: SQLTrackerStore(Domain.empty(), db=url))
    plain, same, _ = talk(loop, f"{tmp_path}/plain.db")

    assert quick == plain
    assert events == same


def test_rasa_itself_reads_and_goes_on_with_the_conversations_kept(loop: Callable[[Any], Any], tmp_path: Path) -> None:
    from rasa.shared.core.events import SlotSet

    _, events, store = talk(loop, f"sqlite:///{tmp_path}/quick.db")
    rasas = SQLTrackerStore(store.domain, dialect="sqlite", db=f"{tmp_path}/quick.db")

    tracker = loop(rasas.retrieve_full_tracker("quick"))
    assert [(event.type_name, event.as_dict().get("name") or "") for event in tracker.events] == events

    theirs = loop(rasas.retrieve("quick"))
    theirs.update(SlotSet("niveau", "2de-gt"))
    loop(rasas.save(theirs))
    ours = loop(store.retrieve("quick"))
    assert ours.get_slot("niveau") == "2de-gt"
    ours.update(SlotSet("niveau", "3e"))
    loop(store.save(ours))
    loop(store.save(ours))  # nothing new: nothing written twice
    kept = loop(rasas.retrieve_full_tracker("quick"))
    assert len(kept.events) == len(events) + 2


def test_a_rejected_action_leaves_its_event(loop: Callable[[Any], Any], tmp_path: Path) -> None:
    from rasa.core.actions.action import ActionExecutionRejection
    from rasa.core.policies.policy import PolicyPrediction

    talking = Conversations(load_agent(Settings(), "memory"))
    loop(talking.open("rejet"))
    processor = talking.agent.processor
    tracker = loop(processor.get_tracker("rejet"))

    async def reject(*_: Any) -> None:
        raise ActionExecutionRejection("action_saluer")

    action = SimpleNamespace(name=lambda: "action_saluer", run=reject)
    prediction = PolicyPrediction.for_action_name(processor.domain, "action_saluer")
    again = loop(processor._run_action(action, tracker, None, None, prediction))

    assert again
    assert tracker.events[-1].type_name == "action_execution_rejected"
