"""A stock Rasa assistant on Jalon's own training sentences: what `rasa init` gives, with French data.

`python -m bench.stock` only prepares its model, so that `python -m bench.turns` then starts at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import yaml

from bench.processes import BenchError, environment, run_logged

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "var" / "bench"
DEFAULT_EPOCHS = 100
ACTION = "action_consulter"
_MODELS_KEPT = 2

# Rasa 3.6.21, rasa/engine/recipes/config_files/default_config.yml, with `language: fr`.
CONFIG = """\
recipe: default.v1
assistant_id: stock
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {epochs}
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: {epochs}
  - name: TEDPolicy
    max_history: 5
    epochs: {epochs}
    constrain_similarities: true
"""

# As many stories as `rasa init` writes: with rules alone, TED and UnexpecTED would have nothing to learn.
STORIES = (
    ("saluer", "metier_decouverte"),
    ("saluer", "metier_devenir", "affirmer"),
    ("saluer", "metier_devenir", "nier"),
)

ACTIONS = '''\
"""The one custom action of the stock assistant: a single look-up in Jalon's knowledge base."""

import os
import sqlite3

from rasa_sdk import Action

QUERY = """
SELECT masculin, feminin FROM metier WHERE instr(lower(?), lower(masculin)) > 0
ORDER BY length(masculin) DESC LIMIT 1
"""


class Consulter(Action):
    def name(self):
        return "action_consulter"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        connection = sqlite3.connect(os.environ["STOCK_BASE"])
        try:
            row = connection.execute(QUERY, (text,)).fetchone()
        finally:
            connection.close()
        intent = tracker.latest_message["intent"]["name"]
        dispatcher.utter_message(text=f"{intent} : {row[0]} ou {row[1]}" if row else f"{intent} : rien de noté")
        return []
'''


def epochs() -> int:
    """Return the training epochs: 100 as stock, or `BENCH_STOCK_EPOCHS` for a smoke run."""
    given = os.environ.get("BENCH_STOCK_EPOCHS", "").strip() or str(DEFAULT_EPOCHS)
    if not given.isdigit() or int(given) < 1:
        raise BenchError(f"BENCH_STOCK_EPOCHS={given}: a whole number from 1 is expected")
    return int(given)


def write_project(folder: Path) -> None:
    """Write the assistant's files in `folder`; ports and addresses come later (`write_endpoints`)."""
    intents = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in intents]
    rules = [_steps("rule", name, (name,)) for name in names]
    stories = [_steps("story", " ".join(story), story) for story in STORIES if set(story) <= set(names)]
    shutil.copytree(ROOT / "data" / "nlu", folder / "data" / "nlu")
    _dump(folder / "data" / "rules.yml", {"version": "3.1", "rules": rules})
    _dump(folder / "data" / "stories.yml", {"version": "3.1", "stories": stories})
    session = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    _dump(
        folder / "domain.yml",
        {"version": "3.1", "intents": names, "actions": [ACTION], "session_config": session},
    )
    (folder / "config.yml").write_text(CONFIG.format(epochs=epochs()), encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    (folder / "stock_actions.py").write_text(ACTIONS, encoding="utf-8")


def write_endpoints(folder: Path, action_port: int) -> None:
    """Write where the action server listens and where conversations are kept (SQLite, as Jalon's)."""
    url = f"http://127.0.0.1:{action_port}/webhook"
    store = {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")}
    _dump(folder / "endpoints.yml", {"action_endpoint": {"url": url}, "tracker_store": store})


def model(folder: Path) -> Path:
    """Return the trained model of the project in `folder`, from the cache when nothing changed."""
    kept = CACHE / f"stock-{_fingerprint(folder)}.tar.gz"
    if kept.exists():
        print(f"→ stock assistant: model kept from an earlier run ({kept.relative_to(ROOT)})", flush=True)
        return kept
    limit = float(os.environ.get("BENCH_TRAIN_MINUTES", "").strip() or 180) * 60
    print(
        f"→ stock assistant: training ({epochs()} epochs; this may take many minutes, once; at most "
        f"{limit / 60:.0f}; BENCH_STOCK_EPOCHS=1 for a smoke run)",
        flush=True,
    )
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "stock", "--out", "models"]
    run_logged(command, folder, environment(), CACHE / "train.log", limit, "training the stock assistant")
    made = folder / "models" / "stock.tar.gz"
    if not made.exists():
        raise BenchError(f"training left no model; log: {CACHE / 'train.log'}")
    partial = kept.with_suffix(".partial")
    shutil.move(made, partial)
    partial.rename(kept)
    for old in sorted(CACHE.glob("stock-*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-_MODELS_KEPT]:
        old.unlink()  # about 100 MB each
    return kept


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(version("rasa").encode())
    for path in sorted([*folder.glob("data/**/*.yml"), folder / "config.yml", folder / "domain.yml"]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _steps(kind: str, name: str, intents: tuple[str, ...]) -> dict[str, object]:
    steps = [step for intent in intents for step in ({"intent": intent}, {"action": ACTION})]
    return {kind: name, "steps": steps}


def _dump(path: Path, content: dict[str, object]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def main() -> None:
    """Train and keep the stock model."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as name:
        write_project(Path(name))
        model(Path(name))


if __name__ == "__main__":
    main()
