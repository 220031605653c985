"""Token buckets: how many messages a session or an address may send."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable


class RateLimit:
    """Allow `burst` requests at once and `per_minute` over time for each key.

    Keeps at most `remembered` keys; the least recently seen are forgotten, which only makes them fresh again.
    """

    def __init__(
        self,
        burst: int,
        per_minute: float,
        remembered: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst, self._rate, self._remembered, self._clock = burst, per_minute / 60.0, remembered, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Take one token; return 0 when allowed, else the whole seconds to wait (Retry-After)."""
        now = self._clock()
        level, seen = self._buckets.pop(key, (float(self._burst), now))
        level = min(self._burst, level + (now - seen) * self._rate)
        allowed = level >= 1
        self._buckets[key] = (level - 1 if allowed else level, now)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - level) / self._rate))
