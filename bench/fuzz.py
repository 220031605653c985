"""Messages nobody would write: the held-out questions mutated, and random Unicode, up to 1,000 characters.

`python -m bench.fuzz [--messages 20000]` reads them all and prints how long they take; an exception stops it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluation import load_phrases, rank
from bot.settings import Settings
from bot.understanding import Understanding

LONGEST = 1_000
P99_MS = 50.0
_SEED = 2026
# Where characters are drawn from: text, marks, combining accents, other scripts, controls, emoji, rare planes.
_PLANES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x0, 0x1F), (0x2000, 0x206F),
    (0x4E00, 0x4FFF), (0x1F300, 0x1FAFF), (0x1D400, 0x1D7FF), (0xFB00, 0xFEFF), (0xE000, 0xE0FF),
)  # fmt: skip
_PIECES = ("/", "\n", "  ", "'", "’", "{", "}", '"', "\\", "🙂", "aaaaaaaa", "1", "?", "…", "http://", "@", "\u200d")


def messages(count: int, seed: int = _SEED) -> Iterator[str]:
    """Yield `count` messages, the same for the same seed: two in three mutated questions, one in three random text."""
    rng = random.Random(seed)  # noqa: S311 (a draw, not a secret)
    questions = [phrase.texte for phrase in load_phrases()]
    for number in range(count):
        text = _random(rng) if number % 3 == 0 else _mutated(rng.choice(questions), rng)
        yield text[:LONGEST]


def _random(rng: random.Random) -> str:
    planes = rng.sample(_PLANES, rng.randint(1, 3))
    size = rng.choice((1, 5, 40, 200, LONGEST))
    return "".join(chr(rng.randint(*rng.choice(planes))) for _ in range(rng.randint(0, size)))


def _mutated(text: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(text) + 1)
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + rng.randint(1, 8) :]
        elif kind == 1:
            text = text[:at] + rng.choice(_PIECES) + text[at:]
        elif kind == 2:
            text = text[:at] + chr(rng.randint(*rng.choice(_PLANES))) + text[at:]
        elif kind == 3:
            text = (text + " ") * rng.randint(1, 4)
        elif kind == 4:
            text = text.upper() if rng.random() < 0.5 else text.replace(" ", "")
        else:
            letters = list(text)
            rng.shuffle(letters)
            text = "".join(letters) if rng.random() < 0.2 else text[at:] + text[:at]
    return text


@dataclass(frozen=True)
class Time:
    """Milliseconds of one message: on the clock, and of the processor (other work on the machine left out)."""

    wall: float
    cpu: float


def run(count: int, settings: Settings) -> list[Time]:
    """Read the messages and return the times of each; whatever is raised names the message."""
    reader = Understanding(settings)
    reader.parse("bonjour")
    times = []
    for text in messages(count):
        begun, worked = time.perf_counter(), time.process_time()
        try:
            read = reader.parse(text)
            for entity in read["entities"]:
                if entity["value"] != text[entity["start"] : entity["end"]]:
                    raise AssertionError("an entity is not where it says")
        except Exception as error:
            raise RuntimeError(f"reading {text!r} failed") from error
        times.append(Time((time.perf_counter() - begun) * 1_000, (time.process_time() - worked) * 1_000))
    return times


def main() -> int:
    """Print the times; 1 when the slowest hundredth costs more than expected."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000, metavar="N")
    count = parser.parse_args().messages
    times = run(count, Settings())
    p99 = rank([t.cpu for t in times], 0.99)
    print(f"{count} messages read, no exception; p99 expected ≤ {P99_MS:.0f} ms of processor time")
    for name, values in (("processor", [t.cpu for t in times]), ("clock", [t.wall for t in times])):
        p50, p99_too, slowest = rank(values, 0.5), rank(values, 0.99), max(values)
        print(f"  {name:9s} p50 {p50:6.1f} ms, p99 {p99_too:6.1f} ms, slowest {slowest:6.1f} ms")
    return 0 if p99 <= P99_MS else 1


if __name__ == "__main__":
    sys.exit(main())
