"""Find what a text names: diplomas, métiers, fields, places, campuses, classes.

A dictionary of folded word sequences (longest match first), with plural and feminine forms met through
stems and single-word typos through bounded edit distance. Cost per message does not grow with the base.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from knowledge.base import KnowledgeBase
from knowledge.company import is_plain, is_plain_place, is_towards
from knowledge.entities import Formation, Metier
from knowledge.everyday import everyday
from knowledge.lexicon import Nom, all_names, label
from knowledge.mention import Mention
from knowledge.repair import Repairer
from knowledge.schools import schools
from knowledge.specialities import Specialities
from knowledge.text import STOPWORDS, Token, fold, masculine, tokens, words
from knowledge.years import years

__all__ = ["Gazetteer", "Mention", "Nom", "label"]

# When one sequence names several things, the first type here wins (« soudage » names a domaine first).
_PRIORITY = ("niveau", "diplome", "campus", "metier", "lieu", "domaine")
_FIELD_FIRST = ("niveau", "diplome", "campus", "domaine", "metier", "lieu")
_FIELD = re.compile(r"(?:rie|age|erie|ique|isme|ture|tion|ouder|onnerie)$")
_GLUE = ("bacpro", "cap", "bts", "l", "d")  # what is typed in one word with what follows it
_GLUED, _HEARD_PLACE = 6, 4
_LONGEST = 9
_CONTRACTED = {"au": "le", "aux": "les"}
# A job typed in the feminine is answered in the feminine, whatever form the dictionary matched.
_FEMININE = re.compile(r"(?:euse|trice|ienne|onne|iere|ere|ante|ente|ee|isse)s?$")


class Gazetteer:
    """The dictionary of everything the base can name.

    `known_words` are folded common words that must never be « repaired » into a name.
    """

    def __init__(
        self, base: KnowledgeBase, known_words: Iterable[str] = (), is_word: Callable[[str], bool] | None = None
    ) -> None:
        self._exact: dict[tuple[str, ...], list[Nom]] = defaultdict(list)
        self._stemmed: dict[tuple[str, ...], list[Nom]] = defaultdict(list)
        self._plural: dict[str, list[Nom]] = defaultdict(list)
        self._feminine = {m.id: Nom("metier", m.id, m.feminin) for m in base.all(Metier)}
        for name, text in all_names(base):
            self._add(name, text)
        self._first = {key[0] for key in (*self._exact, *self._stemmed)}
        names = {word for key in self._exact for word in key if len(word) >= 4}
        titles = {word for f in base.all(Formation) for word in words(f.intitule) if len(word) >= 4}
        self._common = frozenset(known_words) | STOPWORDS
        self._is_word = is_word
        self._repair = Repairer(names | titles, self._is_known)
        self._specialities = Specialities(base, self._repair, self._is_known, self._names_of)

    def _is_known(self, word: str) -> bool:
        return word in self._common or (self._is_word is not None and self._is_word(word))

    def _add(self, name: Nom, text: str) -> None:
        key = tuple(words(text))
        if name.entity == "domaine" and len(key) > 1 and key[0] in ("l", "le", "la", "les"):
            key = key[1:]
        if not key or len(key) > _LONGEST or all(len(word) < 2 or word in STOPWORDS for word in key):
            return  # « A/L » is in « à l'université » too
        if name not in self._exact[key]:
            self._exact[key].append(name)
        if name.entity == "domaine" and len(key) == 1:
            self._plural[key[0].rstrip("sx")].append(name)  # « trains », but « froide » is not the field of cold
        elif name.entity != "lieu" and not (len(key) == 1 and text.isupper()):
            # « allons » is no place, « passe » is no PASS
            self._stemmed[_bare(key)].append(name)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of a text in order, longest first where they overlap, with negations marked."""
        typed = self._unglued(tokens(text), text)
        mentions = self._scan(text, typed)
        mentions = self._specialities.joined(text, typed, mentions)
        mentions = self._specialities.in_tracks(text, typed, mentions)
        mentions = years(typed, mentions)
        mentions = schools(text, typed, mentions, self._is_known)
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

    def _unglued(self, typed: list[Token], text: str) -> list[Token]:
        """Cut what was typed without its space or apostrophe: « capcarrosserie », « lelectricite »."""
        cut: list[Token] = []
        for token in typed:
            plain = len(token.text) >= _GLUED and token.end - token.start == len(token.text)
            size = 0 if not plain or self._names(token, text) else self._glue(token.text)
            if size:
                middle = token.start + size
                cut.append(Token(token.text[:size], token.start, middle))
                cut.append(Token(token.text[size:], middle, token.end))
            else:
                cut.append(token)
        return cut

    def _glue(self, word: str) -> int:
        """Return how many letters of a word are an article or a diploma typed in one word with a name."""
        return next((len(g) for g in _GLUE if word.startswith(g) and self._is_part(word[len(g) :])), 0)

    def _is_part(self, rest: str) -> bool:
        """Tell whether what is left of a glued word belongs to a name, as written or as said."""
        heard = rest if self._repair.names(rest) else self._repair.by_sound(rest)
        return heard is not None and len(rest) >= _GLUED - 1

    def _names(self, token: Token, text: str) -> bool:
        """Tell whether a word belongs to a name, or is French."""
        return self._is_known(token.text) or self._repair.names(self._repaired(token, text))

    def _repaired(self, token: Token, text: str) -> str:
        typed = text[token.start : token.end].lower()
        if typed != token.text and self._is_word is not None and self._is_word(typed):
            return token.text  # a French word, with its accents
        return self._repair(token.text, typed)

    def _contracted(self, text: str, typed: list[Token], position: int) -> tuple[Mention, int] | None:
        """Return the town whose article is in the preposition: « au Creusot » is at Le Creusot."""
        article = _CONTRACTED.get(typed[position].text)
        if article is None:
            return None
        for size in (3, 2, 1):
            part = typed[position + 1 : position + 1 + size]
            names = self._exact.get((article, *(token.text for token in part)), ()) if len(part) == size else ()
            place = next((name for name in names if name.entity == "lieu"), None)
            if place is None:
                continue
            sure = text[part[0].start].isupper() or part[0].text in everyday("avec_au")
            if sure or not self._is_known(part[0].text):
                return Mention("lieu", place.id, place.label, part[0].start, part[-1].end), size + 1
        return None

    def _longest(self, text: str, typed: list[Token], position: int) -> tuple[Mention | None, int]:
        contracted = self._contracted(text, typed, position)
        if contracted is not None:
            return contracted
        for size in range(self._most(typed, position, text), 0, -1):
            part = typed[position : position + size]
            names, exact = self._lookup(part, text)
            if size == 1 and not names and is_towards(typed, position):
                names, exact = self._heard_place(part[0]), False
            if not names:
                continue
            sure = exact or (size == 1 and self._repair.same_sound(part[0].text, self._repair(part[0].text)))
            if is_plain_place(text, typed, position, size, sure):
                names = [name for name in names if name.entity != "lieu"]
            best = _best(names, part) if names else None
            if best is None or is_plain(best.entity, text, typed, position, size):
                continue
            if best.entity == "metier" and _FEMININE.search(part[0].text):
                best = self._feminine.get(best.id, best)
            return Mention(best.entity, best.id, best.label, part[0].start, part[-1].end, exact), size
        return None, 1

    def _most(self, typed: list[Token], position: int, text: str) -> int:
        """Return how many words a name may have here: one, when no longer name starts with this word."""
        word = typed[position].text
        ways = (word, masculine(word), self._repaired(typed[position], text))
        starts = any(way in self._first for way in ways)
        return min(_LONGEST, len(typed) - position) if starts else 1

    def _heard_place(self, token: Token) -> list[Nom]:
        """Return the place that a word said after « à », « vers » sounds like: « a nime »."""
        typed_so = len(token.text) < _HEARD_PLACE or token.text in self._common
        heard = None if typed_so else self._repair.by_sound(token.text)
        return [name for name in self._exact.get((heard,), ()) if name.entity == "lieu"] if heard else []

    def _names_of(self, token: Token, text: str) -> tuple[list[Nom], bool]:
        """Return what a word names by itself, and whether it is a name as typed."""
        return self._lookup([token], text)[0], (token.text,) in self._exact

    def _lookup(self, part: list[Token], text: str) -> tuple[list[Nom], bool]:
        key = tuple(token.text for token in part)
        if key in self._exact:
            return self._exact[key], True
        if len(key) > 1 or len(key[0]) >= 5:
            plural = self._plural.get(key[0].rstrip("sx"), []) if len(key) == 1 else []
            names = [*self._stemmed.get(_bare(key), []), *plural]
            if names:
                return names, True
        repaired = tuple(self._repaired(token, text) for token in part)
        if repaired != key and repaired in self._exact:
            return self._exact[repaired], False
        return [], True


