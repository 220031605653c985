"""Find what a text names: diplomas, métiers, fields, places, campuses, classes.

A dictionary of folded word sequences (longest match first), with plural and feminine forms met through
stems and single-word typos through bounded edit distance. Cost per message does not grow with the base.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Diplome, Domaine, Filiere, Formation, Lieu, Metier, Situation
from knowledge.text import STOPWORDS, Token, fold, masculine, stem, tokens, words

# When one sequence names several things, the first type here wins (« soudage » names a domaine first).
_PRIORITY = ("niveau", "diplome", "campus", "metier", "lieu", "domaine")
_LINKS = frozenset({"en", "de", "d", "du", "des", "option", "specialite", "mention", "la", "l", "le", "et", "parcours"})
_LONGEST = 9
_LISTED = frozenset({"cap", "bac-pro", "bts", "btsa", "but", "bp", "cs3", "cs4"})  # every speciality is in the base
_SAME = 0.5  # how alike a title and what was typed must be to be the same diploma
_FINAL, _BEFORE = ("terminale", "tle", "term"), ("1re", "1ere", "première", "premiere")
# A job typed in the feminine is answered in the feminine, whatever form the dictionary matched.
_FEMININE = re.compile(r"(?:euse|trice|ienne|onne|iere|ere|ante|ente|ee|isse)s?$")
# Single words that name something only in the right company.
_PLAIN_AFTER = {
    "but": frozenset({"mon", "ton", "son", "notre", "votre", "leur", "quel", "seul", "ce"}),
    "droit": frozenset(
        {"ai", "as", "a", "avons", "avez", "ont", "avoir", "avait", "aurai", "aurais", "quel", "tout", "mon"}
    ),
}
_PLAIN_BETWEEN = frozenset(("but", "le", after) for after in ("de", "du", "est", "c", "d", "qu"))
_TOWARDS = frozenset({"a", "vers", "sur", "en", "pres", "region", "departement", "autour", "cote"})
_AROUND = frozenset({"pres", "autour", "cote", "cotes", "loin", "region", "departement", "ville", "academie"})
_REPAIRED_PLACE = 6  # letters of a town that may be typed with a slip: « Corée » is not « Corse »
_ARTICLES = frozenset({"le", "la", "les", "l", "entre"})
_NOT_CLASSES = frozenset({"rien", "adulte"})  # starts of a pathway, but not a class somebody is in
_NAMED_CLASSES = frozenset({"ulis", "cmi", "fcil", "cippa", "prepa-apprentissage", "prepa-seconde-chance"})
_NOT_DIPLOMAS = frozenset({"contrat", "dispositif"})  # schemes and contracts are answered by their own needs


@cache
def everyday(kind: str) -> frozenset[str]:
    """Return a list of `knowledge/everyday.yml`: words that are names only in the right company."""
    content = yaml.safe_load(Path(__file__).with_name("everyday.yml").read_text(encoding="utf-8"))
    return frozenset(content[kind])


@dataclass(frozen=True)
class Nom:
    """A named thing: `entity` is its type in the contract, `id` its key in the base, `label` how to say it."""

    entity: str
    id: str
    label: str


@dataclass(frozen=True)
class Mention:
    """A `Nom` found in a text; `start` and `end` index the text as typed, `exact` is False after a repair.

    `unknown` marks a diploma of a kind whose specialities are all in the base, but not this one: perhaps it does
    not exist.
    """

    entity: str
    id: str | None
    label: str
    start: int
    end: int
    exact: bool = True
    negated: bool = False
    unknown: bool = False


class Gazetteer:
    """The dictionary of everything the base can name.

    `known_words` are folded common words that must never be « repaired » into a name.
    """

    def __init__(self, base: KnowledgeBase, known_words: Iterable[str] = ()) -> None:
        self._exact: dict[tuple[str, ...], list[Nom]] = defaultdict(list)
        self._stemmed: dict[tuple[str, ...], list[Nom]] = defaultdict(list)
        self._formations: dict[str, list[Formation]] = defaultdict(list)
        self._types: dict[str, Diplome] = {d.id: d for d in base.all(Diplome)}
        self._labels: dict[str, str] = {}
        self._feminine = {m.id: Nom("metier", m.id, m.feminin) for m in base.all(Metier)}
        for name, text in _all_names(base):
            self._add(name, text)
        for formation in base.all(Formation):
            self._formations[formation.type].append(formation)
            self._labels[formation.id] = label(formation, self._types)
        self._words = {word for key in self._exact for word in key if len(word) >= 5}
        self._known = frozenset(known_words) | STOPWORDS
        self._repairable = sorted(self._words)
        self._repaired: dict[str, str] = {}

    def _add(self, name: Nom, text: str) -> None:
        key = tuple(words(text))
        if not key or len(key) > _LONGEST or all(len(word) < 2 or word in STOPWORDS for word in key):
            return  # « A/L » is in « à l'université » too
        if name not in self._exact[key]:
            self._exact[key].append(name)
        bare = tuple(masculine(word) for word in key)
        if name.entity != "lieu" and name not in self._stemmed[bare]:  # a place has no plural: « allons », « partis »
            self._stemmed[bare].append(name)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of a text in order, longest first where they overlap, with negations marked."""
        typed = tokens(text)
        mentions = self._scan(text, typed)
        mentions = self._join_diplomas(text, typed, mentions)
        return [replace(m, negated=_is_negated(text, typed, m)) for m in mentions]

    def candidates(self, text: str, entity: str | None = None, limit: int = 5) -> list[Nom]:
        """Return the names nearest in spelling to a text, best first: what to offer when nothing matches."""
        wanted = " ".join(words(text))
        pool: dict[str, Nom] = {}
        for key, names in self._exact.items():
            for name in names:
                if entity in (None, name.entity):
                    pool.setdefault(" ".join(key), name)
        scored = process.extract(wanted, list(pool), scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=60)
        best: dict[str, Nom] = {}
        for match, _, _ in scored:
            best.setdefault(pool[match].id, pool[match])
        return list(best.values())[:limit]

    def _scan(self, text: str, typed: list[Token]) -> list[Mention]:
        mentions: list[Mention] = []
        position = 0
        while position < len(typed):
            mention, size = self._longest(text, typed, position)
            if mention is not None:
                mentions.append(mention)
            position += size
        return mentions

    def _is_plain_place(self, typed: list[Token], position: int, size: int, text: str, exact: bool) -> bool:
        """Tell whether what could be a place is everyday French here: « pas cher », « le port du bleu », « talent »."""
        before = [token.text for token in typed[max(0, position - 2) : position]]
        towards = bool(before) and (before[-1] in _TOWARDS or (before[-1] in ("de", "d") and before[0] in _AROUND))
        named = typed[position + size - 1]
        if towards:
            return not exact and len(named.text) < _REPAIRED_PLACE
        if not exact:
            return size == 1  # a typo in a town's name is believed after « à », « vers », « près de »
        if size == 1:
            return named.text in everyday("lieux") and not text[named.start].isupper()
        return size == 2 and typed[position].text in _ARTICLES and not text[named.start].isupper()

    def _is_plain_word(self, name: Nom, typed: list[Token], position: int, text: str) -> bool:
        """Tell whether a single word is everyday French here: « mon but », « j'ai droit », « donne »."""
        token = typed[position]
        before = typed[position - 1].text if position else ""
        after = typed[position + 1].text if position + 1 < len(typed) else ""
        if token.text == "but" and position > 1 and typed[position - 2].text.startswith("marqu"):
            return True
        if before in _PLAIN_AFTER.get(token.text, ()) or (token.text, before, after) in _PLAIN_BETWEEN:
            return True
        return token.text in everyday("seuls")

    def _longest(self, text: str, typed: list[Token], position: int) -> tuple[Mention | None, int]:
        for size in range(min(_LONGEST, len(typed) - position), 0, -1):
            part = typed[position : position + size]
            names, exact = self._lookup(tuple(token.text for token in part))
            if self._is_plain_place(typed, position, size, text, exact):
                names = [name for name in names if name.entity != "lieu"]
            best = min(names, key=lambda name: _PRIORITY.index(name.entity)) if names else None
            if best is not None and not (size == 1 and self._is_plain_word(best, typed, position, text)):
                if best.entity == "metier" and _FEMININE.search(part[0].text):
                    best = self._feminine.get(best.id, best)
                return Mention(best.entity, best.id, best.label, part[0].start, part[-1].end, exact), size
        return None, 1

    def _lookup(self, key: tuple[str, ...]) -> tuple[list[Nom], bool]:
        if key in self._exact:
            return self._exact[key], True
        if len(key) > 1 or len(key[0]) >= 5:
            stemmed = tuple(masculine(word) for word in key)
            if stemmed in self._stemmed:
                return self._stemmed[stemmed], True
        repaired = tuple(self._repair(word) for word in key)
        if repaired != key and repaired in self._exact:
            return self._exact[repaired], False
        return [], True

    def _repair(self, word: str) -> str:
        """Return the nearest known name word within one slip (two from nine letters), else the word."""
        if len(word) < 5 or word in self._words or word in self._known or word.isdigit():
            return word
        if word not in self._repaired:
            allowed = 1 if len(word) < 9 else 2
            near = process.extractOne(word, self._repairable, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
            plausible = near is not None and near[0][0] == word[0]
            if len(self._repaired) > 20_000:
                self._repaired.clear()
            self._repaired[word] = near[0] if near is not None and plausible else word
        return self._repaired[word]

    def _join_diplomas(self, text: str, typed: list[Token], mentions: list[Mention]) -> list[Mention]:
        """Read « BTS » + « électrotechnique » as one diploma, and find which formation it is."""
        joined: list[Mention] = []
        for mention in mentions:
            last = joined[-1] if joined else None
            if (
                last is not None
                and last.entity == "diplome"
                and last.id in self._types
                and mention.entity in ("domaine", "metier")
                and _only_links(typed, last.end, mention.start)
            ):
                tail = text[last.end : mention.end]
                joined[-1] = self._named_diploma(last, tail, mention)
            else:
                joined.append(mention)
        return joined

    def _named_diploma(self, kind: Mention, tail: str, mention: Mention) -> Mention:
        wanted = {stem(word) for word in words(tail) if word not in STOPWORDS}
        wanted |= {stem(self._repair(word)) for word in words(tail) if word not in STOPWORDS}
        wanted |= {stem(word) for word in words(mention.label)}
        best: Formation | None = None
        best_score = 0.0
        for formation in self._formations[str(kind.id)]:
            title = _title(formation)
            shared = len(title & wanted)
            score = shared / (len(title | wanted)) if shared else 0.0
            if score > best_score:
                best, best_score = formation, score
        asked = {stem(word) for word in words(tail) if word not in STOPWORDS | _LINKS}
        if best is not None and (best_score >= _SAME or len(_title(best) & wanted) >= len(asked)):
            return replace(kind, id=best.id, label=self._labels[best.id], end=mention.end)
        if kind.id in _LISTED:
            return replace(
                kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}", unknown=True, id=None
            )
        return replace(kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}")


