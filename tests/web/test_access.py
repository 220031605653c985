"""What RGAA 4.1 and WCAG 2.2 AA ask of the assistant and axe-core cannot see, and axe-core itself on every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cartes import REPLIES
from onglet import Tab
from playwright.sync_api import Browser, expect
from serveur import Server

SMALL = """() => {
  const TARGETS = "button, summary, select, textarea, .links a, .to-sheet, .menu a";
  const small = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (!node.matches(TARGETS) || !node.checkVisibility()) continue;
      const { width, height } = node.getBoundingClientRect();
      if (width < 44 || height < 43.5) small.push(`${node.textContent.trim()} ${width}x${height}`);
    }
  };
  visit(document);
  return small;
}"""
VOICES = """
const voice = { lang: "fr-FR", localService: true, name: "voix" };
const away = { lang: "fr-FR", localService: false, name: "voix en ligne" };
window.spoken = [];
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => (window.onlyAway ? [away] : [away, voice]),
  addEventListener() {},
  speak(said) { window.spoken.push([said.text, said.voice.name]); window.reading = said; },
  cancel() { window.reading?.onend?.(); window.reading = null; },
} });
"""


@pytest.fixture
def page(tab: Tab, bare_site: Server) -> Tab:
    """The page, greeted, that answers with a pathway."""
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    return tab


@pytest.fixture
def widget(tab: Tab, bare_site: Server) -> Tab:
    """The demonstration page, where the widget answers with a pathway; not opened yet."""
    tab.play(REPLIES["parcours"])
    return tab.open(f"http://{bare_site.host}/demo")


def opened(tab: Tab) -> Tab:
    tab.tab_to("launcher")
    tab.page.keyboard.press("Enter")
    tab.wait_for_answers(1)
    return tab


def option(tab: Tab, name: str) -> None:
    """Choose in the options, with the keyboard."""
    menu = tab.page.locator("jalon-assistant details.menu")
    if menu.get_attribute("open") is None:
        menu.locator("summary").press("Enter")
    menu.get_by_role("button", name=name).press("Enter")


def answered(tab: Tab) -> Tab:
    tab.ask("comment devenir ingénieure ?")
    expect(tab.answers.last.locator(".verdict")).to_be_visible()
    return tab


def test_the_log_is_there_and_empty_before_the_first_message(tab: Tab, bare_site: Server) -> None:
    tab.page.route("**/api/sessions", lambda route: None)  # never answered
    tab.open(f"http://{bare_site.host}/")

    expect(tab.log).to_have_count(1)
    assert tab.log.locator("> *").count() == 0
    assert tab.log.locator("[role=status]").count() == 0
    expect(tab.status).to_contain_text("Ouverture de la conversation")


def test_the_log_only_grows(page: Tab) -> None:
    page.count_nodes()
    answered(page)
    answered(page)

    assert page.added == ["message you", "message bot"] * 2
    assert page.log.get_attribute("aria-live") is None  # role=log says it already


def test_a_whole_pathway_is_walked_with_the_keyboard_alone(widget: Tab) -> None:
    opened(widget)
    if widget.focused["tag"] != "textarea":
        widget.tab_to("textarea")
    widget.page.keyboard.type("comment devenir ingénieure ?")
    widget.page.keyboard.press("Enter")
    widget.wait_for_answers(2)
    expect(widget.answers.last.locator(".verdict")).to_be_visible()
    walked = []
    for _ in range(40):
        widget.page.keyboard.press("Shift+Tab")
        here = widget.focused
        walked.append(here["text"])
        if here["tag"] == "summary" and here["text"][:1] in "234":
            widget.page.keyboard.press("Enter")
        if here["text"].startswith("1. Par l'école"):
            break

    opens = [text[:2] for text in walked if text[:2] in ("1.", "2.", "3.", "4.")]
    assert opens == ["4.", "3.", "2.", "1."]
    assert "Utile" in walked
    assert "En alternance" in walked
    assert widget.answers.last.locator(".route[open]").count() == 4
    widget.tab_to("La fiche à imprimer", most=3)


def test_escape_closes_the_options_then_the_panel_and_gives_the_focus_back(widget: Tab) -> None:
    opened(widget)
    widget.page.locator("jalon-assistant details.menu summary").press("Enter")
    widget.page.keyboard.press("Tab")
    widget.page.keyboard.press("Escape")
    assert widget.focused["text"] == "Options"

    widget.page.keyboard.press("Escape")
    assert "launcher" in widget.focused["class"]


@pytest.mark.parametrize("name", REPLIES)
def test_what_is_pressed_measures_44_pixels(name: str, narrow: Callable[[], Tab], bare_site: Server) -> None:
    tab = narrow()
    tab.play(REPLIES[name])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    answered(tab)

    assert tab.page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", ["/", "/demo", "/carte"])
def test_at_320_by_256_pixels_nothing_is_lost(path: str, browser: Browser, bare_site: Server) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, locale="fr-FR")
    tab = Tab(context.new_page())
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}{path}")
    if path == "/demo":
        opened(tab)
    if path != "/carte":
        tab.wait_for_answers(1)
        answered(tab)
        tab.field.scroll_into_view_if_needed()
        expect(tab.field).to_be_in_viewport(ratio=0.9)
        tab.answers.last.locator("svg.scheme").first.scroll_into_view_if_needed()
        expect(tab.answers.last.locator("svg.scheme").first).to_be_in_viewport()
    else:
        tab.page.wait_for_selector(".campus")

    assert tab.too_wide() == {"page": 320, "wide": []}
    context.close()


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_text_twice_as_large_still_fits(path: str, narrow: Callable[[], Tab], bare_site: Server) -> None:
    tab = narrow()
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}{path}")
    if path == "/demo":
        opened(tab)
    tab.wait_for_answers(1)
    size = "el => parseFloat(getComputedStyle(el).fontSize)"
    before = tab.answers.first.locator(".text").evaluate(size)
    answered(tab)
    for _ in range(5):
        option(tab, "Texte plus grand")

    expect(tab.page.locator("jalon-assistant [role=status]").first).to_contain_text("200")
    assert tab.answers.first.locator(".text").evaluate(size) == pytest.approx(before * 2)
    assert tab.too_wide() == {"page": 320, "wide": []}


def test_in_forced_colours_every_part_keeps_an_edge(browser: Browser, bare_site: Server) -> None:
    context = browser.new_context(forced_colors="active", locale="fr-FR")
    tab = Tab(context.new_page())
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    answered(tab)
    edges = tab.page.evaluate(
        """() => [".bot .bubble", ".you .bubble", ".card", ".chip", ".send", "textarea"].filter((name) => {
          const style = getComputedStyle(document.querySelector("jalon-assistant").shadowRoot.querySelector(name));
          return style.borderTopStyle === "none" || style.borderTopColor === style.backgroundColor;
        })"""
    )

    assert edges == []
    context.close()


@pytest.mark.parametrize(("motion", "animation"), [("reduce", "none"), ("no-preference", "rise")])
def test_nothing_moves_for_who_asked_for_less_motion(
    motion: Any, animation: str, browser: Browser, bare_site: Server
) -> None:
    context = browser.new_context(reduced_motion=motion, locale="fr-FR")
    tab = Tab(context.new_page())
    tab.play(REPLIES["parcours"])
    opened(tab.open(f"http://{bare_site.host}/demo"))

    assert tab.page.locator("jalon-assistant dialog").evaluate("el => getComputedStyle(el).animationName") == animation
    context.close()


def test_on_paper_the_conversation_is_unfolded_and_the_controls_are_gone(page: Tab) -> None:
    answered(page)
    page.page.emulate_media(media="print")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.answers.last.locator(".ladder").nth(3)).to_be_visible()
    expect(page.answers.last.locator(".sources a").first).to_be_visible()
    expect(page.field).to_be_hidden()
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.answers.last.locator(".route[open]")).to_have_count(1)


def test_an_answer_is_read_aloud_by_a_voice_of_the_device_when_asked(page: Tab, bare_site: Server) -> None:
    page.page.add_init_script(VOICES)
    page.page.evaluate("sessionStorage.clear()")
    page.page.reload()
    page.wait_for_answers(1)
    answered(page)
    assert page.page.evaluate("window.spoken") == []
    button = page.answers.last.get_by_role("button", name="Écouter")
    button.press("Enter")

    [[text, voice]] = page.page.evaluate("window.spoken")
    assert voice == "voix"
    assert text.replace("\u00a0", " ").startswith("Plusieurs chemins mènent à « ingénieure (électricité) »")
    page.answers.last.get_by_role("button", name="Arrêter").press("Enter")
    expect(button).to_be_visible()


def test_without_a_voice_of_the_device_nothing_offers_to_read(page: Tab) -> None:
    page.page.add_init_script(VOICES + "window.onlyAway = true;")
    page.page.evaluate("sessionStorage.clear()")
    page.page.reload()
    page.wait_for_answers(1)
    answered(page)

    expect(page.answers.last.get_by_role("button", name="Écouter")).to_have_count(0)


def _closed(tab: Tab) -> None:
    expect(tab.page.locator("jalon-assistant .launcher")).to_be_visible()


def _menu(tab: Tab) -> None:
    opened(tab).page.locator("jalon-assistant details.menu summary").press("Enter")


def _waiting(tab: Tab) -> None:
    tab.page.unroute("**/api/chat")
    tab.page.route("**/api/chat", lambda route: None)
    opened(tab).field.fill("une question")
    tab.field.press("Enter")
    expect(tab.status).to_contain_text("La réponse se prépare")


def _failed(tab: Tab) -> None:
    tab.cut("/api/chat")
    opened(tab).field.fill("une question")
    tab.field.press("Enter")
    expect(tab.status).to_contain_text("La connexion s'est perdue")


def _asked_to_erase(tab: Tab) -> None:
    option(answered(opened(tab)), "Effacer")
    expect(tab.status).to_contain_text("Effacer la conversation")


def _erased(tab: Tab) -> None:
    _asked_to_erase(tab)
    tab.page.locator("jalon-assistant .notice").get_by_role("button", name="Effacer").press("Enter")
    expect(tab.status).to_contain_text("La conversation est effacée")


def _too_long(tab: Tab) -> None:
    opened(tab).field.fill("a" * 1_001)


def _judged(tab: Tab) -> None:
    answered(opened(tab)).answers.last.get_by_role("button", name="Utile", exact=True).press("Enter")
    expect(tab.status).to_contain_text("Merci")


@pytest.mark.parametrize(
    "state", [_closed, opened, _menu, _waiting, _failed, _asked_to_erase, _erased, _too_long, _judged]
)
def test_axe_finds_nothing_wrong_in_any_state(state: Callable[[Tab], Any], widget: Tab) -> None:
    state(widget)

    assert widget.faults() == []


@pytest.mark.parametrize("path", ["/", "/demo", "/carte", "/fiche"])
def test_axe_finds_nothing_wrong_with_a_page(path: str, tab: Tab, bare_site: Server) -> None:
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}{path}")
    {"/": lambda: tab.wait_for_answers(1), "/carte": lambda: tab.page.wait_for_selector(".campus")}.get(
        path, lambda: None
    )()

    assert tab.faults() == []
