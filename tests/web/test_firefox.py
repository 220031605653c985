"""The same pages in Firefox, when the machine has it: driven by its own protocol (Marionette), no driver needed."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serveur import Server, free_port

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
ANSWERED = """
const [done] = [arguments[arguments.length - 1]];
const root = document.querySelector("jalon-assistant").shadowRoot;
const wait = (ready, then) => (ready() ? then() : setTimeout(wait, 100, ready, then));
const messages = () => root.querySelectorAll(".message.bot").length;
wait(() => messages() === 1, () => {
  const field = root.querySelector("textarea");
  field.value = "je suis en 3e, je veux devenir électricienne";
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  wait(() => root.querySelector(".scheme") && /#1/.test(root.querySelector(".to-sheet")?.href), () =>
    done({ boxes: root.querySelectorAll(".box").length,
      steps: [...root.querySelector(".ladder").querySelectorAll(".step-name")].map((step) => step.textContent),
      sheet: root.querySelector(".to-sheet").href,
      fits: document.documentElement.scrollWidth <= innerWidth }));
});
"""
SHOWN = """
const [selector, done] = arguments;
const wait = () => (document.querySelector(selector) ? done(document.body.innerText) : setTimeout(wait, 100));
wait();
"""


class Firefox:
    """A Firefox without a window."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 30)
        self._socket.settimeout(60)
        self._count = 0
        self._read()  # it greets
        self.ask("WebDriver:NewSession", {})
        self.ask("WebDriver:SetTimeouts", {"script": 45_000})

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        body = b""
        while len(body) < int(length[:-1]):
            body += self._socket.recv(65_536)
        return json.loads(body)

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, parameters]).encode()
        self._socket.sendall(f"{len(message)}:".encode() + message)
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script of the page that ends by calling its last argument."""
        return self.ask("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(arguments)})["value"]


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("no Firefox on this machine: on Debian, « apt-get install firefox-esr », then run again")
    port, profile = free_port(), tmp_path_factory.mktemp("firefox")
    (Path(profile) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="ascii")
    process = subprocess.Popen(  # noqa: S603 - the browser found above
        [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _connected(port)
    finally:
        process.terminate()
        process.wait(30)


def _connected(port: int) -> Firefox:
    limit = time.monotonic() + 60
    while True:
        try:
            return Firefox(port)
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.5)


@pytest.mark.model
def test_a_pathway_is_asked_drawn_and_taken_away_in_firefox(firefox: Firefox, site: Server) -> None:
    firefox.ask("WebDriver:Navigate", {"url": f"http://{site.host}/"})
    answered = firefox.run(ANSWERED)
    firefox.ask("WebDriver:Navigate", {"url": answered["sheet"]})
    text = firefox.run(SHOWN, ".qr")

    assert answered["boxes"] >= 2
    assert answered["fits"]
    assert "Document produit par un assistant automatique" in text
    assert answered["steps"]
    assert all(step.lower() in text.lower() for step in answered["steps"])


def test_the_map_is_drawn_in_firefox(firefox: Firefox, bare_site: Server) -> None:
    firefox.ask("WebDriver:Navigate", {"url": f"http://{bare_site.host}/carte"})

    assert "Bretagne" in firefox.run(SHOWN, ".campus")
