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
    found: dict[str, Any] = {
        "from": trouve.depart,
        "to": trouve.but,
        "routes": [_route(base, route) for route in trouve.routes],
    }
    if trouve.relacher:
        found |= {"relax": trouve.relacher, "relaxed_routes": [_route(base, route) for route in trouve.relaches]}
    if trouve.deja:
        found["already_held"] = True
    if trouve.raison:
        found["reason"] = trouve.raison
    return found


def as_text(found: dict[str, Any]) -> str:
    """Return the routes as plain text; without a route, what to relax and what that gives, or why there is none."""
    phrases = phrasebook()
    lines = [phrases.say("utter_parcours_console_titre", depart=found["from"], but=found["to"])]
    if not found["routes"]:
        key = "deja" if found.get("already_held") else "relacher" if "relax" in found else "rien"
        lines.append(phrases.say(f"utter_parcours_console_{key}", quoi=found.get("relax", "")))
    for number, route in enumerate(found["routes"] or found.get("relaxed_routes", []), 1):
        lines.append(f"\n{number}. {route['why']} {' '.join(route['cautions'])}".rstrip())
        lines += [f"   - {_step_line(step)}" for step in route["steps"]]
    return "\n".join(lines)


def _step_line(step: dict[str, Any]) -> str:
    """Return one rung as plain text: diploma, level, years, way in, rhythm, condition, whether one may stop there."""
    phrases = phrasebook()
    key = "utter_parcours_console_etape" if step["niveau"] else "utter_parcours_console_classe"
    parts = [
        phrases.say(
            key,
            diplome=step["formation"] or step["diplome"],
            niveau=step["niveau"] or "",
            annees=_years(step["years"]),
            admission=step["admission"],
        )
    ]
    if step["alternance"]:
        parts.append(phrases.say("utter_rendu_etape_alternance"))
    if step["condition"]:
        parts.append(phrases.say("utter_rendu_etape_condition", condition=step["condition"]))
    if step["exit_to_work"]:
        parts.append(phrases.say("utter_rendu_etape_sortie"))
    return " ".join(parts)


def _years(value: float) -> str:
    key = "utter_rendu_an" if value <= 1 else "utter_rendu_ans"
    return phrasebook().say(key, n=f"{value:g}".replace(".", ","))


def _route(base: KnowledgeBase, route: Route) -> dict[str, Any]:
    phrases = phrasebook()
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
        "why": phrases.say(f"utter_rendu_route_{route.titre}", annees=_years(route.annees)).replace("**", "") + ".",
        "cautions": [phrases.say(f"utter_rendu_attention_{key}") for key in route.attentions],
    }


def _unknown(base: KnowledgeBase, text: str, kinds: tuple[str, ...]) -> str:
    offered = " ; ".join(dict.fromkeys(found.label for found in suggest(base, text, kinds)))
    key = "utter_parcours_console_voisins" if offered else "utter_parcours_console_inconnu"
    return phrasebook().say(key, nom=text, voisins=offered)
