"""After a danger was told, the next turns stay protective; a clear question is answered as any other."""

from __future__ import annotations

from typing import Any

import pytest
from parleur import Parleur

from bot.aftermath import WINDOW, Alert, as_follow_up, goes_on, told
from bot.danger import WITHHELD

TOLD = Alert("harcelement", None, 4)


def read(intent: str, sure: float = 0.4, *things: str) -> dict[str, Any]:
    """Return a message as it was read."""
    return {
        "intent": {"name": intent, "confidence": sure},
        "entities": [{"entity": thing, "id": thing, "value": thing} for thing in things],
    }


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("ma tante veut aller chez les gendarmes", "plainte"),
        ("faut garder des preuves non ?", "plainte"),
        ("j'ose pas les appeler", "appel"),
        ("on peut tchatter avec eux ?", "appel"),
        ("j'ai honte", "secret"),
        ("je peux pas le dire à mes parents", "secret"),
        ("si mon père l'apprend c'est fini… faut pas qu'ils sachent", "secret"),
        ("je vais le dire à mon prof de sport", "adulte"),
        ("la CPE est déjà au courant", "adulte"),
        ("je vais à l'infirmerie", "adulte"),
        ("je veux juste changer de classe", "changer"),
        ("nan laisse tomber", "laisser"),
        ("c'est pas grave, ça va aller", "laisser"),
        ("tu vas prévenir quelqu'un ?", "discretion"),
        ("depuis deux mois", "rester"),
        ("ça va pas mieux", "rester"),
        ("ils rigolent tous quand je passe", "rester"),
    ],
)
def test_each_way_of_going_on_has_its_name(line: str, way: str) -> None:
    assert goes_on(line, read("nlu_fallback"), TOLD, 5) == way


@pytest.mark.parametrize(
    "parsed",
    [
        read("formation_ou", 0.9),
        read("metier_devenir", 0.4, "metier"),
        read("relance_contextuelle", 0.9, "domaine"),
        read("indecis", 0.9, "niveau"),
    ],
)
def test_a_question_of_its_own_is_left_to_its_answer(parsed: dict[str, Any]) -> None:
    assert goes_on("une question sur le bois", parsed, TOLD, 5) is None


@pytest.mark.parametrize(
    ("intent", "way"),
    [
        ("remercier", "merci"),
        ("au_revoir", "merci"),
        ("nier", "rester"),
        ("hors_sujet", "rester"),
        ("indecis", "rester"),
    ],
)
def test_what_is_no_question_of_orientation_goes_on(intent: str, way: str) -> None:
    assert goes_on("voilà, merci" if way == "merci" else "voilà voilà", read(intent, 0.9), TOLD, 5) == way


def test_what_is_only_read_as_a_goodbye_is_no_thanks() -> None:
    assert goes_on("j'ai plus de but", read("au_revoir", 0.6), TOLD, 5) == "rester"


def test_words_of_studies_leave_the_danger_unless_they_also_speak_of_suffering() -> None:
    assert goes_on("et le salaire après ?", read("relance_contextuelle", 0.6), TOLD, 5) is None
    assert goes_on("et les débouchés, en alternance ?", read("nlu_fallback", 0.2), TOLD, 5) is None
    assert goes_on("ma formation me fait pleurer", read("nlu_fallback", 0.2), TOLD, 5) == "rester"


def test_telling_since_when_goes_on_even_if_it_reads_as_a_need() -> None:
    assert goes_on("ça dure depuis la rentrée", read("vie_scolaire", 0.6), TOLD, 5) == "rester"
    assert goes_on("et l'internat, c'est ouvert depuis quand ?", read("logement_internat", 0.95), TOLD, 5) is None


def test_a_danger_told_anew_gets_its_whole_message() -> None:
    assert goes_on("j'ai envie de mourir", read("detresse", 1.0), TOLD, 5) is None
    assert goes_on("un mot sans signe", read("detresse", 0.9), TOLD, 5) is None


def test_it_ends_after_a_few_turns_or_another_question() -> None:
    assert goes_on("depuis deux mois", read("nlu_fallback"), TOLD, 4 + WINDOW) == "rester"
    assert goes_on("depuis deux mois", read("nlu_fallback"), TOLD, 5 + WINDOW) is None
    assert goes_on("depuis deux mois", read("nlu_fallback"), None, 5) is None

    elsewhere = told(read("formation_ou", 0.9), 5, TOLD)

    assert goes_on("merci", read("remercier", 0.9), elsewhere, 6) is None
    assert goes_on("ma mère veut porter plainte", read("hors_sujet"), elsewhere, 6) == "plainte"


def test_going_on_about_it_makes_it_last_but_thanks_do_not() -> None:
    asked = told(as_follow_up(read("nlu_fallback"), TOLD, "secret"), 5, TOLD)

    assert asked == Alert("harcelement", None, 5)
    assert told(as_follow_up(read("remercier"), TOLD, "merci"), 5, TOLD) == TOLD


def test_a_follow_up_says_of_whom_and_names_nothing() -> None:
    made = as_follow_up(read("hors_sujet", 0.8, "metier", "persona"), Alert("detresse", "ami", 1), "adulte")

    assert made["intent"] == {"name": "detresse", "confidence": 1.0}
    assert [(e["entity"], e["value"]) for e in made["entities"]] == [
        ("persona", "persona"), ("suite", "adulte"), ("proche", "ami"),
    ]  # fmt: skip


@pytest.mark.model
def test_the_words_of_a_follow_up_are_not_kept_either(parleur: Parleur) -> None:
    parleur.dit("on me harcèle au lycée")
    text = parleur.dit("ça dure depuis la rentrée zygomatique")

    stored = str([event.as_dict() for event in parleur.events])
    assert "3018" in text
    assert "zygomatique" not in stored
    assert stored.count(WITHHELD) >= 2


@pytest.mark.model
def test_after_a_restart_the_alert_is_read_again_from_what_is_stored(parleur: Parleur) -> None:
    parleur.dit("j'ai plus envie de vivre")
    parleur.talk._states.clear()

    assert "3114" in parleur.dit("non laisse tomber")
