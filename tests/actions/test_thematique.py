"""Needs that share one shape: a sentence, then the aids and services that serve it, each with its doubt."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("je peux casser mon contrat d'apprentissage ?", "45 premiers jours"),
        ("je trouve pas de patron pour mon apprentissage", "CFA"),
        ("j'ai droit à quelle bourse au lycée ?", "Bourse de lycée"),
        ("y a un internat au lycée pro ?", "internat"),
        ("j'ai lâché le lycée il y a deux mois", "mission locale"),
        ("mon fils est dyspraxique, quels aménagements ?", "aménagements"),
        ("partir un semestre en Erasmus pendant mon BTS", "Erasmus"),
        ("comment trouver un stage de troisième ?", "convention"),
        ("je voudrais parler à un conseiller", "CIO"),
    ],
)
def test_the_answer_names_what_helps(question: str, said: str, parleur: Parleur) -> None:
    assert said in parleur.dit(question)
    assert len(parleur.buttons) >= 2


def test_what_was_not_checked_says_so(parleur: Parleur) -> None:
    text = parleur.dit("je peux casser mon contrat d'apprentissage ?")

    assert "(à vérifier)" in text


def test_a_line_of_aid_never_ends_with_the_same_doubt_twice(parleur: Parleur) -> None:
    for question in ("quelles aides pour mon logement ?", "le CPF c'est combien ?", "une aide pour le permis ?"):
        assert ", à vérifier) (à vérifier)" not in parleur.dit(question)
