"""The brochure's 91 questions, asked as typed, each in a conversation of its own.

An answer counts as right when it carries the expected figures, or two fifths of the expected words (stems).
It is a floor: a person reading the answers counts more (the figures are in the changelog).
"""

from __future__ import annotations

import asyncio
import re
import secrets

import pytest

from bot.agent import load_agent
from bot.conversations import Conversations
from bot.settings import ROOT, Settings
from knowledge.text import stems

SEED = ROOT.parent / "shared" / "facts" / "seed_facts.md"
AT_LEAST = 84
_PAIR = re.compile(r"^\d+\. \*\*Q\*\* (?:\[piège\] )?(.*?)\n\s+\*\*R\*\* (.*?)\n", re.MULTILINE)
_ASIDE = re.compile(r"\(.*?hors document.*?\)|\(écrit.*?\)")


def _is_right(expected: str, answer: str) -> bool:
    expected = _ASIDE.sub("", expected)
    wanted, got = set(stems(expected)), set(stems(answer))
    share = len(wanted & got) / max(1, len(wanted))
    figures = set(re.findall(r"\d+", expected))
    return share >= 0.4 or bool(figures and share >= 0.2 and figures <= set(re.findall(r"\d+", answer)))


@pytest.mark.model
@pytest.mark.skipif(not SEED.exists(), reason="the folder of shared facts is not beside the project")
def test_the_brochures_questions_are_answered_as_typed() -> None:
    pairs = _PAIR.findall(SEED.read_text(encoding="utf-8"))

    async def ask_all() -> list[str]:
        talk = Conversations(load_agent(Settings(), "memory"))
        wrong = []
        for question, expected in pairs:
            session = secrets.token_hex(8)
            await talk.open(session)
            turn = await talk.say(session, question)
            answer = " ".join(reply["text"] for reply in turn.replies)
            if not _is_right(expected, answer):
                wrong.append(f"{question} → {answer[:120]}")
        return wrong

    wrong = asyncio.new_event_loop().run_until_complete(ask_all())

    assert len(pairs) == 91
    assert len(pairs) - len(wrong) >= AT_LEAST, "\n".join(wrong)
