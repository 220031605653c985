"""Schools and campuses called by a name that the base does not have: « lycée Vaucanson », « IUT de Cachan ».

They are mentions of type `campus` without an id: what is not known of a school can then be said of that school.
"""

from __future__ import annotations

from collections.abc import Callable

from knowledge.everyday import everyday
from knowledge.mention import Mention
from knowledge.text import STOPWORDS, Token

_CALLED = frozenset(
    {"lycee", "lycees", "college", "ecole", "institut", "cfa", "mfr", "erea", "campus", "cmq", "lyce", "ekole"}
)
_KINDS = frozenset({"professionnel", "pro", "general", "technologique", "technique", "polyvalent", "agricole", "prive"})
_OF_TOWN = frozenset({"iut", "insa", "cfai", "cfa", "greta", "polytech", "inspe", "ensam", "mfr"})
_ALONE = frozenset({"insa", "ensam", "polytech", "polytechnique", "centralesupelec", "ensait", "enac", "isae"})
_THE = frozenset({"le", "du", "au", "ce"})
_LONGEST, _LEAST = 4, 4


def schools(text: str, typed: list[Token], mentions: list[Mention], known: Callable[[str], bool]) -> list[Mention]:
    """Return the mentions with the schools called by their name added, in order; `known` words are no names."""
    found: list[Mention] = []
    for position, token in enumerate(typed):
        if found and token.start < found[-1].end:
            continue
        end = _of_town(text, typed, mentions, position) or _called(text, typed, mentions, position, known)
        if end is None and token.text in _ALONE:
            end = token.end
        known_one = end and any(m.entity == "campus" and m.start < end and token.start < m.end for m in mentions)
        if end is not None and not known_one:
            found.append(Mention("campus", None, text[token.start : end], token.start, end))
    kept = [m for m in mentions if not any(m.start < f.end and f.start < m.end for f in found)]
    return sorted([*kept, *found], key=lambda mention: mention.start)


def _of_town(text: str, typed: list[Token], mentions: list[Mention], position: int) -> int | None:
    """Return the end of « IUT de Cachan »."""
    if typed[position].text not in _OF_TOWN:
        return None
    ahead = position + 1
    if ahead < len(typed) and typed[ahead].text in ("de", "d", "du"):
        ahead += 1
    if ahead >= len(typed):
        return None
    if ahead > position + 1 and text[typed[ahead].start].isupper() and not text.isupper():
        return typed[ahead].end
    return next((m.end for m in mentions if m.entity == "lieu" and m.start == typed[ahead].start), None)


def _called(
    text: str, typed: list[Token], mentions: list[Mention], position: int, known: Callable[[str], bool]
) -> int | None:
    """Return the end of « lycée professionnel Jean Perrin »: words with a capital, or that are no French."""
    if typed[position].text not in _CALLED:
        return None
    end, ahead, last = None, position + 1, typed[position].end
    while ahead < len(typed) and typed[ahead].text in _KINDS:
        last, ahead = typed[ahead].end, ahead + 1
    fields = _is_one_campus(typed, position)
    for token in typed[ahead : ahead + _LONGEST]:
        if token.start < last:
            continue  # inside the field just read
        if text[last : token.start].strip("-’' "):
            break
        if fields and end is not None and token.text in ("et", "du", "futur"):
            last = token.end
            continue
        at = [m for m in mentions if m.start <= token.start < m.end]
        field = max((m.end for m in at if m.entity == "domaine"), default=None)
        if any(m.entity == "lieu" for m in at) or token.text in STOPWORDS or token.text in everyday("ecoles"):
            break
        capital = text[token.start].isupper() and not text.isupper()
        strange = len(token.text) >= _LEAST and token.text.isalpha() and not known(token.text)
        if not (capital or (fields and field) or (strange and all(m.entity == "domaine" for m in at))):
            break
        end = last = field or token.end
    return end


def _is_one_campus(typed: list[Token], position: int) -> bool:
    """Tell whether a campus is meant by its field: « le campus mode et luxe », not « un campus mode »."""
    before = typed[position - 1].text if position else ""
    return typed[position].text == "cmq" or (typed[position].text == "campus" and before in _THE)
