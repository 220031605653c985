"""What the assistant says: the French sentences of `data/responses/`, filled with facts.

The files are Rasa responses, so the sentences of rules and those of actions live side by side and anyone can
reword them. A variation whose `condition` names a slot is chosen when the conversation has that value.

A sentence may say in its `metadata` when it is the one to say: `besoin` names the needs it answers, `quand` the words
that call it (one item a way of asking: all its word starts must be there; « fac. » with a dot is the whole word),
`aides` the schemes told with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text import words

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

        said = re.sub(r"(?<=\S) {2,}", " ", _HOLE.sub(fill, text))  # what an empty hole leaves
        return re.sub(r"\n{3,}", "\n\n", re.sub(r" +$", "", said, flags=re.MULTILINE)).strip()

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

    def precise(self, need: str, text: str) -> str | None:
        """Return the key of the first sentence written for this need and these words; None when none is."""
        said = f" {' '.join(words(text))} "
        for key, ways in self._calls.get(need, ()):
            if any(all(start in said for start in way) for way in ways):
                return key
        return None

    def aides(self, key: str) -> tuple[str, ...]:
        """Return the ids of the schemes told with a sentence."""
        return tuple(_metadata(self.phrases[key]).get("aides", ()))

    @cached_property
    def _calls(self) -> dict[str, list[tuple[str, list[list[str]]]]]:
        """Return, by need, the sentences that words call, in the order of the files, with what is looked for."""
        calls: dict[str, list[tuple[str, list[list[str]]]]] = {}
        for key, variations in self.phrases.items():
            called = _metadata(variations)
            if "quand" in called:
                ways = [[_needle(start) for start in str(way).split()] for way in called["quand"]]
                for need in str(called["besoin"]).split():
                    calls.setdefault(need, []).append((key, ways))
        return calls

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


def _needle(start: str) -> str:
    """Return what to find among words set between spaces: a word start, or the whole word before a dot."""
    return f" {start[:-1]} " if start.endswith(".") else f" {start}"


def _metadata(variations: list[dict[str, Any]]) -> dict[str, Any]:
    return next((dict(variation["metadata"]) for variation in variations if "metadata" in variation), {})


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Return the project's sentences, read once a process."""
    return Phrasebook()
