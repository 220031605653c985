"""Nearly the same sentence on both sides of the evaluation is seen; the same need in other words is not."""

from __future__ import annotations

from bot.near import near_duplicates

LEARNT = ["combien gagne un apprenti en première année ?", "merci beaucoup", "où trouver un CAP cuisine à Lyon ?"]


def test_a_typo_a_mark_or_an_accent_does_not_make_another_sentence() -> None:
    found = near_duplicates(["combien gagne 1 apprenti en premiere annee"], LEARNT)

    assert [(near.aside, near.learnt) for near in found] == [
        ("combien gagne 1 apprenti en premiere annee", LEARNT[0]),
    ]


def test_the_same_need_in_other_words_is_another_sentence() -> None:
    assert near_duplicates(["quelle est la paye d'un apprenti débutant ?"], LEARNT) == []


def test_very_short_messages_are_left_alone() -> None:
    assert near_duplicates(["merci beaucoup"], LEARNT) == []
