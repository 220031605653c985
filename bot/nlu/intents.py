"""The intent classifier: a linear SVM on characters, masked words, sounds and word vectors.

Why linear: docs/adr/0003. Confidence is a softmax of the margins; its temperature and the thresholds of the scope
gate are chosen on a development split at each training (`bot/nlu/tuning.py`) and stored with the model.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any, Dict, List, Sequence, Text, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from bot.nlu.clauses import clauses
from bot.nlu.features import Example, Features
from bot.nlu.linker import MENTIONS, gazetteer
from bot.nlu.noise import noisy
from bot.nlu.tuning import Thresholds, chances, least_second, split, tune
from knowledge.mention import Mention

ALSO = "also"  # a second need of the message, in the parse
THRESHOLDS = "jalon_thresholds"  # for the scope gate
_MORE_THAN_HELLO = 6  # words
_ROUGH = 10  # thresholds need margins, not the last digit of the fit
_SHOWN = 10  # how many intents the ranking lists
# Small talk is no need; danger is never an afterthought: the safety net sees to it.
_NOT_A_SECOND = frozenset(
    {
        "affirmer", "au_revoir", "bot_critique", "bot_identite", "detresse", "harcelement", "hors_sujet", "illisible",
        "injection", "insulte", "langue_etrangere", "nier", "relance_contextuelle", "remercier", "saluer",
    }
)  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrSpacyNLP")
class LinearIntentClassifier(GraphComponent):
    """Rank the intents of a message, and name a second need when it holds two.

    `C` and `tol` are the SVM's, `vector_weight` is the length of the sentence vector beside the unit-length n-grams,
    `families` are those of `bot/nlu/features.py`, `noisy_copies` is how many noisy copies each training sentence
    gets, `heavy` the share of them that is heavily noisy, `aside` the share of sentences kept for tuning.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the default configuration."""
        return {
            "C": 0.3,
            "tol": 0.01,
            "vector_weight": 0.6,
            "families": ["words", "chars", "sounds", "run"],
            "noisy_copies": 2,
            "heavy": 0.5,
            "aside": 0.15,
            "seed": 42,
        }

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._features: Features | None = None
        self._labels: List[Text] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)  # features × intents: a row is read for each n-gram
        self._bias = np.zeros(0, dtype=np.float32)
        self._thresholds = Thresholds()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Make an untrained classifier."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Tune on a development split, fit on everything (sentences and noisy copies), and store."""
        messages = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        clean: List[Example] = [(m.get(TEXT), m.get(MENTIONS) or []) for m in messages]
        intents = [m.get(INTENT) for m in messages]
        self._labels = sorted(set(intents))
        targets = np.array([self._labels.index(intent) for intent in intents])
        copies = self._copies(clean, model)
        kept, aside = split(intents, self._config["aside"], self._config["seed"])
        if aside:
            self._fit(kept, clean, copies[:1], targets, model, tol=_ROUGH * self._config["tol"])
            held = [clean[i] for i in aside] + [copies[0][i] for i in aside]
            self._thresholds = tune(self._margins(held), np.concatenate([targets[aside]] * 2), self._labels)
            seconds = [second[1] for second in (self._second(*clean[i], intents[i]) for i in aside) if second]
            self._thresholds = Thresholds(**{**self._thresholds.as_dict(), "also": _rarest(seconds, len(aside))})
        self._fit(list(range(len(clean))), clean, copies, targets, model, self._config["tol"])
        self._persist()
        return self._resource

    def _copies(self, clean: Sequence[Example], model: SpacyModel) -> List[List[Example]]:
        """Return noisy copies of the sentences, each with what it still names."""
        rng = random.Random(self._config["seed"])  # noqa: S311 (typing noise, not secrecy)
        names = gazetteer([], model)
        made: List[List[Example]] = []
        for _ in range(max(1, self._config["noisy_copies"])):
            texts = [noisy(text, rng, heavy=rng.random() < self._config["heavy"]) for text, _ in clean]
            made.append([(text, names.find(text)) for text in texts])
        return made

    def _fit(
        self,
        kept: Sequence[int],
        clean: Sequence[Example],
        copies: Sequence[Sequence[Example]],
        targets: np.ndarray,
        model: SpacyModel,
        tol: float,
    ) -> None:
        sets = [clean, *copies[: self._config["noisy_copies"]]]
        examples = [examples[i] for examples in sets for i in kept]
        self._features = Features(model, self._config["vector_weight"], self._config["families"])
        # In one thread: liblinear draws from one generator, and threads would make each training another model.
        svm = LinearSVC(C=self._config["C"], tol=tol, random_state=self._config["seed"])
        svm.fit(self._features.fit(examples), np.concatenate([targets[list(kept)]] * len(sets)))
        self._weights = np.ascontiguousarray(svm.coef_.T, dtype=np.float32)
        self._bias = svm.intercept_.astype(np.float32)

    def _margins(self, examples: Sequence[Example]) -> np.ndarray:
        return np.stack([self._margin(*example) for example in examples])

    def _margin(self, text: Text, mentions: Sequence[Mention]) -> np.ndarray:
        columns, values = self._features.row(text, mentions)  # type: ignore[union-attr] # called once trained or loaded
        return values @ self._weights[columns] + self._bias

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Set the intent, the ranking and the second need of each message."""
        if self._features is not None:
            self._features.spacy_model = model
        for message in messages:
            text, mentions = message.get(TEXT) or "", message.get(MENTIONS) or []
            ranking = _past_the_greeting(self._rank(text, mentions), text, mentions)
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(THRESHOLDS, self._thresholds)
            second = self._second(text, mentions, ranking[0]["name"]) if ranking else None
            if second is not None and second[1] >= self._thresholds.also:
                message.set(ALSO, second[0], add_to_output=True)
        return messages

    def _rank(self, text: Text, mentions: Sequence[Mention]) -> List[Dict[Text, Any]]:
        if self._features is None or not text.strip():
            return []
        sure = chances(self._margin(text, mentions)[None, :], self._thresholds.temperature)[0]
        best = np.argsort(-sure)[:_SHOWN]
        return [{"name": self._labels[i], "confidence": float(sure[i])} for i in best]

    def _second(self, text: Text, mentions: Sequence[Mention], first: Text) -> Tuple[Text, float] | None:
        """Return the surest need, other than the first, that a part of the message carries by itself."""
        best: Tuple[Text, float] | None = None
        for start, end in clauses(text):
            inside = [_moved(m, -start) for m in mentions if start <= m.start and m.end <= end]
            top = next((e for e in self._rank(text[start:end], inside) if e["name"] not in _NOT_A_SECOND), None)
            if top and top["name"] != first and (best is None or top["confidence"] > best[1]):
                best = top["name"], top["confidence"]
        return best

    def _persist(self) -> None:
        features = self._features
        if features is None:
            return
        with self._storage.write_to(self._resource) as path:
            about = {"labels": self._labels, "thresholds": self._thresholds.as_dict(), **features.dump()}
            (path / "classifier.json").write_text(json.dumps(about), encoding="utf-8")
            np.savez(path / "classifier.npz", weights=self._weights, bias=self._bias, **features.arrays())

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier: JSON and plain arrays, nothing executable."""
        self = cls({**cls.get_default_config(), **config}, model_storage, resource)
        with model_storage.read_from(resource) as path:
            about = json.loads((path / "classifier.json").read_text(encoding="utf-8"))
            with np.load(path / "classifier.npz", allow_pickle=False) as arrays:
                self._features = Features(None, self._config["vector_weight"], self._config["families"])
                self._features.restore(about, arrays)
                self._weights, self._bias = arrays["weights"], arrays["bias"]
        self._labels, self._thresholds = about["labels"], Thresholds(**about["thresholds"])
        return self


def _past_the_greeting(
    ranking: List[Dict[Text, Any]], text: Text, mentions: Sequence[Mention]
) -> List[Dict[Text, Any]]:
    """Return the ranking with the greeting behind the next need, when a longer message names something as well."""
    greets = len(ranking) > 1 and ranking[0]["name"] == "saluer"
    if not greets or not mentions or len(text.split()) < _MORE_THAN_HELLO:
        return ranking
    first, second, *others = ranking
    swapped = [{**second, "confidence": first["confidence"]}, {**first, "confidence": second["confidence"]}]
    return [*swapped, *others]


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _rarest(seconds: Sequence[float], messages: int) -> float:
    """Return the confidence of a second need; messages where no part was read otherwise count as unsure."""
    return least_second([*seconds, *([0.0] * (messages - len(seconds)))])
