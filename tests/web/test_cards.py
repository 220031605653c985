"""Every card of the contract, drawn from replies that the tests play: what it shows, and nothing wrong for axe-core."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cartes import PATHWAY, REPLIES
from onglet import Tab
from parleur import check_reply
from playwright.sync_api import Browser, Locator, expect
from serveur import Server

STEPS = [[step["diplome"] for step in route["etapes"]] for route in PATHWAY["routes"][:4]]


@pytest.fixture
def card(tab: Tab, bare_site: Server) -> Callable[[str], Locator]:
    """Return the answer that shows a card."""

    def answered(name: str) -> Locator:
        tab.play(REPLIES[name])
        tab.open(f"http://{bare_site.host}/")
        tab.wait_for_answers(1)
        tab.ask("une question")
        expect(tab.answers.last.locator(".verdict")).to_be_visible()  # card, sources and opinion come together
        return tab.answers.last

    return answered


@pytest.mark.parametrize("name", REPLIES)
def test_the_replies_played_here_are_of_the_contract(name: str) -> None:
    check_reply(REPLIES[name])


@pytest.mark.parametrize("name", REPLIES)
def test_axe_finds_nothing_wrong_with_a_card(name: str, card: Callable[[str], Locator], tab: Tab) -> None:
    shown = card(name)
    shown.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")

    assert tab.faults() == []
    assert tab.errors == []


@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_wrong_in_dark_colours_and_on_a_small_screen(
    name: str, scheme: str, browser: Browser, bare_site: Server
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme, locale="fr-FR")
    tab = Tab(context.new_page())
    tab.play(REPLIES[name])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    tab.ask("une question")
    expect(tab.answers.last.locator(".verdict")).to_be_visible()

    assert tab.faults() == []
    assert tab.too_wide() == {"page": 320, "wide": []}
    context.close()


def test_a_pathway_is_drawn_and_told_in_an_equal_list(card: Callable[[str], Locator]) -> None:
    shown = card("parcours")
    listed = [route.locator(".step-name").all_text_contents() for route in shown.locator(".route").all()]
    drawn = shown.locator("svg.scheme")

    expect(drawn).to_have_attribute(
        "aria-label", "Schéma des chemins 1 à 4, niveau par niveau ; la liste qui suit dit la même chose."
    )
    assert [[name[0].lower() + name[1:] for name in names] for names in listed] == [
        [name[0].lower() + name[1:] for name in names] for names in STEPS
    ]
    assert drawn.locator(".box").count() == sum(len(names) for names in STEPS)


def test_the_ladder_goes_up_by_level_from_the_start_to_the_goal(card: Callable[[str], Locator]) -> None:
    drawn = card("parcours").locator("svg.scheme")
    heights = {
        text.text_content(): text.bounding_box()["y"]
        for text in drawn.locator("text.axis, text.goal, text.start").all()
    }  # type: ignore[index]
    climbed = ["Départ : classe de 3e", "CAP", "Bac", "Bac + 2", "Bac + 3", "Bac + 5", "But : ingénieure (électricité)"]

    assert sorted(heights, key=heights.__getitem__, reverse=True)[:1] == climbed[:1]
    assert [label for label in sorted(heights, key=heights.__getitem__, reverse=True) if label in climbed] == climbed
    assert "non précisé" in heights


def test_work_apprenticeship_and_campus_are_marked_by_an_icon_and_in_words(card: Callable[[str], Locator]) -> None:
    shown = card("parcours")
    marks = {kind: shown.locator(f"svg.scheme .mark-{kind}").count() for kind in ("work", "both", "place")}
    routes = PATHWAY["routes"][:4]
    steps = [step for route in routes for step in route["etapes"]]

    expect(shown.locator(".legend li")).to_have_text(
        ["en apprentissage", "au campus", "on peut aussi travailler après"]
    )
    assert marks == {
        "work": sum(step["sortie"] for step in steps),
        "both": sum(step["apprentissage"] for step in steps),
        "place": sum("campus" in step for step in steps),
    }
    expect(shown.locator(".ladder").first).to_contain_text("Au campus : Industrie technologique innovante")
    expect(shown.locator(".ladder").first).to_contain_text("On peut travailler avec ce diplôme")
    expect(shown.locator(".ladder").nth(1)).to_contain_text("En apprentissage, avec un salaire")


def test_on_a_small_screen_the_ladder_keeps_its_letters_large(narrow: Callable[[], Tab], bare_site: Server) -> None:
    tab = narrow()
    tab.play(REPLIES["parcours"])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    tab.ask("une question")
    drawings = tab.answers.last.locator("svg.scheme")
    expect(drawings.first).to_be_visible()
    sizes = drawings.evaluate_all("all => all.map(svg => 12.5 * svg.clientWidth / svg.viewBox.baseVal.width)")

    assert len(sizes) == 2
    assert min(sizes) >= 11


def test_two_things_are_compared_side_by_side_where_the_text_compares_them(card: Callable[[str], Locator]) -> None:
    table = card("comparaison").locator("table")

    expect(table).to_have_count(1)
    expect(table.locator("thead th")).to_have_text(["CAP Cuisine", "bac pro Cuisine"])
    expect(table.locator("tbody").nth(1)).to_have_text("Durée2 ans après la 3e3 ans après la 3e")


def test_a_comparison_without_a_table_in_its_text_gets_one(card: Callable[[str], Locator]) -> None:
    expect(card("comparaison sans tableau").locator(".card table tbody")).to_have_count(2)


def test_a_campus_shows_how_to_reach_it_and_how_old_that_is(card: Callable[[str], Locator]) -> None:
    shown = card("campus").locator(".card")

    expect(shown).to_contain_text("Campus d'excellence")
    expect(shown).to_contain_text("Publié en 2020, à vérifier")
    expect(shown.get_by_role("link", name="itip@cmq-bfc.org")).to_have_attribute("href", "mailto:itip@cmq-bfc.org")


def test_sources_are_folded_with_the_day_on_which_each_was_checked(card: Callable[[str], Locator]) -> None:
    sources = card("campus").locator("details.sources")

    expect(sources.locator("summary")).to_have_text("Sources (2)")
    expect(sources.locator("li").nth(1)).to_have_text(
        "orientation-regionsud.fr (nouvel onglet), vérifiée le 20 novembre 2026"
    )


def test_sources_checked_on_one_day_say_it_once(tab: Tab, bare_site: Server) -> None:
    both = [{**source, "verified_on": "2026-11-01"} for source in REPLIES["campus"]["sources"]]
    tab.play({**REPLIES["campus"], "sources": both})
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    tab.ask("une question")

    expect(tab.answers.last.locator("details.sources summary")).to_have_text(
        "Sources (2), vérifiées le 1er novembre 2026"
    )


def test_a_list_of_campuses_leads_to_the_map(card: Callable[[str], Locator], bare_site: Server) -> None:
    shown = card("liste").locator(".card")

    expect(shown.locator(".items > li")).to_have_count(2)
    expect(shown.get_by_role("link", name="Voir la carte des campus")).to_have_attribute(
        "href", f"http://{bare_site.host}/carte"
    )


def test_a_question_of_a_questionnaire_says_where_one_is_and_sends_its_choice(
    card: Callable[[str], Locator], tab: Tab
) -> None:
    shown = card("question").locator(".card")
    expect(shown).to_contain_text("Question 1 sur 6")
    shown.get_by_role("button", name="Dehors").press("Enter")
    tab.wait_for_answers(3)

    assert tab.asked[-1] == {"session": "essai", "payload": '/affirmer{"lieu": "dehors"}'}


def test_contacts_can_be_called(card: Callable[[str], Locator]) -> None:
    shown = card("contacts").locator(".card")

    expect(shown.get_by_role("link", name="Téléphone : 3018")).to_have_attribute("href", "tel:3018")
    expect(shown).to_contain_text("23 novembre 2026, à vérifier")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("formation", ["Niveau 3 (CAP)", "2 ans après la 3e", "Bac pro Cuisine"]),
        ("metier", ["Soudeuse / soudeur", "Main sûre"]),
    ],
)
def test_a_sheet_tells_what_the_text_does_not(name: str, words: list[str], card: Callable[[str], Locator]) -> None:
    shown = card(name).locator(".card")

    for said in words:
        expect(shown).to_contain_text(said)
