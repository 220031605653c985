"""The page at /: who speaks, a whole exchange by keyboard, on a small screen, and nothing said to anybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from onglet import Tab
from playwright.sync_api import expect
from serveur import Server

pytestmark = pytest.mark.model

ASKED = "C'est quoi un BTS ?"
COMPARED = "CAP cuisine ou bac pro cuisine ?"


@pytest.fixture
def page(tab: Tab, site: Server) -> Tab:
    """The page, greeted."""
    tab.open(f"http://{site.host}/")
    tab.wait_for_answers(1)
    return tab


def test_the_greeting_says_that_nobody_is_behind_and_what_not_to_write(page: Tab) -> None:
    greeting = page.answers.first

    expect(greeting).to_be_in_viewport()
    expect(greeting).to_contain_text("assistant automatique (une IA), pas une personne")
    expect(greeting).to_contain_text("Inutile d'écrire un nom, une adresse ou une information de santé")
    expect(page.page.get_by_text("Automatique (IA)")).to_be_visible()


def test_a_question_is_asked_and_answered_with_the_keyboard_alone(page: Tab) -> None:
    page.tab_to("textarea")
    page.page.keyboard.type(ASKED)
    page.page.keyboard.press("Enter")
    page.wait_for_answers(2)

    expect(page.answers.last).to_contain_text("bac + 2")
    assert page.focused["tag"] == "textarea"
    expect(page.field).to_have_value("")


def test_a_button_is_pressed_with_the_keyboard_and_the_focus_comes_back_to_the_field(page: Tab) -> None:
    page.ask(ASKED)
    page.tab_to("Que faire après ?", "Shift+Tab")
    page.page.keyboard.press("Enter")
    page.wait_for_answers(3)

    expect(page.answers.last).to_contain_text("Après « BTS »")
    expect(page.log.locator(".message.you").last).to_contain_text("Que faire après ?")
    assert page.focused["tag"] == "textarea"


def test_shift_and_enter_go_to_the_next_line(page: Tab) -> None:
    page.tab_to("textarea")
    page.page.keyboard.type("une ligne")
    page.page.keyboard.press("Shift+Enter")
    page.page.keyboard.type("une autre")

    expect(page.field).to_have_value("une ligne\nune autre")
    assert page.answers.count() == 1


def test_an_example_question_is_asked_by_its_button(page: Tab) -> None:
    page.tab_to("Après un bac STI2D")
    page.page.keyboard.press("Enter")
    page.wait_for_answers(2)

    expect(page.answers.last.get_by_role("table")).to_be_visible()


def test_one_node_is_added_to_the_log_for_the_question_and_one_for_its_answer(page: Tab) -> None:
    page.count_nodes()
    page.ask(ASKED)

    assert page.added == ["message you", "message bot"]


def test_a_comparison_adds_one_node_too(page: Tab) -> None:
    page.count_nodes()
    page.ask(COMPARED)

    assert page.added == ["message you", "message bot"]


def test_who_speaks_is_said_in_words(page: Tab) -> None:
    page.ask(ASKED)

    expect(page.log.locator(".message.you .who")).to_have_text(["Vous"])
    expect(page.log.locator(".message.bot .who")).to_have_text(["Assistant automatique"] * 2)


def test_sources_are_under_the_answer_with_the_day_they_were_checked(page: Tab) -> None:
    page.ask(ASKED)
    sources = page.answers.last.locator("details.sources")

    expect(sources.locator("summary")).to_contain_text("vérifiée")
    sources.locator("summary").press("Enter")
    expect(sources.get_by_role("link").first).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("question", [ASKED, COMPARED, "je suis en 3e, je veux être ingénieur dans l'automobile"])
def test_at_320_pixels_nothing_sticks_out(question: str, narrow: Callable[[], Tab], site: Server) -> None:
    tab = narrow().open(f"http://{site.host}/")
    tab.wait_for_answers(1)
    tab.ask(question)

    assert tab.too_wide() == {"page": 320, "wide": []}
    expect(tab.field).to_be_visible()


def test_nothing_is_asked_of_another_host_and_nothing_goes_wrong(page: Tab, site: Server) -> None:
    page.ask(ASKED)
    page.ask(COMPARED)

    assert page.hosts == {site.host}
    assert page.errors == []
    assert page.violations == []


def test_no_cookie_is_set(page: Tab) -> None:
    page.ask(ASKED)

    assert page.page.context.cookies() == []


def test_a_reload_shows_the_same_conversation_without_asking_again(page: Tab) -> None:
    page.ask(ASKED)
    page.api.clear()
    page.page.reload()
    page.wait_for_answers(2)

    expect(page.answers.last).to_contain_text("bac + 2")
    assert page.api == []


def test_erasing_empties_the_page_and_asks_the_server_to_forget(page: Tab) -> None:
    page.ask(ASKED)
    page.page.get_by_text("Options", exact=True).press("Enter")
    page.page.get_by_role("button", name="Effacer", exact=True).press("Enter")
    page.page.locator("jalon-assistant .notice").get_by_role("button", name="Effacer").press("Enter")

    expect(page.status).to_contain_text("La conversation est effacée, ici et sur le serveur")
    expect(page.log.locator(".message")).to_have_count(0)
    assert page.api[-1].startswith("DELETE /api/sessions/")


def test_an_empty_question_is_not_sent(page: Tab) -> None:
    page.api.clear()
    page.field.press("Enter")

    expect(page.status).to_contain_text("vide")
    assert page.api == []


def test_a_question_too_long_is_not_sent_and_is_kept(page: Tab) -> None:
    page.api.clear()
    page.field.fill("a" * 1_001)
    page.field.press("Enter")

    expect(page.page.get_by_text("Trop long de 1 caractère", exact=True)).to_be_visible()
    expect(page.field).to_have_value("a" * 1_001)
    assert page.api == []


def test_markup_in_a_question_stays_text(page: Tab) -> None:
    page.ask("<img src=x onerror=alert(1)> c'est quoi un BTS ?")

    assert page.log.locator("img").count() == 0
    assert page.errors == []
