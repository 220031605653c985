"""When the server cannot answer, or is gone: a French sentence, and what was typed stays."""

from __future__ import annotations

import json

import pytest
from cartes import REPLIES
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


@pytest.fixture
def played(tab: Tab, bare_site: Server) -> Tab:
    """The page with a clock that the test moves, where the tests answer in the server's place."""
    tab.page.clock.install()
    tab.play(REPLIES["campus"])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    return tab


def hang(tab: Tab) -> None:
    """Let messages leave and never be answered; they are noted."""
    tab.page.unroute("**/api/chat")
    tab.page.route("**/api/chat", lambda route: tab.asked.append(dict(route.request.post_data_json)))


def test_a_slow_answer_is_explained_then_given_up_and_the_text_comes_back(played: Tab) -> None:
    hang(played)
    send(played)
    expect(played.status).to_have_text("La réponse se prépare…")
    played.page.clock.run_for(4_100)
    expect(played.status).to_contain_text("C'est plus long que d'habitude")
    played.page.clock.run_for(31_000)

    expect(played.status).to_contain_text("La connexion s'est perdue")
    expect(played.field).to_have_value(TYPED)


def test_what_is_pressed_twice_leaves_once(played: Tab) -> None:
    hang(played)
    played.field.fill(TYPED)
    played.field.press("Enter")
    played.field.press("Enter")
    played.page.get_by_role("button", name="Envoyer").dispatch_event("click")
    played.log.get_by_role("button", name="Après la 3e").dblclick()

    assert [asked.get("message") for asked in played.asked] == [TYPED]
    expect(played.page.locator("jalon-assistant [role=status]").first).to_contain_text("déjà en préparation")


def test_a_button_pressed_twice_leaves_once(played: Tab) -> None:
    hang(played)
    played.log.get_by_role("button", name="Après la 3e").dblclick()

    assert played.asked == [{"session": "essai", "payload": "/formation_apres"}]


def test_what_is_typed_while_an_answer_comes_is_kept(played: Tab) -> None:
    hang(played)
    send(played)
    played.field.fill("et en alternance ?")
    played.page.clock.run_for(36_000)

    expect(played.status).to_contain_text("La connexion s'est perdue")
    expect(played.field).to_have_value("et en alternance ?")


def test_after_the_wait_asked_for_the_same_message_leaves_once(played: Tab) -> None:
    busy = json.dumps({"error": {"code": "trop_de_messages", "message": "Tu vas un peu vite. Réessaie dans 3 s."}})
    played.page.route(
        "**/api/chat", lambda route: route.fulfill(status=429, headers={"Retry-After": "3"}, body=busy), times=1
    )
    send(played)
    again = played.page.get_by_role("button", name="Réessayer")
    expect(again).to_have_text("Réessayer dans 3 s")
    again.press("Enter")
    assert played.asked == []

    played.page.clock.run_for(3_100)
    expect(again).to_have_text("Réessayer")
    again.press("Enter")
    played.wait_for_answers(2)
    assert [asked["message"] for asked in played.asked] == [TYPED]


@pytest.mark.parametrize(("status", "code"), [(404, "session_terminee"), (401, "session_invalide")])
def test_the_text_of_a_conversation_that_is_over_leaves_in_the_new_one(status: int, code: str, played: Tab) -> None:
    over = json.dumps({"error": {"code": code, "message": ERRORS[code][1]}})
    played.page.route("**/api/chat", lambda route: route.fulfill(status=status, body=over), times=1)
    send(played)
    assert "Recharge la page" not in played.status.inner_text()
    played.page.get_by_role("button", name="Nouvelle conversation").press("Enter")
    played.wait_for_answers(1)
    expect(played.field).to_have_value(TYPED)
    played.field.press("Enter")
    played.wait_for_answers(2)

    assert [asked["message"] for asked in played.asked] == [TYPED]


def test_without_any_network_the_person_is_told_and_can_try_again(played: Tab) -> None:
    played.page.unroute_all()
    played.page.context.set_offline(True)
    send(played)
    expect(played.status).to_contain_text("Pas de connexion à internet")
    expect(played.field).to_have_value(TYPED)

    played.page.context.set_offline(False)
    played.play(REPLIES["campus"])
    played.page.get_by_role("button", name="Réessayer").press("Enter")
    played.wait_for_answers(2)
    assert [asked["message"] for asked in played.asked] == [TYPED]


def test_an_opinion_that_did_not_leave_can_be_given_again(played: Tab) -> None:
    send(played)
    played.wait_for_answers(2)
    played.cut("/api/feedback")
    useful = played.answers.last.get_by_role("button", name="Utile", exact=True)
    useful.press("Enter")
    expect(played.status).to_contain_text("L'avis n'est pas parti")
    played.mend("/api/feedback")
    played.page.route("**/api/feedback", lambda route: route.fulfill(status=204))
    useful.press("Enter")

    expect(played.status).to_contain_text("Merci, l'avis est noté")
    expect(useful).to_have_attribute("aria-pressed", "true")


def test_a_list_of_campuses_that_did_not_come_can_be_asked_again(tab: Tab, bare_site: Server) -> None:
    tab.page.route("**/api/campus**", lambda route: route.abort(), times=1)
    tab.open(f"http://{bare_site.host}/carte")
    expect(tab.page.locator("#etat")).to_contain_text("n'est pas arrivée")
    tab.page.get_by_role("button", name="Réessayer").press("Enter")

    expect(tab.page.locator(".campus > li").first).to_be_visible()
