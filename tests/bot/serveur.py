"""Start `jalon serve` in a process of its own and speak HTTP with it, without any client library's help."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parleur import check_reply

from bot.settings import ROOT, Settings

_JSON = "application/json"
_STARTING = 300.0  # seconds: importing TensorFlow on a busy machine takes minutes


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in lower case, raw body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """Return the error's code, after checking that the body is the contract's and its message French."""
        content = self.json
        assert set(content) == {"error"}, content
        assert set(content["error"]) == {"code", "message"}, content
        message = content["error"]["message"]
        assert message[:1].isupper() or message[:1] == "«", message
        assert message.endswith((".", "?", "!")), message
        assert {"le", "la", "un", "une", "les", "cette", "ce", "à", "pas", "est", "de"} & set(message.lower().split())
        assert "{detail" not in message, message
        assert "Traceback" not in message, message
        return str(content["error"]["code"])


class Server:
    """A running assistant."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder
        self.host = f"127.0.0.1:{port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send a request as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
            response = connection.getresponse()
            found = {key.lower(): value for key, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, content: Any, **headers: str) -> Answer:
        """Send JSON; every reply that comes back is checked against the schema."""
        body = json.dumps(content).encode()
        answer = self.ask("POST", path, body, **{"Content_Type": _JSON, **headers})
        if answer.status in (200, 201) and answer.body:
            for reply in answer.json["replies"]:
                check_reply(reply)
        return answer

    def open(self, **body: Any) -> str:
        answer = self.post("/api/sessions", body)
        assert answer.status == 201, answer
        return str(answer.json["session"])

    def say(self, session: str, message: Any) -> Answer:
        return self.post("/api/chat", {"session": session, "message": message})

    def press(self, session: str, payload: Any) -> Answer:
        return self.post("/api/chat", {"session": session, "payload": payload})


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def start(folder: Path, **environment: str) -> Iterator[Server]:
    """Run `jalon serve` on a free port with its data in `folder`; it answers when the block begins."""
    port = free_port()
    with run(folder, [port], "-m", "bot.cli", "serve", JALON_VAR=str(folder), PORT=str(port), **environment):
        yield Server(port, folder)


@contextmanager
def run(folder: Path, ports: list[int], *arguments: str, **environment: str) -> Iterator[None]:
    """Run Python on `arguments` until the block ends; the ports answer when it begins."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JALON_") and k not in ("HOST", "PORT")}
    models = {"JALON_MODELS": str(Settings().models)}
    log = folder / f"server-{ports[0]}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - this very Python, and code of the project
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**kept, "PYTHONPATH": str(ROOT), **models, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            for port in ports:
                _wait(process, port, log)
            yield
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    limit = time.monotonic() + _STARTING
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise AssertionError(f"the server stopped: {log.read_text(errors='replace')[-3000:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server does not answer: {log.read_text(errors='replace')[-3000:]}")
