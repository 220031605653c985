"""What is measured of running assistants: turns alternated between both sides, then long conversations."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field

from bench.processes import BenchError
from bench.sides import Refused, Side

TURNS_A_CONVERSATION = 10
WARM_UP = 5
LONG = 200
WINDOW = 10  # the first ten turns of a conversation against its last ten
EARLY, LATE = slice(2, 7), slice(5, 10)  # in those windows: turns 3 to 7, turns 196 to 200
LONG_CONVERSATIONS = 5
_PACE = 0.055  # seconds a turn of the long conversation at least takes: an address may send 20 a second
_PAUSE = 0.02


@dataclass
class Times:
    """Wall times of answered turns, in milliseconds, what went wrong with the others, and
    the processor time of all the processes of the side for a turn, which a busy machine changes less.
    """

    ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cpu_ms: float = 0.0

    def percentile(self, share: int) -> float:
        """Return the `share`-th percentile (50 is the median)."""
        if len(self.ms) < 2:
            raise BenchError("too few answered turns to measure anything: " + "; ".join(self.failures[:3]))
        return statistics.quantiles(self.ms, n=100, method="inclusive")[share - 1]


@dataclass(frozen=True)
class Long:
    """Costs of long conversations, in milliseconds.

    Medians of turns 3 to 7 and 196 to 200; means of the first and the last ten turns, which also show what
    happens once in a while (a session renewed, say); the slowest of all turns.
    """

    early: float
    late: float
    first: float
    last: float
    slowest: float


def alternate(sides: list[Side], questions: list[str]) -> dict[str, Times]:
    """Ask each question to every side in turn (A, B, A, B…); a conversation lasts ten turns.

    The first turn of a conversation includes its opening, on both sides.
    """
    for text in questions[:WARM_UP]:
        for side in sides:
            _try(side, None, text, Times())
    times = {side.name: Times() for side in sides}
    before = {side.name: side.processes.cpu() for side in sides}
    conversations: dict[str, str | None] = {}
    for number, text in enumerate(questions):
        for side in sides:
            current = None if number % TURNS_A_CONVERSATION == 0 else conversations[side.name]
            conversations[side.name] = _try(side, current, text, times[side.name])
            time.sleep(_PAUSE)
        if (number + 1) % 50 == 0:
            print(f"   … {number + 1} questions of {len(questions)} to each side", flush=True)
    for side in sides:
        times[side.name].cpu_ms = (side.processes.cpu() - before[side.name]) * 1000 / len(questions)
    return times


def long_conversations(side: Side, questions: list[str]) -> Long:
    """Compare a conversation near its 200th turn with one that begins, at the same moment.

    Five times: a conversation is brought to turn 190, then its last ten turns alternate with the first ten of
    a new one, on the same questions. Turns 196 to 200 ask those of turns 3 to 7.
    """
    asked = (questions * (LONG // len(questions) + 1))[: LONG - WINDOW]
    first = questions[:WINDOW]
    last = [*first[0:2], *first[7:10], *first[EARLY]]
    new_ms: list[list[float]] = []
    old_ms: list[list[float]] = []
    slowest = 0.0
    for number in range(LONG_CONVERSATIONS):
        old, new = side.open(), side.open()
        slowest = max(slowest, *(_turn(side, old, text) for text in asked))
        pairs = [(_turn(side, new, a), _turn(side, old, b)) for a, b in zip(first, last, strict=True)]
        new_ms.append([ms for ms, _ in pairs])
        old_ms.append([ms for _, ms in pairs])
        print(f"   … conversation {number + 1} of {LONG_CONVERSATIONS}", flush=True)
    return Long(
        early=statistics.median(ms for held in new_ms for ms in held[EARLY]),
        late=statistics.median(ms for held in old_ms for ms in held[LATE]),
        first=statistics.mean(ms for held in new_ms for ms in held),
        last=statistics.mean(ms for held in old_ms for ms in held),
        slowest=max(slowest, *(ms for held in new_ms + old_ms for ms in held)),
    )


def _turn(side: Side, conversation: str, text: str) -> float:
    """Return the milliseconds of one turn, then wait for what is left of the pace."""
    began = time.perf_counter()
    try:
        side.talk(conversation, text)
    except Refused as error:
        side.processes.check_alive()
        raise BenchError(f"long conversation, « {text[:60]} »: {error}") from error
    spent = time.perf_counter() - began
    time.sleep(max(0.0, _PACE - spent))
    return spent * 1000


def _try(side: Side, conversation: str | None, text: str, times: Times) -> str | None:
    """Ask one question; open the conversation first when there is none yet."""
    began = time.perf_counter()
    try:
        conversation = conversation or side.open()
        side.talk(conversation, text)
    except Refused as error:
        side.processes.check_alive()
        times.failures.append(f"« {text[:60]} » {error}")
    else:
        times.ms.append((time.perf_counter() - began) * 1000)
    return conversation
