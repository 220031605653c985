"""How well messages are understood: figures on the held-out questions of `tests/phrases`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT, Settings
from bot.understanding import Understanding

PHRASES = ROOT / "tests" / "phrases"
OUT_OF_SCOPE = frozenset({"hors_sujet", "devoirs", "injection", "langue_etrangere", "illisible"})
DANGER = frozenset({"detresse", "harcelement"})
DIALOGUE_ONLY = frozenset({"affirmer", "nier", "relance_contextuelle"})


@dataclass(frozen=True)
class Phrase:
    """A held-out question: what it asks, how noisy it is typed, in which voice, and what it names."""

    texte: str
    intent: str
    bruit: str
    voix: str
    entites: tuple[tuple[str, str], ...]


def load_phrases(folder: Path = PHRASES) -> list[Phrase]:
    """Return the held-out questions, dialogue-only intents left out."""
    phrases = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if content["intent"] in DIALOGUE_ONLY:
            continue
        for entry in content["phrases"]:
            named = tuple((e["type"], e["texte"]) for e in entry.get("entites") or [])
            phrases.append(Phrase(entry["texte"], content["intent"], entry["bruit"], entry["voix"], named))
    return phrases


def evaluate(settings: Settings) -> dict[str, Any]:
    """Return the figures of issue and gates: shares are between 0 and 1, times in milliseconds."""
    reader = Understanding(settings)
    phrases = load_phrases()
    reader.parse("bonjour")
    parsed, times = [], []
    for phrase in phrases:
        begun = time.perf_counter()
        parsed.append(reader.parse(phrase.texte))
        times.append((time.perf_counter() - begun) * 1_000)
    pairs = list(zip(phrases, parsed, strict=True))
    inside = [(p, r) for p, r in pairs if p.intent not in OUT_OF_SCOPE]
    outside = [(p, r) for p, r in pairs if p.intent in OUT_OF_SCOPE]
    confusions = Counter((p.intent, r["intent"]) for p, r in pairs if p.intent != r["intent"])
    return {
        "questions": len(pairs),
        "top1": {
            b: _share(p.intent == r["intent"] for p, r in inside if p.bruit == b) for b in ("propre", "leger", "fort")
        },
        "top1_all": _share(p.intent == r["intent"] for p, r in inside),
        "top3": _share(p.intent in [e["name"] for e in r["ranking"][:3]] for p, r in inside),
        "by_voice": {
            v: _share(p.intent == r["intent"] for p, r in inside if p.voix == v)
            for v in sorted({p.voix for p in phrases})
        },
        "out_of_scope_caught": _share(r["intent"] in OUT_OF_SCOPE for _, r in outside),
        "false_refusals": _share(r["intent"] in OUT_OF_SCOPE for _, r in inside),
        "danger_recall": _share(r["intent"] in DANGER for p, r in pairs if p.intent in DANGER),
        "danger_false_alarms": _share(r["intent"] in DANGER for p, r in pairs if p.intent not in DANGER),
        "entities_f1": _entities_f1(pairs),
        "parse_ms": {"p50": _rank(times, 0.50), "p95": _rank(times, 0.95)},
        "confusions": [[a, b, n] for (a, b), n in confusions.most_common(40)],
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [f"{figures['questions']} questions jamais vues à l'entraînement"]
    lines += [f"  bonne lecture, bruit {noise:7s} {value:6.1%}" for noise, value in figures["top1"].items()]
    lines += [
        f"  {label:34s} {figures[key]:6.1%}"
        for label, key in (
            ("bonne lecture, ensemble", "top1_all"),
            ("dans les trois premières", "top3"),
            ("hors sujet reconnu", "out_of_scope_caught"),
            ("refusé à tort", "false_refusals"),
            ("danger reconnu", "danger_recall"),
            ("fausses alertes", "danger_false_alarms"),
            ("entités, F1", "entities_f1"),
        )
    ]
    lines += [f"  bonne lecture, {voice:19s} {value:6.1%}" for voice, value in figures["by_voice"].items()]
    lines.append("  lecture p50 {p50:.1f} ms, p95 {p95:.1f} ms".format(**figures["parse_ms"]))
    lines += [f"  {n} × {wanted} lu {read}" for wanted, read, n in figures["confusions"][:25]]
    return "\n".join(lines)


def _share(results: Iterable[bool]) -> float:
    counted = list(results)
    return sum(counted) / len(counted) if counted else 0.0


def _entities_f1(pairs: list[tuple[Phrase, dict[str, Any]]]) -> float:
    right = wanted = found = 0
    for phrase, result in pairs:
        expected = Counter(phrase.entites)
        got = Counter((e["entity"], e["value"]) for e in result["entities"])
        right += sum((expected & got).values())
        wanted += sum(expected.values())
        found += sum(got.values())
    return 2 * right / (wanted + found) if wanted + found else 0.0


def _rank(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
