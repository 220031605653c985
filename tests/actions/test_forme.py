"""Every reply to every sentence kept aside: no identifier, no unknown name, short, one question, a next step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
import yaml
from parleur import Parleur

from bot.settings import ROOT
from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Diplome, Dispositif, Filiere, Formation, Metier, Situation
from knowledge.names import label
from knowledge.text import fold, words

pytestmark = pytest.mark.model

_WORDS = 120
_IDENTIFIER = re.compile(
    r"\b(?:action|utter|nlu)_\w+|\bville-\d|\bregion-\d|\bdept?-\d|[{}]|<\w+>|\bNone\b|\bnan\b|\b(?:True|False)\b"
    r"|\b[a-z]+(?:-[a-z0-9]+){3,}\b(?!\.|/)"
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_QUOTED = re.compile(r"«[^»]*»")
# What a name of a diploma, a formation or a campus starts with, folded: anything else in bold is only stressed.
_NAMES = re.compile(
    r"^(?:cap|capa|bac (?:pro|techno|general)|bp|bts|btsa|but|dut|deust|licence|master|titre pro|cs de niveau|campus)\b"
    r"(?=.)"
)


def replies() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield (need, sentence, replies) for each sentence kept aside, each said first in a conversation of its own."""
    for path in sorted((ROOT / "tests" / "phrases").glob("*.yml")):
        for phrase in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["phrases"]:
            parleur = Parleur()
            parleur.dit(phrase["texte"])
            yield path.stem, phrase["texte"], parleur.replies


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Every reply, asked for once."""
    return list(replies())


def _plain(text: str) -> str:
    """Return what is read as sentences: lists, tables and addresses left out."""
    return "\n".join(line for line in text.splitlines() if not re.match(r"\s*(?:-|\d+\.|\|)", line))


def _faults(said: list[tuple[str, str, list[dict[str, Any]]]], fault: Any) -> list[str]:
    return [
        f"{need} : {sentence} → {found}" for need, sentence, given in said for reply in given if (found := fault(reply))
    ]


def test_no_reply_shows_an_identifier_or_a_hole(said: Any) -> None:
    def shown(reply: dict[str, Any]) -> str:
        read = " ".join([_QUOTED.sub("", reply["text"]), *(b["title"] for b in reply["buttons"])])
        read = re.sub(r"https?://\S+|\S+@\S+|\S+\.(?:fr|org|bzh|com)\S*", "", read)
        found = _IDENTIFIER.search(read)
        return found[0] if found and found[0] not in _known_words(base_of()) else ""

    assert _faults(said, shown) == []


def test_only_names_of_the_base_are_in_bold(said: Any) -> None:
    names = _names(base_of())

    def invented(reply: dict[str, Any]) -> str:
        for name in _BOLD.findall(reply["text"]):
            plain = " ".join(words(name))
            if _NAMES.match(plain) and not any(part in names for part in (plain, plain.removeprefix("campus "))):
                return str(name)
        return ""

    assert _faults(said, invented) == []


def test_replies_are_short_outside_lists_and_tables(said: Any) -> None:
    assert _faults(said, lambda reply: (n := len(_plain(reply["text"]).split())) > _WORDS and n) == []


def test_a_reply_asks_one_question_at_most(said: Any) -> None:
    def asked(reply: dict[str, Any]) -> int:
        plain = _QUOTED.sub("", _plain(reply["text"]))
        return plain.count("?") if plain.count("?") > 1 else 0

    assert _faults(said, asked) == []


def test_a_reply_ends_with_a_button_or_a_question(said: Any) -> None:
    assert _faults(said, lambda reply: "" if reply["buttons"] or "?" in reply["text"] else reply["text"][-60:]) == []


@lru_cache(maxsize=1)
def base_of() -> KnowledgeBase:
    """Return the base that the assistant of these tests reads."""
    from parleur import variable_folder

    from knowledge.base import sqlite_url

    return KnowledgeBase(sqlite_url(variable_folder() / "knowledge.db"))


@lru_cache(maxsize=1)
def _names(base: KnowledgeBase) -> frozenset[str]:
    """Return every name the base gives to a diploma, a formation, a métier or a campus, as plain words."""
    types = {d.id: d for d in base.all(Diplome)}
    names = [text for d in types.values() for text in (d.nom, d.sigle, f"{d.sigle} {d.nom}", *d.noms)]
    names += [label(f, types) for f in base.all(Formation)]
    names += [s.nom for s in base.all(Situation)] + [f.nom for f in base.all(Filiere)]
    names += [text for m in base.all(Metier) for text in (m.masculin, m.feminin, f"{m.masculin} {m.feminin}")]
    names += [text for c in base.all(Campus) for text in (c.nom, *c.noms)] + [d.nom for d in base.all(Dispositif)]
    return frozenset(" ".join(words(name)) for name in names if name)


@lru_cache(maxsize=1)
def _known_words(base: KnowledgeBase) -> frozenset[str]:
    """Return the compound words of names, which look like identifiers (« chef-d-oeuvre »)."""
    texts = [text for m in base.all(Metier) for text in (m.masculin, m.feminin, m.description, m.conditions)]
    return frozenset(word for text in texts for word in fold(text).split())
