"""The widget on somebody's site: silent until opened, usable by keyboard, at home under a strict policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hote import HostSite
from onglet import Tab
from playwright.sync_api import Browser, expect
from serveur import Server

pytestmark = pytest.mark.model

LAUNCHER = "Une question d'orientation ?"


@pytest.fixture
def demo(tab: Tab, site: Server) -> Tab:
    """The demonstration page, nothing opened yet."""
    return tab.open(f"http://{site.host}/demo")


def opened(tab: Tab) -> Tab:
    """Open the widget with the keyboard."""
    tab.tab_to("launcher")
    tab.page.keyboard.press("Enter")
    tab.wait_for_answers(1)
    return tab


def test_before_it_is_opened_nothing_is_sent_nor_stored(demo: Tab) -> None:
    expect(demo.page.get_by_role("button", name="orientation")).to_be_visible()

    assert demo.api == []
    assert demo.page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert demo.page.context.cookies() == []


def test_it_greets_and_says_that_nobody_is_behind(demo: Tab) -> None:
    opened(demo)

    expect(demo.answers.first).to_contain_text("assistant automatique (une IA), pas une personne")
    expect(demo.answers.first).to_contain_text("Inutile d'écrire un nom")


def test_it_is_opened_asked_and_closed_with_the_keyboard_alone(demo: Tab) -> None:
    opened(demo)
    assert demo.focused["tag"] in ("textarea", "h2")
    if demo.focused["tag"] == "h2":
        demo.tab_to("textarea")
    demo.page.keyboard.type("comment contacter le campus ?")
    demo.page.keyboard.press("Enter")
    demo.wait_for_answers(2)
    expect(demo.answers.last).to_contain_text("itip@cmq-bfc.org")  # the campus of the page

    demo.page.keyboard.press("Escape")

    expect(demo.log).to_be_hidden()
    assert "launcher" in demo.focused["class"]


def test_its_buttons_are_pressed_with_the_keyboard(demo: Tab) -> None:
    opened(demo)
    demo.ask("C'est quoi un BTS ?")
    demo.tab_to("Que faire après ?", "Shift+Tab")
    demo.page.keyboard.press("Enter")
    demo.wait_for_answers(3)

    expect(demo.answers.last).to_contain_text("Après « BTS »")


def test_the_conversation_is_there_when_it_is_opened_again(demo: Tab) -> None:
    opened(demo)
    demo.ask("C'est quoi un BTS ?")
    demo.page.keyboard.press("Escape")
    demo.tab_to("launcher", "Shift+Tab") if "launcher" not in demo.focused["class"] else None
    demo.page.keyboard.press("Enter")

    expect(demo.log).to_be_visible()
    assert demo.answers.count() == 2


def test_one_node_is_added_to_the_log_for_the_question_and_one_for_its_answer(demo: Tab) -> None:
    opened(demo)
    demo.count_nodes()
    demo.ask("C'est quoi un BTS ?")

    assert demo.added == ["message you", "message bot"]


def test_a_page_can_ask_for_its_visitor(demo: Tab) -> None:
    demo.page.get_by_role("button", name="Demander à l'assistant").press("Enter")
    demo.wait_for_answers(2)

    expect(demo.log.locator(".message.you")).to_contain_text("bac pro MELEC")


@pytest.mark.parametrize("question", ["C'est quoi un BTS ?", "CAP cuisine ou bac pro cuisine ?"])
def test_at_320_pixels_nothing_sticks_out_closed_or_open(
    question: str, narrow: Callable[[], Tab], site: Server
) -> None:
    tab = narrow().open(f"http://{site.host}/demo")
    assert tab.too_wide() == {"page": 320, "wide": []}

    opened(tab).ask(question)

    assert tab.too_wide() == {"page": 320, "wide": []}


def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(demo: Tab, site: Server) -> None:
    opened(demo).ask("C'est quoi un BTS ?")

    assert demo.hosts == {site.host}
    assert demo.errors == []
    assert demo.violations == []


def test_on_a_site_of_another_origin_two_lines_of_policy_are_enough(tab: Tab, site: Server, host: HostSite) -> None:
    opened(tab.open(host.origin))
    text = tab.ask("comment contacter le campus ?")

    assert "itip@cmq-bfc.org" in text
    assert tab.hosts == {site.host, host.origin.partition("://")[2]}
    assert tab.errors == []
    assert tab.violations == []


def test_a_site_that_was_not_allowed_is_told_so(tab: Tab, bare_site: Server, host: HostSite) -> None:
    was, host.assistant = host.assistant, f"http://{bare_site.host}"
    try:
        tab.open(host.origin)
        tab.tab_to("launcher")
        tab.page.keyboard.press("Enter")

        expect(tab.status).not_to_be_empty()
        assert tab.answers.count() == 0
    finally:
        host.assistant = was


def _shown(tab: Tab, selector: str, *names: str) -> list[str]:
    """Return computed styles of a part of the widget."""
    read = """([selector, ...names]) => {
      const part = document.querySelector("jalon-assistant").shadowRoot.querySelector(selector);
      return names.map((name) => getComputedStyle(part)[name]);
    }"""
    return list(tab.page.evaluate(read, [selector, *names]))


def test_a_site_with_hostile_styles_changes_nothing_of_it(tab: Tab, site: Server, host: HostSite) -> None:
    opened(tab.open(f"{host.origin}/criard")).ask("C'est quoi un BTS ?")
    launcher = tab.page.locator("jalon-assistant").evaluate("one => getComputedStyle(one).display")

    assert launcher == "block"
    assert _shown(tab, "dialog", "position", "transform", "letterSpacing", "textTransform") == [
        "fixed",
        "none",
        "normal",
        "none",
    ]
    assert _shown(tab, ".bot .bubble", "fontSize", "display") == ["16px", "block"]
    assert tab.page.locator("jalon-assistant dialog").bounding_box()["width"] < 450  # type: ignore[index]
    assert tab.errors == []


def test_colours_of_a_site_that_cannot_be_read_give_way_to_safe_ones(tab: Tab, site: Server, host: HostSite) -> None:
    opened(tab.open(f"{host.origin}/criard")).ask("C'est quoi un BTS ?")

    assert _shown(tab, ".send", "backgroundColor", "color") == [
        "rgb(255, 225, 77)",
        "rgb(0, 0, 0)",
    ]  # white was asked for
    assert _shown(tab, ".bot .bubble", "backgroundColor", "color") == ["rgb(238, 242, 243)", "rgb(26, 34, 44)"]
    assert _shown(tab, ".chip", "color") == ["rgb(26, 34, 44)"]
    assert [fault for fault in tab.faults() if "jalon-assistant" in fault] == []


def test_the_page_answers_inside_a_frame_of_another_site(tab: Tab, site: Server, host: HostSite) -> None:
    tab.open(f"{host.origin}/cadre")
    frame = tab.page.frame_locator("iframe")
    expect(frame.get_by_role("log").locator(".message.bot")).to_have_count(1)
    frame.get_by_label("Écrire une question").fill("comment contacter le campus ?")
    frame.get_by_label("Écrire une question").press("Enter")

    expect(frame.get_by_role("log")).to_contain_text("itip@cmq-bfc.org")
    assert tab.errors == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "L'assistant a besoin de JavaScript"),
        ("/fiche", "a besoin de JavaScript"),
        ("/carte", "a besoin de JavaScript"),
    ],
)
def test_without_scripts_a_page_says_so_and_where_to_go(path: str, words: str, browser: Browser, site: Server) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"http://{site.host}{path}")

    expect(page.locator(".sans-script")).to_contain_text(words)
    expect(page.locator(".sans-script a").first).to_be_visible()
    context.close()


def test_the_page_says_who_answers_what_is_kept_and_how_accessible_it_is(tab: Tab, site: Server) -> None:
    tab.open(f"http://{site.host}/")
    foot = tab.page.locator("footer")

    expect(foot.get_by_role("heading")).to_have_text(
        ["Mentions", "Données personnelles", "Accessibilité : non conforme"]
    )
    expect(foot).to_contain_text("Jalon n'est pas un site de l'État")
    expect(foot).to_contain_text("Aucun audit n'a été fait")


def test_the_demonstration_shows_the_one_line_that_made_it(tab: Tab, site: Server) -> None:
    tab.open(f"http://{site.host}/demo")

    expect(tab.page.locator("code").first).to_have_text(
        '<script src="https://adresse-de-l-assistant/widget.js" defer data-campus="itip"></script>'
    )
    assert tab.page.locator("script[src='/widget.js'][defer][data-campus=itip]").count() == 1
