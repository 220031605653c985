"""The intent classifier: a linear SVM on character n-grams, words with names masked, and word vectors.

Why linear: docs/adr/0003. Confidence is a softmax of the margins, its temperature fitted on held-out folds.
"""

from __future__ import annotations

import json
import random
from typing import Any, Dict, List, Sequence, Text, Tuple

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu.linker import MENTIONS
from bot.nlu.noise import noisy
from bot.nlu.normalise import normalise
from bot.settings import Settings
from knowledge.names import Gazetteer, Mention

_SHOWN = 10  # how many intents the ranking lists


def masked(text: Text, mentions: Sequence[Mention]) -> Text:
    """Return the text with each mention replaced by its type (« devenir xmetier en xlieu »)."""
    parts, last = [], 0
    for mention in mentions:
        parts += [text[last : mention.start], f" x{mention.entity} "]
        last = mention.end
    return normalise("".join([*parts, text[last:]]))


class Features:
    """Turn (text, mentions) pairs into one sparse matrix: masked words, characters, vectors, types."""

    def __init__(self, spacy_model: SpacyModel | None, vector_weight: float) -> None:
        self.spacy_model = spacy_model
        self._vector_weight = vector_weight
        self._words = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True, token_pattern=r"\S+")  # noqa: S106 (a word pattern, not a secret)
        self._chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)

    def fit(self, examples: Sequence[Tuple[Text, Sequence[Mention]]]) -> sp.csr_matrix:
        """Learn the vocabularies and return the matrix of the examples (n × features)."""
        words = self._words.fit_transform(masked(*example) for example in examples)
        chars = self._chars.fit_transform(normalise(text) for text, _ in examples)
        return self._stack(words, chars, examples)

    def transform(self, examples: Sequence[Tuple[Text, Sequence[Mention]]]) -> sp.csr_matrix:
        """Return the matrix of new examples (n × features)."""
        words = self._words.transform(masked(*example) for example in examples)
        chars = self._chars.transform(normalise(text) for text, _ in examples)
        return self._stack(words, chars, examples)

    def _stack(self, words: Any, chars: Any, examples: Sequence[Tuple[Text, Sequence[Mention]]]) -> sp.csr_matrix:
        vectors = sp.csr_matrix(np.stack([self._vector(text) for text, _ in examples]))
        return sp.hstack([words, chars, vectors], format="csr", dtype=np.float32)

    def _vector(self, text: Text) -> np.ndarray:
        if self.spacy_model is None:
            raise ValueError("the spaCy vectors are not attached")
        vector = self.spacy_model.model.make_doc(normalise(text)).vector
        norm = float(np.linalg.norm(vector))
        return vector * (self._vector_weight / norm) if norm else np.zeros_like(vector)

    def dump(self) -> Dict[Text, Any]:
        """Return the vocabularies as plain data; weights go with the arrays."""
        return {
            "words": [word for word, _ in sorted(self._words.vocabulary_.items(), key=lambda item: item[1])],
            "chars": [gram for gram, _ in sorted(self._chars.vocabulary_.items(), key=lambda item: item[1])],
        }

    def arrays(self) -> Dict[Text, np.ndarray]:
        """Return the inverse document frequencies."""
        return {"words_idf": self._words.idf_, "chars_idf": self._chars.idf_}

    def restore(self, dumped: Dict[Text, Any], arrays: Any) -> None:
        """Take vocabularies and frequencies back."""
        for name, vectorizer in (("words", self._words), ("chars", self._chars)):
            vectorizer.vocabulary_ = {word: index for index, word in enumerate(dumped[name])}
            vectorizer.fixed_vocabulary_ = True
            vectorizer.idf_ = arrays[f"{name}_idf"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="FrSpacyNLP")
