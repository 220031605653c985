"""One route told step by step."""

from __future__ import annotations

from typing import Any

from actions import rendu, slots
from actions.contexte import Contexte, Reponse


def detail(contexte: Contexte, item: dict[str, Any]) -> Reponse:
    """Return a route shown before, with what each step asks; its diploma is what comes next is about."""
    lignes = [_etape(contexte, nom, annees, condition) for nom, annees, _, condition in item["etapes"]]
    texte = contexte.dire("utter_route_detail", annees=rendu.annees(contexte, item["annees"]), liste=_liste(lignes))
    boutons = contexte.boutons("utter_route_detail", diplome=item["id"])
    memoire = {slots.DIPLOME: item["id"]} if item["id"] else {}
    return Reponse(texte, boutons, None, [], memoire, contexte.slots.get(slots.SOURCES) or [])


def _etape(contexte: Contexte, nom: str, annees: float, condition: str) -> str:
    key = "utter_route_etape_condition" if condition else "utter_route_etape"
    return contexte.dire(key, diplome=nom, annees=rendu.annees(contexte, annees), condition=condition)


def _liste(lignes: list[str]) -> str:
    return "\n".join(f"- {ligne}" for ligne in lignes)