def _title(formation: Formation) -> set[str]:
    return {stem(word) for word in words(formation.intitule) if word not in STOPWORDS}


def label(formation: Formation, types: dict[str, Diplome]) -> str:
    """Return how a formation is called: « BTS Électrotechnique », « diplôme d'ingénieur … »."""
    if fold(formation.intitule).startswith(("ingenieur", "diplome", "certificat")):
        return formation.intitule
    kind = types.get(formation.type)
    return f"{(kind.sigle or kind.nom) if kind else formation.type} {formation.intitule}"


def _all_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    """Yield every name of the base with what it names; where two share a name, the first yielded comes first."""
    for situation in base.all(Situation):
        if situation.id in _NOT_CLASSES:
            continue
        names = (situation.nom, *situation.noms)
        for text in (situation.id, *names) if situation.id[0].isdigit() else names:
            yield Nom("niveau", situation.id, situation.nom), text
    yield from _series_names(base)
    yield from _diploma_names(base)
    for metier in base.all(Metier):
        for text in (metier.masculin, metier.feminin):
            yield Nom("metier", metier.id, text), text
        for text in metier.noms:
            yield Nom("metier", metier.id, metier.masculin), text
    for domaine in base.all(Domaine):
        for text in domaine.noms:
            yield Nom("domaine", domaine.id, domaine.noms[0]), text
    for filiere in base.all(Filiere):
        for text in (filiere.nom, *filiere.noms):
            yield Nom("domaine", filiere.id, filiere.nom), text
    yield from _campus_names(base)
    for lieu in base.all(Lieu):
        for text in (lieu.nom, *lieu.noms):
            yield Nom("lieu", lieu.id, lieu.nom), text


