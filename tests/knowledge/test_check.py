"""Facts that contradict each other are found: each planted fault gives its own message and no other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.checks import check

Avec = Callable[..., KnowledgeBase]

# The tiny base stops at the bac pro: nothing of it reaches the doctorate, and check says so.
NO_DOCTORATE = [
    f"échelle : aucun chemin de « {start} » au doctorat ; il manque un palier dans poursuites.yml."
    for start in ("3e", "cap", "bac-pro", "bac-techno", "bac-general", "bts")
]

FAULTS = {
    "a rung from nowhere": (
        "poursuites.yml",
        "{de: cap, vers: bac-pro",
        "{de: capp, vers: bac-pro",
        "poursuite capp → bac-pro : « capp » n'existe pas ; corriger l'identifiant.",
    ),
    "a rung to nowhere": (
        "poursuites.yml",
        "{de: cap, vers: bac-pro",
        "{de: cap, vers: bacpro",
        "poursuite cap → bacpro : « bacpro » n'existe pas ; corriger l'identifiant.",
    ),
    "a formation of no type": (
        "formations/energie.csv",
        "cap-electricien,cap,",
        "cap-electricien,capa,",
        "formation cap-electricien : type « capa » inconnu ; l'ajouter à diplomes.yml.",
    ),
    "a next step that does not exist": (
        "poursuites/alimentaire.csv",
        "cap-boulanger,bac-pro-boulanger-patissier",
        "cap-boulanger,bac-pro-boulanger",
        "poursuite cap-boulanger → bac-pro-boulanger : « bac-pro-boulanger » n'existe pas ; corriger l'identifiant.",
    ),
    "a job by an unknown formation": (
        "metiers.yml",
        "formations: [cap-electricien]",
        "formations: [cap-electricite]",
        "métier electricien : formation « cap-electricite » inconnue ; corriger l'identifiant.",
    ),
    "a job near an unknown one": (
        "metiers.yml",
        "proches: [electricien]",
        "proches: [meunier]",
        "métier boulanger : métier proche « meunier » inconnu ; le retirer ou l'écrire.",
    ),
    "a job of an unknown filière": (
        "metiers.yml",
        "filiere: energie",
        "filiere: énergie",
        "electricien : filière « énergie » inconnue ; prendre l'une des douze.",
    ),
    "a campus of an unknown filière": (
        "campus.yml",
        "filiere: alimentaire",
        "filiere: pain",
        "pain-bretagne : filière « pain » inconnue ; prendre l'une des douze.",
    ),
    "a fact about an unknown subject": (
        "faits.yml",
        "sujet: pain-bretagne",
        "sujet: pain-normandie",
        "fait pain-fournil : sujet « pain-normandie » inconnu ; mettre cmq, filiere ou un campus.",
    ),
    "a level that is not that of the diploma": (
        "formations/energie.csv",
        "Électricien,3",
        "Électricien,4",
        "formation cap-electricien : niveau 4, mais cap est au niveau 3.",
    ),
    "a name shared by two jobs": (
        "metiers.yml",
        "  feminin: électricienne\n",
        "  feminin: électricienne\n  noms: [Boulanger]\n",
        "métiers boulanger, electricien : le nom « boulanger » est partagé ; le laisser à un seul.",
    ),
    "a question asked twice": (
        "faits.yml",
        "Combien de fournils a le campus du pain ?",
        "C'est quoi, un campus des métiers ?",
        "faits : la question « C'est quoi, un campus des métiers ? » est posée 2 fois ; en garder une.",
    ),
    "an expired amount with nothing else to say": (
        "dispositifs.yml",
        '  description: "Aide à payer la blouse."\n  montant: "100 euros"\n  valid_until: "2999-12-31"\n',
        '  montant: "100 euros"\n  valid_until: "2020-12-31"\n',
        "dispositif bourse-fournil : périmé depuis le 2020-12-31, rien d'autre à dire ; l'actualiser.",
    ),
}


def test_the_tiny_facts_hold_but_for_the_ladder(petite: KnowledgeBase) -> None:
    assert check(petite) == NO_DOCTORATE


def test_the_embedded_facts_hold(base: KnowledgeBase) -> None:
    assert check(base) == []


@pytest.mark.parametrize(("path", "good", "bad", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found_and_nothing_else(avec: Avec, path: str, good: str, bad: str, message: str) -> None:
    found = check(avec(path, good, bad))

    assert sorted(found) == sorted([message, *NO_DOCTORATE])


def test_a_fact_of_an_unknown_source_is_found(avec: Avec) -> None:
    found = check(avec("faits.yml", "source: guide", "source: guide ; carnet"))

    assert found[:-6] == [
        "fait cmq-definition : source « carnet » inconnue ; l'ajouter à sources.yml.",
        "fait pain-fournil : source « carnet » inconnue ; l'ajouter à sources.yml.",
    ]


def test_an_address_is_a_source(avec: Avec) -> None:
    assert check(avec("faits.yml", "source: guide", "source: https://exemple.fr/page")) == NO_DOCTORATE


def test_a_specialised_master_is_refused_as_a_rung_to_the_doctorate(avec: Avec, dossier: Path) -> None:
    ladder = """
diplomes:
- {id: ms, nom: "mastère spécialisé", nature: label, niveau: 7}
- {id: doctorat, nom: doctorat, nature: diplome, niveau: 8}
poursuites:
- {de: bac-pro, vers: ms, annees: 5, nature: dossier, frequence: rare}
- {de: ms, vers: doctorat, annees: 3, nature: dossier, frequence: rare}
"""
    found = check(avec(echelle=ladder))

    assert found == [
        "poursuite ms → doctorat : un mastère spécialisé n'est pas un palier vers le doctorat ; la retirer.",
        *NO_DOCTORATE,
    ]


def test_an_amount_expires_the_day_after_its_date(avec: Avec) -> None:
    base = avec("dispositifs.yml", '  description: "Aide à payer la blouse."\n', "")

    assert check(base, datetime.date(2999, 12, 31)) == NO_DOCTORATE
    assert len(check(base, datetime.date(3000, 1, 1))) == len(NO_DOCTORATE) + 1


def test_a_whole_ladder_is_not_a_dead_end(avec: Avec) -> None:
    ladder = """
diplomes:
- {id: bac-general, nom: "bac général", nature: diplome, niveau: 4}
- {id: bac-techno, nom: "bac techno", nature: diplome, niveau: 4}
- {id: bts, nom: BTS, nature: diplome, niveau: 5}
- {id: master, nom: master, nature: diplome, niveau: 7}
- {id: doctorat, nom: doctorat, nature: diplome, niveau: 8}
poursuites:
- {de: bac-pro, vers: bts, annees: 2, nature: priorite, frequence: courant}
- {de: bac-techno, vers: bts, annees: 2, nature: dossier, frequence: courant}
- {de: bac-general, vers: bts, annees: 2, nature: dossier, frequence: courant}
- {de: bts, vers: master, annees: 4, nature: dossier, frequence: possible}
- {de: master, vers: doctorat, annees: 3, nature: dossier, frequence: rare}
"""
    assert check(avec(echelle=ladder)) == []
