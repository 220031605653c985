"""Every button is pressed, and every button that shows: nobody is left without a next step, or told the same twice.

A button's answer depends on what was pressed before it, so distinct pairs are walked: from the greeting, five presses
deep, then from what people type, three deep.
"""

from __future__ import annotations

import itertools
from collections import deque

import pytest
from parleur import Parleur

DEPTH, FROM_A_QUESTION = 5, 3
ENOUGH = 60  # distinct pairs met from the greeting; fewer would mean that the crawl went nowhere
OPENINGS = [
    "je suis en 3e et je voudrais être menuisière",
    "c'est quoi un bac pro MELEC ?",
    "mon fils hésite entre un BTS et un BUT",
    "quel campus dans le bois ?",
    "j'aime cuisiner mais pas les horaires de nuit",
    "j'ai 35 ans, je suis vendeuse et je voudrais devenir aide-soignante",
]

pytestmark = pytest.mark.model


def crawl(opening: str | None, depth: int) -> tuple[set[tuple[str, str]], list[str]]:
    """Press every distinct pair of buttons up to `depth`; return the pairs, and what went wrong on which way."""
    met: set[tuple[str, str]] = set()
    wrong: list[str] = []
    queue: deque[list[str]] = deque([[]])
    while queue:
        way = queue.popleft()
        parleur = Parleur()
        said = parleur.dit(opening) if opening else "\n\n".join(reply["text"] for reply in parleur.replies)
        for payload in way:
            before, said = said, parleur.envoie(payload)
            if said == before:
                wrong.append(f"la même réponse deux fois : {opening} → {' → '.join(way)}")
        if not said.strip() or not parleur.buttons:
            wrong.append(f"sans suite : {opening} → {' → '.join(way)}")
        last = way[-1] if way else ""
        if last in [button["payload"] for button in parleur.buttons]:
            wrong.append(f"un bouton ramène à lui-même : {opening} → {' → '.join(way)}")
        for button in parleur.buttons if len(way) < depth else []:
            pair = (last, button["payload"])
            if pair not in met:
                met.add(pair)
                queue.append([*way, button["payload"]])
    return met, wrong


def test_from_the_greeting_every_button_leads_somewhere_new_and_further() -> None:
    met, wrong = crawl(None, DEPTH)

    assert wrong == []
    assert len(met) >= ENOUGH


@pytest.mark.parametrize("opening", OPENINGS)
def test_after_a_question_every_button_leads_somewhere_new_and_further(opening: str) -> None:
    met, wrong = crawl(opening, FROM_A_QUESTION)

    assert wrong == []
    assert len(met) >= 12


def test_pressing_the_same_button_again_and_again_never_gives_the_same_answer_twice_in_a_row() -> None:
    parleur = Parleur()
    for payload in [button["payload"] for button in parleur.buttons]:
        said = [parleur.demande(payload) for _ in range(4)]

        assert all(one != other for one, other in itertools.pairwise(said)), payload
        assert parleur.buttons
