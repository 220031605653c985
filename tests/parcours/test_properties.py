"""What holds of every route, whoever asks: any start, any goal, any wishes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Filiere, Formation, Metier, Situation
from knowledge.pathways import But, Contraintes, Parcours, Route, parcours, pourquoi_pas, rules, sommet
from knowledge.pathways.goals import but_diplome, but_domaine, but_metier
from knowledge.pathways.graph import echelle

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WISHES = st.builds(
    Contraintes,
    rythme=st.sampled_from([None, None, "alternance", "scolaire"]),
    annees_max=st.sampled_from([None, None, 1.0, 3.0, 5.0, 8.0]),
    sans=st.sampled_from([(), (), ("prépa",), ("maths",), ("bts",), ("prépa", "bac général")]),
    region=st.sampled_from([None, "Bretagne"]),
    temps_partiel=st.booleans(),
    handicap=st.booleans(),
    en_emploi=st.booleans(),
    sans_mobilite=st.booleans(),
)
REASONS = {"niveau", "bac", "hors-base", "aucune-suite"}


def starts(base: KnowledgeBase) -> list[str]:
    plain = [item.id for kind in (Situation, Diplome, Formation) for item in base.all(kind)]
    return [*plain, "terminale-techno+bac-techno-sti2d", "adulte+bac-general", "terminale-pro+" + _bac_pro(base)]


def _bac_pro(base: KnowledgeBase) -> str:
    return next(item.id for item in base.all(Formation) if item.type == "bac-pro")


def draw_goal(base: KnowledgeBase, data: st.DataObject) -> But:
    kind = data.draw(st.sampled_from(["metier", "diplome", "formation", "domaine", "sommet"]))
    if kind in ("metier", "sommet"):
        metier = data.draw(st.sampled_from(base.all(Metier)))
        but = but_metier(base, metier, metier.masculin)
        return sommet(base, but) if kind == "sommet" else but
    if kind == "domaine":
        found = but_domaine(base, data.draw(st.sampled_from([f.id for f in base.all(Filiere)])))
    else:
        things = base.all(Diplome) if kind == "diplome" else base.all(Formation)
        found = but_diplome(base, data.draw(st.sampled_from([thing.id for thing in things])))
    assert found is not None
    return found


def check_route(base: KnowledgeBase, route: Route, wishes: Contraintes) -> None:
    graph = echelle(base)
    # A competition opens a post, at whatever level: no rung of the ladder.
    levels = [etape.niveau for etape in route.etapes if etape.niveau is not None and etape.type != "concours"]
    assert levels[1:] == sorted(levels[1:]), "only the first rung may go down: another trade"
    assert len(set(route.types)) == len(route.types), "no diploma is prepared twice"
    assert route.annees == sum(etape.annees for etape in route.etapes) > 0
    for before, after in zip(route.etapes, route.etapes[1:], strict=False):
        assert before.type != "ms", "a mastère spécialisé leads to no diploma"
        assert before.type not in rules.ENDS
        if after.type == "doctorat":
            assert before.niveau == 7, "a doctorate follows a bac + 5"
    for etape in route.etapes:
        assert graph.diplomes[etape.type].statut == "ouvert", "closed to newcomers"
        assert etape.annees > 0
        assert etape.label
        assert etape.sources
    check_wishes(route, wishes)


def check_wishes(route: Route, wishes: Contraintes) -> None:
    if wishes.rythme == "alternance":
        assert route.genre == "apprentissage"
        assert any(etape.apprentissage for etape in route.etapes)
    if wishes.rythme == "scolaire":
        assert not any(etape.apprentissage for etape in route.etapes)
    assert route.annees <= (wishes.annees_max or 99)
    assert not any(rules.refused(etape.type, etape.label, wishes.sans) for etape in route.etapes)
    assert not ("prépa" in wishes.sans and set(route.types) & rules.PREPAS)
    if wishes.en_emploi or wishes.temps_partiel:
        assert route.genre == "adulte"
        assert "soir" in route.attentions
    assert ("amenagements" in route.attentions) is wishes.handicap
    assert ("region" in route.attentions) is (wishes.region is not None)


def check_edges(base: KnowledgeBase, depart: str, route: Route) -> None:
    """Every rung rests on an edge of the facts between these two kinds: no level is skipped without a named bridge."""
    graph = echelle(base)
    bridges = {(graph.kind(e.de), graph.kind(e.vers)) for edges in graph.named_in.values() for e in edges}
    bridges |= {(before, after) for after, by in graph.kind_in.items() for before in by}
    for before, after in zip(route.types, route.types[1:], strict=False):
        assert (before, after) in bridges, (depart, route.types)


@MANY
@given(data=st.data(), wishes=WISHES)
def test_any_question_gets_valid_routes_or_an_explained_nothing(
    base: KnowledgeBase, data: st.DataObject, wishes: Contraintes
) -> None:
    depart, but = data.draw(st.sampled_from(starts(base))), draw_goal(base, data)
    found = parcours(base, depart, but, wishes)

    assert len(found.routes) <= 5
    assert len({(route.genre, route.types) for route in found.routes}) == len(found.routes)
    for route in found.routes:
        assert route.etapes[-1].type in but.types
        check_route(base, route, wishes)
        check_edges(base, depart, route)
    explained(found)


def explained(found: Parcours) -> None:
    if not found.routes:
        assert found.deja or found.relacher or found.raison in REASONS
    if found.relacher:
        assert found.routes == ()
        assert found.relaches


@MANY
@given(data=st.data(), wishes=WISHES)
def test_the_wish_to_let_go_is_one_and_gives_routes_that_keep_the_others(
    base: KnowledgeBase, data: st.DataObject, wishes: Contraintes
) -> None:
    found = parcours(base, data.draw(st.sampled_from(starts(base))), draw_goal(base, data), wishes)

    if found.relacher:
        nothing = Contraintes()
        rest = {name: getattr(wishes, name) for name in vars(nothing)} | {
            found.relacher: getattr(nothing, found.relacher)
        }
        for route in found.relaches:
            check_route(base, route, Contraintes(**rest))


@MANY
@given(data=st.data())
def test_a_disability_changes_no_route_and_adds_whom_to_ask(base: KnowledgeBase, data: st.DataObject) -> None:
    depart, but = data.draw(st.sampled_from(starts(base))), draw_goal(base, data)
    plain, helped = parcours(base, depart, but), parcours(base, depart, but, Contraintes(handicap=True))

    assert [route.etapes for route in plain.routes] == [route.etapes for route in helped.routes]
    assert all("amenagements" in route.attentions for route in helped.routes)


@MANY
@given(data=st.data())
def test_why_not_always_has_a_reason_or_a_route_by_that_way(base: KnowledgeBase, data: st.DataObject) -> None:
    things = [item.id for kind in (Diplome, Formation) for item in base.all(kind)]
    but, x = draw_goal(base, data), data.draw(st.sampled_from(things))
    answer = pourquoi_pas(base, data.draw(st.sampled_from(["3e", "bac-pro", "bac-general", "bts", "adulte"])), but, x)

    assert answer.raisons
    if answer.route is not None:
        check_route(base, answer.route, Contraintes())
        assert x in [part for etape in answer.route.etapes for part in (etape.type, etape.formation)] or (
            x == "bac-techno"
        )
