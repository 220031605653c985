"""Search by name beside what one would write without it: a `LIKE` scan, and rapidfuzz over every name.

`python -m bench.search [--write] [--data FOLDER]`; docs/benchmarks/search.md says what is measured.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bench.report import machine, put
from bench.stock import ROOT
from knowledge.base import KnowledgeBase, sqlite_url
from knowledge.build import build
from knowledge.consolidation import consolidate
from knowledge.importers.folder import datasets
from knowledge.importing import run
from knowledge.queries.search import find
from knowledge.terms import SEPARATOR, cut

PAGE = ROOT / "docs" / "benchmarks" / "search.md"
LOOKUPS = ROOT / "tests" / "recherche" / "lookups.yml"
# The other datasets that name jobs and trainings.
_NAMING = (
    "onisep-formations",
    "onisep-metiers",
    "ideo-formations",
    "ideo-metiers",
    "table-passage",
    "certif-info",
    "kit-apprentissage",
    "diplomes-professionnels",
    "bcn",
)
_TARGET_MS = 5.0
_ROUNDS = 3

Answer = tuple[str, str]
Side = Callable[[str, str | None], list[Answer]]


@dataclass(frozen=True)
class Lookup:
    """What is typed, the kind looked for (None: any) and the right (kind, id), none when it names nothing."""

    text: str
    kind: str | None
    right: frozenset[Answer]


@dataclass(frozen=True)
class Figures:
    """Milliseconds of a look-up (wall p50 and p95, processor p95) and how often the answer was right."""

    p50: float
    p95: float
    cpu95: float
    first: float
    silent: float


def main() -> int:
    """Measure and print; 0 whatever the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks/search.md")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the official datasets")
    options = parser.parse_args()
    asked = lookups()
    found = datasets(options.data)
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        path = Path(folder) / "base.db"
        build(sqlite_url(path))
        parts = [_measured("embedded base", path, asked)]
        if "rome" in found:
            run(sqlite_url(path), "rome", found["rome"])
            parts.append(_measured("with the job titles of the ROME 4.0", path, asked))
            for name in (name for name in _NAMING if name in found):
                run(sqlite_url(path), name, found[name])
            consolidate(KnowledgeBase(sqlite_url(path)).engine)
            parts.append(_measured("with every national list of names", path, asked))
        else:
            print(f"bench: no official files in {options.data}: only the embedded base is measured", file=sys.stderr)
    report = "\n\n".join([*parts, _note(len(asked))])
    print(report)
    if options.write:
        put(PAGE, report)
    return 0


def lookups() -> list[Lookup]:
    """Return the lookups of the tests, in the order of their file."""
    found: list[Lookup] = []
    for section in yaml.safe_load(LOOKUPS.read_text(encoding="utf-8")):
        kind, entries = section["kind"], section["lookups"]
        for text in entries:
            if kind == "rien":
                found.append(Lookup(str(text), None, frozenset()))
                continue
            ids = [entries[text]] if isinstance(entries[text], str) else entries[text]
            pairs = [tuple(id_.split("/")) if kind == "tout" else (kind, id_) for id_ in ids]
            right = frozenset((pair[0], pair[1]) for pair in pairs)
            found.append(Lookup(str(text), None if kind == "tout" else kind, right))
    return found


def _measured(title: str, path: Path, asked: list[Lookup]) -> str:
    with sqlite3.connect(path) as connection:
        things = connection.execute("SELECT count(*) FROM recherche").fetchone()[0]
        makers: dict[str, Callable[[], Side]] = {
            "search": lambda: _jalon(KnowledgeBase(sqlite_url(path))),
            "`LIKE` scan": lambda: _like(connection),
            "rapidfuzz over all": lambda: _fuzzy(connection),
        }
        figures = {name: _time(make, asked, 1 if "rapidfuzz" in name else _ROUNDS) for name, make in makers.items()}
    ours = figures["search"]
    lines = [
        f"### {title[0].upper()}{title[1:]}: {things:,} rows",
        "",
        "| | p50 (ms) | p95 (ms) | p95, processor (ms) | p95 ratio | right thing first | nothing where nothing is |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in figures.items():
        lines.append(
            f"| {name} | {found.p50:.2f} | {found.p95:.2f} | {found.cpu95:.2f} | {ours.p95 / found.p95:.2f} "
            f"| {found.first:.1%} | {found.silent:.1%} |"
        )
    wall, cpu = ("reached" if ms <= _TARGET_MS else "not reached" for ms in (ours.p95, ours.cpu95))
    return "\n".join([*lines, "", f"Target, p95 ≤ {_TARGET_MS:g} ms: {wall} by the clock, {cpu} by the processor."])


def _time(make: Callable[[], Side], asked: list[Lookup], rounds: int) -> Figures:
    """Ask everything in rounds, each with a new side that remembers nothing; a lookup counts for its median round."""
    wall: list[list[float]] = [[] for _ in asked]
    cpu: list[list[float]] = [[] for _ in asked]
    for _ in range(rounds):
        side = make()
        side("boulanger", None)
        answers: list[list[Answer]] = []
        for place, lookup in enumerate(asked):
            began, before = time.perf_counter(), time.process_time()
            answers.append(side(lookup.text, lookup.kind))
            cpu[place].append((time.process_time() - before) * 1000)
            wall[place].append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(map(statistics.median, wall), n=100, method="inclusive")
    cpu95 = statistics.quantiles(map(statistics.median, cpu), n=100, method="inclusive")[94]
    pairs = list(zip(asked, answers, strict=True))
    first = [bool(found) and found[0] in lookup.right for lookup, found in pairs if lookup.right]
    silent = [not found for lookup, found in pairs if not lookup.right]
    return Figures(cuts[49], cuts[94], cpu95, statistics.mean(first), statistics.mean(silent))


def _jalon(base: KnowledgeBase) -> Side:
    return lambda text, kind: [(found.kind, found.id) for found in find(base, text, [kind] if kind else None)]


def _like(connection: sqlite3.Connection) -> Side:
    """Ask for the folded text anywhere in the folded names, the shortest label first."""
    query = (
        "SELECT kind, id FROM recherche WHERE plis LIKE :text AND (:kind IS NULL OR kind = :kind) "
        "ORDER BY length(label), numero LIMIT 5"
    )

    def ask(text: str, kind: str | None) -> list[Answer]:
        folded = " ".join(cut(text))
        return connection.execute(query, {"text": f"%{folded}%", "kind": kind}).fetchall() if folded else []

    return ask


def _fuzzy(connection: sqlite3.Connection) -> Side:
    """Compare with every folded name, in memory; below 85 of 100, nothing is found."""
    names: dict[str | None, list[str]] = {None: []}
    things: dict[str | None, list[Answer]] = {None: []}
    for kind, id_, folded in connection.execute("SELECT kind, id, plis FROM recherche ORDER BY numero"):
        for name in folded.split(SEPARATOR):
            for group in (kind, None):
                names.setdefault(group, []).append(name)
                things.setdefault(group, []).append((kind, id_))

    def ask(text: str, kind: str | None) -> list[Answer]:
        folded = " ".join(cut(text))
        hits = process.extract(folded, names[kind], scorer=fuzz.WRatio, limit=5, score_cutoff=85) if folded else []
        return [things[kind][place] for _, _, place in hits]

    return ask


def _note(asked: int) -> str:
    return (
        f"{machine()}, SQLite {sqlite3.sqlite_version}, load {os.getloadavg()[0]:.1f}; {asked} lookups, "
        f"{_ROUNDS} rounds (rapidfuzz: one)."
    )


if __name__ == "__main__":
    sys.exit(main())
