"""Who is speaking, whether to say tu or vous, and the rhythm somebody wants."""

from __future__ import annotations

import pytest

from bot.nlu.register import persona, registre, rythme


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Ma fille de quatrième aime dessiner", "parent"),
        ("mon fils est en CAP", "parent"),
        ("je suis maman d'un ado", "parent"),
        ("En tant que père, je m'inquiète", "parent"),
        ("notre entreprise cherche un apprenti", "entreprise"),
        ("on est une PME de 12 personnes", "entreprise"),
        ("je suis psyEN dans un CIO", "conseiller"),
        ("une de mes élèves veut un BTS", "conseiller"),
        ("j'ai 42 ans et je veux changer", "adulte"),
        ("je suis salariée et j'ai un CPF", "adulte"),
        ("ma reconversion", "adulte"),
        ("je suis en terminale", "eleve"),
        ("je suis en 3ème", "eleve"),
        ("mes parents veulent que je fasse médecine", "eleve"),
        ("jsuis en seconde", "eleve"),
        pytest.param("j'suis en seconde", "eleve"),
        ("j'ai 15 ans", None),
        ("devenir parent d'élève délégué", None),
        ("c'est quoi le métier de conseiller ?", None),
        ("comment devenir salarié d'une ferme ?", None),
        ("", None),
        pytest.param("je veux devenir chef d'entreprise", None),
        pytest.param("chef d'entreprise, quelles études ?", None),
    ],
)
def test_who_is_speaking(said: str, who: str | None) -> None:
    assert persona(said) == who


@pytest.mark.parametrize(
    ("who", "spoken"),
    [("eleve", "tu"), ("parent", "vous"), ("entreprise", "vous"), ("conseiller", "vous"), ("adulte", "vous")],
)
def test_pupils_are_told_tu_and_everybody_else_vous(who: str, spoken: str) -> None:
    assert registre(who) == spoken


def test_nobody_in_particular_has_no_register() -> None:
    assert registre(None) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("un BTS en alternance", "alternance"),
        ("devenir apprentie", "alternance"),
        ("dans un CFA", "alternance"),
        ("un contrat pro", "alternance"),
        ("je préfère la voie scolaire", "scolaire"),
        ("sans alternance", "scolaire"),
        ("surtout pas en apprentissage, non, pas en alternance", "scolaire"),
        ("à temps plein", "scolaire"),
        ("un BTS à Lyon", None),
        ("je suis en seconde au lycée", None),
    ],
)
def test_the_rhythm_somebody_wants(said: str, wanted: str | None) -> None:
    assert rythme(said) == wanted
