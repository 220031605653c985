"""The right fact, of the right campus, or none: never another campus's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Fait
from knowledge.queries import faits

SHARE = 0.5
ITIP, AUTO = "itip", "automobile-mobilites-futur"


def ids(base: KnowledgeBase, question: str, campus: str | None = None, elsewhere: bool = False) -> list[str]:
    return [fait.id for fait in faits.answer(base, question, campus, SHARE, elsewhere)]


def test_a_fact_is_given_whole(petite: KnowledgeBase) -> None:
    assert faits.answer(petite, "Combien de fournils ?", "pain-bretagne", SHARE) == [
        Fait(
            id="pain-fournil",
            sujet="pain-bretagne",
            theme="equipement",
            question="Combien de fournils a le campus du pain ?",
            reponse="Trois fournils, à Lannion.",
            etat="etabli",
            source="guide",
        )
    ]


@pytest.mark.parametrize("question", ["", "bonjour", "Quelle est la capitale du Pérou ?", "Où est la piscine ?"])
def test_a_question_the_facts_do_not_cover_has_no_answer(petite: KnowledgeBase, question: str) -> None:
    assert ids(petite, question) == []


@pytest.mark.parametrize(
    ("campus", "theirs"),
    [(ITIP, "itip"), (AUTO, "amf")],
)
@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Combien d'apprenants y a-t-il ?", "apprenants"),
        ("Quelle est la surface ?", "surface"),
        ("Quel est le lieu totem ?", "totem"),
        ("Quelles filières couvre-t-il ?", "filieres"),
        ("Comment le contacter ?", "contact"),
    ],
)
def test_a_named_campus_answers_with_its_own_facts(
    base: KnowledgeBase, question: str, what: str, campus: str, theirs: str
) -> None:
    assert ids(base, question, campus) == [f"{theirs}-{what}"]


def test_the_name_of_the_campus_in_the_question_does_not_hide_what_is_asked(base: KnowledgeBase) -> None:
    question = "Qui est le directeur opérationnel du campus Automobile et mobilités du futur ?"

    assert ids(base, question, AUTO) == ["amf-directeur"]


@pytest.mark.parametrize("campus", ["batiment-durable-bretagne", "campus-qui-n-existe-pas"])
def test_a_campus_the_brochure_does_not_describe_never_borrows_an_answer(base: KnowledgeBase, campus: str) -> None:
    for question in ("Quelle est la surface ?", "Quel est le lieu totem du campus ?", "C'est quoi un campus ?"):
        assert ids(base, question, campus) == []


@pytest.mark.parametrize("campus", ["numerique-photonique-lannion", "industries-mer-brest", "plasticampus-lyon"])
def test_a_campus_described_in_part_never_gives_the_figures_of_another(base: KnowledgeBase, campus: str) -> None:
    for question in ("Combien d'apprenants y a-t-il ?", "Quelle est la surface du campus ?", "Qui est le directeur ?"):
        answered = faits.answer(base, question, campus, SHARE)
        assert {fait.sujet for fait in answered} <= {campus, *faits.GENERAL}


@pytest.mark.parametrize("question", ["Combien d'apprenants y a-t-il au campus ?", "Quelle est la surface du campus ?"])
def test_when_no_campus_is_named_each_one_described_in_full_is_said(base: KnowledgeBase, question: str) -> None:
    answered = faits.answer(base, question, None, SHARE)

    assert {fait.sujet for fait in answered} == {ITIP, AUTO}
    assert len({fait.theme for fait in answered}) == 1


@pytest.mark.parametrize(
    "question", ["Quelles filières couvre-t-il ?", "Combien d'apprenants compte-t-il ?", "Quel est son lieu totem ?"]
)
def test_a_pronoun_means_one_campus_even_when_none_is_named(base: KnowledgeBase, question: str) -> None:
    answered = faits.answer(base, question, None, SHARE)

    assert {fait.sujet for fait in answered} == {ITIP, AUTO}


def test_without_a_pronoun_the_same_word_is_explained_for_all_campuses(base: KnowledgeBase) -> None:
    assert ids(base, "Quel est le lieu totem ?") == ["lexique-lieu-totem"]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("C'est quoi un campus des métiers et des qualifications ?", "cmq-definition"),
        ("Comment s'inscrire dans un campus ?", "cmq-inscription"),
        ("Est-ce que le campus est une école, un lieu unique ?", "cmq-reseau"),
    ],
)
def test_a_question_on_all_campuses_has_one_general_answer(base: KnowledgeBase, question: str, fact: str) -> None:
    assert ids(base, question) == [fact]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Quand sont les journées portes ouvertes des campus ?", "absent-portes-ouvertes"),
        ("Combien coûtent les études dans un campus ?", "absent-prix"),
        ("Quel est le taux de réussite aux examens dans les campus ?", "absent-reussite"),
    ],
)
def test_what_the_brochure_does_not_say_is_answered_about_campuses(
    base: KnowledgeBase, question: str, fact: str
) -> None:
    assert ids(base, question) == [fact]


@pytest.mark.parametrize(
    "question",
    [
        "Quand sont les journées portes ouvertes ?",
        "Combien coûtent les études ?",
        "Y a-t-il une bourse ?",
        "Y a-t-il un internat ou un logement ?",
        "Combien d'élèves y a-t-il par classe ?",
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_the_brochure_does_not_say_never_answers_elsewhere(
    base: KnowledgeBase, question: str, elsewhere: bool
) -> None:
    assert [fait.id for fait in faits.answer(base, question, None, SHARE, elsewhere) if fait.etat == "absent"] == []


@pytest.mark.parametrize(
    "question",
    [
        "pendant combien de temps ?",
        "et les aides ?",
        "qui paie ?",
        "et la deuxième ?",
        "il reste des places ?",
        "quel budget ?",
    ],
)
def test_one_word_shared_is_no_answer_out_of_a_talk_on_campuses(base: KnowledgeBase, question: str) -> None:
    assert faits.answer(base, question, None, 0.5, talk=False) == []


def test_out_of_a_talk_on_campuses_a_question_that_is_clearly_of_the_brochure_is_answered(base: KnowledgeBase) -> None:
    assert faits.answer(base, "À quoi sert la salle blanche ?", None, SHARE, talk=False)
    assert faits.answer(base, "Qui finance les campus ?", None, SHARE, talk=False)


def test_no_absent_fact_answers_its_own_question_once_the_campus_is_left_out(base: KnowledgeBase) -> None:
    absent = [fait for fait in base.all(Fait) if fait.etat == "absent" and "campus" not in fait.question.lower()]

    assert absent
    for fait in absent:
        if not any(word in fait.question.lower() for word in ("filière", "brochure", "excellence")):
            assert fait.id not in ids(base, fait.question)


@pytest.mark.parametrize(
    "question", ["Combien gagne un soudeur ?", "Combien de temps dure un CAP ?", "Quels documents pour l'inscription ?"]
)
def test_a_question_on_something_else_is_left_to_those_who_know(base: KnowledgeBase, question: str) -> None:
    assert ids(base, question, elsewhere=True) == []


def test_a_term_of_a_fact_is_explained_without_naming_its_campus(base: KnowledgeBase) -> None:
    assert ids(base, "Que veut dire « VEGA » ?") == ["amf-vega"]


IMPERSONAL = re.compile(r"y a-t-il|existe-t-il", re.IGNORECASE)


def unanswered(base: KnowledgeBase, asked: list[Fait]) -> list[str]:
    return [
        fait.id
        for fait in asked
        if fait.id not in ids(base, fait.question, None if fait.sujet in faits.GENERAL else fait.sujet)
    ]


def test_nearly_every_fact_answers_its_own_question(base: KnowledgeBase) -> None:
    asked = [fait for fait in base.all(Fait) if not IMPERSONAL.search(fait.question)]

    assert len(unanswered(base, asked)) <= 0.03 * len(asked)


def test_an_impersonal_question_is_not_about_one_campus(base: KnowledgeBase) -> None:
    asked = [fait for fait in base.all(Fait) if IMPERSONAL.search(fait.question) and fait.sujet in faits.GENERAL]

    assert asked
    assert unanswered(base, asked) == []


def test_the_figures_of_two_campuses_do_not_answer_about_classes(base: KnowledgeBase) -> None:
    assert ids(base, "Combien d'élèves y a-t-il par classe dans un campus ?") == ["absent-effectif-classe"]


@pytest.mark.parametrize(
    ("fact", "campus"),
    [("amf-lp-processus", AUTO), ("decazeville-projet", "industrie-futur-decazeville"), ("lexique-cfa", None)],
)
def test_a_neighbouring_fact_does_not_answer_instead(base: KnowledgeBase, fact: str, campus: str | None) -> None:
    fait = base.get(Fait, fact)

    assert fait is not None
    assert fact in ids(base, fait.question, campus)


def test_a_question_on_a_campus_is_asked_again_of_each_and_never_answered_by_another(base: KnowledgeBase) -> None:
    campuses = {fait.sujet for fait in base.all(Fait)} - faits.GENERAL
    questions = [fait.question for fait in base.all(Fait) if fait.sujet == ITIP]
    borrowed = [
        (question, campus, fait.id)
        for campus in sorted(campuses - {ITIP})
        for question in questions
        for fait in faits.answer(base, question.replace("ITIP", ""), campus, SHARE)
        if fait.sujet not in {campus, *faits.GENERAL}
    ]

    assert borrowed == []


@pytest.mark.parametrize(
    ("place", "campus"),
    [
        ("ville-22-lannion", "numerique-photonique-lannion"),
        ("region-53", None),
        ("nulle-part", None),
        (None, None),
    ],
)
def test_a_town_alone_leads_to_its_described_campus(base: KnowledgeBase, place: str | None, campus: str | None) -> None:
    assert faits.about(base, place) == campus


def test_a_town_whose_campus_is_not_described_leads_nowhere(avec: Callable[..., KnowledgeBase]) -> None:
    assert faits.about(avec(), "ville-22-lannion") == "pain-bretagne"
    assert faits.about(avec("faits.yml", "sujet: pain-bretagne", "sujet: filiere"), "ville-22-lannion") is None
