"""Years of study that are no class of the base: « en première année », « 6e ». They have no id."""

from __future__ import annotations

from knowledge.mention import Mention
from knowledge.text import Token

_FIRST = frozenset({"premiere", "1re", "1ere", "1er", "deuxieme", "2e", "2eme", "2em", "seconde", "2nd", "2nde"})
_LATER = frozenset({"troisieme", "3e", "3eme", "3em", "quatrieme", "4e", "4eme", "cinquieme"})
_YEAR = frozenset({"annee", "annees", "ane", "anne"})
_COLLEGE = frozenset({"6e", "6eme", "6em", "sixieme", "5e", "5eme", "5em", "cinquieme"})


def years(typed: list[Token], mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with the years of study added, in order."""
    found = []
    for token, after in zip(typed, [*typed[1:], None], strict=False):
        year = after is not None and after.text in _YEAR
        end = after.end if after is not None and year else token.end
        if not ((token.text in _FIRST | _LATER and year) or (token.text in _COLLEGE and not year)):
            continue
        if not any(m.start < end and token.start < m.end for m in mentions):
            found.append(Mention("niveau", None, token.text, token.start, end))
    return sorted([*mentions, *found], key=lambda mention: mention.start)
