"""What the assistant understands of a message, without answering it."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from bot.agent import load_agent
from bot.settings import Settings

_LEADING_SLASHES = re.compile(r"^\s*/+")
CONTRACT_ENTITIES = ("niveau", "diplome", "metier", "domaine", "lieu", "campus")


class Understanding:
    """Parse messages with the trained model; the model is loaded once."""

    def __init__(self, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._agent = load_agent(settings, "memory")

    def parse(self, text: str) -> dict[str, Any]:
        """Return intent, confidence, the five first readings, a second need (`also`) and the entities.

        Offsets index the text as typed; `also` is None when the message holds one need.

        An unsure reading shows its best guess: the low confidence says the doubt.
        """
        # Text, never a command of Rasa's: it strips spaces first, and a mark of the same width keeps the offsets.
        plain = _LEADING_SLASHES.sub(lambda match: "·" * len(match[0]), text)
        raw = self._loop.run_until_complete(self._agent.parse_message(plain))
        ranking = [
            {"name": entry["name"], "confidence": round(entry["confidence"], 4)}
            for entry in raw.get("intent_ranking") or [raw["intent"]]
            if entry["name"] != "nlu_fallback"
        ]
        first = ranking[0] if ranking else {"name": "illisible", "confidence": 0.0}
        return {
            "text": text,
            "intent": first["name"],
            "confidence": first["confidence"],
            "ranking": ranking[:5],
            "also": raw.get("also") if raw.get("also") != first["name"] else None,
            "entities": [
                {
                    "entity": entity["entity"],
                    "value": text[entity["start"] : entity["end"]],
                    "start": entity["start"],
                    "end": entity["end"],
                    "id": entity.get("id"),
                    "label": entity.get("label"),
                }
                for entity in raw.get("entities", [])
                if entity["entity"] in CONTRACT_ENTITIES
            ],
        }
