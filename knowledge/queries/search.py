"""Find what somebody names: a job, a training, a diploma, a field, a campus, a place, a scheme.

The database gives candidates (an FTS5 table on SQLite, a GIN index on PostgreSQL, asked with the same terms); they
are compared and ordered here, so that both engines give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Row

from knowledge.base import KnowledgeBase
from knowledge.entities import Metier
from knowledge.matching import How, Mot, Question
from knowledge.queries.cibles import Cible, Cibles
from knowledge.schema import WORDS
from knowledge.searchable import KIND_SHIFT, OFFICIAL, ORDER
from knowledge.terms import SEPARATOR, cut, key
from knowledge.vocabulary import Vocabulary

_CANDIDATES = 60  # rows read at most for one question to the database
_LONGEST = 300  # characters of a question
_FEMININE = 1  # place of the feminine among the names of a job
_DECIMALS = 4
_LEADING = {"metier": ("appellation", "metier_officiel"), "formation": ("certification",)}
_LEAST = 0.7  # share of what was typed that a name must account for
_LOOSE = 0.25  # the same, for what is only offered
_SURE = 0.9  # a score from which fewer words need not be tried

# A row's number begins with its kind: it is told without reading the row.
_SQLITE = (
    "SELECT r.numero, r.kind, r.id, r.label, r.noms, r.plis, r.autour, r.codes FROM recherche_fts f "
    "JOIN recherche r ON r.numero = f.rowid WHERE recherche_fts MATCH :terms "
    "AND f.rowid BETWEEN :first AND :last AND (f.rowid >> :shift) IN :ranks ORDER BY f.rowid LIMIT :most"
)
# Read first what has the terms, then order: the other way round PostgreSQL goes through the whole table.
_POSTGRESQL = (
    "WITH found AS MATERIALIZED (SELECT * FROM recherche "
    "WHERE array_to_tsvector(string_to_array(termes, ' ')) @@ CAST(:terms AS tsquery) "
    "AND numero BETWEEN :first AND :last AND (numero >> :shift) IN :ranks) "
    "SELECT numero, kind, id, label, noms, plis, autour, codes FROM found ORDER BY numero LIMIT :most"
)
_QUERIES = {
    engine: text(query).bindparams(bindparam("ranks", expanding=True))
    for engine, query in (("sqlite", _SQLITE), ("postgresql", _POSTGRESQL))
}
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
    wanted = frozenset(kinds) if kinds is not None else None
    if wanted is not None and not wanted:
        return ()
    for doubt in (False, True):
        found = _read(base, text, wanted or frozenset(), limit, _LEAST, doubt)
        if found:
            return found
    return ()


def suggest(base: KnowledgeBase, text: str, kinds: Iterable[str], limit: int = 4) -> tuple[Trouve, ...]:
    """Return what comes nearest to a text that names nothing: what shares some of its words, best first."""
    return find(base, text, kinds, limit) or _read(base, text, frozenset(kinds), limit, _LOOSE)


def _read(
    base: KnowledgeBase, text: str, kinds: frozenset[str], limit: int, least: float, doubt: bool = False
) -> tuple[Trouve, ...]:
    question = Question(text[:_LONGEST], base.derived("vocabulaire", _vocabulary), least, doubt)
    return () if not question.mots or question.is_hopeless else _find(base, question, kinds, limit)


def _find(base: KnowledgeBase, question: Question, kinds: frozenset[str], limit: int) -> tuple[Trouve, ...]:
    cibles: Cibles = base.derived("cibles", Cibles)
    kept: dict[tuple[str, str], tuple[float, int, Trouve]] = {}
    best = 0.0
    for terms, is_wide in _tries(question):
        if best >= _SURE and (is_wide or len(kept) >= limit):
            break
        for row in _candidates(base, terms, kinds):
            numero, kind, id_, label, names, folded, around, codes = row
            accord = question.judge(names, folded, around)
            if accord is None:
                continue
            target = cibles.of(kind, id_, folded, codes) if kind in OFFICIAL else None
            thing = target or Cible(kind, id_, label)
            if kinds and thing.kind not in kinds:
                continue
            score, first, _ = kept.get(thing[:2], (0.0, numero, None))
            if accord.score > score:
                said = _label(base, thing, names, accord.place)
                found = Trouve(thing.kind, thing.id, said, round(accord.score, _DECIMALS), accord.how)
                kept[thing[:2]] = accord.score, min(first, numero), found
                best = max(best, accord.score)
    ranked = sorted(kept.values(), key=lambda item: (-item[2].score, item[1]))
    return tuple(islice(_distinct(found for _, _, found in ranked), limit))


def _distinct(found: Iterable[Trouve]) -> Iterator[Trouve]:
    """Yield what is found, without the official records that say the same as what came before them."""
    said: set[str] = set()
    for thing in found:
        name = key(cut(thing.label))
        if thing.kind not in OFFICIAL or name not in said:
            yield thing
        said.add(name)


def _tries(question: Question) -> Iterator[tuple[Terms, bool]]:
    """Yield the questions to ask the database, the strictest first, and whether each is the wide one.

    A whole name; every word; every word, or one that begins so; for suggestions, every word but one; at last one of the
    words that say most.
    """
    yield ("|", (question.compact, question.key)), False
    plain = [_word(mot, False) for mot in question.asked]
    if all(group[1] for group in plain):
        yield ("&", tuple(plain)), False
    wide = [_word(mot, True) for mot in question.asked]
    if wide != plain and all(group[1] for group in wide):
        yield ("&", tuple(wide)), False
    if question.is_loose:
        for place in range(len(wide) if len(wide) > 1 else 0):
            others = (*wide[:place], *wide[place + 1 :])
            if all(group[1] for group in others):
                yield ("&", others), False
    some = tuple(group for mot in question.telling() if (group := _word(mot, True))[1])
    if len(wide) > 1 and some:
        yield ("|", some), True


def _word(mot: Mot, beginnings: bool) -> Terms:
    """Return the terms of a word: its root (whatever has the word has it), those it may stand for, what begins so."""
    found = [mot.root] if mot.known else []
    return "|", (*found, *mot.near, *([f"{mot.text}*"] if beginnings and mot.begins else []))


def _candidates(base: KnowledgeBase, terms: Terms, kinds: frozenset[str]) -> list[Row]:
    """Return the rows that have the terms, of these kinds and of the official ones that may lead to them."""
    read = kinds | {official for kind in kinds for official in _LEADING.get(kind, ())} or frozenset(ORDER)
    ranks = sorted(ORDER[kind] for kind in read if kind in ORDER)
    if not ranks:
        return []
    engine = base.engine.dialect.name
    return base.rows(
        _QUERIES[engine],
        terms=_fts(terms) if engine == "sqlite" else _tsquery(terms),
        first=ranks[0] << KIND_SHIFT,
        last=(ranks[-1] + 1 << KIND_SHIFT) - 1,
        shift=KIND_SHIFT,
        ranks=ranks,
        most=_CANDIDATES,
    )


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


def _label(base: KnowledgeBase, thing: Cible, names: str, place: int) -> str:
    """Return how to say what was found: a job in the gender that was typed."""
    metier = base.get(Metier, thing.id) if thing.kind == "metier" and place == _FEMININE else None
    written = names.split(SEPARATOR)
    is_feminine = metier is not None and (written[place] == metier.feminin or " / " in written[-1])
    return metier.feminin if metier is not None and is_feminine else thing.label


def _vocabulary(base: KnowledgeBase) -> Vocabulary:
    counted = select(WORDS.c.mot, func.sum(WORDS.c.nombre)).group_by(WORDS.c.mot)
    return Vocabulary({word: int(count) for word, count in base.rows(counted)})
