"""Talk with the assistant in a terminal, or ask one question."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from bot.agent import load_agent
from bot.conversations import Conversations, TurnFailed
from bot.errors import ERRORS
from bot.settings import MAX_CHARS, Settings


def ask(settings: Settings, question: str) -> list[dict[str, Any]]:
    """Return the replies to one question, as the chat API gives them; nothing is stored."""
    if not question.strip() or len(question) > MAX_CHARS:
        code = "message_trop_long" if question.strip() else "message_vide"
        raise RuntimeError(ERRORS[code][1])

    async def once() -> list[dict[str, Any]]:
        talk = Conversations(load_agent(settings, "memory"))
        session = secrets.token_hex(8)
        await talk.open(session, settings.campus or None)
        return (await talk.say(session, question)).replies

    return _run(once())


def chat(settings: Settings) -> None:
    """Hold a conversation; a figure presses the button of that number, an empty line or Ctrl+D leaves."""

    async def loop() -> None:
        talk = Conversations(load_agent(settings, "memory"))
        session = secrets.token_hex(8)
        replies = await talk.open(session, settings.campus or None)
        while True:
            show(replies)
            try:
                typed = input("\nVous > ").strip()
            except EOFError:
                return
            if not typed:
                return
            buttons = [button for reply in replies for button in reply["buttons"]]
            if typed.isdigit() and 0 < int(typed) <= len(buttons):
                replies = (await talk.press(session, buttons[int(typed) - 1]["payload"])).replies
            else:
                replies = (await talk.say(session, typed[:MAX_CHARS])).replies

    _run(loop())


def show(replies: list[dict[str, Any]]) -> None:
    """Print replies: text, numbered buttons, sources."""
    number = 0
    for reply in replies:
        print("\n" + reply["text"])
        for button in reply["buttons"]:
            number += 1
            print(f"  [{number}] {button['title']}")
        for source in reply["sources"]:
            print(f"  Source : {source['title']} {source['url']} (vérifié le {source['verified_on']})")


def _run(work: Any) -> Any:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(work)
    except TurnFailed as error:
        raise RuntimeError(ERRORS[error.code][1]) from error
    finally:
        loop.close()
