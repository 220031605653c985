"""Find what somebody names: a job, a training, a diploma, a field, a campus, a place, a scheme.

The database gives candidates (an FTS5 table on SQLite, a GIN index on PostgreSQL, asked with the same terms); they
are compared and ordered here, so that both engines give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Row

from knowledge.base import KnowledgeBase
from knowledge.entities import Metier
from knowledge.matching import Accord, How, Mot, Question
from knowledge.schema import WORDS
from knowledge.terms import SEPARATOR, kind_term
from knowledge.vocabulary import Vocabulary

_CANDIDATES = 100  # rows read at most for one question to the database
_LONGEST = 300  # characters of a question
_FEMININE = 1  # place of the feminine among the names of a job
_DECIMALS = 4
_SURE = 0.9  # a score from which fewer words need not be tried

_SQLITE = text(
    "SELECT r.numero, r.kind, r.id, r.label, r.noms, r.plis, r.autour FROM recherche_fts f "
    "JOIN recherche r ON r.numero = f.rowid WHERE recherche_fts MATCH :terms ORDER BY f.rowid LIMIT :most"
)
# Read first what has the terms, then order: the other way round PostgreSQL goes through the whole table.
_POSTGRESQL = text(
    "WITH found AS MATERIALIZED (SELECT * FROM recherche "
    "WHERE array_to_tsvector(string_to_array(termes, ' ')) @@ CAST(:terms AS tsquery)) "
    "SELECT numero, kind, id, label, noms, plis, autour FROM found ORDER BY numero LIMIT :most"
)

Terms = tuple[str, tuple[Any, ...]]  # « & » or « | », and what it joins: terms (« x* » begins so) or such a pair


@dataclass(frozen=True)
class Trouve:
    """A thing found. `score` goes from 0 to 1; `how` says what it took.

    `exact`: its name, capitals aside; `fold`: accents, gender, number or blanks aside; `words`: in another order, or
    part of it; `prefix`: a word was not finished; `typo`: a word was repaired.
    """

    kind: str
    id: str
    label: str
    score: float
    how: How


def find(base: KnowledgeBase, text: str, kinds: Iterable[str] | None = None, limit: int = 5) -> tuple[Trouve, ...]:
    """Return at most `limit` things that a text names, best first; nothing when it names nothing known.

    `kinds` keeps only some kinds (keys of `ORDER` in knowledge/searchable.py). A job title of the ROME gives the job
    of the facts that it leads to, else itself. Raises `BaseUnavailable`.
    """
    wanted = tuple(kind_term(kind) for kind in kinds) if kinds is not None else None
    if wanted == ():
        return ()
    vocabulary: Vocabulary = base.derived("vocabulaire", _vocabulary)
    for doubt in (False, True):
        question = Question(text[:_LONGEST], vocabulary, doubt)
        if not question.mots or question.is_hopeless:
            continue
        found = _find(base, question, wanted or (), limit)
        if found:
            return found
    return ()


def _find(base: KnowledgeBase, question: Question, kinds: Sequence[str], limit: int) -> tuple[Trouve, ...]:
    kept: dict[tuple[str, str], tuple[Accord, int, str, str]] = {}
    best = 0.0
    for terms, is_wide in _tries(question):
        if best >= _SURE and (is_wide or len(kept) >= limit):
            break
        for numero, kind, id_, label, names, folded, around in _candidates(base, terms, kinds):
            accord = question.judge(names, folded, around)
            thing = kind, id_
            if accord is not None and (thing not in kept or accord.score > kept[thing][0].score):
                kept[thing] = accord, numero, label, names
                best = max(best, accord.score)
    ranked = sorted(kept.items(), key=lambda item: (-round(item[1][0].score, _DECIMALS), item[1][1]))
    return tuple(
        Trouve(*thing, _label(base, thing, label, names, accord.place), round(accord.score, _DECIMALS), accord.how)
        for thing, (accord, _, label, names) in ranked[:limit]
    )


def _tries(question: Question) -> Iterator[tuple[Terms, bool]]:
    """Yield the questions to ask the database, the strictest first, and whether each is the wide one.

    A whole name, or every word; every word, or one that begins so; at last one of the words that say most.
    """
    whole = (question.compact, question.key)
    plain = [_word(mot, False) for mot in question.asked]
    yield ("|", (*whole, ("&", tuple(plain))) if all(group[1] for group in plain) else whole), False
    wide = [_word(mot, True) for mot in question.asked]
    if wide != plain and all(group[1] for group in wide):
        yield ("&", tuple(wide)), False
    some = tuple(group for mot in question.telling() if (group := _word(mot, True))[1])
    if len(wide) > 1 and some:
        yield ("|", some), True


def _word(mot: Mot, beginnings: bool) -> Terms:
    found = [mot.text, mot.root] if mot.known else []
    return "|", (*found, *mot.near, *([f"{mot.text}*"] if beginnings and mot.begins else []))


def _candidates(base: KnowledgeBase, terms: Terms, kinds: Sequence[str]) -> list[Row]:
    asked: Terms = ("&", (terms, ("|", tuple(kinds)))) if kinds else terms
    if base.engine.dialect.name == "sqlite":
        return base.rows(_SQLITE, terms=_fts(asked), most=_CANDIDATES)
    return base.rows(_POSTGRESQL, terms=_tsquery(asked), most=_CANDIDATES)


def _fts(terms: Terms | str) -> str:
    """Write terms as FTS5 reads them: `("a" OR "b") AND "c"*`."""
    if isinstance(terms, str):
        return f'"{terms[:-1]}"*' if terms.endswith("*") else f'"{terms}"'
    return f"({(' AND ' if terms[0] == '&' else ' OR ').join(_fts(part) for part in terms[1])})"


def _tsquery(terms: Terms | str) -> str:
    """Write terms as PostgreSQL reads them: `('a' | 'b') & 'c':*`."""
    if isinstance(terms, str):
        return f"'{terms[:-1]}':*" if terms.endswith("*") else f"'{terms}'"
    return f"({f' {terms[0]} '.join(_tsquery(part) for part in terms[1])})"


def _label(base: KnowledgeBase, thing: tuple[str, str], label: str, names: str, place: int) -> str:
    """Return how to say what was found: a job in the gender that was typed."""
    metier = base.get(Metier, thing[1]) if thing[0] == "metier" and place == _FEMININE else None
    written = names.split(SEPARATOR)
    is_feminine = metier is not None and (written[place] == metier.feminin or " / " in written[-1])
    return metier.feminin if metier is not None and is_feminine else label


def _vocabulary(base: KnowledgeBase) -> Vocabulary:
    counted = select(WORDS.c.mot, func.sum(WORDS.c.nombre)).group_by(WORDS.c.mot)
    return Vocabulary({word: int(count) for word, count in base.rows(counted)})
