"""Read questions (one JSON string a line on standard input) with Jalon's trained model; see bench/readers.py."""

from __future__ import annotations

import json
import sys
import time

from bot.settings import Settings
from bot.understanding import Understanding


def main() -> None:
    """Print one JSON object a question: the first intents and the milliseconds."""
    reader = Understanding(Settings())
    reader.parse("bonjour")
    for line in sys.stdin:
        text = json.loads(line)
        begun = time.perf_counter()
        read = reader.parse(text)
        ms = (time.perf_counter() - begun) * 1_000
        print(json.dumps({"ranking": [entry["name"] for entry in read["ranking"]], "ms": ms}), flush=True)


if __name__ == "__main__":
    main()
