"""Every job is reached from every start or says why; every filière has a whole ladder, CAP to doctorate."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Filiere, Formation, Metier
from knowledge.pathways import Contraintes, Route, parcours, sommet
from knowledge.pathways.goals import but_formations, but_metier

STARTS = ("3e", "bac-general", "bac-techno", "bac-pro", "adulte")
LEAST = {"3e": 0.97, "bac-general": 0.95, "bac-techno": 0.93, "bac-pro": 0.93, "adulte": 0.93}


def test_every_job_is_reached_from_each_start_or_says_why(
    base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    reached: Counter[tuple[str, str]] = Counter()
    jobs = Counter(metier.filiere for metier in base.all(Metier))
    for metier in base.all(Metier):
        but = but_metier(base, metier, metier.masculin)
        for start in STARTS:
            found = parcours(base, start, but)
            assert found.routes or found.deja or found.raison, (metier.id, start)
            reached[metier.filiere, start] += bool(found.routes or found.deja)
    table = "\n".join(
        f"{filiere:36} " + " ".join(f"{start} {reached[filiere, start]}/{total}" for start in STARTS)
        for filiere, total in jobs.items()
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{table}\n")

    for start, least in LEAST.items():
        assert sum(reached[f, start] for f in jobs) >= least * sum(jobs.values()), start


def ladders(base: KnowledgeBase, filiere: str) -> list[Route]:
    """Return the ways to a doctorate from each CAP of a filière; from any CAP where none bears the filière."""
    named = [f for f in base.all(Formation) if f.filiere == filiere]
    caps = [f for f in named if f.type in ("cap", "capa")]
    questions = [(cap.id, but_formations(base, cap.intitule, (cap.id,))) for cap in caps]
    if not caps:
        questions = [("cap", but_formations(base, f.intitule, (f.id,))) for f in named if f.type == "bac-pro"]
    found = [parcours(base, start, sommet(base, but)) for start, but in questions]
    return [route for item in found for route in item.routes if route.etapes[-1].type == "doctorat"]


@pytest.mark.parametrize("filiere", [
    "alimentaire-agroalimentaire", "chimie-biotechnologies", "creation-design-audiovisuel", "infrastructures-batiment",
    "materiaux", "mobilite-aeronautique-transports", "numerique-telecommunications", "services-entreprises-logistique",
    "services-personne", "systemes-innovants-mecatronique", "tourisme-gastronomie", "transition-energetique",
])  # fmt: skip
def test_a_filiere_has_a_whole_ladder_from_a_cap_to_a_doctorate(base: KnowledgeBase, filiere: str) -> None:
    assert base.get(Filiere, filiere) is not None
    found = ladders(base, filiere)

    assert found
    for route in found:
        levels = [etape.niveau for etape in route.etapes if etape.niveau]
        assert levels == sorted(set(levels))
        assert levels[0] == 4
        assert levels[-2:] == [7, 8]
        assert route.annees >= 8


def test_a_ladder_keeps_the_speciality_of_the_trade(base: KnowledgeBase) -> None:
    metier = base.get(Metier, "electricien-du-batiment")
    assert metier is not None
    found = parcours(base, "3e", sommet(base, but_metier(base, metier, "électricienne")), Contraintes())

    first = found.routes[0]
    assert first.types == ("bac-pro", "bts", "licence", "master", "doctorat")
    assert [etape.label for etape in first.etapes][1] == "BTS Électrotechnique"
    assert first.etapes[-1].label == "doctorat Génie électrique"
    assert first.annees == 11
