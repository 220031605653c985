"""The French spaCy vectors, shared by the pipeline.

Rasa's own loader refuses the 3.8 model on spaCy 3.7 although vectors and tokenisation are the same
(docs/adr/0002); this one accepts both, and loads vectors only: 0.03 ms a sentence instead of 3.4 ms.
"""

from __future__ import annotations

import warnings
from typing import Any, Dict, List, Text

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

_UNUSED = ["tok2vec", "morphologizer", "parser", "senter", "ner", "attribute_ruler", "lemmatizer"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MODEL_LOADER, is_trainable=False, model_from="FrSpacyNLP")
class FrSpacyNLP(SpacyNLP):
    """Load `fr_core_news_md` once for every component that declares `model_from="FrSpacyNLP"`."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the default configuration."""
        return {"model": "fr_core_news_md", "case_sensitive": False}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrSpacyNLP:
        """Load the vectors; the message of a missing model says how to get it."""
        config = {**cls.get_default_config(), **config}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r".*\[W095\].*")  # a 3.8 model on 3.7: see the ADR
            try:
                nlp = spacy.load(config["model"], exclude=_UNUSED)
            except OSError as error:
                raise RuntimeError(
                    f"le modèle spaCy {config['model']} manque ; lancer « make setup » "
                    f"ou « python -m spacy download {config['model']} »"
                ) from error
        return cls(SpacyModel(model=nlp, model_name=config["model"]), config)

    @staticmethod
    def required_packages() -> List[Text]:
        """Return the packages this component needs."""
        return ["spacy"]
