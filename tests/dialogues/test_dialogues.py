"""Whole conversations, one file each, named by what the person does: what must be and must not be in each answer.

A file: `titre`, then `tours`; a turn is `dit` (a line typed) or `presse` (a button's title), and what is expected:
`contient` and `exclut` (words, whatever their capitals; what is refused is a whole word, « vendeu* » all that begins
so), `boutons` (titles shown), `carte` (its type), `sources` (true or false), `lu` (the need, only where another reading
would be a danger).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from parleur import Parleur

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yml"))
EXPECTED = {"contient", "exclut", "boutons", "carte", "sources", "lu"}
NEVER = ("tu devrais", "vous devriez", "tes chances sont", "{", "utter_")


def plain(text: str) -> str:
    """Return a text in lower case, on one line, with plain apostrophes and spaces."""
    return " ".join(text.lower().replace("\u2019", "'").replace("\u202f", " ").replace("\u00a0", " ").split())


def matches(words: str, text: str) -> bool:
    """Tell whether words are in a plain text, whole; « vendeu* » stands for all that begins so."""
    start, end = (r"\b" if words[0].isalnum() else "", r"\b" if words[-1].isalnum() else "")
    return re.search(start + re.escape(plain(words.rstrip("*"))) + end, text) is not None


def check_turn(turn: dict[str, Any], said: str, parleur: Parleur) -> None:
    """Fail unless an answer is what the turn expects; the whole answer is shown."""
    text = plain(said)
    shown = f"\n« {turn.get('dit') or turn.get('presse')} » (lu : {parleur.read_as})\n{said}\n{parleur.titles}"
    assert text, shown
    for words in turn.get("contient", []):
        assert plain(words) in text, f"il manque « {words} »{shown}"
    for words in (*turn.get("exclut", []), *NEVER):
        assert not matches(words, text), f"« {words} » est de trop{shown}"
    for title in turn.get("boutons", []):
        assert title in parleur.titles, f"il manque le bouton « {title} »{shown}"
    if "carte" in turn:
        assert [card["type"] for card in parleur.cards] == [turn["carte"]], shown
    if "sources" in turn:
        assert bool(parleur.sources) is turn["sources"], f"{parleur.sources}{shown}"
    if "lu" in turn:
        assert parleur.read_as == turn["lu"], shown
    assert parleur.buttons or "?" in text, f"pas de suite possible{shown}"


@pytest.mark.model
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_it_should(path: Path) -> None:
    dialogue = yaml.safe_load(path.read_text(encoding="utf-8"))
    parleur = Parleur(campus=dialogue.get("campus"))
    for turn in dialogue["tours"]:
        check_turn(turn, parleur.presse(turn["presse"]) if "presse" in turn else parleur.dit(turn["dit"]), parleur)


def test_there_are_enough_conversations_and_they_are_conversations() -> None:
    assert len(FILES) >= 20
    for path in FILES:
        dialogue = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(dialogue) <= {"titre", "campus", "tours"}, path.name
        assert 3 <= len(dialogue["tours"]) <= 6, path.name
        for turn in dialogue["tours"]:
            assert ("dit" in turn) != ("presse" in turn), f"{path.name} : {turn}"
            assert set(turn) - {"dit", "presse"} <= EXPECTED, f"{path.name} : {turn}"
            assert set(turn) & EXPECTED, f"{path.name} : {turn} n'attend rien"


def test_every_conversation_says_something_that_must_not_be_answered_or_that_must() -> None:
    for path in FILES:
        turns = yaml.safe_load(path.read_text(encoding="utf-8"))["tours"]
        assert any(turn.get("contient") for turn in turns), path.name
