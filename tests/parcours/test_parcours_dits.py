"""The pathway as it is said: opening, rungs, where one may stop, one question, wishes kept from turn to turn."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions import slots as memoire
from actions.contexte import Contexte, Reponse
from actions.contraintes import lire
from actions.parcours import chemin
from knowledge.base import KnowledgeBase
from knowledge.pathways.goals import gazetteer
from knowledge.phrases import phrasebook


class Tracker:
    """What the pathway reads of a tracker: the message as the linker gives it, and the memory."""

    def __init__(self, base: KnowledgeBase, text: str, slots: dict[str, Any]) -> None:
        self.slots = slots
        if text.startswith("/"):
            values = json.loads("{" + text.partition("{")[2]) if "{" in text else {}
            entities = [{"entity": k, "value": v, "id": v, "label": None} for k, v in values.items()]
            slots.update({k: v for k, v in values.items() if k == "rythme"})
        else:
            entities = [vars(m) | {"value": m.id} for m in gazetteer(base).find(text)]
        self.latest_message = {"text": text, "entities": entities}

    def current_slot_values(self) -> dict[str, Any]:
        return self.slots


def talk(base: KnowledgeBase, *texts: str) -> Reponse:
    """Return the answer to the last message of a conversation."""
    slots: dict[str, Any] = {}
    for text in texts:
        contexte = Contexte(Tracker(base, text, slots), base, phrasebook())  # type: ignore[arg-type]
        reponse = chemin(contexte)
        slots.update({memoire.CONTRAINTES: lire(contexte)} | contexte.retenu() | reponse.memoire)
    return reponse


def contraintes_apres(base: KnowledgeBase, *texts: str) -> dict[str, Any]:
    """Return the constraints kept after the last message of a conversation."""
    kept: dict[str, Any] = {}
    for text in texts:
        kept = lire(Contexte(Tracker(base, text, {memoire.CONTRAINTES: kept}), base, phrasebook()))  # type: ignore[arg-type]
    return kept


ELECTRICIENNE = "jsuis en 3e jveux etre electricienne je passe par ou"


def test_the_opening_says_the_job_as_it_was_said_and_where_one_starts(base: KnowledgeBase) -> None:
    assert talk(base, ELECTRICIENNE).texte.startswith(
        "Plusieurs chemins mènent au métier d'électricienne depuis la 3e :\n\n1. **Par l'école, 3 ans en tout**"
    )


def test_each_rung_before_the_last_says_when_one_may_stop_there_to_work(base: KnowledgeBase) -> None:
    texte = talk(base, ELECTRICIENNE).texte

    assert (
        "**CAP Électricien** (niveau 3, celui du CAP) : 2 ans, en signant un contrat avec une entreprise. On peut"
        in texte
    )
    assert "Au bout de chacun, tu peux travailler ou continuer." in texte


def test_the_rhythm_is_not_asked_again_once_answered(base: KnowledgeBase) -> None:
    asked = talk(base, ELECTRICIENNE)
    answered = talk(base, ELECTRICIENNE, '/metier_devenir{"rythme": "alternance"}')

    assert "ou en alternance ?" in asked.texte
    assert "ou en alternance ?" not in answered.texte
    assert "Par l'école" not in answered.texte


def test_as_far_as_one_can_go_keeps_the_trade_up_to_the_doctorate(base: KnowledgeBase) -> None:
    texte = talk(base, ELECTRICIENNE, "et jusqu'où on peut monter ?").texte

    assert texte.startswith("Voici jusqu'où on peut monter depuis la 3e")
    assert "11 ans en tout" in texte
    assert "**doctorat Génie électrique** (niveau 8, bac + 8)" in texte


@pytest.mark.parametrize("follow", ["plus court", '/metier_devenir{"demande": "court"}'])
def test_shorter_gives_the_shortest_only(base: KnowledgeBase, follow: str) -> None:
    reponse = talk(base, ELECTRICIENNE, follow)

    assert reponse.carte is not None
    assert {route["annees"] for route in reponse.carte["routes"]} == {2.0}


def test_why_not_is_answered_without_taking_it_for_a_refusal(base: KnowledgeBase) -> None:
    reponse = talk(base, ELECTRICIENNE, "pourquoi pas un bac général ?")

    assert reponse.texte.startswith("On peut passer par « bac général », mais c'est plus long de 3 ans :")
    kept = reponse.memoire["parcours"]
    assert (kept["de"], kept["vers"], kept["haut"]) == ("3e", ELECTRICIENNE, False)
    assert contraintes_apres(base, ELECTRICIENNE, "pourquoi pas un bac général ?") == {}


def test_nothing_that_fits_names_the_wish_and_shows_what_letting_go_gives(base: KnowledgeBase) -> None:
    reponse = talk(base, "je suis en terminale générale, je veux devenir médecin", "en 2 ans max")

    assert reponse.texte.startswith("En si peu d'années, je ne trouve pas de chemin au métier de médecin")
    assert "**bac général**" in reponse.texte


def test_a_grown_up_without_the_bac_is_told_that_it_comes_first(base: KnowledgeBase) -> None:
    assert "demandent d'abord le bac" in talk(base, "je suis adulte, comment devenir sage-femme").texte
