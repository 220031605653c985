"""Write docs/sources.md: what each source gave to the facts, and the official datasets that can be added.

`python -m knowledge.sources_page` writes the page, `--check` only says whether it is the right one (exit code 1
when it is not). Its sentences are in sources_page.yml.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.entities import Source
from knowledge.facts_loader import FACTS, load
from knowledge.importers import NAMES, importer
from knowledge.queries.sources import split

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sources.md"
_ADDRESS = ("http://", "https://")


@dataclass
class _Cited:
    """How often something is cited, the last day it was read, and the addresses it stands for."""

    rows: int = 0
    read_on: str = ""
    pages: set[str] = field(default_factory=set)


def page(folder: Path = FACTS) -> str:
    """Return the page that the fact files of a folder make; the same facts always give the same text."""
    facts = load(folder)
    told = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    ids, sites, others = _cited(facts)
    towns = sum(lieu.nature == "ville" for lieu in facts["lieu"])
    parts = [
        told["debut"].replace("{villes}", str(towns)),
        told["sources"] + _lines(_sources(facts["source"], ids)),
        told["sites"] + _lines((name, len(c.pages), c.read_on, c.rows) for name, c in _by_rows(sites)),
        told["autres"] + _lines((name, c.read_on, c.rows) for name, c in _by_rows(others)),
        told["jeux"] + _lines(_datasets(told["ajoute"])),
    ]
    return "\n".join(parts)


def _cited(facts: dict[str, list[Any]]) -> tuple[dict[str, _Cited], dict[str, _Cited], dict[str, _Cited]]:
    """Return what is cited by identifier, by site, and in other words."""
    known = {source.id for source in facts["source"]}
    found: tuple[defaultdict[str, _Cited], ...] = (defaultdict(_Cited), defaultdict(_Cited), defaultdict(_Cited))
    for items in facts.values():
        for item in items:
            keys = (getattr(item, "source", ""), *getattr(item, "sources", ()))
            pages: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
            for part in (part for key in keys for part in split(key) if part):
                pages[_named(part, known)].add(part)
            for (place, name), parts in pages.items():
                cited = found[place][name]
                cited.rows += 1
                cited.read_on = max(cited.read_on, getattr(item, "verified_on", ""))
                cited.pages |= parts
    return found[0], found[1], found[2]


def _named(part: str, known: set[str]) -> tuple[int, str]:
    if part in known:
        return 0, part
    if part.startswith(_ADDRESS):
        return 1, part.split("/")[2].removeprefix("www.")
    return 2, part


def _by_rows(cited: dict[str, _Cited]) -> list[tuple[str, _Cited]]:
    return sorted(cited.items(), key=lambda pair: (-pair[1].rows, pair[0]))


def _sources(sources: list[Source], cited: dict[str, _Cited]) -> Iterator[tuple[object, ...]]:
    unread = _Cited()
    for source in sorted(sources, key=lambda one: (-cited.get(one.id, unread).rows, one.id)):
        title = f"[{source.titre}]({source.url})" if source.url else source.titre
        read_on = source.verified_on or cited.get(source.id, unread).read_on
        rows = cited.get(source.id, unread).rows
        yield f"`{source.id}`", title, source.editeur, source.licence, source.date, read_on, rows


def _datasets(added: dict[str, str]) -> Iterator[tuple[object, ...]]:
    for name in NAMES:
        module = importer(name)
        source = module.SOURCE
        title = f"[{source.titre}]({source.url})"
        yield f"`{name}`", title, source.editeur, source.licence, module.FILES, added[name]


def _lines(rows: Iterator[tuple[object, ...]]) -> str:
    return "".join(f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |\n" for row in rows)


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare it; 1 when it is not the right one."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/sources.md ne dit plus ce que disent les faits ; lancer python -m knowledge.sources_page\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
