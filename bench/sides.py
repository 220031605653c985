"""The two assistants of the comparison, behind one face: start, open a conversation, ask over HTTP."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import stock
from bench.processes import BenchError, Processes, environment, free_port

_START_LIMIT = 300.0
_TURN_LIMIT = 60.0
_OK = 2  # hundreds


class Refused(RuntimeError):
    """A server answered with an error, or with nothing."""


class Side(ABC):
    """An assistant that runs in `folder`. `talk` asks a question and returns the text of the replies."""

    name: str

    def __init__(self, folder: Path, logs: Path) -> None:
        self.folder = folder
        self.processes = Processes(logs)
        self.port = free_port()

    def start(self, question: str) -> float:
        """Start the processes; return the seconds until `question` has its first answer."""
        began = time.monotonic()
        self.launch()
        while True:
            self.processes.check_alive()
            try:
                self.talk(self.open(), question)
            except (Refused, OSError, http.client.HTTPException) as error:
                if time.monotonic() - began > _START_LIMIT:
                    raise BenchError(f"{self.name}: no answer after {_START_LIMIT:.0f} s ({error})") from error
                time.sleep(0.1)
            else:
                return time.monotonic() - began

    @abstractmethod
    def prepare(self) -> None:
        """Make what is needed before starting (base, model)."""

    @abstractmethod
    def launch(self) -> None:
        """Start the processes, without waiting."""

    @abstractmethod
    def open(self) -> str:
        """Open a conversation and return its name."""

    @abstractmethod
    def talk(self, conversation: str, text: str) -> str:
        """Send a message; return the text of the replies, or raise `Refused`."""

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Send JSON on a fresh connection; return the JSON of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TURN_LIMIT)
        try:
            connection.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read().decode("utf-8")
        finally:
            connection.close()
        if response.status // 100 != _OK:
            raise Refused(f"{self.name}: HTTP {response.status} {text[:200]}")
        return json.loads(text)


class Jalon(Side):
    """`jalon serve`: one process, the project's model, a base and conversations of its own."""

    name = "Jalon"

    def prepare(self) -> None:
        """Build the knowledge base in the run's own folder."""
        jalon = [sys.executable, "-m", "bot.cli", "kb", "build"]
        done = subprocess.run(
            jalon, cwd=stock.ROOT, env=self._environment(), capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            raise BenchError(f"jalon kb build failed: {done.stderr or done.stdout}")

    def launch(self) -> None:
        """Start the server."""
        self.processes.start("jalon", [sys.executable, "-m", "bot.cli", "serve"], stock.ROOT, self._environment())

    def open(self) -> str:
        """Open a session; the greeting is part of it."""
        return str(self.post("/api/sessions", {})["session"])

    def talk(self, conversation: str, text: str) -> str:
        """Ask through the chat API."""
        replies = self.post("/api/chat", {"session": conversation, "message": text})["replies"]
        return _not_empty(self.name, [reply["text"] for reply in replies])

    @property
    def base(self) -> Path:
        """Return the knowledge base that both sides read."""
        return self.folder / "knowledge.db"

    def _environment(self) -> dict[str, str]:
        return environment(
            JALON_VAR=str(self.folder), JALON_MODELS=str(stock.ROOT / "models"),
            JALON_MESSAGES_PER_MINUTE="100000", HOST="127.0.0.1", PORT=str(self.port),
        )  # fmt: skip


class Stock(Side):
    """`rasa run` and `rasa run actions`: the default pipeline, the REST channel, two processes."""

    name = "stock Rasa"

    def __init__(self, folder: Path, logs: Path, base: Callable[[], Path]) -> None:
        super().__init__(folder, logs)
        self._base = base

    def prepare(self) -> None:
        """Write the assistant's project and train it, unless its model is kept from an earlier run."""
        stock.write_project(self.folder)
        self._model = self.folder / "stock.tar.gz"
        shutil.copyfile(stock.model(self.folder), self._model)

    def launch(self) -> None:
        """Start the action server and the assistant together."""
        actions = free_port()
        stock.write_endpoints(self.folder, actions)
        rasa = [sys.executable, "-m", "rasa", "run"]
        self.processes.start(
            "stock-actions", [*rasa, "actions", "--actions", "stock_actions", "--port", str(actions)],
            self.folder, environment(SANIC_HOST="127.0.0.1", STOCK_BASE=str(self._base())),
        )  # fmt: skip
        self.processes.start(
            "stock-rasa", [*rasa, "--interface", "127.0.0.1", "--port", str(self.port), "--model", str(self._model)],
            self.folder, environment(),
        )  # fmt: skip

    def open(self) -> str:
        """Return a new sender: Rasa opens the conversation with its first message."""
        return uuid4().hex

    def talk(self, conversation: str, text: str) -> str:
        """Ask through the REST channel."""
        replies = self.post("/webhooks/rest/webhook", {"sender": conversation, "message": text})
        return _not_empty(self.name, [reply.get("text", "") for reply in replies])


def _not_empty(name: str, texts: list[str]) -> str:
    text = "\n".join(texts).strip()
    if not text:
        raise Refused(f"{name}: no reply (Rasa says 200 [] when an action or the model fails)")
    return text
