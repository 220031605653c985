"""The figures as a table, beside what was expected of them, on the screen and in docs/benchmarks/turns.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.measures import Long, Times
from bench.processes import BenchError, Memory
from bench.stock import DEFAULT_EPOCHS, ROOT

PAGE = ROOT / "docs" / "benchmarks" / "turns.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
P50, MEMORY, LONG_TURN = 0.25, 0.60, 1.5


@dataclass(frozen=True)
class Measured:
    """Everything measured of one side."""

    times: Times
    memory: Memory
    first_answer: float


@dataclass(frozen=True)
class Run:
    """One run: both sides, Jalon's long conversation, and how it was done."""

    jalon: Measured
    stock: Measured
    long: Long
    stock_epochs: int
    questions: int


def table(run: Run) -> str:
    """Return the report in Markdown."""
    lines = [
        "| measure | Jalon | stock Rasa | ratio | expected | |",
        "| --- | ---: | ---: | ---: | --- | --- |",
        *_rows(run),
        "",
        *_notes(run),
    ]
    return "\n".join(lines)


def write(run: Run) -> None:
    """Put the figures between the marks of docs/benchmarks/turns.md."""
    put(PAGE, table(run))


def put(page: Path, figures: str) -> None:
    """Put figures between the marks of a page of docs/benchmarks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BenchError(f"{page.relative_to(ROOT)}: the marks « {BEGIN} » and « {END} » are missing")
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """Return the day and what the figures were measured on."""
    return (
        f"{date.today().isoformat()}; {os.cpu_count()} × {_processor()}, {_memory_total()}; "
        f"Python {platform.python_version()}"
    )


def _rows(run: Run) -> Iterator[str]:
    jalon, stock, long = run.jalon, run.stock, run.long
    yield _row("turn, p50 (ms)", jalon.times.percentile(50), stock.times.percentile(50), P50)
    yield _row("turn, p95 (ms)", jalon.times.percentile(95), stock.times.percentile(95))
    yield _row("processor time of a turn (ms)", jalon.times.cpu_ms, stock.times.cpu_ms)
    yield _row("memory, RSS (MiB)", jalon.memory.rss, stock.memory.rss, MEMORY)
    yield _row("memory, PSS (MiB)", jalon.memory.pss, stock.memory.pss)
    yield _row("start to first answer (s)", jalon.first_answer, stock.first_answer)
    yield _row("Jalon, turn 5 (ms)", long.early)
    yield _growth("Jalon, turn 200 (ms)", long.late, long.early, "turn 5", LONG_TURN)
    yield _row("Jalon, mean of turns 1 to 10 (ms)", long.first)
    yield _growth("Jalon, mean of turns 191 to 200 (ms)", long.last, long.first, "turns 1 to 10")
    yield _row("Jalon, slowest turn of 200 (ms)", long.slowest)


def _growth(name: str, late: float, early: float, of: str, bound: float | None = None) -> str:
    ratio = late / early
    return f"| {name} | {late:.1f} | – | {ratio:.2f} × {of} | {_expected(ratio, bound, of) if bound else '– | '} |"


def _row(name: str, jalon: float, stock: float | None = None, bound: float | None = None) -> str:
    if stock is None:
        return f"| {name} | {jalon:.1f} | – | – | – | |"
    ratio = jalon / stock
    expected = _expected(ratio, bound, "stock") if bound else "– | "
    return f"| {name} | {jalon:.1f} | {stock:.1f} | {ratio:.2f} | {expected} |"


def _expected(ratio: float, bound: float, of: str) -> str:
    return f"≤ {bound:.2f} × {of} | {'OK' if ratio <= bound else 'not reached'}"


def _notes(run: Run) -> Iterator[str]:
    asked, jalon, stock = run.questions, run.jalon.times, run.stock.times
    yield (
        f"{machine()}, Rasa {version('rasa')}; {asked} questions to each side, alternated; "
        f"answered: Jalon {len(jalon.ms)}, stock {len(stock.ms)}."
    )
    if run.stock_epochs != DEFAULT_EPOCHS:
        yield ""
        yield f"**Smoke run**: stock assistant trained with epochs={run.stock_epochs} instead of {DEFAULT_EPOCHS}."
    for name, times in (("Jalon", jalon), ("stock", stock)):
        if times.failures:
            yield ""
            count = len(times.failures)
            yield f"Not answered by {name} ({count}), left out of the times; the first: {times.failures[0]}"


def _processor() -> str:
    """Return the name of this machine's processor."""
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory_total() -> str:
    """Return the memory of this machine."""
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 1024**2:.0f} GiB"
    return "memory unknown"


def _lines(name: str) -> list[str]:
    try:
        return Path(name).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
