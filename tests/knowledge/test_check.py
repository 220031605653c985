"""Facts that contradict each other are found: each planted fault gives its own message and no other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.checks import check
from knowledge.importers.reading import FileProblem

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
    "a beginner's pay of an unknown job": (
        "salaires.csv",
        "boulanger,1900,2100",
        "meunier,1900,2100",
        "salaire meunier : métier inconnu ; corriger l'identifiant.",
    ),
    "a beginner's pay without an amount": (
        "salaires.csv",
        "boulanger,1900,2100",
        "boulanger,,",
        "salaire boulanger : aucun montant ; retirer la ligne.",
    ),
    "a formation that leads nowhere": (
        "metiers.yml",
        "  rome: D1102\n  niveaux: [3, 4]\n  formations: [cap-boulanger, bac-pro-boulanger-patissier]\n",
        "  niveaux: [3, 4]\n  formations: [cap-boulanger]\n",
        "formation bac-pro-boulanger-patissier : elle ne mène à rien ; écrire une poursuite ou un métier qui la cite.",
    ),
    "a job without a way in": (
        "metiers.yml",
        "  niveaux: [3]\n  formations: [cap-electricien]\n",
        "",
        "métier electricien : aucune voie d'accès ; lister ses formations ou écrire « acces ».",
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
- {de: ms, vers: doctorat, annees: 3, nature: dossier, frequence: rare}
"""
    found = check(avec(echelle=ladder))

    assert found == [
        "poursuite ms → doctorat : un mastère spécialisé n'est pas un palier vers le doctorat ; la retirer.",
        *NO_DOCTORATE,
        "diplôme bac-pro : rien ne le suit ; écrire une poursuite, même rare, dans poursuites.yml.",
    ]


def test_an_amount_expires_the_day_after_its_date(avec: Avec) -> None:
    base = avec("dispositifs.yml", '  description: "Aide à payer la blouse."\n', "")

    assert check(base, datetime.date(2999, 12, 31)) == NO_DOCTORATE
    assert len(check(base, datetime.date(3000, 1, 1))) == len(NO_DOCTORATE) + 1


LADDER = """
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


def test_a_whole_ladder_is_not_a_dead_end(avec: Avec) -> None:
    assert check(avec(echelle=LADDER)) == []


def test_a_diploma_that_nothing_follows_is_a_dead_end_once_the_ladder_is_whole(avec: Avec) -> None:
    added = LADDER + "- {de: bts, vers: deust, annees: 1, nature: dossier, frequence: rare}\n"
    deust = "- {id: deust, nom: DEUST, nature: diplome, niveau: 5, statut: %s}\n- {id: bts,"

    assert check(avec(echelle=added.replace("- {id: bts,", deust % "ouvert"))) == [
        "diplôme deust : rien ne le suit ; écrire une poursuite, même rare, dans poursuites.yml."
    ]
    assert check(avec(echelle=added.replace("- {id: bts,", deust % "ferme"))) == []


def test_a_formation_that_nothing_leads_to_is_found(avec: Avec) -> None:
    alone = """
diplomes:
- {id: bp, nom: brevet professionnel, nature: diplome, niveau: 4}
poursuites:
- {de: bp, vers: bac-pro, annees: 1, nature: dossier, frequence: rare}
formations:
- {id: bp-boulanger, type: bp, intitule: Boulanger, niveau: 4, filiere: alimentaire}
"""
    assert check(avec(echelle=alone)) == [
        "formation bp-boulanger : rien n'y mène ; écrire une poursuite vers elle ou vers bp.",
        *NO_DOCTORATE,
    ]


def test_a_title_that_is_its_own_job_need_not_lead_further(avec: Avec) -> None:
    title = """
diplomes:
- {id: titre-rncp, nom: titre, nature: diplome, niveau: 4}
- {id: autre, nom: autre, nature: diplome, niveau: 4}
poursuites:
- {de: cap, vers: titre-rncp, annees: 1, nature: dossier, frequence: rare}
- {de: cap, vers: autre, annees: 1, nature: dossier, frequence: rare}
formations:
- {id: titre-meunier, type: titre-rncp, intitule: Meunier, niveau: 4, filiere: alimentaire}
- {id: autre-meunier, type: autre, intitule: Meunier, niveau: 4, filiere: alimentaire}
"""
    assert check(avec(echelle=title)) == [
        "formation autre-meunier : elle ne mène à rien ; écrire une poursuite ou un métier qui la cite.",
        *NO_DOCTORATE,
    ]


def test_what_an_official_list_brought_is_not_asked_for_a_way_in_or_out(avec: Avec) -> None:
    brought = """
