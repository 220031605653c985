"""Whole conversations, named by what the person does: what must be, and must not be, in each answer and in memory.

A file holds one conversation (`titre`, `tours`) or several (`dialogues`). A turn is `dit` (a line typed), `presse` (a
button's title) or `attend` (minutes of silence, the session expired), and what is expected: `contient` and `exclut`
(words, whatever their capitals; what is refused is a whole word, « vendeu* » all that begins so), `boutons` and
`sans_boutons` (titles shown or not), `carte` (its type), `sources` (true or false), `lu` (the need the message was read
as) and `memoire` (slots: a value, null when forgotten, « * » when anything is known).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from parleur import Parleur, agent

from bot.settings import ROOT

FOLDER = Path(__file__).parent
SAID = {"dit", "presse", "attend"}
EXPECTED = {"contient", "exclut", "boutons", "sans_boutons", "carte", "sources", "lu", "memoire"}
NEVER = ("tu devrais", "vous devriez", "tes chances sont", "{", "utter_")
ENOUGH = 80


def dialogues() -> list[tuple[str, dict[str, Any]]]:
    """Return every conversation with its name: the file, and its title where a file holds several."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [(f"{path.stem}: {d['titre']}", d) for d in content.get("dialogues", [])] or [(path.stem, content)]
    return found


def plain(text: str) -> str:
    """Return a text in lower case, on one line, with plain apostrophes and spaces."""
    return " ".join(text.lower().replace("\u2019", "'").replace("\u202f", " ").replace("\u00a0", " ").split())


def matches(words: str, text: str) -> bool:
    """Tell whether words are in a plain text, whole; « vendeu* » stands for all that begins so."""
    wanted = words.rstrip("*")
    start, end = (
        r"(?<![\w-])" if wanted[0].isalnum() else "",
        r"\b" if wanted[-1].isalnum() and wanted == words else "",
    )
    return re.search(start + re.escape(plain(wanted)) + end, text) is not None


def play(turn: dict[str, Any], parleur: Parleur) -> str:
    """Do what a turn says; return what is answered."""
    if "presse" in turn:
        return parleur.presse(turn["presse"])
    return parleur.dit(turn["dit"])


def check_turn(turn: dict[str, Any], said: str, parleur: Parleur, before: str) -> None:
    """Fail unless an answer is what the turn expects; the whole answer is shown."""
    text = plain(said)
    known = parleur.memory
    shown = f"\n« {turn.get('dit') or turn.get('presse')} »\n{said}\n{parleur.titles}\n{known}"
    assert text, shown
    assert text != before, f"la même réponse deux fois de suite{shown}"
    for words in turn.get("contient", []):
        assert plain(words) in text, f"il manque « {words} »{shown}"
    for words in (*turn.get("exclut", []), *NEVER):
        assert not matches(words, text), f"« {words} » est de trop{shown}"
    for title in turn.get("boutons", []):
        assert title in parleur.titles, f"il manque le bouton « {title} »{shown}"
    for title in turn.get("sans_boutons", []):
        assert title not in parleur.titles, f"le bouton « {title} » est de trop{shown}"
    if "carte" in turn:
        assert [card["type"] for card in parleur.cards] == [turn["carte"]], shown
    if "sources" in turn:
        assert bool(parleur.sources) is turn["sources"], f"{parleur.sources}{shown}"
    if "lu" in turn:
        assert parleur.read_as == turn["lu"], shown
    for slot, value in turn.get("memoire", {}).items():
        assert (slot in known) if value == "*" else known.get(slot) == value, f"mémoire de « {slot} »{shown}"
    assert parleur.buttons or "?" in text, f"pas de suite possible{shown}"


@pytest.mark.model
@pytest.mark.parametrize("dialogue", [d for _, d in dialogues()], ids=[name for name, _ in dialogues()])
def test_the_conversation_goes_as_it_should(dialogue: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.shared.core.domain import SessionConfig

    parleur = Parleur(campus=dialogue.get("campus"))
    before = ""
    for turn in dialogue["tours"]:
        with monkeypatch.context() as patch:
            if "attend" in turn:  # as if that many minutes had passed since the last message
                patch.setattr(agent().processor.domain, "session_config", SessionConfig(1e-9, carry_over_slots=False))
            said = play(turn, parleur)
        check_turn(turn, said, parleur, before)
        before = plain(said)


def test_there_are_enough_conversations_and_they_are_conversations() -> None:
    every = dialogues()

    assert len(every) >= ENOUGH
    assert len({name for name, _ in every}) == len(every)
    for name, dialogue in every:
        assert set(dialogue) <= {"titre", "campus", "tours"}, name
        assert 2 <= len(dialogue["tours"]) <= 16, name
        for turn in dialogue["tours"]:
            assert ("dit" in turn) != ("presse" in turn), f"{name} : {turn}"
            assert set(turn) <= EXPECTED | SAID, f"{name} : {turn}"
        expecting = [turn for turn in dialogue["tours"] if set(turn) & EXPECTED]
        assert expecting and expecting[-1] is dialogue["tours"][-1], f"{name} : le dernier tour n'attend rien"


def test_every_need_and_every_card_has_its_conversation() -> None:
    turns = [turn for _, dialogue in dialogues() for turn in dialogue["tours"]]
    needs = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]

    assert {turn["lu"] for turn in turns if "lu" in turn} == set(needs)
    assert {turn["carte"] for turn in turns if "carte" in turn} >= {"parcours", "metier", "campus", "liste", "question"}
    assert "comparaison" in {turn.get("carte") for turn in turns}
