"""What the classifier sees of a message: masked words, characters, sounds and word vectors.

`Features.fit` and `transform` make sparse matrices for training; `row` makes one message's row, in a tenth of the
time scikit-learn takes for one (the same figures: tests/bot/test_features.py).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Callable, Dict, List, Sequence, Text, Tuple

import numpy as np
import scipy.sparse as sp
from rasa.nlu.utils.spacy_utils import SpacyModel
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.mention import Mention
from knowledge.spelling import normalise, spoken

Example = Tuple[Text, Sequence[Mention]]
Cut = Tuple[Callable[[Text], List[Text]], Dict[Text, int], List[float]]  # how a family is cut, its n-grams, their idf

# What each family reads, and how it is cut. `run` is the sounds in one string: spaces lost or gained do not count.
_CUTS: Dict[Text, Dict[Text, Any]] = {
    "words": {"ngram_range": (1, 3), "min_df": 2, "token_pattern": r"\S+"},
    "chars": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 3},
    "sounds": {"ngram_range": (1, 2), "min_df": 2, "token_pattern": r"\S+"},
    "run": {"analyzer": "char", "ngram_range": (3, 5), "min_df": 3},
}


def masked(text: Text, mentions: Sequence[Mention]) -> Text:
    """Return the text with each mention replaced by its type (« devenir xmetier en xlieu »)."""
    parts, last = [], 0
    for mention in mentions:
        parts += [text[last : mention.start], f" x{mention.entity} "]
        last = mention.end
    return "".join([*parts, text[last:]])


def _views(text: Text, mentions: Sequence[Mention]) -> Dict[Text, Text]:
    """Return the text as each family reads it."""
    hidden = masked(text, mentions)
    plain, heard = normalise(text), spoken(text)
    return {
        "words": normalise(hidden) if mentions else plain,
        "chars": plain,
        "sounds": spoken(hidden) if mentions else heard,
        "run": heard.replace(" ", ""),
    }


class Features:
    """Turn (text, mentions) pairs into rows; `families` are names of `_CUTS`."""

    def __init__(self, spacy_model: SpacyModel | None, vector_weight: float, families: Sequence[Text]) -> None:
        self.spacy_model = spacy_model
        self._vector_weight = vector_weight
        self._tfidf = {
            name: TfidfVectorizer(sublinear_tf=True, lowercase=False, dtype=np.float32, **_CUTS[name])
            for name in families
        }
        self._cuts: Dict[Text, Cut] = {}

    def fit(self, examples: Sequence[Example]) -> sp.csr_matrix:
        """Learn the vocabularies and return the matrix of the examples (n × features)."""
        views = [_views(*example) for example in examples]
        return self._stack(views, [v.fit_transform([w[n] for w in views]) for n, v in self._tfidf.items()])

    def transform(self, examples: Sequence[Example]) -> sp.csr_matrix:
        """Return the matrix of new examples (n × features)."""
        views = [_views(*example) for example in examples]
        return self._stack(views, [v.transform([w[n] for w in views]) for n, v in self._tfidf.items()])

    def _stack(self, views: Sequence[Dict[Text, Text]], blocks: List[sp.csr_matrix]) -> sp.csr_matrix:
        vectors = sp.csr_matrix(np.stack([self._vector(view["chars"]) for view in views]))
        return sp.hstack([*blocks, vectors], format="csr", dtype=np.float32)

    def row(self, text: Text, mentions: Sequence[Mention]) -> Tuple[np.ndarray, np.ndarray]:
        """Return the columns and values of one message."""
        view = _views(text, mentions)
        columns: List[int] = []
        values: List[float] = []
        offset = 0
        for name, vectorizer in self._tfidf.items():
            if name not in self._cuts:  # scikit-learn makes them anew at each call
                self._cuts[name] = vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_.tolist()
            cut, vocabulary, idf = self._cuts[name]
            counted = Counter(vocabulary[gram] for gram in cut(view[name]) if gram in vocabulary)
            found = {column: (1.0 + math.log(n)) * idf[column] for column, n in counted.items()}
            norm = math.sqrt(sum(value * value for value in found.values())) or 1.0
            columns += [offset + column for column in found]
            values += [value / norm for value in found.values()]
            offset += len(vocabulary)
        vector = self._vector(view["chars"])
        where = np.concatenate([np.array(columns, dtype=np.int64), np.arange(offset, offset + len(vector))])
        return where, np.concatenate([np.array(values, dtype=np.float32), vector])

    def _vector(self, plain: Text) -> np.ndarray:
        """Return the mean vector of the words of a normalised text, at the length the configuration asks for."""
        if self.spacy_model is None:
            raise ValueError("the spaCy vectors are not attached")
        vocabulary = self.spacy_model.model.vocab
        found = [vocabulary.get_vector(word) for word in plain.split() if vocabulary.has_vector(word)]
        if not found:
            return np.zeros(vocabulary.vectors_length, dtype=np.float32)
        mean = np.mean(found, axis=0)
        norm = float(np.linalg.norm(mean))
        return (mean * (self._vector_weight / norm) if norm else mean).astype(np.float32)

    def dump(self) -> Dict[Text, Any]:
        """Return the vocabularies as plain data; weights go with the arrays."""
        return {
            name: [gram for gram, _ in sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])]
            for name, vectorizer in self._tfidf.items()
        }

    def arrays(self) -> Dict[Text, np.ndarray]:
        """Return the inverse document frequencies."""
        return {f"{name}_idf": vectorizer.idf_ for name, vectorizer in self._tfidf.items()}

    def restore(self, dumped: Dict[Text, Any], arrays: Any) -> None:
        """Take vocabularies and frequencies back."""
        for name, vectorizer in self._tfidf.items():
            vectorizer.vocabulary_ = {gram: index for index, gram in enumerate(dumped[name])}
            vectorizer.fixed_vocabulary_ = True
            vectorizer.idf_ = arrays[f"{name}_idf"]
