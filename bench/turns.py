"""Full HTTP turns of Jalon beside a stock Rasa assistant trained on the same sentences, in one run.

`python -m bench.turns [--write]`; docs/benchmarks/turns.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench import report, stock
from bench.measures import alternate, long_conversations
from bench.processes import BenchError, end_cleanly_on_sigterm
from bench.questions import draw
from bench.sides import Jalon, Stock

FIRST_QUESTION = "Bonjour, comment devenir électricienne après la 3e ?"
_CALM_LOAD = 0.5


def main() -> int:
    """Run the benchmark; 0 when it could measure, whatever the figures, and 1 when it could not."""
    options = _options()
    end_cleanly_on_sigterm()
    try:
        with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
            run = _run(Path(folder), options.questions)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("bench: interrupted, servers ended", file=sys.stderr)
        return 1
    print("\n" + report.table(run))
    if options.write:
        report.write(run)
        print(f"\nwritten to {report.PAGE.relative_to(stock.ROOT)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks/turns.md")
    parser.add_argument("--questions", type=_count, default=150, metavar="N", help="10 to 500 (default: 150)")
    return parser.parse_args()


def _count(text: str) -> int:
    if not text.isdigit() or not 10 <= int(text) <= 500:
        raise argparse.ArgumentTypeError("a whole number from 10 to 500 is expected")
    return int(text)


def _run(folder: Path, count: int) -> report.Run:
    questions = draw(count)
    logs = stock.CACHE / "logs"
    shutil.rmtree(logs, ignore_errors=True)
    for name in ("jalon", "stock"):
        (folder / name).mkdir()
    jalon = Jalon(folder / "jalon", logs)
    rasa = Stock(folder / "stock", logs, lambda: jalon.base)
    jalon.prepare()
    rasa.prepare()
    _settle()
    with jalon.processes, rasa.processes:
        starts = {}
        for side in (jalon, rasa):
            print(f"→ {side.name}: starting", flush=True)
            starts[side.name] = side.start(FIRST_QUESTION)
            print(f"   first answer after {starts[side.name]:.1f} s", flush=True)
        print(f"→ {count} questions to each side, alternated", flush=True)
        times = alternate([jalon, rasa], questions)
        measured = {
            side.name: report.Measured(times[side.name], side.processes.memory(), starts[side.name])
            for side in (jalon, rasa)
        }
        rasa.processes.stop()
        print("→ Jalon: conversations of 200 turns", flush=True)
        long = long_conversations(jalon, questions)
    return report.Run(measured[jalon.name], measured[rasa.name], long, stock.epochs(), count)


def _settle() -> None:
    """Wait a moment, after a training, for the machine to calm down; say so when others keep it busy."""
    deadline = time.monotonic() + 60
    while os.getloadavg()[0] > _CALM_LOAD * (os.cpu_count() or 1):
        if time.monotonic() > deadline:
            print(f"   the machine is busy (load {os.getloadavg()[0]:.1f}): expect noisy times", flush=True)
            return
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
