"""Facts that answer a question word for word: what the ministry's brochure states, campus by campus."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Fait, Lieu
from knowledge.retrieval import Bm25, Hit, terms
from knowledge.text import fold, stems

GENERAL = frozenset({"cmq", "filiere"})  # subjects that are not one campus
_NEAR = 0.65  # another campus's fact on the same theme is said too from this share of the first's score
_STRONG = 18.0  # a BM25 score above which a fact may cover a little less of the question
_FAVOUR = 1.6  # how much more a fact on all campuses weighs in « un campus… »
_NAMED = 0.6  # how much of the usual share is asked when a campus is named
_NEARLY_ALL, _MATCHING = 0.95, 10.0  # coverage and score of a match when nothing speaks of campuses
_MOST = 0.7  # coverage of a strong match when nothing speaks of campuses
_OUR_WORDS = re.compile(r"\b(?:campus|cmq|filieres?|label|brochure|totem|excellence|plasticampus)\b")
_DISTINCT = 2  # words of the question, besides what it asks, that a fact must share with it out of a talk on campuses
_ASKED = frozenset(stems("combien comment pourquoi quand quel quelle où qui pendant temps"))
_HALF = 0.5  # coverage asked of a fact whose own term is quoted
_TERM = re.compile(r"«\s*(.+?)\s*»|\"(.+?)\"|\b([A-ZÉÈ]{4,})\b")
_ALIKE = 0.5  # how much more a fact weighs when all of its own question is in the one asked
_FULL = 10  # facts from which a campus counts as described in full
# « Quelles filières couvre-t-il ? » speaks of one campus, even when none is named; « un campus » of all of them.
# « Y a-t-il », « existe-t-il » speak of nothing in particular.
_PRONOUN = re.compile(r"(?<!\by a)(?<!existe)(?<!reste)(?<!manque)-t-(?:il|elle)s?\b")
_SUBJECT = re.compile(r"\b(?:un|une|le|la|les|l'|d'un|d'une|ce|cet|cette|ces)\s?[a-z]+[^?]*-t-")
_ABOUT_ONE = re.compile(r"\b(?:ce|du meme) campus\b|\b(?:ses|son|sa)\b")
_ABOUT_ALL = re.compile(r"\b(?:un|les|des|aux) campus\b|\bcampus d'excellence\b")


def answer(
    base: KnowledgeBase,
    question: str,
    campus: str | None,
    at_least: float,
    elsewhere: bool = False,
    talk: bool = True,
) -> list[Fait]:
    """Return the fact (or one per campus, when none is named) that answers the question, else nothing.

    `campus` is the campus talked about, or None; `at_least` is the share (0–1) of the question's meaning that
    the fact must cover, less when a campus is named. `elsewhere` says that the question was read as another
    need: without a word of ours in it, the fact must then match it word for word. `talk` is False when nothing was
    said of campuses before: « combien de temps ? » then asks about something else, whatever the facts share with it.
    """
    index: Bm25 = base.derived("faits", _index)
    faits = base.all(Fait)
    named = campus if any(fait.sujet == campus for fait in faits) else None
    if campus is not None and named is None:
        return []  # a campus the brochure does not describe: its facts would be another's
    plain = fold(question)
    ours = named is not None or bool(_OUR_WORDS.search(plain))
    among = _subjects(faits, plain, named)
    if not ours:
        among = {i for i in among if faits[i].etat != "absent"}  # « no date in the brochure » answers nobody's JPO
    least = at_least * (_NAMED if named else 1.0)
    hits = _asked_alike(index, faits, question, index.search(_without_name(base, question, named), among))
    hits = [hit for hit in hits if _is_enough(hit, least) or _has_its_term(hit, faits[hit.index], question)]
    if not ours and not talk:
        hits = [hit for hit in hits if _is_distinctive(index, hit, faits[hit.index], question)]
    if elsewhere and not ours:
        hits = [hit for hit in hits if _word_for_word(hit, faits[hit.index], question)]
    if named is None and _ABOUT_ALL.search(plain):
        hits.sort(key=lambda hit: -hit.score * (_FAVOUR if faits[hit.index].sujet in GENERAL else 1.0))
    elif named is not None:
        own = [hit for hit in hits if faits[hit.index].sujet == named]
        hits = own or [hit for hit in hits if hit.coverage >= _NEARLY_ALL and hit.score >= _MATCHING]
    return [faits[hit.index] for hit in _best(hits, faits, named)] if hits else []


def about(base: KnowledgeBase, place: str | None) -> str | None:
    """Return the campus described in the facts that a town alone names (« à Lannion »), if there is one."""
    town = base.get(Lieu, place)
    if town is None or town.nature != "ville":
        return None
    described = {fait.sujet for fait in base.all(Fait)}
    return next((c.id for c in base.all(Campus) if c.id in described and town.nom in c.villes), None)


def _word_for_word(hit: Hit, fait: Fait, question: str) -> bool:
    """Tell whether a fact matches a question that does not speak of campuses: nearly all of it, or its own term."""
    nearly = hit.coverage >= _NEARLY_ALL and hit.score >= _MATCHING
    strong = hit.score >= _STRONG and hit.coverage >= _MOST
    return strong or nearly or _has_its_term(hit, fait, question)


def _is_distinctive(index: Bm25, hit: Hit, fait: Fait, question: str) -> bool:
    """Tell whether a fact shares more than one word with the question, or its own term."""
    shared = {word for word in terms(question) if not word.startswith("x") and word in index.counts[hit.index]}
    return len(shared - _ASKED) >= _DISTINCT or _has_its_term(hit, fait, question)


def _has_its_term(hit: Hit, fait: Fait, question: str) -> bool:
    """Tell whether the question quotes, or writes in capitals, a term that the fact is about."""
    terms = [term for found in _TERM.findall(question) for term in found if term]
    own = f"{fait.question} {fait.reponse}"
    return hit.coverage >= _HALF and any(term in own for term in terms)


def about_one(question: str) -> bool:
    """Tell whether a question speaks of something by a pronoun: « couvre-t-il », « son offre », « ce campus »."""
    plain = fold(question)
    pronoun = _PRONOUN.search(plain) and not _SUBJECT.search(plain)
    return bool(pronoun or (_ABOUT_ONE.search(plain) and not _ABOUT_ALL.search(plain)))


def _asked_alike(index: Bm25, faits: tuple[Fait, ...], question: str, hits: list[Hit]) -> list[Hit]:
    """Put first the facts whose own question is nearly the one asked: their words are its words, and no others."""
    asked = set(terms(question))

    def alike(fait: Fait) -> float:
        own = _own_terms(fait.question)
        weight = sum(index.idf[word] for word in own)
        return sum(index.idf[word] for word in own if word in asked) / weight if weight else 0.0

    return sorted(hits, key=lambda hit: -hit.score * (1 + _ALIKE * alike(faits[hit.index])))


@lru_cache(maxsize=2_048)
def _own_terms(question: str) -> tuple[str, ...]:
    """Return the terms of a fact's own question, without the marks for what it asks."""
    return tuple(word for word in terms(question) if not word.startswith("x"))


