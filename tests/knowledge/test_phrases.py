"""What the assistant says: every hole filled or the missing value named."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.phrases import Phrasebook, PhraseMissing, phrasebook

SENTENCES = """
responses:
  utter_bonjour:
  - text: "Bonjour, tu es en {classe} ?"
    condition: [{type: slot, name: registre, value: tu}]
  - text: "Bonjour, vous êtes en {classe} ?"
  utter_deux_conditions:
  - text: "Tu es adulte."
    condition: [{type: slot, name: registre, value: tu}, {type: slot, name: public, value: adulte}]
  - text: "Autre."
  utter_une_seule:
  - text: "Tu."
    condition: [{type: slot, name: registre, value: tu}]
  utter_lignes:
  - text: "Un {mot} \\nDeux   \\n"
  utter_boutons:
  - text: "Que veux-tu ?"
    buttons:
    - {title: "En alternance", payload: "/relance{\\"rythme\\": \\"alternance\\"}"}
    - {title: "La fiche : {nom}", payload: "/fiche{\\"id\\": \\"<id>\\"}"}
  utter_muette:
  - custom: {card: vide}
"""


@pytest.fixture
def phrases(tmp_path: Path) -> Phrasebook:
    (tmp_path / "a.yml").write_text(SENTENCES, encoding="utf-8")
    (tmp_path / "b.yml").write_text('responses:\n  utter_ici:\n  - text: "Ici."\n', encoding="utf-8")
    (tmp_path / "c.yml").write_text("nlu: []\n", encoding="utf-8")
    return Phrasebook(tmp_path)


def test_sentences_of_every_file_are_known(phrases: Phrasebook) -> None:
    assert phrases.say("utter_ici") == "Ici."
    assert phrases.has("utter_bonjour")
    assert not phrases.has("utter_inconnu")


def test_the_register_chooses_the_variation(phrases: Phrasebook) -> None:
    assert phrases.say("utter_bonjour", {"registre": "tu"}, classe="3e") == "Bonjour, tu es en 3e ?"
    assert phrases.say("utter_bonjour", {"registre": "vous"}, classe="3e") == "Bonjour, vous êtes en 3e ?"


def test_without_a_register_the_sentence_without_condition_is_said(phrases: Phrasebook) -> None:
    assert phrases.say("utter_bonjour", classe="3e") == "Bonjour, vous êtes en 3e ?"


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"registre": "tu", "public": "adulte"}, "Tu es adulte."),
        ({"registre": "tu"}, "Autre."),
        ({"public": "adulte"}, "Autre."),
    ],
)
def test_every_condition_of_a_variation_must_hold(phrases: Phrasebook, slots: dict[str, str], said: str) -> None:
    assert phrases.say("utter_deux_conditions", slots) == said


def test_a_sentence_with_only_conditions_is_said_anyway(phrases: Phrasebook) -> None:
    assert phrases.say("utter_une_seule") == "Tu."


def test_a_value_given_comes_before_that_of_the_conversation(phrases: Phrasebook) -> None:
    assert phrases.say("utter_bonjour", {"classe": "2de"}) == "Bonjour, vous êtes en 2de ?"
    assert phrases.say("utter_bonjour", {"classe": "2de"}, classe="3e") == "Bonjour, vous êtes en 3e ?"


def test_a_missing_value_is_named_with_its_sentence(phrases: Phrasebook) -> None:
    with pytest.raises(PhraseMissing) as refused:
        phrases.say("utter_bonjour", {"classe": None})
    assert refused.value.args == ("utter_bonjour : il manque la valeur de {classe}",)


def test_zero_is_a_value(phrases: Phrasebook) -> None:
    assert phrases.say("utter_bonjour", classe=0) == "Bonjour, vous êtes en 0 ?"


def test_an_unknown_sentence_is_named_with_its_folder(phrases: Phrasebook) -> None:
    with pytest.raises(PhraseMissing) as refused:
        phrases.say("utter_inconnu")
    assert refused.value.args == (f"utter_inconnu : aucune phrase de ce nom dans {phrases.folder}",)


def test_braces_in_a_value_are_not_filled_again(phrases: Phrasebook) -> None:
    assert phrases.say("utter_bonjour", classe="{mot}") == "Bonjour, vous êtes en {mot} ?"


def test_spaces_at_the_end_of_lines_are_taken_off(phrases: Phrasebook) -> None:
    assert phrases.say("utter_lignes", mot="") == "Un\nDeux"


def test_a_sentence_without_text_says_nothing(phrases: Phrasebook) -> None:
    assert phrases.say("utter_muette") == ""


def test_buttons_are_filled(phrases: Phrasebook) -> None:
    assert phrases.buttons("utter_boutons", id="cap-boulanger", nom="CAP Boulanger") == [
        {"title": "En alternance", "payload": '/relance{"rythme": "alternance"}'},
        {"title": "La fiche : CAP Boulanger", "payload": '/fiche{"id": "cap-boulanger"}'},
    ]


@pytest.mark.parametrize(
    "values",
    [{}, {"nom": "CAP Boulanger"}, {"id": "cap-boulanger"}, {"id": None, "nom": "CAP"}, {"id": "", "nom": "x"}],
)
def test_a_button_that_cannot_be_filled_is_left_out(phrases: Phrasebook, values: dict[str, str | None]) -> None:
    assert phrases.buttons("utter_boutons", **values) == [
        {"title": "En alternance", "payload": '/relance{"rythme": "alternance"}'}
    ]


def test_a_sentence_without_buttons_has_none(phrases: Phrasebook) -> None:
    assert phrases.buttons("utter_ici") == []


def test_the_sentences_of_the_project_are_read_once() -> None:
    assert phrasebook() is phrasebook()
    assert phrasebook().phrases
