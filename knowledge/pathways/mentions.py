"""What a text of the pathway names, without what it refuses."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.names import Gazetteer, Mention

_ACRONYM = 3  # letters and signs


def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Return the dictionary of the base, made once."""
    made: Gazetteer = base.derived("noms", Gazetteer)
    return made


def mentions(base: KnowledgeBase, text: str) -> list[Mention]:
    """Return what a text names and does not refuse; « à l' » is not the prépa A/L unless typed as an acronym."""
    found = (m for m in gazetteer(base).find(text) if not m.negated)
    return [m for m in found if m.entity != "diplome" or not _is_slip(text[m.start : m.end])]


def _is_slip(typed: str) -> bool:
    return len(typed) <= _ACRONYM and any(sign in typed for sign in " '’") and not typed.isupper()
