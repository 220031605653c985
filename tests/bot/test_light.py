"""Serving without TensorFlow reads messages exactly as serving with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.evaluation import load_phrases
from bot.settings import ROOT


def _parse(sentences: list[str], tensorflow: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "parse", "-"],
        input="\n".join(sentences),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "JALON_TENSORFLOW": tensorflow},
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.model
def test_the_same_parses_with_and_without_tensorflow() -> None:
    sentences = [phrase.texte for phrase in load_phrases()[::5]]

    without, with_it = _parse(sentences, "0"), _parse(sentences, "1")

    assert len(without) == len(sentences)
    assert without == with_it
