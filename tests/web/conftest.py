"""A real browser on a real server: Debian's Chromium, driven by Playwright.

The browser is started for each module and stopped after it: Playwright keeps an event loop running in the process,
and the other tests have their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parleur import variable_folder

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bot"))  # serveur.py, shared

from hote import HostSite
from onglet import Tab
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serveur import Server, free_port, start

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def host() -> Iterator[HostSite]:
    """A campus site on another origin, with a strict security policy."""
    with HostSite(free_port()) as site:
        yield site


@pytest.fixture(scope="session")
def site(host: HostSite) -> Iterator[Server]:
    """The assistant, with its model, that the campus site may embed."""
    with start(variable_folder(), JALON_ORIGINS=host.origin, JALON_MESSAGES_PER_MINUTE="1000") as server:
        host.assistant = f"http://{server.host}"
        yield server


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The assistant without a model: every conversation is answered 503."""
    empty = tmp_path_factory.mktemp("models")
    with start(variable_folder(), JALON_MODELS=str(empty)) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: on Debian, « apt-get install chromium », then run again")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Tab:
    return Tab(context.new_page())


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Callable[[], Tab]]:
    """Open tabs 320 pixels wide, as WCAG asks for."""
    made = browser.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR")
    made.set_default_timeout(15_000)
    yield lambda: Tab(made.new_page())
    made.close()
