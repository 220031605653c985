"""From ways of the graph to routes people read: each rung named, in its school and its apprenticeship forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.names import label
from knowledge.pathways import rules
from knowledge.pathways.graph import Echelle
from knowledge.pathways.model import Contraintes, Etape, Genre, Route
from knowledge.pathways.search import Depart, Palier

_LATE = frozenset({"bts", "but", "licence", "deust", "dcg", "licence-pro", "bachelor"})  # entered in a later year
_SELECTIVE = frozenset({"concours", "ecole-doctorale", "ingenieur", "pass-las"})  # ways in, and kinds
_SCHOOL_CLASSES = frozenset({"dnb", "prepa-metiers", "segpa", "ulis", "prepa-seconde"})
_LYCEE = frozenset(
    {"2de-gt", "2de-pro", "1re-generale", "1re-techno", "1re-pro", "terminale-generale", "terminale-techno",
     "terminale-pro"}
)  # fmt: skip
_NO_EXIT = frozenset({"bac-general", "licence", "dnb", "daeu", "capacite", "deea"})


def routes(graph: Echelle, depart: Depart, paliers: Sequence[Palier], wishes: Contraintes) -> Iterator[Route]:
    """Yield the forms of a way that the wishes allow: by school, in apprenticeship, for adults."""
    etapes = etapes_de(graph, depart, paliers)
    if any(rules.refused(etape.type, etape.label, wishes.sans) for etape in etapes):
        return
    if wishes.annees_max is not None and sum(e.annees for e in etapes) > wishes.annees_max:
        return
    guessed = depart.prepare is not None and depart.formation is None and etapes[0].formation is not None
    extra = _cautions(depart, etapes, wishes, guessed and etapes[0].admission == "en-cours")
    beside = wishes.en_emploi or wishes.temps_partiel
    if beside and not all(_beside_a_job(etape) for etape in etapes):
        return
    vae = any(etape.nature == "vae" for etape in etapes)
    signed = any(_is_signed(etape) for etape in etapes)
    usual = any(etape.alternance == "oui" and etape.admission != "en-cours" for etape in etapes)
    if wishes.rythme != "alternance" and (not signed or beside or vae):
        yield _route(etapes, _genre(depart, etapes, beside), extra)
    if wishes.rythme != "scolaire" and (usual or signed) and not vae and not beside:
        asked = wishes.rythme == "alternance"
        worked = [replace(e, apprentissage=_is_signed(e) or _may_be_signed(e, asked)) for e in etapes]
        if any(e.apprentissage for e in worked):
            yield _route(worked, "apprentissage", extra)


def etapes_de(graph: Echelle, depart: Depart, paliers: Sequence[Palier]) -> list[Etape]:
    """Return the rungs of a way as steps."""
    befores = [depart.type or depart.id, *(graph.kind(p.noeud) for p in paliers)]
    levels = [depart.niveau, *(graph.level(p.noeud) for p in paliers)]
    return [_etape(graph, palier, befores[rank], levels[rank]) for rank, palier in enumerate(paliers)]


def _etape(graph: Echelle, palier: Palier, before: str, height: int) -> Etape:
    key = (palier.noeud, id(palier.lien), before, height)
    if key not in graph.etapes:
        graph.etapes[key] = _new_etape(graph, palier, before, height)
    return graph.etapes[key]


def _new_etape(graph: Echelle, palier: Palier, before: str, height: int) -> Etape:
    kind = graph.kind(palier.noeud)
    diplome = graph.diplomes[kind]
    formation = graph.formations.get(palier.noeud)
    edge = palier.lien
    types = {diplome.id: diplome}
    name = diplome.nom if kind == "ingenieur" else (diplome.sigle or diplome.nom)
    situation = graph.situations.get(edge.de)
    current = situation is not None and situation.prepare == rules.family(kind) and edge.nature == "droit"
    sources = [edge.source, formation.source if formation else "", *diplome.sources]
    return Etape(
        type=kind,
        label=label(formation, types) if formation else name,
        formation=formation.id if formation else None,
        niveau=diplome.niveau if diplome.nature == "classe" or formation is None else formation.niveau,
        annees=edge.annees,
        admission="en-cours" if current else _admission(graph, palier, before, height, diplome.admission),
        admission_texte=diplome.admission_texte,
        apprentissage=False,
        alternance=edge.alternance
        if palier.nomme or edge.alternance != "non" or edge.nature == "vae"
        else diplome.alternance,
        condition=edge.condition,
        frequence=edge.frequence,
        nature=edge.nature,
        sortie=diplome.nature in ("diplome", "titre") and kind not in _NO_EXIT and rules.family(kind) != "bac-techno",
        sources=tuple(dict.fromkeys(source for source in sources if source)),
    )


def _admission(graph: Echelle, palier: Palier, before: str, height: int, usual: str) -> str:
    """Return how a rung is entered from where one comes: Affelnet after college, Parcoursup after a bac."""
    nature, kind = palier.lien.nature, graph.kind(palier.noeud)
    if nature in ("vae", "reprise"):
        return "dossier"
    if nature in ("concours", "contrat") or (nature == "dossier" and kind == "concours"):
        return nature
    if usual == "affelnet":
        young = before in _SCHOOL_CLASSES or (before in graph.situations and before not in ("rien", "adulte"))
        return "lycee" if before in _LYCEE else "affelnet" if young else "dossier"
    if usual == "parcoursup" and (height > 4 or (kind in _LATE and palier.lien.annees < 2)):
        return "dossier"
    if usual == "concours":
        return (
            "concours"
            if rules.family(before) in rules.PREPAS | {"pass-las"} | {"bac-general", "bac-techno"}
            else "dossier"
        )
    return usual


def _may_be_signed(etape: Etape, asked: bool) -> bool:
    """Tell whether a rung is told as an apprenticeship: where it is usual, or possible when asked for."""
    if etape.nature == "vae" or etape.type == "doctorat":
        return False
    return etape.alternance == "oui" or (asked and etape.alternance == "possible")


def _is_signed(etape: Etape) -> bool:
    """Tell whether a rung exists only with a contract."""
    return etape.admission == "contrat" or etape.nature == "contrat"


def _beside_a_job(etape: Etape) -> bool:
    return etape.nature == "vae" or (etape.type in rules.BESIDE_A_JOB and etape.admission != "en-cours")


def _genre(depart: Depart, etapes: Sequence[Etape], beside: bool) -> Genre:
    if beside or depart.id == "adulte" or any(e.nature in ("reprise", "vae") for e in etapes):
        return "adulte"
    return "passerelle" if any(e.nature == "passerelle" for e in etapes) else "scolaire"


def _cautions(depart: Depart, etapes: Sequence[Etape], wishes: Contraintes, guessed: bool) -> list[str]:
    """Return the keys of what to watch that do not depend on the rhythm."""
    keys = []
    if any(e.frequence in ("rare", "tres-rare") and e.type != "doctorat" for e in etapes):
        keys.append("rare")
    if any(e.admission in _SELECTIVE or e.nature == "concours" or e.type in _SELECTIVE for e in etapes):
        keys.append("selectif")
    if any(e.nature == "vae" for e in etapes):
        keys.append("vae")
    if guessed:
        keys.append("specialite")
    if wishes.en_emploi or wishes.temps_partiel:
        keys.append("soir")
    if wishes.handicap:
        keys.append("amenagements")
    if wishes.region:
        keys.append("region")
    if wishes.sans_mobilite and any(e.type in rules.FEW_PLACES for e in etapes):
        keys.append("mobilite")
    return keys


def _route(etapes: Sequence[Etape], genre: Genre, cautions: Sequence[str]) -> Route:
    raisons = ["apprentissage"] if genre == "apprentissage" else []
    if all(e.frequence in ("tres-courant", "courant") for e in etapes):
        raisons.append("usuel")
    attentions = [*cautions, *(["employeur"] if genre == "apprentissage" else [])]
    return Route(tuple(etapes), genre, tuple(raisons), tuple(attentions))
