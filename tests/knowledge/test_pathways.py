"""The ladder from CAP to doctorate: what is promised of every route, on the whole embedded base."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Filiere, Formation, Metier, Situation
from knowledge.pathways import But, Contraintes, Parcours, Route, depart_nomme, lire_but, parcours
from knowledge.pathways.goals import but_diplome, but_domaine, but_metier

LONGEST = 15.0  # years, from 6e to a doctorate by the longest way
ADMISSIONS = {
    "affelnet", "lycee", "parcoursup", "mon-master", "dossier", "concours", "ecole-doctorale", "contrat", "commission",
    "libre", "en-cours", "",
}  # fmt: skip
WISHES = st.builds(
    Contraintes,
    rythme=st.sampled_from([None, "alternance", "scolaire"]),
    annees_max=st.sampled_from([None, 2.0, 4.0, 6.0]),
    sans=st.sampled_from([(), ("prépa",), ("bts",), ("maths",)]),
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def chemin(base: KnowledgeBase, de: str, vers: str, **wishes: object) -> Parcours:
    depart, but = depart_nomme(base, de), lire_but(base, vers)
    assert depart is not None, de
    assert but is not None, vers
    return parcours(base, depart, but, Contraintes(**wishes))  # type: ignore[arg-type]


def types(route: Route) -> list[str]:
    return [etape.type for etape in route.etapes]


def starts(base: KnowledgeBase) -> list[str]:
    return [s.id for s in base.all(Situation)] + [d.id for d in base.all(Diplome)]


def check_route(base: KnowledgeBase, route: Route, but: But) -> None:
    """What holds of every route, whoever asks."""
    assert route.etapes
    levels = [etape.niveau for etape in route.etapes if etape.niveau is not None]
    # A competition opens a post, at whatever level: no rung of the ladder.
    rungs = [etape.niveau for etape in route.etapes if etape.niveau is not None and etape.type != "concours"]
    assert rungs[1:] == sorted(rungs[1:]), types(route)  # only the very first rung may go down, by a named bridge
    assert len(set(types(route))) == len(route.etapes), "a diploma is prepared once"
    assert route.annees == sum(etape.annees for etape in route.etapes)
    assert 0 < route.annees <= LONGEST, (types(route), route.annees)
    assert route.niveau == max([0, *levels])
    assert route.etapes[-1].type in but.types
    for etape in route.etapes:
        diplome = base.get(Diplome, etape.type)
        assert diplome is not None, etape.type
        assert diplome.statut == "ouvert", f"{etape.type} is closed to newcomers"
        assert etape.label
        assert etape.annees > 0, etape.label
        assert etape.admission in ADMISSIONS
        assert etape.sources, f"{etape.label} has no source"
        if etape.formation is not None:
            formation = base.get(Formation, etape.formation)
            assert formation is not None
            assert formation.type == etape.type
    for before, after in zip(route.etapes, route.etapes[1:], strict=False):
        if after.type == "doctorat":
            assert before.niveau == 7, f"{before.label} does not open a doctorate"


# The three pathways of the first assistant


def test_from_3e_a_welding_technician_goes_through_the_bac_pro_and_the_certificate_that_bears_the_name(
    base: KnowledgeBase,
) -> None:
    found = chemin(base, "je suis en 3e", "technicien en soudage")

    best = found.routes[0]
    assert (found.depart, found.but) == ("classe de 3e", "technicien en soudage")
    assert types(best) == ["bac-pro", "cs4"]
    assert [etape.label for etape in best.etapes][1] == "CS de niveau 4 Technicien en soudage"
    assert [(e.niveau, e.annees, e.admission) for e in best.etapes] == [(4, 3.0, "affelnet"), (4, 1.0, "parcoursup")]
    assert best.annees == 4.0
    assert {route.genre for route in found.routes} >= {"scolaire", "apprentissage"}


def test_from_3e_hydrogen_at_university_is_reached_at_bac_plus_5_by_several_ways(base: KnowledgeBase) -> None:
    found = chemin(base, "3e", "travailler dans l'hydrogène à l'université")

    ends = [(route.annees, route.etapes[-1].type) for route in found.routes]
    assert ends[0] == (8.0, "cmi")
    assert (8.0, "master") in ends
    assert found.routes[0].etapes[-1].label == "CMI spécialité hydrogène"
    first = {types(route)[0] for route in found.routes}
    assert "bac-general" in first
    assert any(kind.startswith("bac-techno") for kind in first)


def test_from_3e_an_engineer_in_cars_has_a_school_way_and_an_apprenticeship_way(base: KnowledgeBase) -> None:
    found = chemin(base, "3e", "ingénieur dans l'automobile")

    by_kind = {route.genre: route for route in reversed(found.routes)}
    assert {route.etapes[-1].type for route in found.routes} == {"ingenieur"}
    assert by_kind["scolaire"].annees == 8.0
    assert by_kind["apprentissage"].annees in (8.0, 9.0)  # by a BTS, or by a BUT
    assert any(etape.apprentissage for etape in by_kind["apprentissage"].etapes)
    assert all("selectif" in route.attentions for route in found.routes)


@pytest.mark.parametrize(
    ("vers", "wanted"),
    [
        ("technicien en soudage", ["bac-pro", "cs4"]),
        ("technicienne en soudage", ["bac-pro", "cs4"]),
        ("je veux devenir TECHNICIEN EN SOUDAGE", ["bac-pro", "cs4"]),
    ],
)
def test_the_way_is_the_same_for_her_and_for_him(base: KnowledgeBase, vers: str, wanted: list[str]) -> None:
    assert types(chemin(base, "3e", vers).routes[0]) == wanted


# Promises of every route


@MANY
@given(data=st.data(), wishes=WISHES)
def test_every_route_to_a_job_climbs_adds_up_and_stays_open(
    base: KnowledgeBase, data: st.DataObject, wishes: Contraintes
) -> None:
    metier = data.draw(st.sampled_from(base.all(Metier)))
    but = but_metier(base, metier, metier.masculin)
    found = parcours(base, data.draw(st.sampled_from(starts(base))), but, wishes)

    for route in found.routes:
        check_route(base, route, but)


@MANY
@given(data=st.data(), wishes=WISHES)
def test_every_route_to_a_diploma_or_a_training_climbs_adds_up_and_stays_open(
    base: KnowledgeBase, data: st.DataObject, wishes: Contraintes
) -> None:
    things = [thing.id for kind in (Diplome, Formation) for thing in base.all(kind)]
    but = but_diplome(base, data.draw(st.sampled_from(things)))
    assert but is not None
    found = parcours(base, data.draw(st.sampled_from(starts(base))), but, wishes)

    for route in found.routes:
        check_route(base, route, but)


@MANY
@given(data=st.data(), wishes=WISHES)
def test_every_route_keeps_what_was_asked(base: KnowledgeBase, data: st.DataObject, wishes: Contraintes) -> None:
    but = but_domaine(base, data.draw(st.sampled_from([f.id for f in base.all(Filiere)])))
    assert but is not None
    found = parcours(base, data.draw(st.sampled_from(starts(base))), but, wishes)

    for route in found.routes:
        if wishes.rythme == "alternance":
            assert route.genre == "apprentissage"
            assert any(etape.apprentissage for etape in route.etapes)
            assert "employeur" in route.attentions
        if wishes.rythme == "scolaire":
            assert not any(etape.apprentissage for etape in route.etapes)
        if wishes.annees_max is not None:
            assert route.annees <= wishes.annees_max
        if wishes.sans == ("prépa",):
            assert not {"cpge", "ats", "prepa-integree"} & set(types(route))
        if wishes.sans == ("bts",):
            assert "bts" not in types(route)


@MANY
@given(data=st.data())
def test_at_most_five_routes_are_shown_and_no_two_are_the_same(base: KnowledgeBase, data: st.DataObject) -> None:
    metier = data.draw(st.sampled_from(base.all(Metier)))
    depart = data.draw(st.sampled_from(starts(base)))
    routes = parcours(base, depart, but_metier(base, metier, metier.feminin)).routes

    assert len(routes) <= 5
    assert len({(route.genre, *types(route)) for route in routes}) == len(routes)


@MANY
@given(data=st.data())
def test_the_same_question_gets_the_same_routes(base: KnowledgeBase, data: st.DataObject) -> None:
    metier = data.draw(st.sampled_from(base.all(Metier)))
    but = but_metier(base, metier, metier.masculin)

    assert parcours(base, "3e", but) == parcours(base, "3e", but)


def test_nobody_goes_from_a_cap_to_a_doctorate_in_one_step(base: KnowledgeBase) -> None:
    doctorat = but_diplome(base, "doctorat")
    assert doctorat is not None

    for route in parcours(base, "cap", doctorat).routes:
        assert len(route.etapes) >= 4
        assert route.etapes[-2].niveau == 7
        assert route.annees >= 8


def test_nearly_every_job_can_be_reached_from_3e(base: KnowledgeBase) -> None:
    unreached = [m.id for m in base.all(Metier) if not parcours(base, "3e", but_metier(base, m, m.masculin)).routes]

    assert len(unreached) <= 0.03 * len(base.all(Metier)), sorted(unreached)


# What was asked, and what is in the way


def test_an_apprenticeship_asked_for_is_kept(base: KnowledgeBase) -> None:
    found = chemin(base, "3e", "boulangère", rythme="alternance")

    assert {route.genre for route in found.routes} == {"apprentissage"}
    assert found.relacher is None


def test_a_wish_that_leaves_no_way_is_named(base: KnowledgeBase) -> None:
    found = chemin(base, "3e", "ingénieur dans l'automobile", annees_max=2.0)

    assert (found.routes, found.relacher) == ((), "annees_max")


def test_an_apprenticeship_that_does_not_exist_is_named_as_what_is_in_the_way(base: KnowledgeBase) -> None:
    medecine = But("médecin", ("ecole-medecine",))
    assert parcours(base, "terminale-generale", medecine).routes

    found = parcours(base, "terminale-generale", medecine, Contraintes(rythme="alternance"))

    assert (found.routes, found.relacher) == ((), "rythme")


def test_a_refusal_that_leaves_no_way_is_named(base: KnowledgeBase) -> None:
    found = parcours(base, "3e", But("CAP", ("cap",)), Contraintes(sans=("cap",)))

    assert (found.routes, found.relacher) == ((), "sans")


def test_a_goal_that_nothing_reaches_names_no_wish(base: KnowledgeBase) -> None:
    found = parcours(base, "doctorat", But("CAP", ("cap",)))

    assert (found.routes, found.relacher, found.deja) == ((), None, False)


def test_a_diploma_already_held_is_said_to_be_held(base: KnowledgeBase) -> None:
    bts = but_diplome(base, "bts")
    assert bts is not None

    assert parcours(base, "bts", bts) == Parcours("BTS", "BTS", (), deja=True)


def test_a_closed_diploma_leads_to_the_one_that_replaced_it(base: KnowledgeBase) -> None:
    dut = but_diplome(base, "dut")

    assert dut is not None
    assert dut.types == ("but",)


def test_an_unknown_start_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        parcours(base, "licorne", But("CAP", ("cap",)))


def test_a_class_under_way_is_finished_not_applied_for(base: KnowledgeBase) -> None:
    first = chemin(base, "terminale générale", "ingénieur dans l'automobile").routes[0].etapes[0]

    assert (first.type, first.annees, first.admission) == ("bac-general", 1.0, "en-cours")


# Reading a goal


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("ingénieur dans l'automobile", ("ingenieur",)),
        ("faire une thèse en chimie", ("doctorat",)),
        ("un doctorat de biologie", ("doctorat",)),
        ("BTS électrotechnique", ("bts",)),
    ],
)
def test_a_goal_is_read_with_its_level(base: KnowledgeBase, text: str, types: tuple[str, ...]) -> None:
    but = lire_but(base, text)

    assert but is not None
    assert but.types == types


@pytest.mark.parametrize("text", ["", "rien de spécial", "licorne volante", "😀"])
def test_no_goal_is_read_in_what_names_nothing(base: KnowledgeBase, text: str) -> None:
    assert lire_but(base, text) is None


def test_a_training_that_may_not_exist_is_no_goal(base: KnowledgeBase) -> None:
    assert lire_but(base, "BTS psychologie sociale") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3e", "3e"),
        ("je suis en terminale générale", "terminale-generale"),
        ("rien", "rien"),
        ("adulte", "adulte"),
        ("CAP", "cap"),
        ("j'ai un bac pro MELEC", "bac-pro-metiers-de-l-electricite-et-de-ses-environnements-connectes"),
        ("licorne", None),
    ],
)
def test_a_start_is_read_in_the_words_people_use(base: KnowledgeBase, text: str, wanted: str | None) -> None:
    assert depart_nomme(base, text) == wanted
