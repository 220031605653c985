"""Entities from the knowledge base: what a message names, with the base's identifiers."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.register import persona, registre, rythme
from bot.settings import Settings
from knowledge.mention import Mention
from knowledge.names import Gazetteer
from knowledge.text import words

MENTIONS = "jalon_mentions"


def gazetteer(known: List[Text], model: SpacyModel) -> Gazetteer:
    """Return the dictionary of the base; words in `known` or with a vector are French, never repaired into a name."""
    return Gazetteer(Settings().base(), known, model.model.vocab.has_vector)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True, model_from="FrSpacyNLP")
class KnowledgeLinker(GraphComponent):
    """Find diplomas, métiers, fields, places, campuses and classes; attach ids; mark refusals.

    Entities carry `value` (the id when known, else the text as typed), `id`, `label` and `negated`.
    Two more, `persona` and `rythme`, are not things of the base: they fill the slots of the same names.
    `min_count`: a word typed that often in training is common French, never repaired into a name.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the default configuration."""
        return {"min_count": 3}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, known: List[Text]) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._known = known
        self._names: Gazetteer | None = None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeLinker:
        """Make an untrained linker, which repairs every unknown word it can."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource, [])

    def _find(self, text: Text, model: SpacyModel) -> List[Mention]:
        if self._names is None:
            self._names = gazetteer(self._known, model)
        return self._names.find(text)

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Learn which words are common French."""
        counts = Counter(
            word for message in training_data.intent_examples for word in set(words(message.get(TEXT) or ""))
        )
        self._known = sorted(word for word, n in counts.items() if n >= self._config["min_count"])
        with self._storage.write_to(self._resource) as path:
            (path / "known.json").write_text(json.dumps(self._known), encoding="utf-8")
        self._names = None
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnowledgeLinker:
        """Load the linker of a trained model; names come from the base as it is now."""
        with model_storage.read_from(resource) as path:
            return cls(config, model_storage, resource, json.loads((path / "known.json").read_text(encoding="utf-8")))

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Attach the mentions that the classifier uses as features."""
        for message in training_data.intent_examples:
            message.set(MENTIONS, self._find(message.get(TEXT) or "", model))
        return training_data

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Add the entities of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            mentions = self._find(text, model)
            message.set(MENTIONS, mentions)
            found = [_entity(mention, text) for mention in mentions]
            voice = persona(text)
            for name, value in (("persona", voice), ("registre", registre(voice)), ("rythme", rythme(text))):
                if value:
                    found.append({"entity": name, "value": value, "start": 0, "end": 0, "extractor": "KnowledgeLinker"})
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def _entity(mention: Mention, text: str) -> Dict[Text, Any]:
    typed = text[mention.start : mention.end]
    return {
        "entity": mention.entity,
        "value": mention.id or typed,
        "start": mention.start,
        "end": mention.end,
        "id": mention.id,
        "label": mention.label,
        "negated": mention.negated,
        "unknown": mention.unknown,
        "extractor": "KnowledgeLinker",
    }
