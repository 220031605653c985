"""The questions asked: drawn, always the same, from the phrases that no training has seen."""

from __future__ import annotations

import random

import yaml

from bench.processes import BenchError
from bench.stock import ROOT

_SEED = 2020


def draw(count: int) -> list[str]:
    """Return `count` different questions of tests/phrases, all needs mixed, the same ones at each run."""
    texts: list[str] = []
    for path in sorted((ROOT / "tests" / "phrases").glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts += [phrase["texte"] for phrase in content["phrases"]]
    usable = sorted({text for text in texts if text.strip() and not text.startswith("/") and len(text) <= 1_000})
    if len(usable) < count:
        raise BenchError(f"tests/phrases holds {len(usable)} questions, {count} are needed")
    return random.Random(_SEED).sample(usable, count)  # noqa: S311 (a draw, not a secret)