def _bare(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return one form for the genders and numbers of a name; « DESS » does not become « des »."""
    short = (masculine(word) for word in key)
    return tuple(word if bare in STOPWORDS else bare for word, bare in zip(key, short, strict=True))


def _best(names: list[Nom], part: list[Token]) -> Nom:
    """Return what is named when a sequence names several things: « plomberie » is a field before it is a job."""
    order = _FIELD_FIRST if len(part) == 1 and _FIELD.search(part[0].text) else _PRIORITY
    return min(names, key=lambda name: order.index(name.entity))


_NEGATION = re.compile(
    r"\b(?:pas|sans|sauf|jamais|ni|non|deteste|horreur|aime pas|autre que"
    r"|(?<!le )(?<!la )(?<!en )plus(?! (?:loin|haut|tard|court)))\b"
)
# A refusal said after the thing: « la vente, c'est pas pour moi », « les maths, bof ».
REFUSED_AFTER = (
    r",?\s+(?:(?:c|ce n|ca n|n)? ?(?:est|sont) )?(?:(?:franchement|vraiment|clairement|trop|c est) )*"
    r"(?:pas (?:trop |vraiment )?(?:(?:fait )?pour moi|mon (?:truc|delire|fort|kiff?)|ma (?:passion|tasse))"
    r"|tres peu pour moi|bof\b|(?:ca )?me (?:saoule|soule|gave|degoute|barbe)"
    r"|(?:ca )?(?:ne )?m (?:ennuie|emmerde|(?:interesse|attire|plait) (?:pas|plus(?! (?:que|encore|de)))))"
)
_ASKS = re.compile(r"\b(?:s appel\w+|exist\w+|y a|connai\w+) pas\b")  # « ça s'appelait pas BTS… ? » refuses nothing
_REFUSED_AFTER = re.compile(REFUSED_AFTER)
_BREAK = re.compile(r"[.;!?,]|\b(?:mais|et|ou|donc|car|parce|plutot|je|j)\b")


def _is_negated(text: str, typed: list[Token], mention: Mention) -> bool:
    """Tell whether a refusal (« pas », « sans », « sauf »…) governs the mention, up to the last connector."""
    if _REFUSED_AFTER.match(fold(text[mention.end : mention.end + 50]).replace("'", " ")):
        return True
    before = fold(text[max(0, mention.start - 40) : mention.start]).replace("'", " ")
    breaks = list(_BREAK.finditer(before))
    scope = before[breaks[-1].end() :] if breaks else before
    return bool(_NEGATION.search(_ASKS.sub("", scope)))
