"""Turn the sources of facts into what a person can check: a title, an address, a date."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.base import KnowledgeBase
from knowledge.entities import Source

# National lists read where a public service republishes them are cited as what they are.
_REPUBLISHER, _REPUBLISHED = "github.com/mission-apprentissage/tjp-pilotage", "certif-info"
CHECKED_ON = "2026-11-23"  # when the embedded facts were last read against their sources


def cite(base: KnowledgeBase, sources: Iterable[str], limit: int = 4) -> list[dict[str, str]]:
    """Return `{"title", "url", "verified_on"}` for source ids or addresses, each once, unknown words left out."""
    cited: dict[str, dict[str, str]] = {}
    for key in sources:
        for part in str(key).split(" ; "):
            made = _one(base, part.strip())
            if made:
                cited.setdefault(made["title"], made)
    return list(cited.values())[:limit]


def _one(base: KnowledgeBase, key: str) -> dict[str, str] | None:
    known = base.get(Source, _REPUBLISHED if _REPUBLISHER in key else key)
    if known is not None:
        title = f"{known.titre} ({known.editeur})" if known.editeur else known.titre
        return {"title": title, "url": known.url, "verified_on": CHECKED_ON}
    if key.startswith(("http://", "https://")):
        host = key.split("/")[2].removeprefix("www.")
        return {"title": host, "url": key.split(" ", maxsplit=1)[0], "verified_on": CHECKED_ON}
    return None
