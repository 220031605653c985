"""One route told step by step, and « why not a CAP? »: whether that diploma is a way to the goal."""

from __future__ import annotations

from typing import Any

from actions import slots
from actions.contexte import Contexte, Reponse
from knowledge.entities import Diplome, Formation
from knowledge.pathways import lire_but, parcours


def detail(contexte: Contexte, item: dict[str, Any]) -> Reponse:
    """Return a route shown before, with what each step asks; its diploma is what comes next is about."""
    lignes = [_etape(contexte, nom, annees, condition) for nom, annees, _, condition in item["etapes"]]
    texte = contexte.dire("utter_route_detail", annees=_annees(contexte, item["annees"]), liste=_liste(lignes))
    boutons = contexte.boutons("utter_route_detail", diplome=item["id"])
    memoire = {slots.DIPLOME: item["id"]} if item["id"] else {}
    return Reponse(texte, boutons, None, [], memoire, contexte.slots.get(slots.SOURCES) or [])


def pourquoi_pas(contexte: Contexte) -> Reponse:
    """Return the way to the goal through the diploma named, or from it, or that none is known."""
    memoire = contexte.slots[slots.PARCOURS]
    but = lire_but(contexte.base, memoire["vers"])
    id_ = contexte.nommes(slots.DIPLOME)[0]
    formation, kind = contexte.base.get(Formation, id_), contexte.base.get(Diplome, id_)
    nom = contexte.dit(slots.DIPLOME, kind.sigle or kind.nom if kind else id_)
    if but is None:
        return contexte.reponse("utter_pourquoi_pas_rien", diplome=nom, but=memoire["vers"])
    niveau = formation.niveau if formation else kind.niveau if kind else None
    wanted = {id_, formation.type if formation else id_}
    routes = parcours(contexte.base, memoire["de"], but).routes
    passe = next((r for r in routes if any({e.type, e.formation} & wanted for e in r.etapes)), None)
    if passe is None and routes and niveau and niveau > routes[0].niveau:
        return contexte.reponse("utter_pourquoi_pas_au_dessus", diplome=nom, but=but.label)
    ensuite = () if passe else parcours(contexte.base, id_, but).routes
    if passe is None and not ensuite:
        return contexte.reponse("utter_pourquoi_pas_rien", diplome=nom, but=but.label)
    key = "utter_pourquoi_pas_oui" if passe else "utter_pourquoi_pas_ensuite"
    etapes = passe.etapes if passe else ensuite[0].etapes
    lignes = [_etape(contexte, e.label, e.annees, e.condition) for e in etapes]
    texte = contexte.dire(key, diplome=nom, but=but.label, liste=_liste(lignes))
    return Reponse(texte, contexte.boutons(key), None, [source for etape in etapes for source in etape.sources])


def _etape(contexte: Contexte, nom: str, annees: float, condition: str) -> str:
    key = "utter_route_etape_condition" if condition else "utter_route_etape"
    return contexte.dire(key, diplome=nom, annees=_annees(contexte, annees), condition=condition)


def _annees(contexte: Contexte, value: float) -> str:
    return contexte.dire("utter_rendu_an" if value <= 1 else "utter_rendu_ans", n=f"{value:g}".replace(".", ","))


def _liste(lignes: list[str]) -> str:
    return "\n".join(f"- {ligne}" for ligne in lignes)
