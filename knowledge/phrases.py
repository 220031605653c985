"""What the assistant says: the French sentences of `data/responses/`, filled with facts.

The files are Rasa responses, so the sentences of rules and those of actions live side by side and anyone can
reword them. A variation whose `condition` names a slot is chosen when the conversation has that value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"
_HOLE = re.compile(r"{(\w+)}")


class PhraseMissing(KeyError):
    """A sentence or one of its values is missing; the message names both."""


class Phrasebook:
    """The sentences of a folder by key (`utter_…`), read at first use."""

    def __init__(self, folder: Path = RESPONSES) -> None:
        self.folder = folder
        self._phrases: dict[str, list[dict[str, Any]]] | None = None

    @property
    def phrases(self) -> dict[str, list[dict[str, Any]]]:
        """Return every sentence with its variations, by key."""
        if self._phrases is None:
            self._phrases = {}
            for path in sorted(self.folder.glob("*.yml")):
                content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
                self._phrases.update(content.get("responses", {}))
        return self._phrases

    def say(self, key: str, slots: Mapping[str, Any] | None = None, **values: Any) -> str:
        """Return the text of a sentence, its `{holes}` filled with values (slots come second)."""
        text = str(self._variation(key, slots or {}).get("text", ""))
        known = {**(slots or {}), **values}

        def fill(hole: re.Match[str]) -> str:
            if known.get(hole[1]) is None:
                raise PhraseMissing(f"{key} : il manque la valeur de {{{hole[1]}}}")
            return str(known[hole[1]])

        return re.sub(r" +$", "", _HOLE.sub(fill, text), flags=re.MULTILINE).strip()

    def buttons(self, key: str, slots: Mapping[str, Any] | None = None, **values: Any) -> list[dict[str, str]]:
        """Return the buttons of a sentence (`title`, `payload`), holes of both filled; those unfilled are left out."""
        made = []
        for button in self._variation(key, slots or {}).get("buttons", []):
            holes = _HOLE.findall(button["title"]) + re.findall(r"<(\w+)>", button["payload"])
            if all(values.get(hole) for hole in holes):
                title = _HOLE.sub(lambda hole: str(values[hole[1]]), button["title"])
                payload = re.sub(r"<(\w+)>", lambda hole: str(values[hole[1]]), button["payload"])
                made.append({"title": title, "payload": payload})
        return made

    def has(self, key: str) -> bool:
        """Tell whether a sentence exists."""
        return key in self.phrases

    def _variation(self, key: str, slots: Mapping[str, Any]) -> dict[str, Any]:
        if key not in self.phrases:
            raise PhraseMissing(f"{key} : aucune phrase de ce nom dans {self.folder}")
        variations = self.phrases[key]
        for variation in variations:
            conditions = variation.get("condition", [])
            if conditions and all(slots.get(c["name"]) == c["value"] for c in conditions):
                return variation
        return next((v for v in variations if not v.get("condition")), variations[0])


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Return the project's sentences, read once a process."""
    return Phrasebook()
