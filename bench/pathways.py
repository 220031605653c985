"""What a pathway question costs: on the embedded base, on ten times the national offer, and beside a naive search.

`python -m bench.pathways [--write]`; docs/benchmarks/pathways.md says what is measured and how to read it.
Every question is asked once: nothing comes from the answers remembered.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

from knowledge.base import KnowledgeBase, database_url, sqlite_url
from knowledge.build import build
from knowledge.consolidation import consolidate
from knowledge.entities import Formation, Metier, Poursuite
from knowledge.importers.folder import datasets
from knowledge.importing import run
from knowledge.pathways import But, lire_but, parcours
from knowledge.pathways.goals import but_metier
from knowledge.pathways.graph import echelle

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks" / "pathways.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
STARTS = ("3e", "bac-pro", "bac-general", "terminale-techno", "bts", "adulte")
GOALS = ("un doctorat en chimie", "ingénieur dans l'automobile", "BTS électrotechnique", "travailler dans le bois")
NATIONAL = 60_000  # formations: about ten times what is taught in France under different names
PEER_SECONDS, PEER_PATHS = 2.0, 200_000  # the naive search is cut there
WANTED = "p50 ≤ 5 ms, p95 ≤ 25 ms, ≤ 150 MB"


@dataclass(frozen=True)
class Line:
    """One line of the table; times in milliseconds, memory in MB over the process before."""

    name: str
    formations: int
    questions: int
    build: float
    p50: float
    p95: float
    most: float
    cpu50: float
    cpu95: float
    memory: float | None


class Multiplied(KnowledgeBase):
    """A base whose formations and named edges are copied, each copy under its own words."""

    def __init__(self, base: KnowledgeBase, copies: int) -> None:
        super().__init__(base.url)
        self._cache[Formation] = {f.id: f for f in _copied_formations(base, copies)}
        self._cache[Poursuite] = dict(enumerate(_copied_edges(base, copies)))


def _copied_formations(base: KnowledgeBase, copies: int) -> Iterator[Formation]:
    yield from base.all(Formation)
    for copy in range(1, copies):
        for item in base.all(Formation):
            changed = {"id": f"{item.id}--{copy}", "intitule": f"{item.intitule} {_word(copy)}"}
            yield _replaced(item, changed)


def _copied_edges(base: KnowledgeBase, copies: int) -> Iterator[Poursuite]:
    named = {item.id for item in base.all(Formation)}
    yield from base.all(Poursuite)
    for copy in range(1, copies):
        for edge in base.all(Poursuite):
            ends = {end: f"{getattr(edge, end)}--{copy}" for end in ("de", "vers") if getattr(edge, end) in named}
            if ends:
                yield _replaced(edge, ends)


def _replaced(item: Any, changed: dict[str, str]) -> Any:
    """Return a copy with other values, not validated again: only names change."""
    made = object.__new__(type(item))
    for field in dataclasses.fields(item):
        object.__setattr__(made, field.name, changed.get(field.name, getattr(item, field.name)))
    return made


def _word(number: int) -> str:
    """Return a word of its own for a copy: « xaaab »."""
    letters = []
    for _ in range(4):
        number, rest = divmod(number, 26)
        letters.append(chr(ord("a") + rest))
    return "x" + "".join(reversed(letters))


def questions(base: KnowledgeBase, count: int) -> list[tuple[str, But]]:
    """Return starts and goals drawn once and for all: every job in turn, then diplomas and fields."""
    goals = [but_metier(base, metier, metier.masculin) for metier in base.all(Metier)]
    goals += [but for text in GOALS if (but := lire_but(base, text))]
    pairs = list(itertools.product(STARTS, goals))
    random.Random(4).shuffle(pairs)  # noqa: S311 — the same at each run, nothing secret
    return pairs[:count]


def measure(name: str, make: Callable[[], KnowledgeBase], count: int) -> Line:
    """Return what it costs to build the graph and to answer."""
    base = make()
    asked = questions(base, count)
    gc.collect()
    before, started = _resident(), time.perf_counter()
    graph = echelle(base)
    parcours(base, *asked[0])
    built = time.perf_counter() - started
    times = []
    for depart, but in asked[1:]:
        started, busy = time.perf_counter(), time.process_time()
        parcours(base, depart, but)
        times.append(((time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000))
    memory = _resident() - before
    return _line(name, len(graph.formations), built * 1000, times, memory)


def measure_peer(base: KnowledgeBase, count: int) -> tuple[Line, int]:
    """Return what listing every simple path costs on the same edges, and how many questions had to be cut."""
    started = time.perf_counter()
    naive = _naive(base)
    built = (time.perf_counter() - started) * 1000
    times, cut = [], 0
    for depart, but in questions(base, count):
        ends = [end for end in but.formations or but.types if end in naive]
        started, busy = time.perf_counter(), time.process_time()
        if depart in naive:
            cut += _list_paths(naive, depart, ends, started)
        times.append(((time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000))
    return _line("networkx.all_simple_paths", len(base.all(Formation)), built, times, None), cut


def _naive(base: KnowledgeBase) -> nx.DiGraph:
    """Return the graph one would write first: the edges of the facts, a formation standing for its kind and back."""
    graph = nx.DiGraph()
    for edge in base.all(Poursuite):
        graph.add_edge(edge.de, edge.vers)
    for item in base.all(Formation):
        graph.add_edge(item.id, item.type)
        graph.add_edge(item.type, item.id)
    return graph


def _list_paths(graph: nx.DiGraph, depart: str, ends: list[str], started: float) -> bool:
    for end in ends:
        if end == depart:
            continue
        for number, _ in enumerate(nx.all_simple_paths(graph, depart, end, cutoff=6)):
            if number > PEER_PATHS or time.perf_counter() - started > PEER_SECONDS:
                return True
        if time.perf_counter() - started > PEER_SECONDS:
            return True
    return False


def _line(name: str, formations: int, built: float, times: list[tuple[float, float]], memory: float | None) -> Line:
    wall, busy = sorted(one for one, _ in times), sorted(other for _, other in times)
    half, nearly = len(times) // 2, int(len(times) * 0.95)
    return Line(
        name, formations, len(times), built, wall[half], wall[nearly], wall[-1], busy[half], busy[nearly], memory
    )  # fmt: skip


def _resident() -> float:
    """Return the memory of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def table(lines: list[Line], cut: int, peer_questions: int) -> str:
    """Return the figures in Markdown."""
    rows = [  # wall time says what one waits here and now, processor time what it costs
        "| graph | formations | questions | first answer | p50 | p95 | longest | p50, work | p95, work | memory |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for line in lines:
        memory = f"{line.memory:.0f} MB" if line.memory is not None else "—"
        rows.append(
            f"| {line.name} | {line.formations:,} | {line.questions} | {line.build:,.0f} ms | {line.p50:.1f} ms "
            f"| {line.p95:.1f} ms | {line.most:.0f} ms | {line.cpu50:.1f} ms | {line.cpu95:.1f} ms | {memory} |"
        )
    load = os.getloadavg()[0]
    rows.append("")
    rows.append(
        f"Measured on {date.today().isoformat()}, {os.cpu_count()} cores, load {load:.1f} (wanted: {WANTED}). The "
        f"naive search was cut at {PEER_SECONDS:g} s on {cut} questions of {peer_questions}."
    )
    return "\n".join(rows)


def _imported(url: str, data: Path) -> str | None:
    """Build a base with every official dataset of a folder; None when there is none."""
    found = datasets(data)
    if not found:
        return None
    build(url)
    for name, paths in found.items():
        run(url, name, paths)
    consolidate(KnowledgeBase(url).engine)
    return url


def write(figures: str) -> None:
    """Put the figures in the page of the benchmark."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{figures}\n{END}{tail}", encoding="utf-8")


def main() -> int:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.pathways", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks/pathways.md")
    parser.add_argument("--questions", type=int, default=1_000, metavar="N")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the official datasets")
    options = parser.parse_args()
    build(database_url())
    embedded = KnowledgeBase(database_url())
    copies = NATIONAL // len(embedded.all(Formation)) + 1
    lines = [measure("embedded base", lambda: KnowledgeBase(database_url()), options.questions)]
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        whole = _imported(sqlite_url(Path(folder) / "base.db"), options.data)
        if whole is None:
            print(f"bench: no official files in {options.data}: that line is left out", file=sys.stderr)
        else:
            lines.append(measure("with all official data imported", lambda: KnowledgeBase(whole), options.questions))
    peer_questions = min(40, options.questions)
    peer, cut = measure_peer(embedded, peer_questions)
    lines.append(measure("ten times the national offer", lambda: Multiplied(embedded, copies), options.questions))
    figures = table([*lines, peer], cut, peer_questions)
    print(figures)
    if options.write:
        write(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