class LinearIntentClassifier(GraphComponent):
    """Rank the intents of a message.

    `C` is the SVM's, `vector_weight` the length of the sentence vector beside the unit-length n-grams,
    `noisy_copies` how many noisy copies each training sentence gets, `folds` those of the calibration.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the default configuration."""
        return {"C": 0.3, "vector_weight": 1.0, "noisy_copies": 2, "folds": 3, "seed": 42}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._features: Features | None = None
        self._labels: List[Text] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)
        self._temperature = 1.0

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
        """Fit on the sentences and their noisy copies, calibrate, and store."""
        messages = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        clean = [(m.get(TEXT), m.get(MENTIONS) or [], m.get(INTENT)) for m in messages]
        self._labels = sorted({intent for _, _, intent in clean})
        self._fit_temperature(clean, model)
        self._features = Features(model, self._config["vector_weight"])
        svm = self._fit(clean, self._features, self._config["noisy_copies"])
        self._weights, self._bias = svm.coef_.astype(np.float32), svm.intercept_.astype(np.float32)
        self._persist()
        return self._resource

    def _fit(self, clean: List[Tuple[Text, Any, Text]], features: Features, copies: int) -> LinearSVC:
        rng = random.Random(self._config["seed"])  # noqa: S311 (typing noise, not secrecy)
        examples = [(text, mentions) for text, mentions, _ in clean]
        targets = [self._labels.index(intent) for _, _, intent in clean]
        names = Gazetteer(Settings().base())
        for _ in range(copies):
            for text, _, intent in clean:
                worse = noisy(text, rng, heavy=rng.random() < 0.5)
                examples.append((worse, names.find(worse)))
                targets.append(self._labels.index(intent))
        svm = LinearSVC(C=self._config["C"], random_state=self._config["seed"])
        return svm.fit(features.fit(examples), targets)

    def _fit_temperature(self, clean: List[Tuple[Text, Any, Text]], model: SpacyModel) -> None:
        """Choose the softmax temperature that makes held-out confidences honest (log loss; clean sentences only)."""
        targets = np.array([self._labels.index(intent) for _, _, intent in clean])
        folds = StratifiedKFold(self._config["folds"], shuffle=True, random_state=self._config["seed"])
        if len(clean) < 500 or min(np.bincount(targets)) < self._config["folds"]:
            return
        margins = np.zeros((len(clean), len(self._labels)))
        for kept, held in folds.split(clean, targets):
            features = Features(model, self._config["vector_weight"])
            svm = self._fit([clean[i] for i in kept], features, copies=0)
            margins[held] = svm.decision_function(features.transform([clean[i][:2] for i in held]))

        def loss(log_scale: float) -> float:
            scaled = margins * np.exp(log_scale)
            scaled -= scaled.max(axis=1, keepdims=True)
            picked = scaled[np.arange(len(targets)), targets] - np.log(np.exp(scaled).sum(axis=1))
            return float(-picked.mean())

        self._temperature = float(np.exp(-minimize_scalar(loss, bounds=(-2.0, 4.0), method="bounded").x))

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Set the intent and the ranking of each message."""
        if self._features is not None:
            self._features.spacy_model = model
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "", message.get(MENTIONS) or [])
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, text: Text, mentions: Sequence[Mention]) -> List[Dict[Text, Any]]:
        if self._features is None or not text.strip():
            return []
        row = self._features.transform([(text, mentions)])
        margins = self._weights[:, row.indices] @ row.data + self._bias
        scaled = margins / self._temperature
        chances = np.exp(scaled - scaled.max())
        chances /= chances.sum()
        best = np.argsort(-chances)[:_SHOWN]
        return [{"name": self._labels[i], "confidence": float(chances[i])} for i in best]

    def _persist(self) -> None:
        features = self._features
        if features is None:
            return
        with self._storage.write_to(self._resource) as path:
            about = {"labels": self._labels, "temperature": self._temperature, **features.dump()}
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
                self._features = Features(None, self._config["vector_weight"])
                self._features.restore(about, arrays)
                self._weights, self._bias = arrays["weights"], arrays["bias"]
        self._labels, self._temperature = about["labels"], about["temperature"]
        return self
