"""Reference profiles: situation, goal, acceptable routes, forbidden steps. Rules are judged here, not cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.base import KnowledgeBase
from knowledge.pathways import Contraintes, Etape, Route, depart_nomme, lire_but, parcours
from knowledge.text import fold

FILES = sorted(Path(__file__).parent.glob("*.yml"))
# A short name in a profile, and the kinds of the base that it stands for.
FAMILIES = {
    "cap": ("capa",),
    "bts": ("btsa",),
    "bp": ("bpa", "bprea", "btm"),
    "cs": ("cs3", "cs4", "csa"),
    "master": ("meef",),
    "pass": ("pass-las",),
    "las": ("pass-las",),
    "titre": ("titre-rncp",),
    "ecole-archi": ("deea",),
    "de": (
        "deap", "deas", "deaes", "deme", "de-social", "de-kine", "de-paramedical", "de-sage-femme", "ifsi",
        "ecole-medecine", "ecole-veterinaire", "diplome-etat",
    ),
}  # fmt: skip
FIRST = 3  # the acceptable route must be among these


@dataclass(frozen=True)
class Profile:
    """A person's situation and goal; `acceptables` are sequences of step patterns."""

    id: str
    de: str
    vers: str
    acceptables: list[list[str]]
    interdits: list[str]
    contraintes: dict[str, Any]


def profiles() -> list[Profile]:
    raw = [item for path in FILES for item in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [Profile(**{"contraintes": {}, **item}) for item in raw]


def matches(step: Etape, pattern: str) -> bool:
    """Tell whether a step is the one a pattern names: « a|b », « type: word other|word », « type: a b / c »."""
    kinds, _, words = pattern.partition(":")
    if not any(_is_kind(step.type, kind) for kind in kinds.split("|")):
        return False
    name = fold(step.label).replace("'", " ")
    return any(
        all(any(part in name for part in word.split("|")) for word in series.split()) for series in words.split(" / ")
    )


def _is_kind(type_: str, kind: str) -> bool:
    if kind == "bac-techno":
        return type_ == kind or type_.startswith("bac-techno-")
    return type_ == kind or type_ in FAMILIES.get(kind, ())


def begun(start: str, route: Route) -> int:
    """Return how many of the first steps only finish the college or the class somebody is in."""
    count = 0
    for etape in route.etapes:
        if etape.type not in ("dnb", "prepa-metiers") and not (etape.admission == "en-cours" and "2de" not in start):
            break
        count += 1
    return count


def is_route(start: str, route: Route, patterns: list[str]) -> bool:
    return any(
        len(steps) == len(patterns) and all(matches(step, p) for step, p in zip(steps, patterns, strict=True))
        for steps in (route.etapes, route.etapes[begun(start, route) :])
    )


def routes(base: KnowledgeBase, profile: Profile) -> tuple[Route, ...]:
    depart, but = depart_nomme(base, profile.de), lire_but(base, profile.vers)
    assert depart is not None, profile.de
    assert but is not None, profile.vers
    wishes = {**profile.contraintes, "sans": tuple(profile.contraintes.get("sans", ()))}
    return parcours(base, depart, but, Contraintes(**wishes)).routes


def told(route: Route) -> str:
    return f"{route.genre}: " + " > ".join(f"{step.label} ({step.annees:g})" for step in route.etapes)


def test_there_are_enough_profiles_for_every_age_and_level() -> None:
    all_profiles = profiles()

    assert len(all_profiles) >= 60
    assert len({profile.id for profile in all_profiles}) == len(all_profiles)


def test_nearly_every_profile_has_an_acceptable_route_in_the_first_three(base: KnowledgeBase) -> None:
    missed = {}
    for profile in profiles():
        found = routes(base, profile)
        if not any(is_route(profile.de, route, wanted) for route in found[:FIRST] for wanted in profile.acceptables):
            missed[profile.id] = [told(route) for route in found[:FIRST]]

    assert len(missed) <= 0.05 * len(profiles()), "\n".join(f"{id_}: {routes}" for id_, routes in missed.items())


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.id)
def test_no_route_passes_by_a_forbidden_step(base: KnowledgeBase, profile: Profile) -> None:
    seen = [
        (pattern, told(route))
        for route in routes(base, profile)
        for pattern in profile.interdits
        if any(matches(step, pattern) for step in route.etapes[begun(profile.de, route) :])
    ]

    assert seen == []