def _series_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    """Yield « terminale STI2D » and « 1re STMG »: classes named by their series."""
    classes = {s.id: s for s in base.all(Situation)}
    for diplome in base.all(Diplome):
        if diplome.id.startswith("bac-techno-"):
            series = diplome.id.removeprefix("bac-techno-")
            for id_, ways in (("terminale-techno", _FINAL), ("1re-techno", _BEFORE)):
                if id_ in classes:
                    yield from ((Nom("niveau", id_, classes[id_].nom), f"{way} {series}") for way in ways)


def _diploma_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    types = {diplome.id: diplome for diplome in base.all(Diplome)}
    for diplome in types.values():
        if diplome.nature in _NOT_DIPLOMAS and diplome.niveau is None and diplome.id not in _NAMED_CLASSES:
            continue
        for text in (diplome.nom, diplome.sigle, *diplome.noms):
            yield Nom("diplome", diplome.id, diplome.sigle or diplome.nom), text
    for formation in base.all(Formation):
        name = Nom("diplome", formation.id, label(formation, types))
        yield name, name.label
        kind = types.get(formation.type)
        prefixes = {prefix for prefix in (kind.nom, kind.sigle, *kind.noms[:6]) if prefix} if kind else set()
        for text in formation.noms:
            if text.isupper() and len(text) > 2:
                yield name, text  # an acronym names the formation by itself, a common word does not
            for prefix in sorted(prefixes):
                yield name, f"{prefix} {text}"


