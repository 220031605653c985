"""The page of sources: one line for each thing cited, counted on the facts, and the page in docs/ is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import sources_page
from knowledge.importers import NAMES, importer


def lines(text: str, title: str) -> list[list[str]]:
    """Return the cells of the table under a title, header left out."""
    _, _, after = text.partition(f"## {title}\n")
    rows = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_the_page_in_docs_is_what_the_facts_make() -> None:
    text = sources_page.PAGE.read_text(encoding="utf-8")

    assert text == sources_page.page(), "run « python -m knowledge.sources_page »"


def test_a_source_is_told_with_its_publisher_dates_and_rows(dossier: Path) -> None:
    (dossier / "autres.yml").write_text(
        'sources:\n- {id: muet, titre: "Le muet", licence: "Licence Ouverte", date: 2024-06, verified_on: 2026-01-02}\n'
    )

    assert lines(sources_page.page(dossier), "Les sources qui ont un identifiant") == [
        ["`guide`", "[Le petit guide](https://exemple.fr/guide)", "Onisep", "", "", "2026-11-23", "17"],
        ["`muet`", "Le muet", "", "Licence Ouverte", "2024-06", "2026-01-02", "0"],
    ]


def test_addresses_are_gathered_by_site_with_pages_last_day_and_rows(dossier: Path) -> None:
    (dossier / "autres.yml").write_text(
        """
source: https://www.pain.fr/a ; https://pain.fr/b ; connaissance générale
dispositifs:
- {id: un, nom: Un, categorie: aide, verified_on: 2026-01-02}
- {id: deux, nom: Deux, categorie: aide, verified_on: 2026-01-03, source: "https://pain.fr/b"}
- {id: trois, nom: Trois, categorie: aide, verified_on: 2026-01-01, source: "https://ble.fr/c"}
""",
        encoding="utf-8",
    )
    text = sources_page.page(dossier)

    assert lines(text, "Les sites cités par leur adresse") == [
        ["pain.fr", "2", "2026-01-03", "2"],
        ["ble.fr", "1", "2026-01-01", "1"],
    ]
    assert lines(text, "Sans adresse") == [["connaissance générale", "2026-01-02", "1"]]


def test_every_dataset_that_can_be_imported_is_listed_with_what_it_adds() -> None:
    found = lines(sources_page.page(), "Les jeux de données officiels que l'on peut ajouter")

    assert [row[0].strip("`") for row in found] == list(NAMES)
    assert [row[3] for row in found] == [importer(name).SOURCE.licence for name in NAMES]
    assert [row for row in found if not all(row)] == []


def test_a_page_that_is_not_up_to_date_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sources_page, "PAGE", tmp_path / "sources.md")

    assert sources_page.main(["--check"]) == 1
    assert "python -m knowledge.sources_page" in capsys.readouterr().err
    assert sources_page.main([]) == 0
    assert sources_page.main(["--check"]) == 0
