"""Choose, at each training, how sure is sure enough: temperature and thresholds from sentences kept aside.

The development sentences come from data/nlu (a seeded share of each intent), never from tests/phrases.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import Any, Dict, List, Sequence, Text, Tuple

import numpy as np
from scipy.optimize import minimize_scalar

OUT_OF_SCOPE = ("hors_sujet", "devoirs", "injection", "langue_etrangere", "illisible")
DANGER = ("detresse", "harcelement")
_REFUSED = 0.03  # share of right readings that may be turned into a question
_FALSE_ALARMS = 0.004  # share of harmless messages that may be taken for danger
_FALSE_SECONDS = 0.03  # share of messages with one need for which a second may be reported


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough.

    `temperature` divides the margins before the softmax. `answer` is the least confidence of an answer, `danger` the
    chance of distress or harassment from which it comes first, `also` the least confidence of a second need.
    """

    temperature: float = 1.0
    answer: float = 0.16
    danger: float = 0.5
    also: float = 0.8

    def as_dict(self) -> Dict[Text, float]:
        """Return the figures by name, as they are stored with the model."""
        return asdict(self)


def chances(margins: np.ndarray, temperature: float) -> np.ndarray:
    """Return the softmax of margins (n × intents), which sums to 1 for each message."""
    scaled = margins / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return scaled / scaled.sum(axis=1, keepdims=True)


def split(intents: Sequence[Text], share: float, seed: int) -> Tuple[List[int], List[int]]:
    """Return the positions of the sentences to learn from and of those kept aside, the same share of each intent."""
    by_intent: Dict[Text, List[int]] = {}
    for position, intent in enumerate(intents):
        by_intent.setdefault(intent, []).append(position)
    rng = random.Random(seed)  # noqa: S311 (a draw, not a secret)
    aside = {i for places in by_intent.values() for i in rng.sample(places, int(len(places) * share))}
    return [i for i in range(len(intents)) if i not in aside], sorted(aside)


def tune(margins: np.ndarray, targets: np.ndarray, labels: Sequence[Text]) -> Thresholds:
    """Return the thresholds that development margins (n × intents) and their right intents call for."""
    temperature = _temperature(margins, targets)
    sure = chances(margins, temperature)
    right = sure.argmax(axis=1) == targets
    answer = float(np.quantile(sure.max(axis=1)[right], _REFUSED)) if right.any() else Thresholds.answer
    return Thresholds(temperature, answer, _danger(sure, targets, labels))


def _temperature(margins: np.ndarray, targets: np.ndarray) -> float:
    """Return the temperature that makes confidences honest (least log loss)."""

    def loss(log_scale: float) -> float:
        picked = chances(margins, float(np.exp(-log_scale)))[np.arange(len(targets)), targets]
        return float(-np.log(np.maximum(picked, 1e-12)).mean())

    return float(np.exp(-minimize_scalar(loss, bounds=(-2.0, 4.0), method="bounded").x))


def _danger(sure: np.ndarray, targets: np.ndarray, labels: Sequence[Text]) -> float:
    """Return the lowest chance of danger that alarms for few enough harmless messages."""
    columns = [labels.index(name) for name in DANGER if name in labels]
    if not columns:
        return Thresholds.danger
    harmless = sure[~np.isin(targets, columns)][:, columns].sum(axis=1)
    return float(np.clip(np.quantile(harmless, 1 - _FALSE_ALARMS), 0.2, 0.5)) if len(harmless) else Thresholds.danger


def least_second(found: Sequence[float]) -> float:
    """Return the confidence that a second need must pass; `found` are those of messages that have only one."""
    rarest: Any = np.quantile(found, 1 - _FALSE_SECONDS) if len(found) else Thresholds.also
    return float(np.clip(rarest, 0.4, 0.95))
