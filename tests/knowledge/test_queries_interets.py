"""From answers to leads: letters, why, and one lead that people think of less."""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Filiere, Metier
from knowledge.queries.interets import leads, meaningful, refuses, statements, words_met
from knowledge.queries.metiers import described


def all_no_but(base: KnowledgeBase, *liked: str) -> dict[str, str]:
    return {a.id: "oui" if a.id in liked else "non" for a in statements(base)}


def test_there_are_at_most_fifteen_statements_two_or_more_a_letter_with_words_that_jobs_have(
    base: KnowledgeBase,
) -> None:
    asked = statements(base)
    tastes = {taste for metier in base.all(Metier) for taste in metier.interets}

    assert len(asked) <= 15
    assert set(Counter(a.lettre for a in asked)) == set("RIASEC")
    assert min(Counter(a.lettre for a in asked).values()) >= 2
    for statement in asked:
        assert len(statement.texte.split()) <= 14, statement.id
        assert set(statement.mots) & tastes, statement.id


@pytest.mark.parametrize(
    ("liked", "filiere"),
    [
        (("soigner", "expliquer"), "services-personne"),
        (("creer", "embellir"), "creation-design-audiovisuel"),
        (("convaincre", "mener"), "services-entreprises-logistique"),
        (("comprendre", "experience"), "chimie-biotechnologies"),
    ],
)
def test_what_is_liked_leads_to_its_filiere(liked: tuple[str, ...], filiere: str, base: KnowledgeBase) -> None:
    assert filiere in [piste.filiere.id for piste in leads(base, all_no_but(base, *liked))]


def test_every_lead_says_why_in_words_of_the_statements_liked(base: KnowledgeBase) -> None:
    said = {a.court for a in statements(base) if a.id in ("soigner", "expliquer", "dehors")}
    for piste in leads(base, all_no_but(base, "soigner", "expliquer", "dehors")):
        assert piste.metiers
        assert set(piste.parce_que) <= said
        assert {m.filiere for m in piste.metiers} == {piste.filiere.id}


def test_one_lead_is_where_people_think_of_it_less(base: KnowledgeBase) -> None:
    for liked in (("soigner", "expliquer"), ("fabriquer", "dehors")):
        pistes = leads(base, all_no_but(base, *liked))
        usual = {p.filiere.mixite for p in pistes if not p.autrement}
        other = [p.filiere.mixite for p in pistes if p.autrement]

        assert len(other) == 1
        assert other[0] not in usual | {None}


def test_nothing_liked_leads_nowhere(base: KnowledgeBase) -> None:
    assert leads(base, all_no_but(base)) == []
    assert leads(base, {}) == []


def test_the_words_that_led_somewhere_are_those_typed(base: KnowledgeBase) -> None:
    metier = base.get(Metier, "boulanger")
    filiere = base.get(Filiere, "alimentaire-agroalimentaire")

    assert metier is not None
    assert filiere is not None
    assert "Animaux" in words_met(filiere, "les Animaux et la musique")
    assert words_met(metier, "les fusées") == ()


def test_words_that_tell_no_taste_are_left_out() -> None:
    assert meaningful("des études courtes après le bac") == ""
    assert meaningful("j'adore les moteurs") == "moteurs"


def test_a_refusal_meets_the_conditions_of_a_job(base: KnowledgeBase) -> None:
    graphiste = base.get(Metier, "graphiste")

    assert graphiste is not None
    assert refuses(graphiste, ["rester assis"])
    assert not refuses(graphiste, ["le sang"])
    assert not refuses(graphiste, [])


def test_a_refusal_meets_what_its_word_stands_for(base: KnowledgeBase) -> None:
    veterinaire = base.get(Metier, "auxiliaire-veterinaire")
    couvreur = base.get(Metier, "couvreur")

    assert veterinaire is not None
    assert couvreur is not None
    assert refuses(veterinaire, ["sang"])
    assert refuses(couvreur, ["hauteur"])
    assert not refuses(couvreur, ["sang"])


def test_an_activity_told_without_its_name_finds_the_job(base: KnowledgeBase) -> None:
    assert described(base, "s'occuper des ruches et récolter le miel", 1)[0].id == "apiculteur"
    assert described(base, "blablabla", 3) == []
