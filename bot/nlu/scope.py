"""The scope gate: unreadable text is told apart, and an unsure reading becomes a question, not an answer."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intents import THRESHOLDS
from bot.nlu.linker import MENTIONS
from bot.nlu.safety import figure, hints, is_only_figure
from bot.nlu.tuning import DANGER, Thresholds
from knowledge.spelling import normalise
from knowledge.text import STOPWORDS

_NEVER = 2.0  # more than any confidence
_WORD = re.compile(r"[a-z]{2,}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False, model_from="FrSpacyNLP")
class ScopeGate(GraphComponent):
    """Set `illisible` when nothing can be read, `nlu_fallback` when the best reading is not sure enough.

    The least confidence of an answer, and the chance of distress or harassment from which it comes first, are those
    that the classifier chose on its development split; a figure in the configuration takes their place. `margin` is
    the least lead over the second reading below twice the least confidence. A danger read below its chance is asked
    about (the question names the help lines). The ranking keeps every reading, so that the nearest can be offered.

    Without a word that speaks of suffering, the chance of danger must be `bare_danger`: « mon père me dit de… » is
    not « mon père me frappe ». Below it, a figure of speech (« un centre me harcèle d'appels ») is the next reading.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the default configuration."""
        return {"threshold": None, "margin": 0.02, "danger_threshold": None, "bare_danger": 0.8}

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config, self._vocabulary = config, None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ScopeGate:
        """Make the gate."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Correct the intent of each message where needed."""
        self._vocabulary = model.model.vocab
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            name = self._override(message, ranking)
            if name:
                confidence = 1.0 - (ranking[0]["confidence"] if ranking else 0.0)
                intent = {"name": name, "confidence": confidence}
                others = [entry for entry in ranking if entry["name"] != name]
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        return messages

    def _override(self, message: Message, ranking: List[Dict[Text, Any]]) -> Text | None:
        text = message.get(TEXT) or ""
        if _is_other_script(text) or (not message.get(MENTIONS) and self._is_unreadable(text)):
            return "langue_etrangere" if _is_other_script(text) else "illisible"
        if not ranking:
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        first = ranking[0]["confidence"]
        second = ranking[1]["confidence"] if len(ranking) > 1 else 0.0
        chosen = message.get(THRESHOLDS) or Thresholds()
        threshold, margin = self._config["threshold"] or chosen.answer, self._config["margin"]
        dangers = [entry for entry in ranking if entry["name"] in DANGER]
        hinted = hints(text)
        least = (self._config["danger_threshold"] or chosen.danger) if hinted else self._config["bare_danger"]
        if not hinted and is_only_figure(text):
            least = _NEVER  # no dark word but those of a figure of speech: the classifier alone is not believed
        if sum(entry["confidence"] for entry in dangers) >= least:
            return None if ranking[0] in dangers else str(dangers[0]["name"])
        if ranking[0] in dangers and not hinted and figure(text):
            return _next(ranking, threshold)
        if ranking[0] in dangers or first < threshold or (first < 2 * threshold and first - second < margin):
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        return None

    def _is_unreadable(self, text: Text) -> bool:
        """Tell whether no word of a short text is a word: mash, emoji alone, digits, a bare link."""
        words = [word for word in _WORD.findall(normalise(text)) if word not in {"xlien", "xmail", "xemoji"}]
        if not words:
            return True
        if len(words) > 6 or self._vocabulary is None:
            return False
        known = sum(word in STOPWORDS or bool(self._vocabulary.has_vector(word)) for word in words)
        return known == 0 and any(_looks_mashed(word) for word in words)


def _next(ranking: List[Dict[Text, Any]], threshold: float) -> Text:
    """Return the surest reading that is no danger, were danger ruled out; a question when none is sure enough."""
    others = [entry for entry in ranking if entry["name"] not in DANGER]
    left = sum(entry["confidence"] for entry in others)
    sure = others and others[0]["confidence"] >= threshold * max(left, 0.01)
    return str(others[0]["name"]) if sure else DEFAULT_NLU_FALLBACK_INTENT_NAME


def _is_other_script(text: Text) -> bool:
    """Tell whether most letters are not Latin: Arabic, Cyrillic, Chinese…"""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char > "\u024f" for char in letters) > len(letters) / 2


def _looks_mashed(word: Text) -> bool:
    """Tell whether a word has the shape of random keys: few vowels or long consonant runs."""
    vowels = sum(char in "aeiouy" for char in word)
    return len(word) >= 4 and (vowels / len(word) < 0.25 or bool(re.search(r"[^aeiouy]{5,}", word)))
