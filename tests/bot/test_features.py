"""One message's row is what scikit-learn makes of it, and it comes back whole after being stored."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest
import spacy
from rasa.nlu.utils.spacy_utils import SpacyModel

from bot.nlu.features import Features, masked
from knowledge.mention import Mention

FAMILIES = ["words", "chars", "sounds", "run"]
SENTENCES = [
    "combien gagne un boulanger ?",
    "combien gagne une soudeuse",
    "où faire un CAP boulanger à Lyon",
    "jve fer un CAP a lyon",
    "je suis perdue 😀",
] * 3


@pytest.fixture(scope="module")
def model() -> SpacyModel:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return SpacyModel(model=spacy.load("fr_core_news_md", disable=["parser", "ner"]), model_name="fr")


@pytest.fixture(scope="module")
def fitted(model: SpacyModel) -> Features:
    features = Features(model, 0.6, FAMILIES)
    features.fit([(text, []) for text in SENTENCES])
    return features


@pytest.mark.parametrize("text", [*SENTENCES[:5], "", "🙂", "zzz qqq", "CAP " * 200])
def test_a_row_is_that_of_scikit_learn(fitted: Features, text: str) -> None:
    expected = fitted.transform([(text, [])]).toarray()[0]
    columns, values = fitted.row(text, [])

    row = np.zeros_like(expected)
    row[columns] = values
    assert np.allclose(row, expected, atol=1e-5)


def test_vocabularies_come_back_from_plain_data(fitted: Features, model: SpacyModel) -> None:
    again = Features(model, 0.6, FAMILIES)
    again.restore(json.loads(json.dumps(fitted.dump())), fitted.arrays())

    for one, other in zip(again.row(SENTENCES[2], []), fitted.row(SENTENCES[2], []), strict=True):
        assert np.allclose(one, other)


def test_what_is_named_is_masked_by_its_type() -> None:
    text = "devenir boulanger à Lyon"
    mentions = [Mention("metier", "boulanger", "boulanger", 8, 17), Mention("lieu", "ville-69-lyon", "Lyon", 20, 24)]

    assert masked(text, mentions).split() == ["devenir", "xmetier", "à", "xlieu"]
