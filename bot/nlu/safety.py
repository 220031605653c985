"""The safety net: words of distress or harassment that no other reading may outvote.

Patterns, their exceptions (figures of speech) and the words that hint at suffering are data: `bot/nlu/safety.yml`,
reviewed by people.
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

from knowledge.spelling import normalise

_PATTERNS = Path(__file__).with_name("safety.yml")


@lru_cache(maxsize=1)
def _rules() -> Dict[Text, Any]:
    content = yaml.safe_load(_PATTERNS.read_text(encoding="utf-8"))
    return {
        intent: {kind: [re.compile(pattern) for pattern in patterns] for kind, patterns in rule.items()}
        for intent, rule in content.items()
    }


def danger(text: Text) -> Text | None:
    """Return `detresse` or `harcelement` when the text carries a sign of it outside a figure of speech."""
    plain = normalise(text)
    for intent, rule in _rules().items():
        rest = _without(rule["sauf"], plain)
        if any(sign.search(rest) for sign in rule["signes"]):
            return intent
    return None


_LITTLE = 7  # words beside a figure of speech that can hardly tell a suffering of their own


def hints(text: Text) -> bool:
    """Tell whether words speak of suffering, outside the figures of speech."""
    rest = _beside_figures(text)
    return any(hint.search(rest) for rule in _rules().values() for hint in rule["indices"])


def figure(text: Text) -> bool:
    """Tell whether the text holds a figure of speech that looks like danger."""
    plain = normalise(text)
    return any(exception.search(plain) for rule in _rules().values() for exception in rule["sauf"])


def is_only_figure(text: Text) -> bool:
    """Tell whether little is left of the text once its figures of speech are taken out."""
    return figure(text) and len(_beside_figures(text).split()) <= _LITTLE


def _beside_figures(text: Text) -> Text:
    return _without([exception for rule in _rules().values() for exception in rule["sauf"]], normalise(text))


def _without(exceptions: List[re.Pattern[Text]], plain: Text) -> Text:
    for exception in exceptions:
        plain = exception.sub(" ", plain)
    return plain


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
