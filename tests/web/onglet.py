"""A tab as a person with a keyboard uses it, which notes what goes wrong behind their back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from cartes import GREETING
from playwright.sync_api import Locator, Page, Route, expect

_WATCH = """
window.violations = [];
const note = (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI}`);
document.addEventListener("securitypolicyviolation", note);
"""
_FOCUSED = """() => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
  if (!node) return {};
  const text = (node.textContent || "").replace(/\\s/g, " ").trim();
  return { tag: node.localName, class: node.className || "", text };
}"""
_COUNT = """(log) => {
  window.added = [];
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) window.added.push(node.className);
  }).observe(log, { childList: true });
}"""
_TOO_WIDE = """() => {
  const wide = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      const box = node.getBoundingClientRect();
      let scrolls = !node.checkVisibility();
      for (let up = node.parentElement; up; up = up.parentElement)
        scrolls ||= getComputedStyle(up).overflowX === "auto";
      if (box.width && box.right > innerWidth + 1 && !scrolls) wide.push(`${node.localName}.${node.className}`);
    }
  };
  visit(document);
  return { page: document.documentElement.scrollWidth, wide };
}"""


class Tab:
    """One tab. `hosts`, `errors` and `api` are what was asked, what went wrong, and the API calls made."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self.api: list[str] = []
        page.add_init_script(_WATCH)
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def _note(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(address.netloc)
        if address.path.startswith("/api/"):
            self.api.append(f"{request.method} {address.path}")

    def open(self, address: str) -> Tab:
        self.page.goto(address)
        return self

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def answers(self) -> Locator:
        return self.log.locator(".message.bot")

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("Écrire une question")

    @property
    def status(self) -> Locator:
        return self.page.locator("jalon-assistant .notice [role=status]")

    @property
    def violations(self) -> list[str]:
        return list(self.page.evaluate("window.violations"))

    @property
    def focused(self) -> dict[str, str]:
        """Return what has the focus, inside shadow roots too."""
        return dict(self.page.evaluate(_FOCUSED))

    def tab_to(self, wanted: str, key: str = "Tab", most: int = 40) -> None:
        """Press Tab (or Shift+Tab) until the thing with that text, class or tag has the focus."""
        met = []
        for _ in range(most):
            self.page.keyboard.press(key)
            here = self.focused
            if wanted == here.get("tag") or wanted in here.get("class", "").split() or wanted in here.get("text", ""):
                return
            met.append(here)
        raise AssertionError(f"« {wanted} » is not reached by {key}: {met}")

    def wait_for_answers(self, count: int) -> None:
        expect(self.answers).to_have_count(count, timeout=15_000)

    def ask(self, line: str) -> str:
        """Type a line and Enter; return the text of the answer."""
        before = self.answers.count()
        self.field.fill(line)
        self.field.press("Enter")
        self.wait_for_answers(before + 1)
        return str(self.answers.last.inner_text())

    def count_nodes(self) -> None:
        """Start noting the nodes added to the log."""
        self.log.evaluate(_COUNT)

    @property
    def added(self) -> list[str]:
        return list(self.page.evaluate("window.added"))

    def too_wide(self) -> dict[str, Any]:
        """Return the page's scroll width, and what sticks out of the window without a scroller of its own."""
        return dict(self.page.evaluate(_TOO_WIDE))

    def answer_with(self, path: str, status: int, body: str) -> None:
        """Answer the next requests to a path in the server's place."""

        def reply(route: Route) -> None:
            route.fulfill(status=status, content_type="application/json", body=body)

        self.page.route(f"**{path}", reply)

    def play(self, *replies: dict[str, Any]) -> None:
        """Answer conversations in the server's place: greet, then give these replies in turn, the last one for ever."""
        self.asked: list[dict[str, Any]] = []

        def opened(route: Route) -> None:
            route.fulfill(status=201, json={"session": "essai", "replies": [GREETING]})

        def chat(route: Route) -> None:
            self.asked.append(dict(route.request.post_data_json))
            turn = len(self.asked)
            route.fulfill(json={"turn": turn, "replies": [replies[min(turn, len(replies)) - 1]]})

        self.page.route("**/api/sessions", opened)
        self.page.route("**/api/sessions/*", lambda route: route.fulfill(status=204))
        self.page.route("**/api/chat", chat)
        self.page.route("**/api/feedback", lambda route: route.fulfill(status=204))

    def faults(self) -> list[str]:
        """Return what axe-core finds wrong on the page as it is, shadow roots included."""
        found = Axe().run(self.page).response["violations"]
        return [f"{fault['id']} {node['target']}" for fault in found for node in fault["nodes"]]

    def cut(self, path: str) -> None:
        """Let requests to a path find nobody."""
        self.page.route(f"**{path}", lambda route: route.abort("connectionrefused"))

    def mend(self, path: str) -> None:
        """Let requests to a path through again."""
        self.page.unroute(f"**{path}")
