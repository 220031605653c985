"""Pathways in the shape of the contract, for the command line and the public API."""

from __future__ import annotations

from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.pathways import Contraintes, Route, depart_nomme, lire_but, parcours
from knowledge.phrases import phrasebook
from knowledge.queries.search import suggest
from knowledge.queries.sources import cite


class UnknownName(LookupError):
    """A start or a goal the base does not know; the message offers the nearest names."""


def find(
    base: KnowledgeBase,
    de: str,
    vers: str,
    rythme: Any = None,
    region: str | None = None,
    sans: tuple[str, ...] = (),
    annees_max: float | None = None,
) -> dict[str, Any]:
    """Return `{"from", "to", "routes": […]}`; raises `UnknownName` with suggestions."""
    depart = depart_nomme(base, de)
    if depart is None:
        raise UnknownName(_unknown(base, de, ("situation", "diplome", "formation")))
    but = lire_but(base, vers)
    if but is None:
        raise UnknownName(_unknown(base, vers, ("metier", "diplome", "formation", "domaine")))
    trouve = parcours(base, depart, but, Contraintes(rythme, annees_max, sans, region))
    return {
        "from": trouve.depart,
        "to": trouve.but,
        "routes": [_route(base, route) for route in trouve.routes],
        **({"relax": trouve.relacher} if trouve.relacher else {}),
    }


def as_text(found: dict[str, Any]) -> str:
    """Return the routes as plain text."""
    lines = [f"De « {found['from']} » à « {found['to']} »"]
    if not found["routes"]:
        lines.append(
            "Aucun chemin sûr dans la base." + (f" À relâcher : {found['relax']}." if "relax" in found else "")
        )
    for number, route in enumerate(found["routes"], 1):
        lines.append(f"\n{number}. {route['years']:g} ans. {route['why']} {' '.join(route['cautions'])}".rstrip())
        for step in route["steps"]:
            level = f", niveau {step['niveau']}" if step["niveau"] else ""
            lines.append(
                f"   - {step['formation'] or step['diplome']}{level}, {step['years']:g} an(s) : {step['admission']}"
            )
    return "\n".join(lines)


def _route(base: KnowledgeBase, route: Route) -> dict[str, Any]:
    phrases = phrasebook()
    years = (f"{route.annees:g} an" + "s" * (route.annees > 1)).replace(".", ",")
    return {
        "kind": route.genre,
        "steps": [
            {
                "diplome": etape.type,
                "formation": etape.label,
                "niveau": etape.niveau,
                "years": etape.annees,
                "admission": etape.admission_texte,
                "alternance": etape.apprentissage if route.genre == "apprentissage" else etape.alternance == "oui",
                "condition": etape.condition,
                "exit_to_work": etape.sortie,
                "sources": cite(base, etape.sources),
            }
            for etape in route.etapes
        ],
        "years": route.annees,
        "why": phrases.say(f"utter_rendu_route_{route.genre}", annees=years).replace("**", "") + ".",
        "cautions": [phrases.say(f"utter_rendu_attention_{key}") for key in route.attentions],
    }


def _unknown(base: KnowledgeBase, text: str, kinds: tuple[str, ...]) -> str:
    offered = " ; ".join(dict.fromkeys(found.label for found in suggest(base, text, kinds)))
    return f"« {text} » n'est pas connu." + (f" Noms voisins : {offered}." if offered else " Essayer un autre nom.")
