"""Search the ladder: usual ways first, then ways different in kind, each rung named when the base can."""

from __future__ import annotations

from dataclasses import replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Poursuite, Situation
from knowledge.names import label
from knowledge.pathways.goals import But, affinity, title_stems
from knowledge.pathways.graph import ways
from knowledge.pathways.model import Contraintes, Etape, Genre, Parcours, Route
from knowledge.queries.poursuites import follows
from knowledge.text import fold, stems

_SHOWN = 5
# Types whose speciality is chosen later or does not exist: a rung of them needs no named formation.
_GENERAL = frozenset(
    {
        "bac-general",
        "bac-techno",
        "cpge",
        "licence",
        "master",
        "doctorat",
        "ats",
        "ingenieur",
        "daeu",
        "prepa-integree",
        "pass-las",
        "classe-passerelle",
        "titre-pro",
        "bachelor",
        "cmi",
    }
)
# The trunk everybody knows: a rung of it needs no speciality to be plain.
_COMMON = frozenset({"bac-general", "bac-techno", "licence", "master", "ingenieur", "doctorat"})
# Types of one field only: not a rung of a way that goes elsewhere.
_BUSINESS = frozenset({"services-entreprises-logistique", "tourisme-gastronomie"})
_LAND = frozenset({"alimentaire-agroalimentaire", "transition-energetique", "infrastructures-batiment"})
_FIELDS = {
    "iep": _BUSINESS, "ecole-commerce": _BUSINESS, "dcg": _BUSINESS, "dscg": _BUSINESS, "capacite": _BUSINESS,
    "capa": _LAND | {"services-personne"}, "btsa": _LAND | {"chimie-biotechnologies"},
    "deea": frozenset({"infrastructures-batiment"}), "ecole-archi": frozenset({"infrastructures-batiment"}),
    "ecole-medecine": frozenset({"services-personne"}), "ifsi": frozenset({"services-personne"}),
    "de-social": frozenset({"services-personne"}), "de-paramedical": frozenset({"services-personne"}),
    "dnmade": frozenset({"creation-design-audiovisuel"}), "dsaa": frozenset({"creation-design-audiovisuel"}),
}  # fmt: skip
_SELECTIVE = frozenset({"concours", "ecole-doctorale"})


def parcours(
    base: KnowledgeBase,
    depart: str,
    but: But,
    contraintes: Contraintes | None = None,
) -> Parcours:
    """Return up to five routes from `depart` (a situation, diploma or formation id) to a goal, best first.

    Raises `KeyError` when `depart` is not in the base. Informs, never predicts: nothing here looks at marks.
    """
    contraintes = contraintes or Contraintes()
    start, held = _start(base, depart)
    nom = _name(base, depart)
    if held is not None and held in but.types and not but.formations:
        return Parcours(nom, but.label, (), deja=True)
    routes = _routes(base, start, but, contraintes)
    if routes:
        return Parcours(nom, but.label, tuple(routes))
    for relaxed, without in _relaxed(contraintes):
        if _routes(base, start, but, without):
            return Parcours(nom, but.label, (), relacher=relaxed)
    return Parcours(nom, but.label, ())


def _start(base: KnowledgeBase, depart: str) -> tuple[str, str | None]:
    """Return the node to start from and the diploma already held, if any."""
    situation = base.get(Situation, depart)
    if situation is not None:
        return situation.id, situation.equivaut
    formation = base.get(Formation, depart)
    if formation is not None:
        return formation.type, formation.type
    diplome = base.get(Diplome, depart)
    if diplome is None:
        raise KeyError(depart)
    held = diplome.remplace_par if diplome.statut == "renomme" and diplome.remplace_par else diplome.id
    return held, held


def _routes(base: KnowledgeBase, start: str, but: But, contraintes: Contraintes) -> list[Route]:
    found: list[tuple[float, Route]] = []
    for end in but.types:
        for voie in ways(base, start, end):
            built = _build(base, list(voie.rungs), but)
            if built is not None:
                found += [(voie.cost + _preference(r, but, base), r) for r in _variants(built, contraintes)]
    return _different([route for _, route in sorted(found, key=lambda item: item[0])])


