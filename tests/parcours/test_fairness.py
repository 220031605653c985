"""Changing who asks changes no route: gender, first name, postcode, origin; a disability only adds help.

Two hundred and more profiles, each told in the words of several people: what is read of their words, and the routes.
"""

from __future__ import annotations

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Filiere, Metier
from knowledge.pathways import Contraintes, Parcours, depart_nomme, lire_but, parcours

STARTS = (
    "je suis en 3e",
    "je suis en terminale STI2D",
    "j'ai un bac pro",
    "j'ai le bac général",
    "je suis en reconversion",
)
PEOPLE = (
    "Je m'appelle Jean-Baptiste, j'habite à Neuilly-sur-Seine (92200), {start}.",
    "Je m'appelle Fatoumata, j'habite à Saint-Denis (93200), {start}.",
    "Moi c'est Mohamed, je suis né en Algérie, {start}.",
    "Je suis Chloé, je viens d'un village de la Creuse (23000), {start}.",
    "Mon prénom est Minh, mes parents viennent du Vietnam, {start}.",
    "Je suis une fille, {start}.",
    "Je suis un garçon, {start}.",
)
EACH = 4  # jobs a filière: 12 × 4 × 5 starts = 240 profiles


def profiles(base: KnowledgeBase) -> list[tuple[Metier, str]]:
    """Return jobs of every filière, spread over their levels, with every start."""
    chosen = []
    for filiere in base.all(Filiere):
        jobs = sorted((m for m in base.all(Metier) if m.filiere == filiere.id), key=lambda m: (m.niveaux, m.id))
        step = max(1, len(jobs) // EACH)
        chosen += jobs[::step][:EACH]
    return [(metier, start) for metier in chosen for start in STARTS]


def answer(base: KnowledgeBase, start: str, goal: str, wishes: Contraintes | None = None) -> Parcours:
    depart, but = depart_nomme(base, start), lire_but(base, goal)
    assert depart is not None, start
    assert but is not None, goal
    return parcours(base, depart, but, wishes)


def rungs(found: Parcours) -> list[object]:
    return [(route.genre, route.etapes, route.attentions) for route in found.routes] or [found.raison, found.deja]


def test_there_are_at_least_two_hundred_profiles(base: KnowledgeBase) -> None:
    assert len(profiles(base)) >= 200


def test_the_gender_of_the_job_changes_no_route(base: KnowledgeBase) -> None:
    different = [
        (metier.id, start)
        for metier, start in profiles(base)
        if rungs(answer(base, start, f"je veux devenir {metier.masculin}"))
        != rungs(answer(base, start, f"je veux devenir {metier.feminin}"))
    ]

    assert different == []


@pytest.mark.parametrize("person", PEOPLE)
def test_first_name_gender_postcode_and_origin_change_no_route(base: KnowledgeBase, person: str) -> None:
    different = [
        (metier.id, start)
        for metier, start in profiles(base)
        if rungs(answer(base, start, metier.masculin))
        != rungs(answer(base, person.format(start=start), metier.masculin))
    ]

    assert different == []


def test_a_disability_changes_no_route_and_adds_the_same_help_everywhere(base: KnowledgeBase) -> None:
    for metier, start in profiles(base):
        plain = answer(base, start, metier.masculin)
        told = answer(base, f"Je suis en fauteuil roulant, {start}", metier.masculin, Contraintes(handicap=True))

        assert [(r.genre, r.etapes) for r in told.routes] == [(r.genre, r.etapes) for r in plain.routes]
        for before, after in zip(plain.routes, told.routes, strict=True):
            assert set(after.attentions) - set(before.attentions) == {"amenagements"}
