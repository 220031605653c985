"""The safety net: words of distress or harassment that no other reading may outvote.

Patterns and their exceptions (figures of speech) are data: `bot/nlu/safety.yml`, reviewed by people.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Text

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.normalise import normalise

_PATTERNS = Path(__file__).with_name("safety.yml")


@lru_cache(maxsize=1)
def _rules() -> Dict[Text, Any]:
    content = yaml.safe_load(_PATTERNS.read_text(encoding="utf-8"))
    return {
        intent: {
            "signes": [re.compile(pattern) for pattern in rule["signes"]],
            "sauf": [re.compile(pattern) for pattern in rule["sauf"]],
        }
        for intent, rule in content.items()
    }


def danger(text: Text) -> Text | None:
    """Return `detresse` or `harcelement` when the text carries a sign of it outside a figure of speech."""
    plain = normalise(text)
    for intent, rule in _rules().items():
        rest = plain
        for exception in rule["sauf"]:
            rest = exception.sub(" ", rest)
        if any(sign.search(rest) for sign in rule["signes"]):
            return intent
    return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyNet(GraphComponent):
    """Put the danger first in the ranking whenever a curated sign is present."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyNet:
        """Make the net."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Override the intent of messages that carry a sign of danger."""
        for message in messages:
            name = danger(message.get(TEXT) or "")
            if name and message.get(INTENT, {}).get("name") not in ("detresse", "harcelement"):
                intent = {"name": name, "confidence": 1.0}
                others = [e for e in message.get(INTENT_RANKING_KEY) or [] if e["name"] != name]
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        return messages
