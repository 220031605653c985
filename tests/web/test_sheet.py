"""The printable sheet: what it says, what it keeps to itself, what leaves with the person."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
import zxingcpp
from cartes import PATHWAY, REPLIES
from onglet import Tab
from playwright.sync_api import BrowserContext, expect
from serveur import Server

_COMPRESSED = re.compile(r"/fiche#1[\w-]+$")
PIXELS = """(svg) => new Promise((done) => {
  const image = new Image();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 800;
  image.onload = () => {
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, 800, 800);
    const { data } = pen.getImageData(0, 0, 800, 800);
    done(Array.from({ length: 640000 }, (_, i) => (data[i * 4] > 127 ? 1 : 0)).join(""));
  };
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", "800");
  copy.setAttribute("height", "800");
  image.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
})"""


@pytest.fixture
def sheet(tab: Tab, context: BrowserContext, bare_site: Server) -> Callable[..., Tab]:
    """Return the sheet of a route of the pathway, opened from its card; `hosts` and `requests` start with it."""

    def opened(rank: int = 0, **changed: Any) -> Tab:
        told = REPLIES["parcours"]
        tab.play({**told, "card": {**told["card"], **changed}})
        tab.open(f"http://{bare_site.host}/")
        tab.wait_for_answers(1)
        tab.ask("Je m'appelle Zoé, je suis en 3e et je veux être ingénieure")
        route = tab.answers.last.locator(".route").nth(rank)
        expect(tab.answers.last.locator(".verdict")).to_be_visible()
        route.evaluate("one => (one.open = true)")
        link = route.get_by_role("link", name="La fiche à imprimer")
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_attribute("href", _COMPRESSED)
        page = Tab(context.new_page())
        page.page.goto(str(link.get_attribute("href")))
        expect(page.page.locator(".qr")).to_be_visible()
        return page

    return opened


def test_it_says_what_was_said_without_any_name_then_steps_dates_sources_and_questions(
    sheet: Callable[[int], Tab],
) -> None:
    page = sheet(0).page
    main = page.locator("main")

    expect(page.get_by_role("heading", level=1)).to_have_text("De « classe de 3e » à « ingénieure (électricité) »")
    expect(main).to_contain_text("Document produit par un assistant automatique, à vérifier avec un conseiller.")
    expect(main.locator("section").filter(has_text="Ce que j'ai dit").locator("li")).to_have_text(
        ["Je pars de : classe de 3e", "Je vise : ingénieure (électricité)", "Aime l'électricité"]
    )
    expect(main).not_to_contain_text("Zoé")
    expect(main.locator(".steps .name")).to_have_text(
        [step["diplome"][0].upper() + step["diplome"][1:] for step in PATHWAY["routes"][0]["etapes"]]
    )
    expect(main).to_contain_text("Vœux sur Parcoursup : du 18 janvier 2099 au 11 mars 2099, à vérifier")
    expect(main.locator(".sources li").first).to_contain_text("vérifié le 23 novembre 2026")
    expect(main.locator(".sources a").first).to_have_attribute("href", "https://data.education.gouv.fr")
    expect(
        main.locator("section").filter(has_text="Questions à poser au conseiller").locator("li").first
    ).to_contain_text("Quels établissements préparent « bac pro")
    expect(main).to_contain_text("Au campus : Industrie technologique innovante et performante (ITIP)")


def test_what_it_holds_stays_in_the_address_after_the_hash(sheet: Callable[[int], Tab], bare_site: Server) -> None:
    page = sheet(0)
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.reload()
    expect(page.page.locator(".qr")).to_be_visible()

    assert {urlsplit(url).path for url in asked if not url.startswith("data:")} == {"/fiche", "/fiche.css", "/fiche.js"}
    assert page.hosts == {bare_site.host}
    assert page.errors == []
    assert page.violations == []
    assert page.page.evaluate("sessionStorage.length + localStorage.length") == 0


@pytest.mark.parametrize("rank", range(4))
def test_its_code_opens_the_same_sheet_on_a_telephone(rank: int, sheet: Callable[[int], Tab]) -> None:
    page = sheet(rank).page
    bits = page.locator(".qr").evaluate(PIXELS)
    image = (np.frombuffer(bits.encode(), dtype=np.uint8).reshape(800, 800) - ord("0")) * 255

    assert [code.text for code in zxingcpp.read_barcodes(image)] == [page.url]


@pytest.mark.parametrize("rank", range(4))
def test_it_prints_on_one_a4_page_in_black_on_white(rank: int, sheet: Callable[[int], Tab]) -> None:
    page = sheet(rank).page
    page.emulate_media(media="print", color_scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True)
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll("main *")].filter((one) => one.checkVisibility())
          .map((one) => getComputedStyle(one).color))].sort()"""
    )

    assert pdf.count(b"/Type /Page\n") == 1
    assert colours == ["rgb(0, 0, 0)", "rgb(51, 51, 51)"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".lines span").first).to_be_visible()