def _build(base: KnowledgeBase, rungs: list[Poursuite], but: But) -> list[Etape] | None:
    """Name each rung, last first; None when a rung that needs a speciality has none near the goal."""
    etapes: list[Etape] = []
    following: Formation | None = None
    for rung in reversed(rungs):
        if but.filiere not in _FIELDS.get(rung.vers, {but.filiere}) and rung.vers not in but.types:
            return None
        formation = _speciality(base, rung.vers, but, following)
        listed = rung.vers in _by_type(base) or rung.vers not in but.types + but.par  # no list: named by its type
        if formation is None and listed and rung.vers not in _GENERAL and (but.mots or but.formations):
            return None
        etapes.append(_step(base, rung, formation))
        following = formation or following
    etapes.reverse()
    return etapes


def _speciality(base: KnowledgeBase, kind: str, but: But, following: Formation | None) -> Formation | None:
    """Return the formation of a type that fits the goal and leads to the next rung."""
    best, best_score = None, 0.99
    for formation in _by_type(base).get(kind, ()):
        score = affinity(formation, but)
        if following is not None:
            score += 3.0 * follows(base, formation.id, following.id)
            score += 1.0 * bool(set(formation.rome) & set(following.rome))
            score += 0.5 * len(title_stems(formation.intitule) & title_stems(following.intitule))
        if formation.derniere_session:
            score -= 0.2
        if score > best_score:
            best, best_score = formation, score
    return best


def _by_type(base: KnowledgeBase) -> dict[str, list[Formation]]:
    def make(base: KnowledgeBase) -> dict[str, list[Formation]]:
        grouped: dict[str, list[Formation]] = {}
        for formation in base.all(Formation):
            grouped.setdefault(formation.type, []).append(formation)
        return grouped

    made: dict[str, list[Formation]] = base.derived("formations_par_type", make)
    return made


def _step(base: KnowledgeBase, rung: Poursuite, formation: Formation | None) -> Etape:
    diplome = base.get(Diplome, rung.vers)
    types = {diplome.id: diplome} if diplome else {}
    name = (diplome.sigle or diplome.nom) if diplome else rung.vers
    if rung.vers == "ingenieur":
        name, formation = (
            (diplome.nom if diplome else name),
            None,
        )  # a school among 200 is not « the » next rung
    sources = [rung.source, formation.source if formation else "", *(diplome.sources if diplome else ())]
    return Etape(
        type=rung.vers,
        label=label(formation, types) if formation else name,
        formation=formation.id if formation else None,
        niveau=diplome.niveau if diplome else None,
        annees=rung.annees,
        admission="en-cours" if _is_current(base, rung) else diplome.admission if diplome else "",
        admission_texte=diplome.admission_texte if diplome else "",
        apprentissage=False,
        alternance=rung.alternance if rung.alternance != "non" else (diplome.alternance if diplome else "non"),
        condition=rung.condition,
        frequence=rung.frequence,
        nature=rung.nature,
        sortie=bool(diplome and diplome.nature in ("diplome", "titre") and rung.vers not in ("bac-general", "licence")),
        sources=tuple(dict.fromkeys(source for source in sources if source)),
    )


def _is_current(base: KnowledgeBase, rung: Poursuite) -> bool:
    """Tell whether a rung only finishes what the person prepares already."""
    situation = base.get(Situation, rung.de)
    return situation is not None and situation.prepare == rung.vers


def _variants(etapes: list[Etape], contraintes: Contraintes) -> list[Route]:
    """Return the school and the apprenticeship forms of a way that the constraints allow."""
    if any(_is_refused(etape, contraintes.sans) for etape in etapes):
        return []
    if contraintes.annees_max is not None and sum(e.annees for e in etapes) > contraintes.annees_max:
        return []
    variants: list[Route] = []
    # « oui » is usual, « possible » is rare: an apprenticeship way needs one usual rung or a wish.
    usual = any(etape.alternance == "oui" for etape in etapes)
    contract = any(etape.admission == "contrat" for etape in etapes)
    if contraintes.rythme != "alternance" and not contract:
        variants.append(_route(etapes, "scolaire"))
    if contraintes.rythme != "scolaire" and (usual or contract):
        worked = [replace(e, apprentissage=e.alternance in ("oui", "possible")) for e in etapes]
        variants.append(_route(worked, "apprentissage"))
    return variants


