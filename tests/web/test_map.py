"""The campuses: a schematic map and a list that say the same, by region and by field."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from onglet import Tab
from playwright.sync_api import expect
from serveur import Server

from bot.pages import WEB
from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Filiere

OVERSEAS = ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Polynésie française"]


@pytest.fixture
def page(tab: Tab, bare_site: Server) -> Tab:
    tab.open(f"http://{bare_site.host}/carte")
    expect(tab.page.locator(".campus > li").first).to_be_visible()
    return tab


def listed(tab: Tab) -> dict[str, int]:
    """Return the campuses that the list shows in each region."""
    return {
        str(region.locator("h2").evaluate("one => one.firstChild.textContent")): region.locator(".campus > li").count()
        for region in tab.page.locator("#liste section").all()
    }


def mapped(tab: Tab) -> dict[str, int]:
    """Return the campuses that the map counts in each region."""
    squares = tab.page.locator(".tuiles li").evaluate_all(
        "all => all.map(one => [one.querySelector('.nom').textContent.replaceAll('\\u00ad', ''),"
        " parseInt(one.querySelector('.nombre').textContent), one.querySelectorAll('circle').length])"
    )
    assert all(count == dots for _, count, dots in squares)
    return {name: count for name, count, _ in squares}


def test_every_campus_of_the_base_is_in_the_list_and_on_the_map(page: Tab, base: KnowledgeBase) -> None:
    known = Counter(campus.region for campus in base.all(Campus))

    assert listed(page) == dict(known)
    assert {name: count for name, count in mapped(page).items() if count} == dict(known)
    expect(page.page.locator("#etat")).to_have_text(f"{sum(known.values())} campus, dans {len(known)} régions.")


def test_the_thirteen_regions_and_those_overseas_have_their_square(page: Tab) -> None:
    names = list(mapped(page))

    assert len(names) == 13 + len(OVERSEAS)
    assert names[13:] == OVERSEAS


def test_a_square_leads_to_its_region_in_the_list_with_the_keyboard(page: Tab) -> None:
    page.page.get_by_role("link", name="Bretagne, ").press("Enter")

    expect(page.page.get_by_role("heading", name="Bretagne")).to_be_in_viewport()
    page.page.keyboard.press("Tab")
    inside = "document.activeElement.closest('section').querySelector('h2').textContent"
    assert page.page.evaluate(inside).startswith("Bretagne")


def test_a_region_without_a_campus_leads_nowhere_and_says_zero(page: Tab) -> None:
    corsica = page.page.locator(".tuiles li").filter(has_text="Corse")

    expect(corsica).to_contain_text("0 campus")
    assert corsica.locator("a").count() == 0


def test_a_field_filters_the_map_and_the_list_alike(page: Tab, base: KnowledgeBase) -> None:
    page.page.get_by_label("Filière").select_option("numerique-telecommunications")
    known = Counter(c.region for c in base.all(Campus) if c.filiere == "numerique-telecommunications")

    assert listed(page) == dict(known)
    assert {name: count for name, count in mapped(page).items() if count} == dict(known)
    expect(page.page.get_by_role("status")).to_contain_text(f"{sum(known.values())} campus")


def test_the_fields_are_those_of_the_base(base: KnowledgeBase) -> None:
    text = Path(WEB / "carte.html").read_text(encoding="utf-8")
    options = [f'<option value="{field.id}">{field.nom}</option>' for field in base.all(Filiere)]

    assert [option for option in options if option not in text] == []
    assert text.count("<option") == len(options) + 1


def test_an_address_can_name_the_field(tab: Tab, bare_site: Server) -> None:
    tab.open(f"http://{bare_site.host}/carte?filiere=materiaux")
    expect(tab.page.locator(".campus > li").first).to_be_visible()

    expect(tab.page.get_by_label("Filière")).to_have_value("materiaux")


def test_a_campus_leads_to_the_assistant_that_knows_it_is_there(page: Tab) -> None:
    link = page.page.get_by_role("link", name="Poser une question sur Numérique et photonique")

    expect(link).to_have_attribute("href", "/?campus=numerique-photonique-lannion")


def test_nothing_is_asked_of_another_host(page: Tab, bare_site: Server) -> None:
    assert page.hosts == {bare_site.host}
    assert page.errors == []
    assert page.violations == []
