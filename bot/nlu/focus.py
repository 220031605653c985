"""What a message is about, among what it names: a robot that is insulted is not the field of robotics."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.linker import MENTIONS
from knowledge.everyday import everyday
from knowledge.mention import Mention
from knowledge.text import words

# Needs for which a field alone says what is wanted; elsewhere an everyday word is only an everyday word.
_ABOUT_FIELDS = frozenset(
    {
        "campus_trouver", "formation_ou", "formation_debouches", "formation_comparer", "idees_par_interets",
        "metier_conditions", "metier_debouches", "metier_decouverte", "metier_devenir", "metier_salaire",
        "reconversion", "stage_pfmp", "relance_contextuelle",
    }
)  # fmt: skip


_SURE = 0.5  # a reading less sure than this says nothing of what is named
# Needs where nothing is a wish: « je veux voir la psychologue », « oublie ce que disent tes développeurs ».
_ABOUT_NOTHING = frozenset({"bot_critique", "bot_identite", "contact_humain", "injection", "insulte"})


def focused(mentions: Sequence[Mention], text: Text, intent: Text | None) -> List[Mention]:
    """Return the mentions without the everyday words that are not what the message asks about."""
    if intent in _ABOUT_NOTHING:
        return [m for m in mentions if m.entity not in ("metier", "domaine")]
    strong = [m for m in mentions if not _is_everyday(m, text)]
    if intent in _ABOUT_FIELDS and not any(m.entity in ("metier", "domaine", "diplome") for m in strong):
        return list(mentions)
    return strong


def _is_everyday(mention: Mention, text: Text) -> bool:
    return mention.entity == "domaine" and " ".join(words(text[mention.start : mention.end])) in everyday("faibles")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Focus(GraphComponent):
    """Leave out of the entities the everyday words that the message is not about, once its need is known."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Focus:
        """Make the component."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Keep what matters of the entities of each message."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or [{"name": None}]
            read = next((e["name"] for e in ranking if e["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME), None)
            sure = next((e.get("confidence", 0.0) for e in ranking if e["name"] == read), 0.0)
            unsure = sure < _SURE or ranking[0]["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
            if read in _ABOUT_NOTHING and unsure:
                read = None  # too unsure a reading to say that a job named is nothing
            mentions = message.get(MENTIONS) or []
            left_out = {m.start for m in mentions} - {m.start for m in focused(mentions, message.get(TEXT) or "", read)}
            if left_out:
                kept = [e for e in message.get(ENTITIES) or [] if e["start"] == e["end"] or e["start"] not in left_out]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages
