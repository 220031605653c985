"""Read questions (one JSON string a line on standard input) with the stock Rasa model; see bench/readers.py."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

from bot.agent import quiet_rasa


async def _read() -> None:
    quiet_rasa()
    from rasa.core.agent import Agent

    agent = Agent.load(os.environ["STOCK_MODEL"])
    await agent.parse_message("bonjour")
    for line in sys.stdin:
        text = json.loads(line)
        begun = time.perf_counter()
        read = await agent.parse_message(text)
        ms = (time.perf_counter() - begun) * 1_000
        # The fallback classifier puts `nlu_fallback` first and keeps the real ranking behind it: both sides are
        # judged on their best guess.
        ranking = [entry["name"] for entry in read["intent_ranking"] if entry["name"] != "nlu_fallback"]
        print(json.dumps({"ranking": ranking[:5], "ms": ms}), flush=True)


if __name__ == "__main__":
    asyncio.run(_read())
