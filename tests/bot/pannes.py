"""Several assistants, each with its own fault: run by test_api_failures.py, never imported.

Arguments: one JSON object an assistant, `{"environment", "actions"}`. Each gets a process forked from this one,
so that Rasa is imported once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from bot import server
from bot.agent import load_agent, quiet_rasa
from bot.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))  # actions_en_panne


def serve(fault: dict[str, Any]) -> NoReturn:
    """Serve with this fault until stopped."""
    os.environ.update(fault["environment"])
    server.load_agent = partial(load_agent, actions=fault["actions"])
    server.serve(Settings())
    os._exit(0)


def main() -> None:
    """Start them all; stop them all when told to stop."""
    quiet_rasa()
    import rasa.core.agent
    import rasa.engine.recipes.default_recipe  # noqa: F401 - imported before the forks: it is the long part

    children = []
    for argument in sys.argv[1:]:
        child = os.fork()
        if not child:
            serve(json.loads(argument))
        children.append(child)

    def stop(*_: object) -> None:
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
