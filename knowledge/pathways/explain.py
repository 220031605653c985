"""« Why not that way? » — what a diploma, a class or a training has to do with a goal, from where somebody stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation
from knowledge.pathways import rules
from knowledge.pathways.engine import parcours, start_of, title, ways_to
from knowledge.pathways.goals import but_diplome, lire_but
from knowledge.pathways.graph import Echelle, echelle
from knowledge.pathways.model import But, Contraintes, Route
from knowledge.pathways.routes import routes
from knowledge.pathways.search import Depart, Voie, climbs
from knowledge.pathways.starts import diplome_nomme
from knowledge.text import fold


@dataclass(frozen=True)
class Refus:
    """The answer to « why not X? ». `raisons` are keys of sentences; `route` a way through X when one exists.

    `montre` X is in a route shown; `plus-long` by `ecart` years; `plus-rare` a rung of it is rare; `ferme` no longer
    open, `remplace` says what took its place; `deja` a level already held; `sans-acces` nothing leads to X from the
    start; `sans-suite` nothing leads from X to the goal; `pas-un-palier` X ends a way; `inconnu` no such name.
    """

    quoi: str
    raisons: tuple[str, ...]
    route: Route | None = None
    ecart: float = 0.0
    remplace: str | None = None


def pourquoi_pas(base: KnowledgeBase, depart: str, but: But, x: str, contraintes: Contraintes | None = None) -> Refus:
    """Return why `x` (an id, or words that name a diploma or a field) is not proposed, or the way that goes through it.

    Raises `KeyError` when `depart` is not in the base.
    """
    wishes = contraintes or Contraintes()
    graph, start = echelle(base), start_of(base, depart)
    nodes, name = _named(base, graph, x)
    if not nodes:
        return Refus(x, ("inconnu",))
    diplome = base.get(Diplome, graph.kind(nodes[0]))
    if diplome is not None and diplome.statut != "ouvert":
        other = base.get(Diplome, diplome.remplace_par)
        return Refus(name, ("ferme",), remplace=(other.sigle or other.nom) if other else None)
    shown = parcours(base, depart, but, wishes).routes
    there = next((route for route in shown if _passes(route, nodes)), None)
    if there is not None:
        return Refus(name, ("montre",), there)
    through = _through(base, graph, start, but, wishes, nodes)
    if through is not None:
        return _compare(name, through, shown)
    return Refus(name, (_blocked(graph, start, but, nodes),))


def _named(base: KnowledgeBase, graph: Echelle, x: str) -> tuple[tuple[str, ...], str]:
    """Return the nodes a name stands for and how to say it; « la prépa » is any preparatory class."""
    node = x if x in graph.formations or x in graph.diplomes else diplome_nomme(base, x)
    if node is None:
        if "prepa" in fold(x):
            return tuple(sorted(rules.PREPAS & set(graph.diplomes))), x
        named = lire_but(base, x)
        if named is None:
            return (), x
        return tuple(named.formations or named.types), named.label
    wanted = but_diplome(base, node)
    return (node,), wanted.label if wanted else title(graph, node)


def _passes(route: Route, nodes: tuple[str, ...]) -> bool:
    return any(e.type in nodes or e.formation in nodes or rules.family(e.type) in nodes for e in route.etapes)


def _through(
    base: KnowledgeBase, graph: Echelle, start: Depart, but: But, wishes: Contraintes, nodes: tuple[str, ...]
) -> Route | None:
    """Return the best route that passes by a node: among all ways found, else by two searches end to end."""
    for voie in ways_to(base, start, but, wishes):
        for route in routes(graph, start, voie.paliers, wishes):
            if _passes(route, nodes):
                return route
    for node in (node for node in nodes if graph.kind(node) not in rules.ENDS):
        ways = ways_to(base, start, _goal(base, node, but), replace(wishes, annees_max=None))
        first = [voie for voie in ways if voie.paliers[-1].noeud == node]
        held = _held(base, node)
        rest = ways_to(base, held, but, replace(wishes, annees_max=None)) if held else []
        for one in first[:3]:
            for other in rest[:3]:
                joined = Voie((*one.paliers, *other.paliers), one.cout + other.cout)
                kinds = [graph.kind(palier.noeud) for palier in joined.paliers]
                if len(set(kinds)) == len(kinds) and climbs(graph, start, joined.paliers):
                    found = next(iter(routes(graph, start, joined.paliers, wishes)), None)
                    if found is not None:
                        return found
    return None


def _goal(base: KnowledgeBase, node: str, but: But) -> But:
    """Return the goal of preparing a node; a bare kind is looked for in the subject of the goal."""
    wanted = but_diplome(base, node)
    if wanted is None or wanted.formations:
        return wanted or but
    return replace(
        wanted, filiere=but.filiere, mots=but.mots, rome=but.rome, racines=but.racines, contexte=but.contexte
    )


def _held(base: KnowledgeBase, node: str) -> Depart | None:
    if base.get(Formation, node) is None and base.get(Diplome, node) is None:
        return None
    return start_of(base, node)


def _compare(name: str, route: Route, shown: tuple[Route, ...]) -> Refus:
    """Tell what a way costs beside the ways shown."""
    reasons = []
    longer = route.annees - min((other.annees for other in shown), default=route.annees)
    if longer > 0:
        reasons.append("plus-long")
    if "rare" in route.attentions:
        reasons.append("plus-rare")
    return Refus(name, tuple(reasons) or ("possible",), route, max(0.0, longer))


def _blocked(graph: Echelle, start: Depart, but: But, nodes: tuple[str, ...]) -> str:
    """Return the reason nothing passes by these nodes."""
    levels = [graph.level(node) for node in nodes if graph.level(node)]
    if start.niveau and levels and max(levels) <= start.niveau and start.type in (*nodes, *map(graph.kind, nodes)):
        return "deja"
    if all(graph.kind(node) in rules.ENDS and graph.kind(node) not in but.types for node in nodes):
        return "pas-un-palier"
    reached = graph.bound(start.noeuds)
    if any(graph.kind(node) in reached for node in nodes):
        return "sans-suite"
    return "deja" if start.niveau and levels and max(levels) <= start.niveau else "sans-acces"
