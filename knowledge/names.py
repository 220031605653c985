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
from knowledge.entities import Diplome, Formation, Metier
from knowledge.everyday import shortened
from knowledge.lexicon import Nom, all_names, label
from knowledge.mention import Mention
from knowledge.repair import Repairer
from knowledge.schools import schools
from knowledge.text import STOPWORDS, Token, fold, masculine, stem, tokens, words
from knowledge.tracks import in_track, is_trackless
from knowledge.years import years

__all__ = ["Gazetteer", "Mention", "Nom", "label"]

# When one sequence names several things, the first type here wins (« soudage » names a domaine first).
_PRIORITY = ("niveau", "diplome", "campus", "metier", "lieu", "domaine")
_FIELD_FIRST = ("niveau", "diplome", "campus", "domaine", "metier", "lieu")
_FIELD = re.compile(r"(?:rie|age|erie|ique|isme|ture|tion|ouder|onnerie)$")
_GLUE = ("bacpro", "cap", "bts", "l", "d")  # what is typed in one word with what follows it
_GLUED, _HEARD_PLACE = 6, 4
_LINKS = frozenset({"en", "de", "d", "du", "des", "option", "specialite", "mention", "la", "l", "le", "et", "parcours"})
_LONGEST = 9
_CONTRACTED = {"au": "le", "aux": "les"}
_LISTED = frozenset({"cap", "bac-pro", "bts", "btsa", "but", "bp", "cs3", "cs4"})  # every speciality is in the base
# A word that is a trade, not « meilleur » nor « plusieurs »: « CAP influenceur » is meant as a diploma.
_TRADE_WORD = re.compile(
    r"^(?!meill|sup|inf|ext|int|plus|aill|prof|direct|coul|val|heur|mineur|majeur)\w{4,}(?:eurs?|euses?|istes?|logies?)$"
)
_SAME = 0.5  # how alike a title and what was typed must be to be the same diploma
_TAIL = 6  # words of a speciality after the name of a diploma
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
        self._formations: dict[str, list[Formation]] = defaultdict(list)
        self._titles: dict[str, set[str]] = defaultdict(set)  # of a type of diploma: the roots in its titles
        self._types: dict[str, Diplome] = {d.id: d for d in base.all(Diplome)}
        self._labels: dict[str, str] = {}
        self._tracks = {d: "techno" for d in self._types if d.startswith("bac-techno")} | {"bac-pro": "pro"}
        self._feminine = {m.id: Nom("metier", m.id, m.feminin) for m in base.all(Metier)}
        for name, text in all_names(base):
            self._add(name, text)
        for formation in base.all(Formation):
            self._formations[formation.type].append(formation)
            self._titles[formation.type] |= _title(formation)
            self._labels[formation.id] = label(formation, self._types)
            if formation.type == "bac-pro":
                self._tracks[formation.id] = "pro"
        self._first = {key[0] for key in (*self._exact, *self._stemmed)}
        names = {word for key in self._exact for word in key if len(word) >= 4}
        titles = {word for f in base.all(Formation) for word in words(f.intitule) if len(word) >= 4}
        self._common = frozenset(known_words) | STOPWORDS
        self._is_word = is_word
        self._repair = Repairer(names | titles, self._is_known)

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
        mentions = self._join_diplomas(text, typed, mentions)
        mentions = self._with_tracks(text, typed, mentions)
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
            if place is not None and (text[part[0].start].isupper() or not self._is_known(part[0].text)):
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

    def _join_diplomas(self, text: str, typed: list[Token], mentions: list[Mention]) -> list[Mention]:
        """Read « BTS » + « électrotechnique » as one diploma, and find which formation it is."""
        joined: list[Mention] = []
        for found in mentions:
            mention = found
            last = joined[-1] if joined else None
            if last is not None and mention.end <= last.end:
                continue  # read already, inside the name of a diploma
            if (
                last is not None
                and last.entity == "diplome"
                and last.id in self._types
                and self._types[last.id].nature not in ("classe", "dispositif")
                and mention.entity in ("domaine", "metier")
                and _only_links(text, typed, last.end, mention.start)
            ):
                mention = self._named_diploma(last, text[last.end : mention.end], mention)
                joined.pop()
            if mention.entity == "diplome" and mention.id in self._formations:
                mention = self._with_speciality(text, typed, mention)
            joined.append(mention)
        return joined

    def _with_tracks(self, text: str, typed: list[Token], mentions: list[Mention]) -> list[Mention]:
        """Read « terminale MELEC » as a terminale professionnelle: the diploma named tells the track of the class."""
        named = {m.id for m in mentions if m.entity == "diplome" and m.id in self._tracks}
        found = []
        for mention in mentions:
            if mention.entity == "niveau" and is_trackless(text[mention.start : mention.end]):
                said = next((self._tracks[id_] for id_ in named if id_ is not None), "")
                track = said or ("pro" if self._whole_title(text, typed, mention) else "")
                id_, name = in_track(str(mention.id), track) or (mention.id, mention.label)
                mention = replace(mention, id=id_, label=name)  # noqa: PLW2901 (the same mention, better read)
            found.append(mention)
        return found

    def _whole_title(self, text: str, typed: list[Token], classe: Mention) -> bool:
        """Tell whether the whole title of a bac pro follows a class: « terminale métiers de la sécurité »."""
        said = self._with_speciality(text, typed, replace(classe, entity="diplome", id="bac-pro"))
        return said.id != "bac-pro"

    def _with_speciality(self, text: str, typed: list[Token], kind: Mention) -> Mention:
        """Add to a kind of diploma the words of a title that follow it: « BTS bioanalyses », « BUT info »."""
        after = [token for token in typed if token.start >= kind.end][:_TAIL]
        last = begun = kind.end
        asked: set[str] = set()
        for token in after:
            if text[begun : token.start].strip(" -'’(«"):
                break
            root = None if token.text in _LINKS else self._in_titles(str(kind.id), token.text)
            known = (token.text,) in self._exact  # « CAP AEPE »: the initials of a job, joined to it later
            if root is None and not asked and not known and _is_acronym(text[token.start : token.end], text):
                return replace(kind, end=token.end)  # a speciality by its initials, which the base does not have
            if root is None and not asked and begun == kind.end and self._is_a_title(kind, token, text):
                name = f"{kind.label} {text[token.start : token.end]}"
                return replace(kind, end=token.end, exact=False, label=name, unknown=True, id=None)
            if root is None and token.text not in _LINKS:
                break
            if root is not None:
                asked.add(root)
                last = token.end
            begun = token.end
        if not asked:
            return kind
        best = [f for f in self._formations[str(kind.id)] if asked <= _title(f)]
        if not best:
            return kind
        found = min(best, key=lambda f: len(_title(f)))
        sure = len(best) == 1 or len(asked) == len(_title(found))
        return replace(
            kind, end=last, id=found.id if sure else kind.id, label=self._labels[found.id] if sure else kind.label
        )

    def _is_a_title(self, kind: Mention, token: Token, text: str) -> bool:
        """Tell whether a French word after a diploma is a speciality, which no title bears: « BTS Tendances »."""
        if kind.id not in _LISTED or token.text in STOPWORDS or not self._is_known(token.text):
            return False
        if self._lookup([token], text)[0]:
            return False  # a town, a job or a field: read as such
        typed = text[token.start : token.end]
        return (typed.istitle() and not text.isupper() and not text.istitle()) or bool(_TRADE_WORD.search(token.text))

    def _in_titles(self, kind: str, word: str) -> str | None:
        """Return the root of a title of that kind that a word stands for, whole or shortened."""
        if word in STOPWORDS:
            return None
        root = stem(shortened().get(word) or self._repair(word))
        return root if root in self._titles[kind] else None

    def _named_diploma(self, kind: Mention, tail: str, mention: Mention) -> Mention:
        said = [word for word in words(tail) if word not in STOPWORDS | _LINKS]
        wanted = {stem(word) for word in said} | {stem(self._repair(word)) for word in said}
        wanted |= {stem(word) for word in words(mention.label)}
        best: Formation | None = None
        best_score = 0.0
        for formation in self._formations[str(kind.id)]:
            title = _title(formation)
            shared = len(title & wanted)
            score = shared / (len(title | wanted)) if shared else 0.0
            if score > best_score:
                best, best_score = formation, score
        asked = {stem(word) for word in said}
        if best is not None and (best_score >= _SAME or len(_title(best) & wanted) >= len(asked)):
            return replace(kind, id=best.id, label=self._labels[best.id], end=mention.end)
        if kind.id in _LISTED:
            return replace(
                kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}", unknown=True, id=None
            )
        return replace(kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}")