def _campus_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    for campus in base.all(Campus):
        for text in (campus.nom, f"campus {campus.nom}", *campus.noms):
            yield Nom("campus", campus.id, campus.nom), text
    for campus in sorted(base.all(Campus), key=lambda c: c.premiers_23 != "oui"):
        for ville in campus.villes:  # « le campus de Lannion »: the best known when a town has several
            yield Nom("campus", campus.id, campus.nom), f"campus de {ville}"
            yield Nom("campus", campus.id, campus.nom), f"campus d'{ville}"


def _only_links(typed: list[Token], start: int, end: int) -> bool:
    between = [token.text for token in typed if start <= token.start and token.end <= end]
    return len(between) <= 3 and all(word in _LINKS for word in between)


_NEGATION = re.compile(r"\b(?:pas|sans|sauf|jamais|ni|non|plus|deteste|horreur|aime pas|autre que)\b")
_BREAK = re.compile(r"[.;!?,]|\b(?:mais|et|ou|donc|car|parce|plutot|je|j)\b")


def _is_negated(text: str, typed: list[Token], mention: Mention) -> bool:
    """Tell whether a refusal (« pas », « sans », « sauf »…) governs the mention, up to the last connector."""
    before = fold(text[max(0, mention.start - 40) : mention.start])
    breaks = list(_BREAK.finditer(before))
    scope = before[breaks[-1].end() :] if breaks else before
    return bool(_NEGATION.search(scope))
