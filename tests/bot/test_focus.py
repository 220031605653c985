"""What a message names by the way is not what it is about."""

from __future__ import annotations

import pytest

from bot.nlu.focus import focused
from knowledge.base import KnowledgeBase
from knowledge.names import Gazetteer


@pytest.fixture(scope="module")
def names(base: KnowledgeBase) -> Gazetteer:
    return Gazetteer(base)


@pytest.mark.parametrize(
    ("text", "intent", "kept"),
    [
        ("quel robot stupide", "insulte", []),
        ("je veux travailler avec des robots", "idees_par_interets", ["robots"]),
        ("un soudeur travaille dans une usine ?", "metier_decouverte", ["soudeur"]),
        ("j'aime les robots et les voitures", "idees_par_interets", ["robots", "voitures"]),
        ("je voudrais parler à la psychologue du lycée", "contact_humain", []),
        ("comment devenir psychologue ?", "metier_devenir", ["psychologue"]),
        ("un BTS électrotechnique à Lyon", "formation_ou", ["BTS électrotechnique", "Lyon"]),
    ],
)
def test_everyday_words_are_left_out_unless_the_message_is_about_them(
    names: Gazetteer, text: str, intent: str, kept: list[str]
) -> None:
    assert [text[m.start : m.end] for m in focused(names.find(text), text, intent)] == kept
