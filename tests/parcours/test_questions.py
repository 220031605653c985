"""Starts and goals in the words people use, wishes, what to relax, « why not that way? »."""

from __future__ import annotations

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome
from knowledge.pathways import But, Contraintes, Parcours, depart_nomme, lire_but, parcours, pourquoi_pas


def chemin(base: KnowledgeBase, de: str, vers: str, **wishes: object) -> Parcours:
    depart, but = depart_nomme(base, de), lire_but(base, vers)
    assert depart is not None, de
    assert but is not None, vers
    return parcours(base, depart, but, Contraintes(**wishes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("je suis en terminale STI2D", "terminale-techno+bac-techno-sti2d"),
        ("je suis en reconversion, j'ai un bac général", "adulte+bac-general"),
        ("j'ai 41 ans et je veux changer de métier", "adulte"),
        ("je n'ai aucun diplôme", "rien"),
        ("BTS électrotechnique", "bts-electrotechnique"),
    ],
)
def test_a_start_says_the_class_and_what_is_prepared_in_it(base: KnowledgeBase, text: str, wanted: str) -> None:
    assert depart_nomme(base, text) == wanted


def test_a_series_under_way_is_finished_and_no_other_is_proposed(base: KnowledgeBase) -> None:
    found = chemin(base, "terminale STI2D", "ingénieur en robotique")

    for route in found.routes:
        assert (route.etapes[0].type, route.etapes[0].annees, route.etapes[0].admission) == (
            "bac-techno-sti2d",
            1.0,
            "en-cours",
        )


def test_a_goal_keeps_the_words_and_the_gender_in_which_it_was_said(base: KnowledgeBase) -> None:
    but = lire_but(base, "jveux etre electricienne")

    assert but is not None
    assert (but.label, but.metier) == ("électricienne", "electricien-du-batiment")


def test_a_l_before_university_is_not_the_prepa_a_l(base: KnowledgeBase) -> None:
    but = lire_but(base, "travailler dans l'hydrogène à l'université")

    assert but is not None
    assert but.types == ("cmi", "master", "doctorat")


def test_a_bac_pro_of_the_trade_is_told_before_longer_ways(base: KnowledgeBase) -> None:
    shapes = [route.types for route in chemin(base, "3e", "électricien").routes]

    assert ("bac-pro",) in shapes[:2]
    assert not any("titre-pro" in shape for shape in shapes)


def test_a_titre_pro_of_the_trade_is_no_step_for_who_has_its_bac_pro(base: KnowledgeBase) -> None:
    found = chemin(base, "bac pro MELEC", "électricien")

    assert found.deja
    assert found.routes
    assert not any("titre-pro" in route.types for route in found.routes)


def test_a_school_of_the_speciality_is_named_when_the_base_has_one(base: KnowledgeBase) -> None:
    found = chemin(base, "3e", "ingénieur dans l'automobile")

    assert {route.etapes[-1].formation for route in found.routes} == {"ecole-ingenieur-automobile"}
    assert {route.genre for route in found.routes[:3]} == {"scolaire", "apprentissage"}


def test_an_adult_may_keep_working(base: KnowledgeBase) -> None:
    found = chemin(base, "adulte", "boulanger", en_emploi=True)

    assert [route.genre for route in found.routes] == ["adulte"] * len(found.routes)
    assert {"vae"} <= {etape.nature for route in found.routes for etape in route.etapes}


def test_working_beside_school_is_named_as_what_is_in_the_way(base: KnowledgeBase) -> None:
    found = chemin(base, "terminale générale", "médecin", en_emploi=True)

    assert (found.routes, found.relacher) == ((), "en_emploi")
    assert found.relaches[0].types == ("bac-general", "pass-las", "ecole-medecine")


def test_a_region_and_no_mobility_change_no_route_and_say_what_to_check(base: KnowledgeBase) -> None:
    plain = chemin(base, "3e", "ingénieur dans l'automobile")
    told = chemin(base, "3e", "ingénieur dans l'automobile", region="Bretagne", sans_mobilite=True)

    assert [route.etapes for route in told.routes] == [route.etapes for route in plain.routes]
    assert all({"region", "mobilite"} <= set(route.attentions) for route in told.routes)


def test_no_maths_heavy_step_when_asked(base: KnowledgeBase) -> None:
    found = chemin(base, "bac général", "experte en cybersécurité", sans=("maths",))

    assert found.routes
    assert not any({"cpge", "prepa-integree", "ingenieur"} & set(route.types) for route in found.routes)


def test_without_a_bac_a_grown_up_is_told_that_it_comes_first(base: KnowledgeBase) -> None:
    assert chemin(base, "adulte", "sage-femme").raison == "bac"


def test_a_level_below_what_is_held_is_told(base: KnowledgeBase) -> None:
    found = parcours(base, "doctorat", But("CAP", ("cap",)))

    assert (found.routes, found.raison) == ((), "niveau")


def test_the_base_refreshed_gives_new_answers(base: KnowledgeBase) -> None:
    before = chemin(base, "3e", "boulanger")
    base.refresh()
    after = chemin(base, "3e", "boulanger")

    assert after == before
    assert after is not before


@pytest.mark.parametrize(
    ("de", "vers", "x", "raisons"),
    [
        ("3e", "boulanger", "CAP boulanger", ("montre",)),
        ("3e", "électricienne", "bac général", ("plus-long",)),
        ("bac-general", "infirmier", "BEP", ("ferme",)),
        ("3e", "médecin", "BTS", ("sans-suite",)),
        ("bac-pro", "ingénieur en mécanique", "mastère spécialisé", ("pas-un-palier",)),
        ("3e", "boulanger", "licorne", ("inconnu",)),
    ],
)
def test_why_not_that_way_has_its_reason(
    base: KnowledgeBase, de: str, vers: str, x: str, raisons: tuple[str, ...]
) -> None:
    but = lire_but(base, vers)
    assert but is not None

    assert pourquoi_pas(base, de, but, x).raisons == raisons


def test_why_not_gives_the_way_and_how_much_longer_it_is(base: KnowledgeBase) -> None:
    but = lire_but(base, "électricienne")
    assert but is not None
    answer = pourquoi_pas(base, "3e", but, "bac général")

    assert answer.route is not None
    assert answer.route.types == ("bac-general", "bts")
    assert answer.ecart == 3.0


def test_a_closed_diploma_says_what_took_its_place(base: KnowledgeBase) -> None:
    but = lire_but(base, "soudeur")
    assert but is not None
    bep = base.get(Diplome, "bep")
    assert bep is not None

    assert pourquoi_pas(base, "3e", but, "BEP").remplace == "bac pro"
