"""Questions on aids, services and procedures."""

from __future__ import annotations

import datetime
import re

from knowledge.base import KnowledgeBase
from knowledge.entities import Dispositif
from knowledge.retrieval import Bm25
from knowledge.text import words

_PARENTHESIS = re.compile(r"\([^)]*\)")
_INITIALED = re.compile(r"\(([A-Z][A-Z0-9]+)\)")
# Names that are also said for something else: « la terminale pro à Lyon », « mon orientation ».
_FRENCH = frozenset({"vie", "ami", "asap", "pro a", "mon orientation", "pas de lycee", "pas de lycée"})
_INITIALS = 4  # letters of a name that stands for the others: « cej », « e2c »
_RELATED = 0.25  # the least share of the question that a scheme must speak of


def useful_for(
    base: KnowledgeBase, need: str, question: str, count: int, default: int = 0, least: float = _RELATED
) -> list[Dispositif]:
    """Return the schemes that serve a need and share words with the question, nearest first, in date.

    They cover at least a share `least` (0–1) of the question. When none does, the first `default` ones of the
    facts' order; an out-of-date amount is never shown.
    """
    items = [d for d in base.all(Dispositif) if need in d.besoins and not is_expired(d)]
    index = Bm25([(f"{d.nom} {' '.join(d.noms)}", 2.0), (f"{d.public} {d.description}", 1.0)] for d in items)
    ranked = [items[hit.index] for hit in index.search(question) if hit.coverage >= least]
    return ranked[:count] or items[:default]


def named(base: KnowledgeBase, text: str) -> Dispositif | None:
    """Return the scheme that a text calls by its name or its initials, the longest name first; None when none is."""
    said = f" {' '.join(words(text))} "
    found = [(len(name), item) for name, item in base.derived("noms_de_dispositifs", _names) if f" {name} " in said]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _names(base: KnowledgeBase) -> list[tuple[str, Dispositif]]:
    """Return the folded names of the schemes in date: in full, and in initials."""
    return [
        (" ".join(words(name)), item)
        for item in base.all(Dispositif)
        if not is_expired(item)
        for name in (_PARENTHESIS.sub("", item.nom), *_INITIALED.findall(item.nom), *item.noms)
        if not (name.isdigit() or name.lower() in _FRENCH)
        and (name.strip("()").isupper() or len(words(name)) > 1 or (name in item.noms and len(name) <= _INITIALS))
    ]


def is_expired(item: Dispositif, today: datetime.date | None = None) -> bool:
    """Tell whether the amounts of a scheme are past their date; a month or a year holds until its end."""
    day = (today or datetime.date.today()).isoformat()
    return bool(item.valid_until) and item.valid_until < day[: len(item.valid_until)]


def minimum_wage(base: KnowledgeBase) -> Dispositif | None:
    """Return the SMIC that holds today, or None when the one known is past its date."""
    return next((d for d in base.all(Dispositif) if d.id.startswith("smic-") and not is_expired(d)), None)


def apprentice_pay(base: KnowledgeBase) -> list[Dispositif]:
    """Return the bands of the apprentice's least pay that hold today, youngest first."""
    return [d for d in base.all(Dispositif) if d.smic_part and not is_expired(d)]
