"""Import every official dataset of a folder into a fresh base, twice, beside a plain copy of the same CSV rows.

`python -m bench.imports [--donnees FOLDER] [--write]`; docs/benchmarks/imports.md says what is measured.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import BenchError, environment
from bench.report import machine, put
from bench.stock import ROOT
from knowledge.importers.folder import datasets

PAGE = ROOT / "docs" / "benchmarks" / "imports.md"
SECONDS, MEMORY = 120, 600
_DONE = re.compile(r": (\d+) lignes lues, (\d+) créées, (\d+) mises à jour, \d+ inchangées, (\d+) retirées, (\d+) rej")
_BATCH = 2_000
_COLUMNS = (
    "rows read",
    "records",
    "rejected",
    "first (s)",
    "processor (s)",
    "memory (MiB)",
    "again (s)",
    "changed",
    "copy (s)",
    "ratio",
)


@dataclass(frozen=True)
class Cost:
    """What a command took: wall seconds, seconds of processor, and peak resident memory in MiB."""

    seconds: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Imported:
    """One dataset: first import, second one, the plain copy of its CSV (None when it has none), and the counts."""

    name: str
    first: Cost
    second: Cost
    copied: Cost | None
    read: int
    created: int
    changed_again: int
    rejected: int


def main() -> int:
    """Run the benchmark; 0 when it could measure, whatever the figures, and 1 when it could not."""
    options = _options()
    try:
        if options.copy:
            _copy(options.copy)
            return 0
        with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
            text = "\n".join(_table(_measure(options.donnees, Path(folder))))
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print("\n" + text)
    if options.write:
        put(PAGE, text)
        print(f"\nwritten to {PAGE.relative_to(ROOT)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    default = ROOT.parent / "shared" / "data"
    parser.add_argument("--donnees", type=Path, default=default, metavar="FOLDER", help="official files as downloaded")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks/imports.md")
    parser.add_argument("--copy", nargs="+", type=Path, metavar="FILE", help="only copy CSV files: base, then files")
    return parser.parse_args()


def _measure(donnees: Path, folder: Path) -> list[Imported]:
    found = datasets(donnees)
    if not found:
        raise BenchError(f"no official file in {donnees}; give its folder: make bench-imports DONNEES=…")
    _jalon(folder, "kb", "build")
    first = {name: _import(folder, name, paths) for name, paths in found.items()}
    second = {name: _import(folder, name, paths) for name, paths in found.items()}
    return [
        Imported(
            name,
            first[name][0],
            second[name][0],
            _copied(folder, paths),
            read=first[name][1][0],
            created=first[name][1][1],
            changed_again=sum(second[name][1][1:4]),
            rejected=first[name][1][4],
        )
        for name, paths in found.items()
    ]


def _import(folder: Path, name: str, paths: list[Path]) -> tuple[Cost, list[int]]:
    cost, out = _jalon(folder, "kb", "import", name, *map(str, paths))
    told = _DONE.search(out)
    if told is None:
        raise BenchError(f"{name}: what `jalon kb import` prints has changed: {out[:200]}")
    print(f"   {name}: {cost.seconds:.1f} s", flush=True)
    return cost, [int(count) for count in told.groups()]


def _copied(folder: Path, paths: list[Path]) -> Cost | None:
    if any(path.suffix != ".csv" for path in paths):
        return None
    return _run(folder, "-m", "bench.imports", "--copy", str(folder / "copie.db"), *map(str, paths))[0]


def _copy(paths: list[Path]) -> None:
    """Put the rows of CSV files in tables of text, as they are: no check, no id, no comparison."""
    base, *files = paths
    base.unlink(missing_ok=True)
    with sqlite3.connect(base) as connection:
        for number, path in enumerate(files):
            raw = path.read_bytes()
            try:
                lines = raw.decode("utf-8-sig").splitlines(keepends=True)
            except UnicodeDecodeError:
                lines = raw.decode("cp1252", errors="replace").splitlines(keepends=True)
            rows = csv.reader(lines, delimiter=max(";,", key=lines[0].count))
            width = len(next(rows))
            names = ", ".join(f"c{place} TEXT" for place in range(width))
            marks = ", ".join("?" * width)
            connection.execute(f"CREATE TABLE t{number} ({names})")
            insert = f"INSERT INTO t{number} VALUES ({marks})"  # noqa: S608 - numbers of ours only
            for batch in _batches(rows, width):
                connection.executemany(insert, batch)


def _batches(rows: Iterator[list[str]], width: int) -> Iterator[list[list[str]]]:
    batch: list[list[str]] = []
    for row in rows:
        batch.append([*row, *[""] * width][:width])
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _jalon(folder: Path, *arguments: str) -> tuple[Cost, str]:
    return _run(folder, "-m", "bot.cli", *arguments)


def _run(folder: Path, *arguments: str) -> tuple[Cost, str]:
    """Run Python with these arguments; returns what it took and printed."""
    began = time.perf_counter()
    with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
        started = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment(JALON_VAR=str(folder)), stdout=out, stderr=err
        )
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if started.returncode:
        said = (folder / "err").read_text(encoding="utf-8").strip()
        raise BenchError(f"{' '.join(arguments[2:5])}: {said.splitlines()[-1] if said else 'failed'}")
    cost = Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    return cost, (folder / "out").read_text(encoding="utf-8")


def _table(imports: list[Imported]) -> Iterator[str]:
    yield f"| dataset | {' | '.join(_COLUMNS)} |"
    yield f"| --- |{' ---: |' * len(_COLUMNS)}"
    for one in imports:
        yield _row(one.name, [one])
    yield _row("**all**", imports)
    seconds, memory = sum(one.first.seconds for one in imports), max(one.first.memory for one in imports)
    changed = sum(one.changed_again for one in imports)
    yield ""
    yield (
        f"Expected: at most {SECONDS} s ({_told(seconds <= SECONDS)}), at most {MEMORY} MiB "
        f"({_told(memory <= MEMORY)}), 0 rows changed by the second run ({_told(changed == 0)})."
    )
    yield ""
    busy = f"{os.getloadavg()[2]:.1f} processes ready to run on {os.cpu_count()} cores in the last 15 minutes"
    yield f"{machine()}; {busy}: when that is more than a few, read « processor » rather than the wall times."


def _row(name: str, imports: list[Imported]) -> str:
    """Return a line of the table: sums, but for memory, the largest."""
    copies = [(one.first.processor, one.copied) for one in imports if one.copied is not None]
    copied, ratio = "–", "–"
    if copies:
        copied = f"{sum(copy.seconds for _, copy in copies):.1f}"
        ratio = f"{sum(first for first, _ in copies) / sum(copy.processor for _, copy in copies):.1f}"
    cells = (
        f"{sum(one.read for one in imports):,}",
        f"{sum(one.created for one in imports):,}",
        f"{sum(one.rejected for one in imports)}",
        f"{sum(one.first.seconds for one in imports):.1f}",
        f"{sum(one.first.processor for one in imports):.1f}",
        f"{max(one.first.memory for one in imports):.0f}",
        f"{sum(one.second.seconds for one in imports):.1f}",
        f"{sum(one.changed_again for one in imports)}",
        copied,
        ratio,
    )
    return f"| {name} | {' | '.join(cells)} |"


def _told(reached: bool) -> str:
    return "reached" if reached else "not reached"


if __name__ == "__main__":
    raise SystemExit(main())
