"""Which diploma is meant: « BTS » + « électrotechnique » is one, « tle MELEC » tells the track of a class."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Formation, Metier
from knowledge.everyday import shortened
from knowledge.lexicon import Nom, label
from knowledge.mention import Mention
from knowledge.text import STOPWORDS, Token, stem, words
from knowledge.tracks import in_track, is_trackless

_LINKS = frozenset({"en", "de", "d", "du", "des", "option", "specialite", "mention", "la", "l", "le", "et", "parcours"})
_LISTED = frozenset({"cap", "bac-pro", "bts", "btsa", "but", "bp", "cs3", "cs4"})  # every speciality is in the base
_QUALITY = re.compile(r".{4}(?:elles?|ales?|iques?|aires?|ives?|iennes?|euses?)$")  # an adjective: « criminelles »
# A word that is a trade, not « meilleur » nor « plusieurs »: « CAP influenceur » is meant as a diploma.
_TRADE_WORD = re.compile(
    r"^(?!meill|sup|inf|ext|int|plus|aill|prof|direct|coul|val|heur|mineur|majeur)\w{4,}(?:eurs?|euses?|istes?|logies?)$"
)
_ROOT = 6  # letters that a trade and its field share: « pâtissier », « pâtisserie »
_TRADE = 5  # the same in a job and its field: « coiffeur », « coiffure »
_SHORT = 4  # letters of a root that many words share
_SAME = 0.5  # how alike a title and what was typed must be to be the same diploma
_TAIL = 6  # words of a speciality after the name of a diploma


class Specialities:
    """The titles of the base by kind of diploma, and how they are said after its name.

    `names_of` gives what a word names by itself, and whether it does as typed; `repair` mends one typo.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        repair: Callable[[str], str],
        is_known: Callable[[str], bool],
        names_of: Callable[[Token, str], tuple[list[Nom], bool]],
    ) -> None:
        self._repair, self._is_known, self._names_of = repair, is_known, names_of
        self._types: dict[str, Diplome] = {d.id: d for d in base.all(Diplome)}
        self._formations: dict[str, list[Formation]] = defaultdict(list)
        self._titles: dict[str, set[str]] = defaultdict(set)  # of a type of diploma: the roots in its titles
        self._words: dict[str, set[str]] = defaultdict(set)
        self._title: dict[str, set[str]] = {}
        self._labels: dict[str, str] = {}
        self._tracks = {d: "techno" for d in self._types if d.startswith("bac-techno")} | {"bac-pro": "pro"}
        self._jobs = {job.id: job.formations for job in base.all(Metier)}
        self._by_name: dict[str, list[str]] = defaultdict(list)  # of a trade's root: the trainings of its jobs
        for job in base.all(Metier):
            self._by_name[words(job.masculin)[0][:_TRADE]] += job.formations
        self._fields = {
            field.id: list(
                dict.fromkeys(nom_[:_TRADE] for nom in field.noms for nom_ in words(nom)[:1] if len(nom_) >= _TRADE)
            )
            for field in base.all(Domaine)
        }
        for formation in base.all(Formation):
            self._formations[formation.type].append(formation)
            self._title[formation.id] = {stem(word) for word in words(formation.intitule) if word not in STOPWORDS}
            self._titles[formation.type] |= self._title[formation.id]
            self._words[formation.type].update(words(formation.intitule))
            self._labels[formation.id] = label(formation, self._types)
            if formation.type == "bac-pro":
                self._tracks[formation.id] = "pro"

    def joined(self, text: str, typed: list[Token], mentions: list[Mention]) -> list[Mention]:
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

    def in_tracks(self, text: str, typed: list[Token], mentions: list[Mention]) -> list[Mention]:
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
            root = None if token.text in _LINKS else self._root_in(str(kind.id), token.text)
            known = self._names_of(token, text)[1]  # « CAP AEPE »: the initials of a job, joined to it later
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
        best = [f for f in self._formations[str(kind.id)] if asked <= self._title[f.id]]
        if not best:
            return kind
        found = min(best, key=lambda f: len(self._title[f.id]))
        whole = len(asked) == len(self._title[found.id])
        wrong = None if whole else next((t for t in after if t.start >= last), None)
        if wrong is not None and self._is_a_quality(kind, wrong, text):
            name = f"{kind.label} {text[kind.end : wrong.end].strip()}"
            return replace(kind, end=wrong.end, exact=False, label=name, unknown=True, id=None)
        sure = len(best) == 1 or whole
        return replace(
            kind, end=last, id=found.id if sure else kind.id, label=self._labels[found.id] if sure else kind.label
        )

    def _is_a_title(self, kind: Mention, token: Token, text: str) -> bool:
        """Tell whether a French word after a diploma is a speciality, which no title bears: « BTS Tendances »."""
        if kind.id not in _LISTED or token.text in STOPWORDS or not self._is_known(token.text):
            return False
        if self._names_of(token, text)[0]:
            return False  # a town, a job or a field: read as such
        typed = text[token.start : token.end]
        return (typed.istitle() and not text.isupper() and not text.istitle()) or bool(_TRADE_WORD.search(token.text))

    def _is_a_quality(self, kind: Mention, token: Token, text: str) -> bool:
        """Tell whether an adjective makes a speciality that no title bears: « BTS sciences criminelles »."""
        if kind.id not in _LISTED or token.text in STOPWORDS | _LINKS or any(self._names_of(token, text)):
            return False
        return self._is_known(token.text) and bool(_QUALITY.search(token.text))

    def _root_in(self, kind: str, word: str) -> str | None:
        """Return the root of a title of that kind that a word stands for, whole or shortened."""
        if word in STOPWORDS:
            return None
        root = stem(shortened().get(word) or self._repair(word))
        if len(root) <= _SHORT and word not in self._words[kind] and word not in shortened():
            return None  # « CAP vente » is not « instruments à vent »
        return root if root in self._titles[kind] else None

    def _named_diploma(self, kind: Mention, tail: str, mention: Mention) -> Mention:
        """Return the diploma of a kind whose title is most like what was typed; unknown when none is."""
        said = [word for word in words(tail) if word not in STOPWORDS | _LINKS]
        wanted = {stem(word) for word in said} | {stem(self._repair(word)) for word in said}
        wanted |= {stem(word) for word in words(mention.label)}
        best: Formation | None = None
        best_score = 0.0
        for formation in self._formations[str(kind.id)]:
            title = self._title[formation.id]
            shared = len(title & wanted)
            score = shared / (len(title | wanted)) if shared else 0.0
            if score > best_score:
                best, best_score = formation, score
        asked = {stem(word) for word in said}
        if best is None or best_score < _SAME:
            best = (
                self._by_jobs(str(kind.id), mention)
                or self._whole(str(kind.id), asked)
                or self._by_trade(kind, mention, said)
            )
        if best is not None:
            return replace(kind, id=best.id, label=self._labels[best.id], end=mention.end)
        if kind.id in _LISTED:
            return replace(
                kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}", unknown=True, id=None
            )
        return replace(kind, end=mention.end, exact=False, label=f"{kind.label} {tail.strip()}")

    def _by_jobs(self, kind: str, mention: Mention) -> Formation | None:
        """Return the training of a kind that a job, or the jobs of a field, are learnt by: « CAP plomberie »."""
        if mention.entity == "metier":
            listed = list(self._jobs.get(str(mention.id), ()))
        else:
            listed = [id_ for name in self._fields.get(str(mention.id), ()) for id_ in self._by_name.get(name, ())]
        found = next((f for id_ in listed for f in self._formations[kind] if f.id == id_), None)
        whole = words(found.intitule.partition(" parcours ")[0]) if found else []
        return next((f for f in self._formations[kind] if words(f.intitule) == whole), found)

    def _whole(self, kind: str, asked: set[str]) -> Formation | None:
        """Return the training with the shortest title that has all that was typed."""
        told = [f for f in self._formations[kind] if asked <= self._title[f.id]]
        long_enough = all(len(root) > _SHORT for root in asked)  # « vente » is not « instruments à vent »
        return min(told, key=lambda f: (len(self._title[f.id]), f.id), default=None) if long_enough else None

    def _by_trade(self, kind: Mention, mention: Mention, said: list[str]) -> Formation | None:
        """Return the training whose title names the trade of a field, or the field of a trade: « CAP pâtisserie »."""
        told = said if mention.exact else words(mention.label)
        asked = {word[:_ROOT] for word in told if len(word) >= _ROOT}
        found = [
            f for f in self._formations[str(kind.id)] if asked and asked <= {word[:_ROOT] for word in words(f.intitule)}
        ]
        return min(found, key=lambda f: (len(self._title[f.id]), f.id), default=None)


def _is_acronym(typed: str, text: str) -> bool:
    return 2 <= len(typed) <= 5 and typed.isalpha() and typed.isupper() and not text.isupper()


def _only_links(text: str, typed: list[Token], start: int, end: int) -> bool:
    between = [token.text for token in typed if start <= token.start and token.end <= end]
    return len(between) <= 3 and all(word in _LINKS for word in between) and not re.search("[,.;:!?]", text[start:end])
