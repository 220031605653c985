"""When the server cannot answer, or is gone: a French sentence, and what was typed stays."""

from __future__ import annotations

import json

import pytest
from onglet import Tab
from playwright.sync_api import expect
from serveur import Server

from bot.errors import ERRORS

pytestmark = pytest.mark.model

TYPED = "je suis en 3e, je veux devenir boulangère"
UNAVAILABLE = json.dumps({"error": {"code": "reponse_impossible", "message": ERRORS["reponse_impossible"][1]}})


@pytest.fixture
def page(tab: Tab, site: Server) -> Tab:
    tab.open(f"http://{site.host}/")
    tab.wait_for_answers(1)
    return tab


def send(tab: Tab) -> None:
    tab.field.fill(TYPED)
    tab.field.press("Enter")


def test_an_answer_503_is_told_in_french_and_the_text_is_kept(page: Tab) -> None:
    page.answer_with("/api/chat", 503, UNAVAILABLE)
    send(page)

    expect(page.status).to_have_text(ERRORS["reponse_impossible"][1])
    expect(page.field).to_have_value(TYPED)
    expect(page.log.locator(".message.you")).to_have_count(0)


def test_a_503_of_a_proxy_that_speaks_no_json_is_told_in_french_too(page: Tab) -> None:
    page.answer_with("/api/chat", 503, "<html>Service Unavailable</html>")
    send(page)

    expect(page.status).to_contain_text("L'assistant n'est pas disponible pour le moment")
    expect(page.field).to_have_value(TYPED)


def test_a_server_that_is_gone_is_told_in_french_and_the_text_is_kept(page: Tab) -> None:
    page.cut("/api/chat")
    send(page)

    expect(page.status).to_contain_text("La connexion s'est perdue")
    expect(page.field).to_have_value(TYPED)


def test_trying_again_sends_the_same_text_when_the_server_is_back(page: Tab) -> None:
    page.cut("/api/chat")
    send(page)
    expect(page.status).to_contain_text("La connexion s'est perdue")
    page.mend("/api/chat")
    page.page.get_by_role("button", name="Réessayer").press("Enter")
    page.wait_for_answers(2)

    expect(page.answers.last).to_contain_text("boulangère")
    expect(page.field).to_have_value("")


def test_a_conversation_that_is_over_offers_a_new_one(page: Tab) -> None:
    over = json.dumps({"error": {"code": "session_terminee", "message": ERRORS["session_terminee"][1]}})
    page.answer_with("/api/chat", 404, over)
    send(page)
    page.mend("/api/chat")
    page.page.get_by_role("button", name="Nouvelle conversation").press("Enter")
    page.wait_for_answers(1)

    expect(page.field).to_have_value(TYPED)


def test_too_many_messages_say_how_long_to_wait(page: Tab) -> None:
    busy = json.dumps({"error": {"code": "trop_de_messages", "message": "Tu vas un peu vite. Réessaie dans 3 s."}})
    page.answer_with("/api/chat", 429, busy)
    send(page)

    expect(page.page.get_by_role("button", name="Réessayer dans")).to_be_visible()
    expect(page.field).to_have_value(TYPED)


def test_without_a_model_the_page_says_that_the_assistant_is_not_ready(tab: Tab, bare_site: Server) -> None:
    tab.open(f"http://{bare_site.host}/")

    expect(tab.status).to_contain_text("L'assistant n'est pas prêt")
    send(tab)
    expect(tab.status).to_contain_text("L'assistant n'est pas prêt")
    expect(tab.field).to_have_value(TYPED)
