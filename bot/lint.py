"""Check that every need is whole: sentences to learn from, sentences kept aside, a rule, something to say, well said.

Run by `make check` as `python -m bot.lint`; every line of the report names the file and the remedy.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from bot.lint_style import facts_problems
from bot.lint_style import problems as style_problems
from bot.near import near_duplicates
from bot.settings import ROOT
from knowledge.facts_loader import load
from knowledge.text import words

LEAST_TRAINED, LEAST_KEPT_ASIDE = 80, 15
_TOLD_KINDS = ("filiere", "affirmation", "campus", "diplome", "formation", "metier", "dispositif")
_SHORT_TURNS = frozenset({"affirmer", "nier"})  # « ouais » is « ouais », learnt or not; never scored alone
_TECHNICAL = frozenset({"nlu_fallback"})  # set by the scope gate, never learnt

_KEY = re.compile(r"^  (utter_\w+):", re.MULTILINE)


def problems(root: Path = ROOT) -> list[str]:
    """Return what is missing or contradictory; an empty list when every need is whole."""
    domain = _read(root / "domain.yml")
    intents = [intent for intent in domain["intents"] if intent not in _TECHNICAL]
    responses = _merged(root / "data" / "responses", "responses")
    trained = trained_sentences(root)
    return [
        *_sentences(root, intents, trained),
        *_rules(root, intents, set(domain["actions"]) | set(responses)),
        *_twice(root / "data" / "responses"),
        *_buttons(responses, set(intents)),
        *style_problems(responses),
        *facts_problems(fact for kind, all_ in load().items() if kind in _TOLD_KINDS for fact in all_),
        *_leaks(root, trained),
    ]


def _sentences(root: Path, intents: list[str], trained: dict[str, list[str]]) -> list[str]:
    found = []
    for intent in intents:
        count = len(trained.get(intent, []))
        if count < LEAST_TRAINED:
            found.append(f"data/nlu : {intent} a {count} phrases ; en écrire au moins {LEAST_TRAINED}.")
        path = root / "tests" / "phrases" / f"{intent}.yml"
        kept = len(_read(path)["phrases"]) if path.exists() else 0
        if kept < LEAST_KEPT_ASIDE:
            found.append(f"tests/phrases/{intent}.yml : {kept} phrases ; en écrire au moins {LEAST_KEPT_ASIDE}.")
    found += [
        f"data/nlu : l'intention {i} n'est pas dans domain.yml ; l'y ajouter." for i in trained if i not in intents
    ]
    return found


def _rules(root: Path, intents: list[str], answers: set[str]) -> list[str]:
    found, ruled = [], set()
    for path in sorted((root / "data" / "rules").glob("*.yml")):
        for rule in _read(path)["rules"]:
            for step in rule["steps"]:
                ruled.add(step.get("intent"))
                action = step.get("action")
                if action and action not in answers:
                    found.append(f"{path.name} : {action} n'existe ni dans domain.yml ni dans data/responses.")
    return found + [
        f"data/rules : aucune règle pour {intent} ; en écrire une." for intent in intents if intent not in ruled
    ]


def _buttons(responses: dict[str, Any], intents: set[str]) -> list[str]:
    found = []
    for key, variations in responses.items():
        for variation in variations:
            for button in variation.get("buttons", []):
                name, brace, rest = button["payload"].lstrip("/").partition("{")
                if name not in intents:
                    found.append(f"data/responses : {key} : le bouton « {button['title']} » mène à {name}, inconnu.")
                if brace and not _is_json(re.sub(r"<\w+>", "x", brace + rest)):
                    found.append(f"data/responses : {key} : payload illisible : {button['payload']}")
    return found


def _twice(folder: Path) -> list[str]:
    """Find sentences written twice, in two files or in one: only the last one read would be said."""
    where: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        for key in _KEY.findall(path.read_text(encoding="utf-8")):  # a YAML reader keeps the last, without a word
            where.setdefault(key, []).append(path.name)
    return [
        f"data/responses : {key} est dans {' et '.join(names)} ; n'en garder qu'une."
        for key, names in where.items()
        if len(names) > 1
    ]


def _leaks(root: Path, trained: dict[str, list[str]]) -> list[str]:
    """Find sentences learnt under two intents, and sentences kept aside that were learnt, or nearly."""
    owners: dict[str, Counter[str]] = {}
    for intent, sentences in trained.items():
        for sentence in sentences:
            owners.setdefault(" ".join(words(sentence)) or sentence, Counter())[intent] += 1
    found = [f"data/nlu : « {s} » est dans {' et '.join(i)} ; choisir." for s, i in owners.items() if len(i) > 1]
    for path in sorted((root / "tests" / "phrases").glob("*.yml")):
        if path.stem in _SHORT_TURNS:
            continue
        for phrase in _read(path)["phrases"]:
            if (" ".join(words(phrase["texte"])) or phrase["texte"]) in owners:
                found.append(f"tests/phrases/{path.name} : « {phrase['texte']} » est aussi apprise ; la changer.")
    return found + _nearly_learnt(root, trained, set(owners))


def _nearly_learnt(root: Path, trained: dict[str, list[str]], exact: set[str]) -> list[str]:
    aside = {
        phrase["texte"]: path.name
        for path in sorted((root / "tests" / "phrases").glob("*.yml"))
        if path.stem not in _SHORT_TURNS
        for phrase in _read(path)["phrases"]
        if (" ".join(words(phrase["texte"])) or phrase["texte"]) not in exact
    }
    learnt = [sentence for sentences in trained.values() for sentence in sentences]
    return [
        f"tests/phrases/{aside[near.aside]} : « {near.aside} » est presque « {near.learnt} », apprise "
        f"({near.alike:.2f}) ; changer l'une ou l'autre."
        for near in near_duplicates(list(aside), learnt)
    ]


def trained_sentences(root: Path) -> dict[str, list[str]]:
    """Return the sentences of data/nlu by intent."""
    trained: dict[str, list[str]] = {}
    for path in sorted((root / "data" / "nlu").glob("*.yml")):
        for entry in _read(path)["nlu"]:
            lines = [line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- ")]
            trained.setdefault(entry["intent"], []).extend(lines)
    return trained


def _merged(folder: Path, section: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        merged.update(_read(path).get(section) or {})
    return merged


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    report = problems()
    for line in report:
        sys.stderr.write(line + "\n")
    sys.exit(1 if report else 0)
