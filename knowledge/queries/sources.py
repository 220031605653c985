"""Turn the sources of facts into what a person can check: a title, an address, a date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.entities import KINDS, Source

# National lists read where a public service republishes them are cited as what they are.
_REPUBLISHER, _REPUBLISHED = "github.com/mission-apprentissage/tjp-pilotage", "certif-info"
_ADDRESS = ("http://", "https://")


def cite(base: KnowledgeBase, sources: Iterable[str], limit: int = 4) -> list[dict[str, str]]:
    """Return `{"title", "url", "verified_on"}` for source ids or addresses, each once, unknown words left out."""
    cited: dict[str, dict[str, str]] = {}
    for key in sources:
        for part in split(str(key)):
            made = _one(base, part)
            if made:
                cited.setdefault(made["title"], made)
    return list(cited.values())[:limit]


def split(sources: str) -> list[str]:
    """Return the parts of a fact's `source`: ids and addresses, joined there by semicolons."""
    return [part.strip() for part in sources.split(" ; ")]


def _one(base: KnowledgeBase, key: str) -> dict[str, str] | None:
    known = base.get(Source, _REPUBLISHED if _REPUBLISHER in key else key)
    if known is not None and not known.url:
        return None  # a work of our own: nobody could check it there
    if known is not None:
        title = f"{known.titre} ({known.editeur})" if known.editeur else known.titre
        return {"title": title, "url": known.url, "verified_on": known.verified_on}
    if key.startswith(_ADDRESS):
        host = key.split("/")[2].removeprefix("www.")
        return {"title": host, "url": key.split(" ", maxsplit=1)[0], "verified_on": _checked(base).get(key, "")}
    return None


def _checked(base: KnowledgeBase) -> dict[str, str]:
    """Return, for each address that facts cite, the last date on which one of them was read there."""

    def make(base: KnowledgeBase) -> dict[str, str]:
        dates: dict[str, str] = {}
        for entity in KINDS.values():
            items: tuple[Any, ...] = base.all(entity)
            for item in items:
                day = getattr(item, "verified_on", "")
                for source in (getattr(item, "source", ""), *getattr(item, "sources", ())):
                    for part in split(source):
                        if part.startswith(_ADDRESS):
                            dates[part] = max(day, dates.get(part, ""))
        return dates

    made: dict[str, str] = base.derived("sources_lues_le", make)
    return made