diplomes:
- {id: bp, nom: brevet professionnel, nature: diplome, niveau: 4}
formations:
- {id: FOR.1, type: bp, intitule: Meunier, niveau: 4, filiere: alimentaire, code_diplome: "99999999"}
metiers:
- {id: MET.1, masculin: meunier, feminin: meunière, filiere: alimentaire, rome: Z9999}
"""
    assert check(avec(echelle=brought)) == NO_DOCTORATE


# A ladder of formations in the filière « alimentaire », level by level, and the edges between them.
RUNGS = {5: "bts", 6: "licence", 7: "master", 8: "doctorat"}
LEVELS = [
    "diplomes:",
    *(f"- {{id: {kind}, nom: {kind}, nature: diplome, niveau: {level}}}" for level, kind in RUNGS.items()),
    "- {id: bac-general, nom: bac général, nature: diplome, niveau: 4}",
    "- {id: bac-techno, nom: bac techno, nature: diplome, niveau: 4}",
]
EDGES = [
    "poursuites:",
    *(
        f"- {{de: {start}, vers: {end}, annees: 2, nature: dossier, frequence: courant}}"
        for start, end in (
            ("bac-pro", "bts"),
            ("bac-techno", "bts"),
            ("bac-general", "bts"),
            ("bts", "licence"),
            ("licence", "master"),
            ("master", "doctorat"),
        )
    ),
]
BREADS = [
    "formations:",
    *(
        f"- {{id: {kind}-pain, type: {kind}, intitule: Pain, niveau: {level}, filiere: alimentaire}}"
        for level, kind in RUNGS.items()
    ),
]
NO_ENERGY = "filière energie : aucune formation de niveau 4 ; en ajouter une."


def test_a_filiere_without_a_formation_at_each_level_is_short(avec: Avec) -> None:
    assert check(avec(echelle="\n".join([*LEVELS, *EDGES, *BREADS]))) == [NO_ENERGY]

    fewer = [line for line in BREADS if "licence" not in line]
    assert check(avec(echelle="\n".join([*LEVELS, *EDGES, *fewer]))) == [
        "filière alimentaire : aucune formation de niveau 6 ; en ajouter une.",
        NO_ENERGY,
    ]


def test_a_filiere_whose_levels_do_not_follow_each_other_is_short(avec: Avec) -> None:
    """Each level is there and the types lead to the doctorate, but by the licence, which this filière lacks."""
    other = [
        "- {id: but-pain, type: but, intitule: Pain, niveau: 6, filiere: alimentaire, rome: [D1102]}",
        *(line for line in BREADS[1:] if "licence" not in line),
    ]
    levels = [*LEVELS, "- {id: but, nom: but, nature: titre, niveau: 6}"]
    edges = [*EDGES, "- {de: bac-pro, vers: but, annees: 3, nature: dossier, frequence: courant}"]

    assert check(avec(echelle="\n".join([*levels, *edges, BREADS[0], *other]))) == [
        "filière alimentaire : aucun chemin du CAP au doctorat ; il manque une poursuite.",
        NO_ENERGY,
    ]


# Codes, when official lists are at hand

ROME = "code_rome,libelle_rome\nD1102,Boulanger\nF1602,Électricien\n"
DIPLOMAS = "Code diplôme;Intitulé de la spécialité (et options);Diplôme;Niveau;Code RNCP\n"
BAKER = "50022139;Boulanger;CAP;3;RNCP37537\n"


@pytest.fixture
def listes(tmp_path: Path) -> Callable[..., Path]:
    """Write official lists in a folder of folders, as they are downloaded."""

    def write(**texts: str) -> Path:
        names = {"rome": "unix_referentiel_code_rome_v460.csv", "diplomes": "fr-en-diplomes-professionnels.csv"}
        for name, text in texts.items():
            (tmp_path / "listes" / name).mkdir(parents=True, exist_ok=True)
            (tmp_path / "listes" / name / names[name]).write_text(text, encoding="utf-8")
        return tmp_path / "listes"

    return write


def test_codes_that_the_lists_know_are_no_problem(petite: KnowledgeBase, listes: Callable[..., Path]) -> None:
    assert check(petite, official=listes(rome=ROME, diplomes=DIPLOMAS + BAKER)) == NO_DOCTORATE


def test_codes_that_no_list_of_the_folder_knows_are_found(avec: Avec, listes: Callable[..., Path]) -> None:
    base = avec("formations/energie.csv", "Électricien,3,2,,,", "Électricien,3,2,,50025521,")
    folder = listes(rome=ROME.replace("F1602", "F1603"), diplomes=DIPLOMAS + BAKER.replace("37537", "37538"))

    assert check(base, official=folder) == [
        "métier electricien : code ROME F1602 inconnu du ROME ; le corriger.",
        "formation cap-boulanger : fiche RNCP 37537 inconnue ; la corriger.",
        "formation cap-electricien : code diplôme 50025521 inconnu ; le corriger.",
        *NO_DOCTORATE,
    ]


def test_a_kind_of_code_is_only_checked_by_a_list_that_holds_some(avec: Avec, listes: Callable[..., Path]) -> None:
    base = avec("formations/energie.csv", "Électricien,3,2,,,", "Électricien,3,2,,50025521,")

    assert check(base, official=listes(rome=ROME)) == NO_DOCTORATE
    listes(diplomes=DIPLOMAS + "50025521;Électricien;CAP;3;\n")
    assert check(base, official=listes()) == NO_DOCTORATE


def test_codes_that_an_official_list_brought_are_not_checked_against_another(
    avec: Avec, listes: Callable[..., Path]
) -> None:
    brought = """
formations:
- {id: FOR.1, type: cap, intitule: Meunier, niveau: 3, filiere: alimentaire, rncp: "1", code_diplome: "99999999"}
metiers:
- {id: MET.1, masculin: meunier, feminin: meunière, filiere: alimentaire, rome: Z9999}
"""
    folder = listes(rome=ROME, diplomes=DIPLOMAS + BAKER)

    assert check(avec(echelle=brought), official=folder) == NO_DOCTORATE


def test_a_folder_that_is_not_there_or_holds_no_list_is_told(petite: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"^nulle-part : ce dossier n'existe pas ; "):
        check(petite, official=tmp_path / "nulle-part")
    with pytest.raises(FileProblem, match=r" : aucune liste officielle dans ce dossier ; y mettre "):
        check(petite, official=tmp_path)