def _bare(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return one form for the genders and numbers of a name; « DESS » does not become « des »."""
    short = (masculine(word) for word in key)
    return tuple(word if bare in STOPWORDS else bare for word, bare in zip(key, short, strict=True))


def _is_acronym(typed: str, text: str) -> bool:
    return 2 <= len(typed) <= 5 and typed.isalpha() and typed.isupper() and not text.isupper()


def _best(names: list[Nom], part: list[Token]) -> Nom:
    """Return what is named when a sequence names several things: « plomberie » is a field before it is a job."""
    order = _FIELD_FIRST if len(part) == 1 and _FIELD.search(part[0].text) else _PRIORITY
    return min(names, key=lambda name: order.index(name.entity))


def _title(formation: Formation) -> set[str]:
    return {stem(word) for word in words(formation.intitule) if word not in STOPWORDS}


def _only_links(text: str, typed: list[Token], start: int, end: int) -> bool:
    between = [token.text for token in typed if start <= token.start and token.end <= end]
    return len(between) <= 3 and all(word in _LINKS for word in between) and not re.search("[,.;:!?]", text[start:end])


_NEGATION = re.compile(
    r"\b(?:pas|sans|sauf|jamais|ni|non|deteste|horreur|aime pas|autre que"
    r"|(?<!le )(?<!la )(?<!en )plus(?! (?:loin|haut|tard|court)))\b"
)
_BREAK = re.compile(r"[.;!?,]|\b(?:mais|et|ou|donc|car|parce|plutot|je|j)\b")


def _is_negated(text: str, typed: list[Token], mention: Mention) -> bool:
    """Tell whether a refusal (« pas », « sans », « sauf »…) governs the mention, up to the last connector."""
    before = fold(text[max(0, mention.start - 40) : mention.start])
    breaks = list(_BREAK.finditer(before))
    scope = before[breaks[-1].end() :] if breaks else before
    return bool(_NEGATION.search(scope))
