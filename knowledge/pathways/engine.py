"""The pathway question: from where somebody stands to where they want to go, under their wishes.

Informs, never predicts: nothing here reads marks, a name, an address or an origin.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Situation
from knowledge.names import label
from knowledge.pathways import rules
from knowledge.pathways.choice import Offre, choose
from knowledge.pathways.graph import Echelle, echelle, price
from knowledge.pathways.model import But, Contraintes, Parcours, Route
from knowledge.pathways.proximity import roots
from knowledge.pathways.routes import routes
from knowledge.pathways.search import Depart, Palier, Voie, search
from knowledge.pathways.targets import targets
from knowledge.text import fold

_BAC = 4
_NEAR = 0.3  # how near two trainings of a same trade are
_ADULT_WITHOUT = "adulte+rien"  # an adult who says to have no diploma
_FEW, _MANY = 28, 70  # ways looked for
_REMEMBERED = 2_048  # answers kept: the same first questions come back all day
_THROUGH = 4.0  # years: what passing by a diploma of the trade gains
_ASIDE = 2.0  # years: a diploma of the level held already, on the way to a higher one
_ROUNDABOUT = 4.0  # years: a BTS, then a third year that the bac opens at once in as many years
_FROM_THE_TRADE = 1.0  # years: what starting by one gains besides
_BY_EXPERIENCE = 3.5  # years: only for who has done the job already
_BEFORE_ENGINEER = 1.5  # years: a master, where an engineer's diploma bears the name of the job
_NO_DIPLOMA_TOLD = 1.5
_TO_THE_TRADE = 2.5  # years: leaving the general track for a trade, which few do
_NAMED = 2.5  # years: what ending by the diploma that bears the name of the job gains
_RELAXED = ("rythme", "annees_max", "sans", "en_emploi", "temps_partiel")


def parcours(base: KnowledgeBase, depart: str, but: But, contraintes: Contraintes | None = None) -> Parcours:
    """Return up to five routes from `depart` (a situation, diploma or formation id) to a goal, best first.

    Raises `KeyError` when `depart` is not in the base.
    """
    wishes = contraintes or Contraintes()
    memo: dict[object, Parcours] = base.derived("parcours_trouves", lambda _: {})
    key = (depart, but, wishes)
    if key not in memo:
        if len(memo) >= _REMEMBERED:
            memo.clear()
        memo[key] = _answer(base, depart, but, wishes)
    return memo[key]


def _answer(base: KnowledgeBase, depart: str, but: But, wishes: Contraintes) -> Parcours:
    start, name = start_of(base, depart), name_of(base, depart)
    held = start.type if start.prepare is None and not start.acquis else None
    if held is not None and held in but.types and not but.formations and not _climbs_on(base, start, but):
        return Parcours(name, but.label, (), deja=True)
    already = held is not None and start.formation is not None and start.formation in but.formations
    found = find(base, start, but, wishes)
    if found:
        return Parcours(name, but.label, found, deja=already)
    if already or (held is not None and {held, rules.family(held)} & set(but.types) and _same_field(base, start, but)):
        return Parcours(name, but.label, (), deja=True)
    if start.situation is None and not start.acquis and start.niveau >= _BAC and but.metier:
        # Who has finished studies and changes trades does it as adults do.
        again = find(base, start_of(base, f"adulte+{depart}"), but, wishes)
        if again:
            return Parcours(name, but.label, again)
    for relaxed, without in relaxations(wishes):
        other = find(base, start, but, without)
        if other:
            return Parcours(name, but.label, (), relacher=relaxed, relaches=other)
    return Parcours(name, but.label, (), raison=why_none(base, start, but))


def find(base: KnowledgeBase, start: Depart, but: But, wishes: Contraintes) -> tuple[Route, ...]:
    """Return the routes to show, best first."""
    graph = echelle(base)
    offers = [
        Offre(route, voie.cout + _preference(graph, start, route, but))
        for voie in ways_to(base, start, but, wishes)
        for route in routes(graph, start, voie.paliers, wishes)
    ]
    first = [offer for offer in offers if wishes.en_emploi or _is_lived(graph, start, offer.route)]
    return choose(first or offers)


def _same_field(base: KnowledgeBase, start: Depart, but: But) -> bool:
    """Tell whether what is held is about the goal; a kind of diploma without its speciality may be."""
    sujet = but.sujet
    return start.formation is None or sujet is None or echelle(base).near.to(sujet, start.formation) >= _NEAR


def _is_lived(graph: Echelle, start: Depart, route: Route) -> bool:
    """Tell whether a route that asks for experience is in the trade of what is held, or asks for none."""
    for etape in route.etapes:
        if etape.nature == "vae" or (etape.nature == "reprise" and etape.type in rules.OF_THE_TRADE):
            ends = (start.formation, etape.formation)
            same = all(ends) and graph.near.between(*map(str, ends)) >= _NEAR
            return bool(same) or (start.formation is None and start.type is not None)
    return True


def ways_to(base: KnowledgeBase, start: Depart, but: But, wishes: Contraintes) -> list[Voie]:
    """Return the ways of the graph to a goal, cheapest first."""
    graph = echelle(base)

    def allowed(node: str) -> bool:
        return not wishes.sans or not rules.refused(graph.kind(node), title(graph, node), wishes.sans)

    sujet = but.sujet
    if sujet is None and start.formation is not None:
        sujet = graph.near.sujets.get(start.formation)
    ends = targets(graph, but, start, sujet)
    many = _MANY if but.metier is None and but.par else _FEW  # a ladder through a trade is rarely the cheapest way
    found = search(graph, start, ends, sujet, allowed, wishes.annees_max, frozenset(but.par), many)
    if start.id == _ADULT_WITHOUT:
        found = [voie for voie in found if _is_open_to_all(graph, voie.paliers[0].noeud)]
    if not start.acquis:
        return found
    classe = base.get(Situation, start.id)
    aside = Depart(start.id, start.id, None, None, (classe.niveau_atteint or 0) if classe else 0)
    leaving = search(graph, aside, ends, sujet, allowed, wishes.annees_max, frozenset(but.par), many)
    # Before finishing what is begun, only for the goal itself: « kiné » is entered after the first year of a licence.
    leaving = [voie for voie in leaving if len(voie.paliers) == 1 and voie.paliers[0].lien.nature != "droit"]
    first = start.acquis[0]
    there = [Voie(start.acquis, end.cout + price(first.lien)) for end in ends if end.noeud == first.noeud]
    return there + [Voie((first, *voie.paliers), voie.cout + price(first.lien)) for voie in found] + leaving


def _is_open_to_all(graph: Echelle, node: str) -> bool:
    return rules.asks_no_diploma(graph.kind(node), graph.level(node))


def title(graph: Echelle, node: str) -> str:
    """Return how a node is called."""
    formation = graph.formations.get(node)
    diplome = graph.diplomes.get(graph.kind(node))
    if formation is not None:
        return label(formation, {diplome.id: diplome} if diplome else {})
    return (diplome.sigle or diplome.nom) if diplome else node


def start_of(base: KnowledgeBase, depart: str) -> Depart:
    """Return the start an id tells; « class+diploma » is a class where that diploma is prepared."""
    first, _, second = depart.partition("+")
    situation = base.get(Situation, first)
    if situation is None:
        return _held(base, first)
    reached = situation.niveau_atteint or 0
    if not second or base.get(Situation, second) is not None:
        return Depart(depart, situation.id, situation.equivaut, None, reached, situation.prepare)
    known = _held(base, second)
    if situation.prepare is None:
        return replace(known, id=first, situation=situation.id)
    graph = echelle(base)
    current = graph.kind_in.get(graph.kind(second), {}).get(situation.id, [])
    edge = next((edge for edge in current if edge.nature == "droit"), None)
    if edge is None:
        return Depart(first, situation.id, None, None, reached, situation.prepare)
    return replace(known, id=first, acquis=(Palier(second, edge, True),))


def _held(base: KnowledgeBase, id_: str) -> Depart:
    formation = base.get(Formation, id_)
    if formation is not None:
        return Depart(id_, None, formation.type, formation.id, formation.niveau)
    diplome = base.get(Diplome, id_)
    if diplome is None:
        raise KeyError(id_)
    if diplome.statut == "renomme" and diplome.remplace_par:
        diplome = base.get(Diplome, diplome.remplace_par) or diplome
    return Depart(id_, None, diplome.id, None, diplome.niveau or 0)


def relaxations(wishes: Contraintes) -> Iterator[tuple[str, Contraintes]]:
    """Yield each wish that can be let go, with the wishes that remain."""
    nothing = Contraintes()
    for name in _RELAXED:
        if getattr(wishes, name) != getattr(nothing, name):
            yield name, replace(wishes, **{name: getattr(nothing, name)})


def why_none(base: KnowledgeBase, start: Depart, but: But) -> str:
    """Return why nothing leads there: `niveau` (already higher), `hors-base` (no diploma known), `bac` (that first)."""
    graph = echelle(base)
    ends = targets(graph, but, start, but.sujet)
    if not ends:
        return "hors-base"
    levels = [graph.level(end.noeud) for end in ends]
    if but.metier is None and start.niveau and 0 < max(levels) <= start.niveau:
        return "niveau"
    if (
        max(levels) > _BAC
        and start.id in ("adulte", "rien")
        and find(base, Depart("bac-general", None, "bac-general", None, 4), but, Contraintes())
    ):
        return "bac"
    return "aucune-suite"


def name_of(base: KnowledgeBase, id_: str) -> str:
    """Return how a start is called."""
    first, _, second = id_.partition("+")
    situation = base.get(Situation, first)
    if situation is not None:
        return f"{situation.nom} ({name_of(base, second)})" if second else situation.nom
    formation = base.get(Formation, first)
    if formation is not None:
        return label(formation, {d.id: d for d in base.all(Diplome)})
    diplome = base.get(Diplome, first)
    return (diplome.sigle or diplome.nom) if diplome else first


def _climbs_on(base: KnowledgeBase, start: Depart, but: But) -> bool:
    """Tell whether a goal of several levels still has a higher one than what is held."""
    levels = [diplome.niveau or 0 for type_ in but.types if (diplome := base.get(Diplome, type_))]
    return max(levels, default=0) > start.niveau


def _preference(graph: Echelle, start: Depart, route: Route, but: But) -> float:
    """Return what is added to a way's cost, as a counsellor weighs it; in years."""
    cost = 0.0
    types, last = route.types, route.etapes[-1]
    for etape in route.etapes:
        if etape.formation is None and etape.type not in rules.GENERAL and not rules.is_series(etape.type):
            cost += 0.6 if etape.type in but.par else 1.5
        if etape.nature == "vae":
            cost += _BY_EXPERIENCE
    through = but.metier is None and any(etape.formation in but.par for etape in route.etapes[:-1])
    if through:
        cost -= _THROUGH + (_FROM_THE_TRADE if route.etapes[0].formation in but.par else 0.0)
    if last.formation and _bears_the_name(graph.near.sujets[last.formation].mots, but):
        cost -= _NAMED
    if len(types) > 1 and start.niveau and route.etapes[0].niveau == start.niveau and not start.acquis:
        cost += _ASIDE
    if (
        start.id == "adulte"
        and min(but.niveaux, default=0) <= _BAC
        and not rules.asks_no_diploma(route.etapes[0].type, route.etapes[0].niveau or 0)
    ):
        cost += _NO_DIPLOMA_TOLD  # nothing says that this adult has the bac
    cost += _detour(start, route, but)
    if last.type == "doctorat":
        cost += 0.6 * len({"but", "licence-pro", "bts", "btsa"} & set(types))  # made for work before research
    if not through and start.niveau == 0 and types[0] in ("cap", "capa", "bac-pro") and last.niveau in (7, 8):
        cost += 1.0  # possible, and long: the general ways to a bac + 5 come first
    lowest = min(but.niveaux, default=9)
    if start.niveau == 0 and lowest <= 4 and "bac-pro" in but.par and rules.family(types[0]) in rules.GENERAL_BACS:
        cost += 2.5 if lowest == 3 else 1.0
    if len(types) == 1 and "bac-pro" in but.types and types[0] in ("cap", "bac-pro") and start.niveau == 0:
        # As it is most often done: the bac pro at the lycée, the CAP in a company.
        usual = (types[0] == "cap") is (route.genre == "apprentissage")
        cost += 0.0 if usual else 1.3
    return cost


def _detour(start: Depart, route: Route, but: But) -> float:
    """Return what a way loses for going round what is usual; in years."""
    cost = 0.0
    types, last = route.types, route.etapes[-1]
    for before, after in itertools.pairwise(types):
        if before in ("bts", "btsa") and after in ("licence", "but") and types[0] == "bac-general":
            cost += _ROUNDABOUT
    if last.type == "master" and "ingenieur" in but.types and fold(but.label).startswith("ingenieur"):
        cost += _BEFORE_ENGINEER
    if start.situation == "2de-gt" and route.etapes[0].nature == "passerelle":
        cost += _TO_THE_TRADE
    return cost


def _bears_the_name(mots: frozenset[str], but: But) -> bool:
    """Tell whether a title bears the name of a job, or the first name of a field."""
    if but.metier:
        return bool(but.racines) and but.racines <= mots
    return bool(but.racines) and not but.formations and bool(roots(but.label) & mots)
