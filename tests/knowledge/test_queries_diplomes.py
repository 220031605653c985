"""What a diploma is, what follows it, and what replaced it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Situation
from knowledge.queries import diplomes
from knowledge.queries.diplomes import Fiche

Avec = Callable[..., KnowledgeBase]

RENOMME = """
diplomes:
- {id: bep, nom: "brevet d'études professionnelles", sigle: BEP, nature: diplome, niveau: 3, statut: renomme,
   remplace_par: bac-pro, depuis: 2021}
- {id: cs, nom: CS, nature: diplome, niveau: 3}
poursuites:
- {de: cap, vers: bep, annees: 1, nature: dossier, frequence: tres-courant}
- {de: cap, vers: cs, annees: 1, nature: dossier, frequence: tres-courant}
- {de: cap, vers: bac-pro, annees: 3, nature: vae, frequence: rare}
"""


def suites(base: KnowledgeBase, id_: str) -> list[str]:
    return [step.vers for step in diplomes.next_steps(base, id_)]


def test_a_diploma_is_described_whole(petite: KnowledgeBase) -> None:
    assert diplomes.describe(petite, "cap") == Fiche(
        id="cap",
        nom="CAP",
        nom_long="CAP (certificat d'aptitude professionnelle)",
        niveau=3,
        duree="2 ans",
        entree="",
        admission="Un vœu avec le collège.",
        alternance="oui",
        description="",
        a_savoir="",
        statut="ouvert",
        remplace_par="",
        depuis=None,
        suites=("bac pro",),
        sources=("guide",),
    )


def test_a_formation_has_its_own_title_and_the_rules_of_its_type(petite: KnowledgeBase) -> None:
    fiche = diplomes.describe(petite, "cap-boulanger")

    assert fiche is not None
    assert (fiche.id, fiche.nom, fiche.nom_long) == ("cap-boulanger", "CAP Boulanger", "CAP Boulanger")
    assert (fiche.niveau, fiche.duree, fiche.admission) == (3, "2 ans", "Un vœu avec le collège.")
    assert fiche.sources == ("guide", "guide")


@pytest.mark.parametrize("unknown", ["inconnu", "", None])
def test_an_unknown_diploma_has_no_sheet(petite: KnowledgeBase, unknown: str | None) -> None:
    assert diplomes.describe(petite, unknown) is None


def test_a_class_is_described_by_what_it_prepares(base: KnowledgeBase) -> None:
    assert diplomes.describe(base, "bts1") == diplomes.describe(base, "bts")


def test_a_renamed_diploma_says_by_what_and_since_when(avec: Avec) -> None:
    fiche = diplomes.describe(avec(bep=RENOMME), "bep")

    assert fiche is not None
    assert (fiche.statut, fiche.remplace_par, fiche.depuis) == ("renomme", "bac pro", 2021)


def test_next_steps_come_the_most_usual_first_each_once_and_never_a_closed_one(avec: Avec) -> None:
    base = avec(bep=RENOMME)

    assert suites(base, "cap") == ["cs", "bac-pro"]
    assert {step.vers: step.nature for step in diplomes.next_steps(base, "cap")} == {
        "cs": "dossier",
        "bac-pro": "dossier",
    }


def test_a_formation_leads_to_what_its_field_has(petite: KnowledgeBase) -> None:
    assert suites(petite, "cap-boulanger") == ["bac-pro"]
    assert suites(petite, "cap-electricien") == []


@pytest.mark.parametrize("end", ["bac-pro", "inconnu"])
def test_nothing_follows_the_last_rung_or_an_unknown_one(petite: KnowledgeBase, end: str) -> None:
    assert suites(petite, end) == []


def test_no_embedded_diploma_leads_to_a_closed_one(base: KnowledgeBase) -> None:
    closed = {d.id for d in base.all(Diplome) if d.statut != "ouvert"}
    starts = [*(d.id for d in base.all(Diplome)), *(s.id for s in base.all(Situation))]

    assert {(start, vers) for start in starts for vers in suites(base, start) if vers in closed} == set()


@pytest.mark.parametrize(("old", "new"), [("dut", "BUT"), ("bep", "bac pro"), ("bac-s", "bac général")])
def test_embedded_closed_diplomas_say_what_to_look_for_now(base: KnowledgeBase, old: str, new: str) -> None:
    fiche = diplomes.describe(base, old)

    assert fiche is not None
    assert fiche.remplace_par == new


@pytest.mark.parametrize(
    ("start", "usual"),
    [("3e", {"bac-general", "bac-pro", "cap"}), ("cap", {"bac-pro"}), ("bac-pro", {"bts"}), ("master", {"doctorat"})],
)
def test_the_usual_next_steps_are_there(base: KnowledgeBase, start: str, usual: set[str]) -> None:
    assert usual <= set(suites(base, start))


@pytest.mark.parametrize(
    ("id_", "name"),
    [("3e", "classe de 3e"), ("cap", "CAP"), ("cap-boulanger", "CAP Boulanger"), ("inconnu", "inconnu")],
)
def test_everything_has_a_name(petite: KnowledgeBase, id_: str, name: str) -> None:
    assert diplomes.name(petite, id_) == name


@pytest.mark.parametrize(
    ("domaine", "metier", "filiere"),
    [
        ("pain", None, "alimentaire"),
        ("alimentaire", None, "alimentaire"),
        (None, "electricien", "energie"),
        ("inconnu", "electricien", "energie"),
        (None, None, None),
    ],
)
def test_a_field_or_a_job_gives_its_filiere(
    petite: KnowledgeBase, domaine: str | None, metier: str | None, filiere: str | None
) -> None:
    assert diplomes.field_of(petite, domaine, metier) == filiere


def test_the_trainings_nearest_to_an_unknown_one_are_real_and_of_its_kind(base: KnowledgeBase) -> None:
    offered = diplomes.nearest(base, "BTS boulangerie")

    assert len(offered) == 3
    assert {formation.type for formation in offered} == {"bts"}
    assert all(base.get(Formation, formation.id) for formation in offered)
    assert offered[0].filiere == "alimentaire-agroalimentaire"