def _route(etapes: list[Etape], genre: Genre) -> Route:
    rare = any(e.frequence in ("rare", "tres-rare") and e.type != "doctorat" for e in etapes)
    natures = {e.admission for e in etapes}
    raisons = ["apprentissage"] if genre == "apprentissage" else []
    if all(e.frequence in ("tres-courant", "courant") for e in etapes):
        raisons.append("usuel")
    attentions = ["rare"] if rare else []
    if genre == "apprentissage":
        attentions.append("employeur")
    if natures & _SELECTIVE:
        attentions.append("selectif")
    if genre == "scolaire" and any(e.nature in ("passerelle", "reprise", "vae") for e in etapes):
        genre = "passerelle" if any(e.nature == "passerelle" for e in etapes) else "adulte"
    return Route(tuple(etapes), genre, tuple(raisons), tuple(attentions))


def _is_refused(etape: Etape, sans: tuple[str, ...]) -> bool:
    name = set(stems(etape.label)) | {fold(etape.type)}
    if any("prepa" in fold(word) for word in sans) and etape.type in (
        "cpge",
        "ats",
        "prepa-integree",
        "cpge-pro",
    ):
        return True
    return any(set(stems(word)) and set(stems(word)) <= name for word in sans)


def _preference(route: Route, but: But, base: KnowledgeBase) -> float:
    """Return what is added to a way's cost: unnamed rungs and far specialities come later."""
    penalty = 0.0
    for etape in route.etapes:
        if etape.formation is None and etape.type not in _COMMON:
            penalty += 0.6
    last = route.etapes[-1]
    formation = base.get(Formation, last.formation)
    if but.mots and formation is None and last.type != "ingenieur":
        penalty += 3.0
    if but.formations and (formation is None or formation.id not in but.formations):
        penalty += 3.0
    if formation is not None and but.metier and but.mots <= title_stems(formation.intitule):
        penalty -= 2.0  # the diploma that bears the name of the job
    if but.metier and but.types and last.type in but.types:
        penalty += 0.4 * but.types.index(last.type)
    return penalty


def _different(routes: list[Route]) -> list[Route]:
    """Keep the best way, then the best of another kind, then of another first rung, then the rest."""
    unique: dict[tuple[object, ...], Route] = {}
    for route in routes:
        unique.setdefault((route.genre, *(e.type for e in route.etapes)), route)
    rest, kept = list(unique.values()), list[Route]()
    tests = (
        lambda route: True,
        lambda route: route.genre not in {r.genre for r in kept},
        lambda route: route.etapes[0].type not in {r.etapes[0].type for r in kept},
    )
    for test in tests:
        best = next((route for route in rest if test(route)), None)
        if best is not None:
            kept.append(best)
            rest.remove(best)
    seen = {tuple(e.type for e in route.etapes) for route in kept}
    others = [route for route in rest if tuple(e.type for e in route.etapes) not in seen]
    return (kept + others)[:_SHOWN]


def _relaxed(contraintes: Contraintes) -> list[tuple[str, Contraintes]]:
    tries: list[tuple[str, Contraintes]] = []
    if contraintes.rythme:
        tries.append(("rythme", replace(contraintes, rythme=None)))
    if contraintes.annees_max is not None:
        tries.append(("annees_max", replace(contraintes, annees_max=None)))
    if contraintes.sans:
        tries.append(("sans", replace(contraintes, sans=())))
    return tries


def _name(base: KnowledgeBase, id_: str) -> str:
    situation = base.get(Situation, id_)
    if situation is not None:
        return situation.nom
    formation = base.get(Formation, id_)
    if formation is not None:
        return label(formation, {d.id: d for d in base.all(Diplome)})
    diplome = base.get(Diplome, id_)
    return (diplome.sigle or diplome.nom) if diplome else id_
