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
NOISES = ("propre", "leger", "fort")
OUT_OF_SCOPE = frozenset({"hors_sujet", "devoirs", "injection", "langue_etrangere", "illisible"})
DANGER = frozenset({"detresse", "harcelement"})
DIALOGUE_ONLY = frozenset({"affirmer", "nier", "relance_contextuelle"})
_SHOWN = 40  # confusion pairs kept in the figures


@dataclass(frozen=True)
class Nommee:
    """A thing that a held-out question names: its type, where it stands, and its id in the base when it is known."""

    type: str
    debut: int
    fin: int
    id: str | None = None


@dataclass(frozen=True)
class Phrase:
    """A held-out question: what it asks, how noisy it is typed, in which voice, and what it names."""

    texte: str
    intent: str
    bruit: str
    voix: str
    entites: tuple[tuple[str, str], ...]
    nommees: tuple[Nommee, ...] = ()


def load_phrases(folder: Path = PHRASES) -> list[Phrase]:
    """Return the held-out questions, dialogue-only intents left out."""
    phrases = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if content["intent"] in DIALOGUE_ONLY:
            continue
        for entry in content["phrases"]:
            listed = entry.get("entites") or []
            named = tuple((e["type"], e["texte"]) for e in listed)
            placed = _placed(entry["texte"], listed)
            phrases.append(Phrase(entry["texte"], content["intent"], entry["bruit"], entry["voix"], named, placed))
    return phrases


def _placed(text: str, listed: list[dict[str, Any]]) -> tuple[Nommee, ...]:
    """Return the things named with their place; what is named twice is looked for after its first place."""
    placed: list[Nommee] = []
    taken: dict[str, int] = {}
    for entity in listed:
        start = text.index(entity["texte"], taken.get(entity["texte"], 0))
        end = taken[entity["texte"]] = start + len(entity["texte"])
        placed.append(Nommee(entity["type"], start, end, entity.get("id")))
    return tuple(placed)


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
    f1, right_id, with_id = entities(pairs)
    return {
        "questions": len(pairs),
        "top1": {b: _share(p.intent == r["intent"] for p, r in inside if p.bruit == b) for b in NOISES},
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
        "entities_f1": f1,
        "entities_right_id": right_id,
        "entities_with_id": with_id,
        "parse_ms": {"p50": rank(times, 0.50), "p95": rank(times, 0.95)},
        "confusions": [[a, b, n] for (a, b), n in confusions.most_common(_SHOWN)],
        "confused_needs": [[a, b, n] for (a, b), n in _both_ways(confusions).most_common(_SHOWN)],
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [f"{figures['questions']} questions jamais vues à l'entraînement"]
    lines += [f"  bonne lecture, bruit {noise:7s} {value:12.1%}" for noise, value in figures["top1"].items()]
    lines += [
        f"  {label:34s} {figures[key]:6.1%}"
        for label, key in (
            ("bonne lecture, ensemble", "top1_all"),
            ("dans les trois premières", "top3"),
            ("hors sujet reconnu", "out_of_scope_caught"),
            ("refusé à tort", "false_refusals"),
            ("danger reconnu", "danger_recall"),
            ("fausses alertes", "danger_false_alarms"),
            ("entités, place et type (F1)", "entities_f1"),
            ("entités, bon identifiant", "entities_right_id"),
        )
    ]
    lines.append(f"  identifiants vérifiés sur {figures['entities_with_id']} entités trouvées")
    lines += [f"  bonne lecture, {voice:19s} {value:6.1%}" for voice, value in figures["by_voice"].items()]
    lines.append("  lecture p50 {p50:.1f} ms, p95 {p95:.1f} ms".format(**figures["parse_ms"]))
    lines.append("  confusions (attendu lu)")
    lines += [f"  {n} × {wanted} lu {read}" for wanted, read, n in figures["confusions"][:25]]
    lines.append("  besoins confondus, dans les deux sens")
    lines += [f"  {n} × {one} / {other}" for one, other, n in figures["confused_needs"][:15]]
    return "\n".join(lines)


def entities(pairs: list[tuple[Phrase, dict[str, Any]]]) -> tuple[float, float, int]:
    """Return F1 on place and type, the share of right ids among known ones that were found, and how many those are."""
    right = wanted = found = with_id = good_id = 0
    for phrase, result in pairs:
        expected = Counter((n.type, n.debut, n.fin) for n in phrase.nommees)
        got = {(e["entity"], e["start"], e["end"]): e["id"] for e in result["entities"]}
        right += sum(n for key, n in expected.items() if key in got)
        wanted += sum(expected.values())
        found += len(got)
        for named in phrase.nommees:
            key = (named.type, named.debut, named.fin)
            if named.id is not None and key in got:
                with_id += 1
                good_id += got[key] == named.id
    f1 = 2 * right / (wanted + found) if wanted + found else 0.0
    return f1, good_id / with_id if with_id else 0.0, with_id


def rank(values: list[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _both_ways(confusions: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    both: Counter[tuple[str, str]] = Counter()
    for (wanted, read), n in confusions.items():
        both[min(wanted, read), max(wanted, read)] += n
    return both


def _share(results: Iterable[bool]) -> float:
    counted = list(results)
    return sum(counted) / len(counted) if counted else 0.0