def test_axe_finds_nothing_wrong_with_it_wide_or_narrow(sheet: Callable[[int], Tab]) -> None:
    page = sheet(1)
    assert page.faults() == []

    page.page.set_viewport_size({"width": 320, "height": 640})
    assert page.faults() == []
    assert page.too_wide() == {"page": 320, "wide": []}


def test_dated_steps_leave_as_a_calendar(sheet: Callable[[int], Tab]) -> None:
    page = sheet(0).page
    with page.expect_download() as download:
        page.get_by_role("button", name="agenda").press("Enter")
    lines = Path(download.value.path()).read_bytes().decode().split("\r\n")

    assert download.value.suggested_filename == "etapes.ics"
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jalon//Fiche de parcours//FR"]
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "SUMMARY"))] == [
        "DTSTART;VALUE=DATE:20990118",
        "DTEND;VALUE=DATE:20990312",
        "SUMMARY:Vœux sur Parcoursup",
        "DTSTART;VALUE=DATE:20990206",
        "DTEND;VALUE=DATE:20990207",
        "SUMMARY:Portes ouvertes",
    ]
    assert all(len(line.encode()) <= 75 for line in lines)


def test_past_dates_are_a_landmark_and_make_no_calendar(sheet: Callable[..., Tab]) -> None:
    page = sheet(0, dates=[{"titre": "Vœux sur Parcoursup", "debut": "2026-01-19", "fin": "2026-03-12"}])
    section = page.page.locator("main section").filter(has_text="Les dates")

    expect(section).to_contain_text("Pas encore de date connue. La dernière fois : Vœux sur Parcoursup")
    expect(section).to_contain_text("du 19 janvier 2026 au 12 mars 2026")
    expect(page.page.get_by_role("button", name="agenda")).to_have_count(0)
    assert page.faults() == []


def test_a_conversation_leaves_as_a_text(tab: Tab, bare_site: Server) -> None:
    tab.play(REPLIES["campus"])
    tab.open(f"http://{bare_site.host}/")
    tab.wait_for_answers(1)
    tab.ask("comment contacter le campus ?")
    tab.page.locator("jalon-assistant details.menu summary").press("Enter")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Télécharger la conversation").press("Enter")
    text = Path(download.value.path()).read_text(encoding="utf-8")

    assert download.value.suggested_filename == "conversation.txt"
    assert "Vous :\ncomment contacter le campus ?" in text
    assert "Assistant automatique :\nVoici ce que je sais de ce campus." in text
    assert "https://data.education.gouv.fr (vérifiée le 2026-11-23)" in text
    assert tab.violations == []


@pytest.mark.parametrize("state", ["", "#", "#1abc", "#0W10", "#0bm90IGpzb24", "#0" + "A" * 4000])
def test_an_address_that_holds_no_sheet_is_told_so(state: str, tab: Tab, bare_site: Server) -> None:
    tab.open(f"http://{bare_site.host}/fiche{state}")

    expect(tab.page.locator("main")).to_contain_text("Une fiche s'ouvre depuis un parcours")
    assert tab.errors == []


def test_an_address_written_by_somebody_else_brings_text_only(tab: Tab, bare_site: Server) -> None:
    hostile = [
        "2026-11-25", "<img src=x onerror=alert(1)>", "but", "scolaire", 2,
        [["<script>alert(1)</script>", 3, 2, "entrée", "", 3, 0]],
        [["titre", "javascript:alert(1)", "2026-11-25"]], [], 0, [["date", "2027-99-99", 0]],
    ]  # fmt: skip
    state = base64.urlsafe_b64encode(json.dumps(hostile).encode()).decode().rstrip("=")
    tab.open(f"http://{bare_site.host}/fiche#0{state}")
    expect(tab.page.locator(".qr")).to_be_visible()

    assert tab.page.locator("main img, main script").count() == 0
    assert tab.page.locator("main .sources a").count() == 0
    expect(tab.page.locator("main")).to_contain_text("Aucune date n'est connue")
    assert tab.errors == []
    assert tab.violations == []


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "je suis en terminale STI2D et je veux être ingénieur dans l'automobile",
        "je suis en 3e, je veux être vétérinaire",
    ],
)
def test_every_sheet_of_a_real_answer_fits_on_one_page(
    question: str, tab: Tab, context: BrowserContext, site: Server
) -> None:
    tab.open(f"http://{site.host}/")
    tab.wait_for_answers(1)
    tab.ask(question)
    links = tab.answers.last.locator("a.to-sheet")
    expect(links.first).to_have_attribute("href", _COMPRESSED)
    pages = []
    for address in links.evaluate_all("all => all.map(one => one.href)"):
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".qr")).to_be_visible()
        pages.append(page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n"))

    assert pages == [1] * len(pages)
    assert pages
