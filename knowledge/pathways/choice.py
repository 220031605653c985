"""Choose the routes to show: the best first, then those that differ in kind, in first step and in where they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.pathways import rules
from knowledge.pathways.model import Route

SHOWN = 5
_TOO_FAR = 4.5  # years beyond the best route: nobody would be told of it
_SIGNED_FIRST = 1.1  # years: the school way is told first, when it is about as short
_SAME_SHAPE = 4.0  # the same diplomas in another rhythm teach little
_SAME_END, _SAME_FIRST, _SAME_KIND = 0.9, 0.8, 0.6


@dataclass(frozen=True)
class Offre:
    """A route and what it costs in all: years, rarity, drift, distance from the goal."""

    route: Route
    cout: float


def choose(offers: Sequence[Offre]) -> tuple[Route, ...]:
    """Return at most five routes, no two with the same kind and the same diplomas."""
    unique: dict[tuple[object, ...], Offre] = {}
    for offer in sorted(offers, key=lambda o: o.cout):
        unique.setdefault((offer.route.genre, *_shape(offer.route)), offer)
    rest = list(unique.values())
    kept: list[Route] = []
    near = [offer for offer in rest if offer.cout <= rest[0].cout + _TOO_FAR + 1]
    rest = [offer for offer in near if offer.cout <= rest[0].cout + _TOO_FAR]
    while rest and len(kept) < SHOWN:
        best = min(rest, key=lambda offer: offer.cout + _likeness(offer.route, kept))
        kept.append(best.route)
        rest.remove(best)
    return tuple(_with_two_rhythms(kept, near))


def _shape(route: Route) -> tuple[str, ...]:
    return route.types


def _likeness(route: Route, kept: Sequence[Route]) -> float:
    """Return what a route loses for resembling those already kept."""
    if not kept:
        return 0.0 if route.genre != "apprentissage" else _SIGNED_FIRST
    loss = 0.0
    if _shape(route) in [_shape(other) for other in kept]:
        loss += _SAME_SHAPE
    if _ends(route) in [_ends(other) for other in kept]:
        loss += _SAME_END
    if rules.family(route.etapes[0].type) in [rules.family(other.etapes[0].type) for other in kept]:
        loss += _SAME_FIRST
    if _kind(route) in [_kind(other) for other in kept]:
        loss += _SAME_KIND
    return loss


def _ends(route: Route) -> tuple[str, str | None]:
    return route.etapes[-1].type, route.etapes[-1].formation


def _kind(route: Route) -> tuple[str, bool]:
    return route.genre, "vae" in route.attentions


def _with_two_rhythms(kept: list[Route], offers: Sequence[Offre]) -> list[Route]:
    """Make sure that an apprenticeship and another way are both among the first three when both exist.

    A route already kept changes its rhythm when it can, so that no other diploma is lost.
    """
    for wanted in (True, False):
        first = kept[:3]
        if not first or any(_signed(route) is wanted for route in first):
            continue
        others = [offer.route for offer in offers if _signed(offer.route) is wanted]
        shapes = {_shape(route): route for route in reversed(others)}
        rank = next((r for r in (1, 2, 0) if r < len(first) and _shape(first[r]) in shapes), None)
        if rank is not None:
            same = shapes[_shape(first[rank])]
            kept = [*kept[:rank], same, *(route for route in kept[rank + 1 :] if route != same)]
        elif others:
            kept = [*kept[:2], others[0], *(route for route in kept[2:] if route != others[0])][:SHOWN]
    return kept


def _signed(route: Route) -> bool:
    return route.genre == "apprentissage"
