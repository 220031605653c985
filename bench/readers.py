"""Three ways of reading the same questions after learning the same sentences: Jalon, stock Rasa (DIET), NLP.js."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import stock
from bench.processes import BenchError, environment

NLPJS = "4.27.0"
_NLPJS_FOLDER = stock.CACHE / "nlpjs"
_LIMIT = 4 * 3600.0


@dataclass(frozen=True)
class Reading:
    """What one question was read as: the first intents, best first, and the milliseconds it took."""

    ranking: tuple[str, ...]
    ms: float


@dataclass(frozen=True)
class Reader:
    """A system after training: its name, its readings in the order of the questions, and the training's seconds.

    `training_s` is None when a model kept from an earlier run was used.
    """

    name: str
    readings: list[Reading]
    training_s: float | None


def jalon(questions: list[str]) -> Reader:
    """Train Jalon's pipeline on the project's sentences, in a folder of its own, and read the questions with it."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as name:
        settings = environment(JALON_MODELS=name)
        begun = time.monotonic()
        _run([sys.executable, "-m", "bot.cli", "train", "--force"], stock.ROOT, settings, "training Jalon")
        training = time.monotonic() - begun
        lines = _python("bench.read_jalon", questions, settings)
    return Reader("Jalon", [Reading(tuple(line["ranking"]), line["ms"]) for line in lines], training)


def stock_rasa(questions: list[str]) -> Reader:
    """Train the stock assistant (kept in var/bench until sentences change) and read the questions with it."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as name:
        folder = Path(name)
        stock.write_project(folder)
        kept = {path.name for path in stock.CACHE.glob("stock-*.tar.gz")}
        begun = time.monotonic()
        model = stock.model(folder)
        training = None if model.name in kept else time.monotonic() - begun
        lines = _python("bench.read_stock", questions, environment(STOCK_MODEL=str(model)))
    return Reader("stock Rasa (DIET)", [Reading(tuple(line["ranking"]), line["ms"]) for line in lines], training)


def nlp_js(sentences: list[tuple[str, str]], questions: list[str]) -> Reader:
    """Install node-nlp in var/bench (once), train it on the sentences and read the questions with it."""
    if shutil.which("npm") is None:
        raise BenchError("npm is missing: install Node.js 18 or newer, or run with --without nlpjs")
    _NLPJS_FOLDER.mkdir(parents=True, exist_ok=True)
    if not (_NLPJS_FOLDER / "node_modules" / "node-nlp").exists():
        install = ["npm", "install", "--no-audit", "--no-fund", f"node-nlp@{NLPJS}"]
        _run(install, _NLPJS_FOLDER, environment(), "installing node-nlp")
    shutil.copyfile(Path(__file__).with_name("nlpjs.js"), _NLPJS_FOLDER / "nlpjs.js")
    for name, content in (("training", sentences), ("questions", questions)):
        (_NLPJS_FOLDER / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    command = ["node", "nlpjs.js", "training.json", "questions.json"]
    first, *lines = _lines(_run(command, _NLPJS_FOLDER, environment(), "NLP.js"))
    readings = [Reading(tuple(line["ranking"] or [line["intent"]]), line["ms"]) for line in lines]
    return Reader("NLP.js", readings, first["training_s"])


def _python(module: str, questions: list[str], env: dict[str, str]) -> list[dict]:
    """Run a reader of bench/ in its own process: one question a JSON line in, one reading a JSON line out."""
    said = "\n".join(json.dumps(question) for question in questions) + "\n"
    return _lines(_run([sys.executable, "-W", "ignore", "-m", module], stock.ROOT, env, module, said))


def _run(command: list[str], cwd: Path, env: dict[str, str], what: str, said: str = "") -> str:
    print(f"→ {what}", flush=True)
    done = subprocess.run(
        command, cwd=cwd, env=env, input=said, capture_output=True, text=True, timeout=_LIMIT, check=False
    )
    if done.returncode:
        raise BenchError(f"{what} failed: {(done.stderr or done.stdout)[-2_000:]}")
    return done.stdout


def _lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