def _subjects(faits: tuple[Fait, ...], question: str, named: str | None) -> set[int]:
    """Return the facts a question may be about: of the campus named, of one campus, or of everything."""
    if named is not None:
        return {i for i, fait in enumerate(faits) if fait.sujet == named or fait.sujet in GENERAL}
    if about_one(question):
        count = Counter(fait.sujet for fait in faits)
        return {i for i, f in enumerate(faits) if f.sujet not in GENERAL and count[f.sujet] >= _FULL}
    return set(range(len(faits)))


def _is_enough(hit: Hit, at_least: float) -> bool:
    return hit.coverage >= at_least or (hit.score >= _STRONG and hit.coverage >= at_least - 0.2)


def _best(hits: list[Hit], faits: tuple[Fait, ...], named: str | None) -> list[Hit]:
    """Return the best fact, and that of other campuses on the same theme when none is named."""
    first = hits[0]
    fait = faits[first.index]
    if fait.sujet in GENERAL or named is not None:
        return [first]
    kept = {fait.sujet: first}
    for hit in hits:
        other = faits[hit.index]
        if other.theme == fait.theme and other.sujet not in GENERAL and hit.score >= _NEAR * first.score:
            kept.setdefault(other.sujet, hit)
    return list(kept.values())[:2]


def _without_name(base: KnowledgeBase, question: str, campus: str | None) -> str:
    """Leave the campus's own name out: it says which campus, not which question."""
    entity = base.get(Campus, campus) if campus else None
    if entity is None:
        return question
    name = {word for text in (entity.nom, *entity.noms) for word in stems(text)}
    kept = " ".join(word for word in question.split() if not (set(stems(word)) and set(stems(word)) <= name))
    return kept if stems(kept) else question


def _index(base: KnowledgeBase) -> Bm25:
    return Bm25([(f.question, 2.0), (f.indices, 1.5), (f.reponse, 1.0)] for f in base.all(Fait))
