"""Joining official lists to the facts: tied by code, then by name; what is missing is added, what differs is told."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from postgresql import server
from sqlalchemy import create_engine, select

from knowledge.base import KnowledgeBase
from knowledge.build import build
from knowledge.checks import check
from knowledge.consolidation import Joined, consolidate, formations, metiers, poursuites
from knowledge.consolidation.records import FICHES, LISTE, LISTE_METIERS, METIERS, PASSAGE, Curated, Official
from knowledge.entities import Correspondance, Diplome, Divergence, Formation, Metier, Poursuite, Source
from knowledge.importing import run
from knowledge.official import Certification, Lien, MetierOfficiel
from knowledge.schema import OFFICIAL_TABLES, SEARCH, TABLES

BREAD = "alimentaire-agroalimentaire"
DAY = "2026-11-25"
BAKER = Formation("cap-boulanger", "cap", "Boulanger", 3, "alimentaire", rncp="37537")
PASTRY = Formation("bac-pro-boulanger-patissier", "bac-pro", "Boulanger - pâtissier", 4, "alimentaire")
TYPES = (
    Diplome("cap", "certificat d'aptitude professionnelle", "diplome", sigle="CAP", niveau=3, duree_ans=2.0),
    Diplome("bac-pro", "baccalauréat professionnel", "diplome", sigle="bac pro", niveau=4, duree_ans=3.0),
    Diplome("cs4", "certificat de spécialisation", "diplome", sigle="CS", niveau=4, duree_ans=1.0, alternance="oui"),
)


def curated(*known: Formation, jobs: tuple[Metier, ...] = (), pairs: tuple[tuple[str, str], ...] = ()) -> Curated:
    return Curated(list(known), list(jobs), {kind.id: kind for kind in TYPES}, set(pairs), set())


def official(
    *sheets: Certification,
    bridge: tuple[Certification, ...] = (),
    listed: tuple[Certification, ...] = (),
    links: tuple[Lien, ...] = (),
    jobs: tuple[MetierOfficiel, ...] = (),
    job_links: tuple[Lien, ...] = (),
    listed_jobs: tuple[MetierOfficiel, ...] = (),
) -> Official:
    read = Official({name: Source(name, name, verified_on=DAY) for name in (FICHES, METIERS)})
    for name, certifications in ((FICHES, sheets), (PASSAGE, bridge), (LISTE, listed)):
        read.certifications[name] = list(certifications)
    read.metiers.update({METIERS: list(jobs), LISTE_METIERS: list(listed_jobs)})
    read.liens.update({FICHES: list(links), METIERS: list(job_links)})
    return read


def sheet(id_: str, intitule: str, **values: Any) -> Certification:
    usual = {"type": "MC (futur CS)", "niveau": 4, "onisep": id_, "domaines": ("agroalimentaire",)}
    return Certification(id_, intitule, **{**usual, **values})


def follows(de: str, libelle: str, rank: int = 1, condition: str = "") -> Lien:
    return Lien(f"poursuite:{de}:{rank}", "poursuite", de, libelle=libelle, condition=condition)


# Formations


def test_a_formation_is_tied_by_its_diploma_code_before_anything_else() -> None:
    coded = dataclasses.replace(BAKER, code_diplome="50022139")
    by_code = sheet("FOR.1", "CAP artisan du pain", type="CAP", niveau=3, code_diplome="50022139")
    by_rncp = sheet("FOR.2", "CAP autre", type="CAP", niveau=3, rncp="37537")
    by_name = sheet("FOR.3", "CAP boulanger", type="CAP", niveau=3)

    made = formations.join(curated(coded), official(by_code, by_rncp, by_name))
    bridged = formations.join(
        curated(coded), official(dataclasses.replace(by_code, code_diplome=""), by_rncp, bridge=(by_code,))
    )

    assert made.ids["FOR.1"] == bridged.ids["FOR.1"] == "cap-boulanger"
    assert made.correspondances == [Correspondance("formation", "cap-boulanger", "onisep", "FOR.1", FICHES)]
    assert [formation.id for formation in made.new] == ["FOR.2", "FOR.3"]


def test_a_formation_is_tied_by_its_rncp_number_when_only_one_sheet_bears_it() -> None:
    one = sheet("FOR.2", "CAP artisan du pain", type="CAP", niveau=3, rncp="37537")
    other = sheet("FOR.4", "CAP artisan du pain, option seigle", type="CAP", niveau=3, rncp="37537")
    twin = dataclasses.replace(BAKER, id="cap-boulanger-bis", intitule="Boulanger bis")

    assert formations.join(curated(BAKER), official(one)).ids == {"FOR.2": "cap-boulanger"}
    assert formations.join(curated(BAKER), official(one, other)).correspondances == []
    assert formations.join(curated(BAKER, twin), official(one)).correspondances == []


def test_a_formation_is_tied_by_its_name_whatever_accents_and_signs() -> None:
    named = sheet("FOR.5", "Bac Pro boulanger, PATISSIER", type="bac pro")

    assert formations.join(curated(PASTRY), official(named)).ids == {"FOR.5": "bac-pro-boulanger-patissier"}


def test_a_list_without_sheets_ties_but_adds_nothing() -> None:
    made = formations.join(curated(BAKER), official(listed=(sheet("FOR.2", "CAP boulanger"), sheet("FOR.9", "x"))))

    assert made.correspondances == [Correspondance("formation", "cap-boulanger", "onisep", "FOR.2", LISTE)]
    assert made.new == []


def test_a_formation_that_is_missing_is_added_with_its_type_level_and_filiere() -> None:
    new = sheet("FOR.4", "MC (futur CS) pâtisserie boulangère", duree="1,5 an", rncp="37380", code_diplome="01022103")

    assert formations.join(curated(BAKER), official(new)).new == [
        Formation(
            id="FOR.4",
            type="cs4",
            intitule="Pâtisserie boulangère",
            niveau=4,
            filiere=BREAD,
            annees=1.5,
            rncp="37380",
            code_diplome="01022103",
            source=FICHES,
            verified_on=DAY,
        )
    ]


def test_the_filiere_is_that_of_most_sub_domains_and_of_the_first_when_they_draw() -> None:
    assert formations.filiere_of(("agroalimentaire", "électronique", "pêche")) == BREAD
    assert formations.filiere_of(("électronique", "pêche")) == "systemes-innovants-mecatronique"
    assert formations.filiere_of(("inconnu",)) is None


def test_what_has_no_place_on_the_ladder_is_left_out_and_counted_by_reason() -> None:
    made = formations.join(
        curated(BAKER),
        official(
            sheet("FOR.1", "certificat du fournil", type="certificat maison"),
            sheet("FOR.2", "certificat du moulin", type="certificat maison"),
            sheet("FOR.3", "CAP meunier", type="CAP", niveau=None),
            sheet("FOR.4", "BTS du pain", type="BTS", niveau=5),
            sheet("FOR.5", "MC du vent", domaines=("souffle",)),
        ),
    )

    assert made.new == []
    assert made.left_out == {
        "formation : type « certificat maison » de niveau 4 hors de l'échelle": 2,
        "formation : type « CAP » de niveau inconnu hors de l'échelle": 1,
        "formation : type « BTS » de niveau 5 hors de l'échelle": 1,
        "formation : domaine sans filière": 1,
    }


def test_a_curated_value_wins_and_each_difference_is_listed() -> None:
    coded = dataclasses.replace(BAKER, code_diplome="50022139")
    other = sheet("FOR.1", "CAP boulanger", type="CAP", niveau=4, rncp="999", code_diplome="50022140")
    silent = sheet("FOR.1", "CAP boulanger", type="CAP", niveau=3)

    made = formations.join(curated(coded), official(other))

    assert made.new == []
    assert made.divergences == [
        Divergence("cap-boulanger", "niveau", "3", "4", FICHES),
        Divergence("cap-boulanger", "rncp", "37537", "999", FICHES),
        Divergence("cap-boulanger", "code_diplome", "50022139", "50022140", FICHES),
    ]
    assert formations.join(curated(coded), official(silent)).divergences == []


# Further study

REWRITES = {
    "as it is": ("CAP boulanger", "CAP boulanger"),
    "feminine marks": ("MC technicien(ne) du pain", "MC technicien du pain"),
    "a MC to become, now a CS": ("MC (futur CS) tourier", "CS tourier"),
    "a MC to become, still a MC": ("MC (futur CS) tourier", "MC tourier"),
    "a MC that will become a CS": ("MC tourier", "MC (futur CS) tourier"),
    "a CS that was to come": ("CS tourier", "MC (futur CS) tourier"),
    "a CS that was a MC": ("CS tourier", "MC tourier"),
    "a MC that is a CS": ("MC tourier", "CS tourier"),
    "a CAP of agriculture": ("CAPa métiers du blé", "CAP agricole métiers du blé"),
    "a bac pro of agriculture": ("bac pro agricole blé", "bac pro blé"),
    "a prépa": ("classe prépa blé", "CPGE blé"),
    "a DTMS": ("DTMS fournil", "DT fournil"),
    "a CS in full": ("CS tourier", "certificat de spécialisation tourier"),
    "an engineer": ("diplôme d'ingénieur de l'école du pain", "ingénieur diplômé de l'école du pain"),
    "a university renamed": ("master blé université Paris-Saclay", "master blé université Paris XI"),
    "a school in each town": ("diplôme supérieur de gestion EGC Lannion", "diplôme supérieur de gestion EGC"),
    "an option": ("MC tourier option seigle", "MC tourier"),
}


@pytest.mark.parametrize(("written", "target"), REWRITES.values(), ids=REWRITES.keys())
def test_a_label_is_matched_through_each_way_of_writing_it(written: str, target: str) -> None:
    read = official(sheet("FOR.1", "début"), sheet("FOR.2", target), links=(follows("FOR.1", written),))
    made = formations.join(curated(), read)

    edges = poursuites.join(curated(), read, made)

    assert (edges.labels, edges.matched) == (1, 1)
    assert [(edge.de, edge.vers) for edge in edges.new] == [("FOR.1", "FOR.2")]


def test_rewriting_never_makes_a_label_of_another_diploma() -> None:
    read = official(
        sheet("FOR.1", "début"), sheet("FOR.2", "BP tourier"), links=(follows("FOR.1", "CS boulanger tourier"),)
    )
    edges = poursuites.join(curated(), read, formations.join(curated(), read))

    assert (edges.labels, edges.matched, edges.new) == (1, 0, [])
    assert edges.left_out == {"poursuite : libellé inconnu": 1}


def test_an_edge_tells_its_condition_years_and_source() -> None:
    read = official(
        sheet("FOR.2", "CAP boulanger", type="CAP", niveau=3),
        sheet("FOR.4", "MC tourier"),
        links=(follows("FOR.2", "MC tourier", condition="poursuite d'études conditionnelle"),),
    )
    facts = curated(BAKER)

    assert poursuites.join(facts, read, formations.join(facts, read)).new == [
        Poursuite(
            de="cap-boulanger",
            vers="FOR.4",
            annees=1.0,
            nature="dossier",
            frequence="possible",
            meme_domaine=True,
            alternance="oui",
            condition="Poursuite d'études conditionnelle",
            source=FICHES,
            confiance="verified",
            verified_on=DAY,
        )
    ]


def test_an_edge_written_by_hand_is_not_written_again() -> None:
    read = official(
        sheet("FOR.2", "CAP boulanger", type="CAP", niveau=3),
        sheet("FOR.3", "bac pro boulanger pâtissier", type="bac pro"),
        links=(follows("FOR.2", "bac pro boulanger pâtissier"), follows("FOR.3", "bac pro boulanger pâtissier")),
    )
    facts = curated(BAKER, PASTRY, pairs=(("cap-boulanger", "bac-pro-boulanger-patissier"),))

    edges = poursuites.join(facts, read, formations.join(facts, read))
    assert (edges.labels, edges.matched, edges.new) == (2, 2, [])


def test_an_edge_to_what_the_base_does_not_hold_is_matched_but_left_out() -> None:
    read = official(
        sheet("FOR.1", "début"), sheet("FOR.2", "BTS pain", type="BTS", niveau=5), links=(follows("FOR.1", "BTS pain"),)
    )
    edges = poursuites.join(curated(), read, formations.join(curated(), read))

    assert (edges.labels, edges.matched, edges.new) == (1, 1, [])
    assert edges.left_out == {"poursuite : un des deux bouts n'est pas dans la base": 1}


# Métiers

JOB = Metier("boulanger", "boulanger", "boulangère", "alimentaire", noms=("artisan du pain",))


def leads(de: str, vers: str) -> Lien:
    return Lien(f"formation-metier:{de}:{vers}", "formation-metier", de, vers)


def test_a_job_is_tied_by_any_of_its_names_and_one_that_is_missing_is_added_with_its_ways_in() -> None:
    known = MetierOfficiel("MET.1", "boulanger/ère", "artisan du pain", "artisane du pain", accroche="Il pétrit.")
    new = MetierOfficiel(
        "MET.2",
        "tourier/ère",
        "tourier",
        "tourière",
        noms=("feuilleteur", "artisan du pain"),
        rome=("D1104", "D1102"),
        accroche="Il plie la pâte.",
        niveau_acces=3,
    )
    near = Lien("p", "metier-proche", "MET.2", "MET.1")
    nowhere = Lien("q", "metier-proche", "MET.2", "MET.404")
    read = official(
        sheet("FOR.4", "MC tourier"),
        sheet("FOR.2", "CAP boulanger", type="CAP", niveau=3),
        links=(leads("FOR.4", "MET.2"), leads("FOR.2", "MET.2"), leads("FOR.2", "MET.1"), leads("FOR.2", "MET.404")),
        jobs=(known, new),
        job_links=(near, nowhere),
    )
    facts = curated(BAKER, jobs=(JOB,))

    made = metiers.join(facts, read, formations.join(facts, read))

    assert made.correspondances == [Correspondance("metier", "boulanger", "onisep", "MET.1", METIERS)]
    assert (made.resolved, made.links) == (3, 4)
    assert made.new == [
        Metier(
            id="MET.2",
            masculin="tourier",
            feminin="tourière",
            filiere="alimentaire",
            rome="D1104",
            noms=("feuilleteur",),
            niveaux=(3,),
            formations=("cap-boulanger", "FOR.4"),
            description="Il plie la pâte.",
            proches=("boulanger",),
            source=METIERS,
            confiance="verified",
            verified_on=DAY,
        )
    ]


def test_a_link_is_resolved_when_either_list_of_jobs_knows_it() -> None:
    listed = MetierOfficiel("MET.9", "meunier", domaines=("agroalimentaire",))
    read = official(links=(leads("FOR.1", "MET.9"),), listed_jobs=(listed,))

    made = metiers.join(curated(), read, formations.join(curated(), read))
    assert (made.resolved, made.links, made.new) == (1, 1, [])


def test_the_filiere_of_a_job_without_formation_is_that_of_its_domains() -> None:
    miller = MetierOfficiel("MET.9", "meunier", "meunier", "meunière", accroche="Il moud.")
    listed = MetierOfficiel("MET.9", "meunier", domaines=("agroalimentaire",))

    made = metiers.join(
        curated(), official(jobs=(miller,), listed_jobs=(listed,)), formations.join(curated(), official())
    )
    assert [(job.id, job.filiere, job.formations) for job in made.new] == [("MET.9", BREAD, ())]


def test_a_job_that_says_nothing_is_left_out_and_counted() -> None:
    read = official(
        jobs=(
            MetierOfficiel("MET.1", "souffleur", accroche="Il souffle."),
            MetierOfficiel("MET.2", "meunier", domaines=("agroalimentaire",)),
        )
    )
    made = metiers.join(curated(), read, formations.join(curated(), read))

    assert made.new == []
    assert made.left_out == {"métier : sans filière ni résumé": 1, "métier : sans résumé": 1}


# In a base

ECHELLE = """
filieres:
- {id: alimentaire-agroalimentaire, nom: "Alimentaire"}
diplomes:
- {id: cs4, nom: "certificat de spécialisation", sigle: "CS", nature: diplome, niveau: 4, duree_ans: 1, alternance: oui}
poursuites:
- {de: cap, vers: cs4, annees: 1, nature: dossier, frequence: courant, source: onisep-fiches-formations}
"""
SHEETS = """<formations>
<formation><identifiant>FOR.2</identifiant><libelle_complet>CAP boulanger</libelle_complet>
  <code_scolarite>50022139</code_scolarite><niveau_certification>niveau 3 (CAP)</niveau_certification>
  <url>https://www.francecompetences.fr/recherche/rncp/18704/</url>
  <type_Formation><type_formation_sigle>CAP</type_formation_sigle></type_Formation>
  <poursuites_etudes><poursuite_etudes><formation_poursuite_Etudes>MC tourier/ère</formation_poursuite_Etudes>
  </poursuite_etudes></poursuites_etudes>
  <metiers_formation><metier><id>MET.1</id><nom_metier>boulanger</nom_metier></metier></metiers_formation></formation>
<formation><identifiant>FOR.4</identifiant><libelle_complet>MC (futur CS) tourier</libelle_complet>
  <code_scolarite/><niveau_certification>niveau 4 (bac)</niveau_certification><duree_formation>1 an</duree_formation>
  <type_Formation><type_formation_sigle>MC (futur CS)</type_formation_sigle></type_Formation>
  <sous_domaines_web><sous_domaine_web><libelle>agroalimentaire</libelle></sous_domaine_web></sous_domaines_web>
  <metiers_formation><metier><id>MET.2</id><nom_metier>tourier</nom_metier></metier></metiers_formation></formation>
</formations>"""
JOBS = """<metiers>
<metier><identifiant>MET.1</identifiant><nom_metier>boulanger</nom_metier><accroche_metier>Il pétrit.</accroche_metier>
  <libelle_masculin>boulanger</libelle_masculin><libelle_feminin>boulangère</libelle_feminin><niveau_acces_min/></metier>
<metier><identifiant>MET.2</identifiant><nom_metier>tourier</nom_metier><accroche_metier>Il plie.</accroche_metier>
  <libelle_masculin>tourier</libelle_masculin><libelle_feminin>tourière</libelle_feminin><niveau_acces_min/></metier>
</metiers>"""
BRIDGE = {
    "certif_info_ci_identifiant": "12823",
    "ci_niveau_europeen": "3",
    "ci_intitule": "CAP boulanger",
    "ci_code_rncp": "RNCP18704",
    "ci_code_scolarite": "50022139",
    "ideo_identifiant_formation": "FOR.2",
}
JOINED = Joined(
    rows={"source": 3, "formation": 1, "metier": 1, "poursuite": 1, "correspondance": 2, "divergence": 1},
    links=(2, 2),
    labels=(1, 1),
)
KINDS = ("source", "formation", "metier", "poursuite", "correspondance", "divergence")


@pytest.fixture
def faits(dossier: Path) -> Path:
    """The tiny facts, with one more rung, which its author read in Onisep's sheets."""
    (dossier / "echelle.yml").write_text(ECHELLE, encoding="utf-8")
    return dossier


@pytest.fixture
def importer(ecrire: Callable[..., Path]) -> Callable[[str], None]:
    """Import the small lists above into a base."""

    def fill(url: str) -> None:
        run(url, "onisep-formations", [ecrire("fiches.xml", SHEETS)])
        run(url, "onisep-metiers", [ecrire("metiers.xml", JOBS)])
        run(url, "table-passage", [ecrire("table.json", json.dumps([BRIDGE]))])

    return fill


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as url:
        yield url


def rows(url: str, numbered: bool = True) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the kinds that a consolidation makes."""
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        found = {
            kind: [dict(row) for row in connection.execute(select(table).order_by(table.c.numero)).mappings()]
            for kind, table in TABLES.items()
            if kind in KINDS
        }
    engine.dispose()
    return {
        kind: [{k: v for k, v in row.items() if numbered or k != "numero"} for row in items]
        for kind, items in found.items()
    }


def joined(url: str) -> Joined:
    base = KnowledgeBase(url)
    made = consolidate(base.engine)
    base.engine.dispose()
    return made


def test_lists_are_joined_to_the_facts(faits: Path, url: str, importer: Callable[[str], None]) -> None:
    build(url, faits)
    before = rows(url)
    importer(url)

    assert joined(url) == JOINED
    after = rows(url)
    assert {kind: after[kind][: len(items)] for kind, items in before.items()} == before
    new = {kind: after[kind][len(items) :] for kind, items in before.items()}
    assert [row["id"] for row in new["source"]] == sorted([FICHES, METIERS, PASSAGE])
    assert [(row["id"], row["type"], row["filiere"]) for row in new["formation"]] == [("FOR.4", "cs4", BREAD)]
    assert [(row["id"], row["formations"]) for row in new["metier"]] == [("MET.2", ["FOR.4"])]
    assert [(row["de"], row["vers"]) for row in new["poursuite"]] == [("cap-boulanger", "FOR.4")]
    assert [(row["fiche"], row["code"]) for row in new["correspondance"]] == [
        ("cap-boulanger", "FOR.2"),
        ("boulanger", "MET.1"),
    ]
    assert [(row["champ"], row["retenu"], row["officiel"]) for row in new["divergence"]] == [("rncp", "37537", "18704")]


def test_joining_again_gives_the_same_rows(faits: Path, url: str, importer: Callable[[str], None]) -> None:
    build(url, faits)
    importer(url)
    joined(url)
    once = rows(url, numbered=False)

    assert joined(url) == JOINED
    assert rows(url, numbered=False) == once


def test_a_build_after_an_import_keeps_what_was_imported(
    faits: Path, url: str, importer: Callable[[str], None]
) -> None:
    build(url, faits)
    importer(url)
    joined(url)
    once = rows(url, numbered=False)

    assert build(url, faits, force=True).changed
    assert rows(url, numbered=False) == once


def test_lists_imported_before_the_first_build_are_joined_by_it(
    faits: Path, url: str, tmp_path: Path, importer: Callable[[str], None]
) -> None:
    importer(url)
    build(url, faits)
    first = rows(url, numbered=False)

    assert [row["id"] for row in first["metier"]][-1] == "MET.2"
    assert joined(url) == JOINED
    assert rows(url, numbered=False) == first


def test_names_are_found_the_same_whatever_came_first(
    faits: Path, url: str, tmp_path: Path, ecrire: Callable[..., Path]
) -> None:
    lists = {
        "onisep-formations": ecrire("fiches.xml", SHEETS),
        "onisep-metiers": ecrire("metiers.xml", JOBS),
        "table-passage": ecrire("table.json", json.dumps([BRIDGE])),
    }
    found = []
    for number, names in enumerate((list(lists), list(lists)[::-1])):
        address = url.replace("base.db", f"base-{number}.db")
        build(address, faits)
        for name in names:
            run(address, name, [lists[name]])
            joined(address)
        engine = create_engine(address, future=True)
        with engine.connect() as connection:
            found.append(connection.execute(select(SEARCH).order_by(SEARCH.c.numero)).all())
        build(address, faits, force=True)
        with engine.connect() as connection:
            assert connection.execute(select(SEARCH).order_by(SEARCH.c.numero)).all() == found[-1]
        engine.dispose()

    assert found[0] == found[1]
    assert {"FOR.4", "MET.2", "boulanger"} <= {row.id for row in found[0]}


def test_an_edge_written_by_hand_that_cites_onisep_stays(
    faits: Path, url: str, importer: Callable[[str], None]
) -> None:
    build(url, faits)
    importer(url)
    for _ in range(2):
        joined(url)

    cited = [(row["de"], row["vers"]) for row in rows(url)["poursuite"] if row["source"] == FICHES]
    assert cited == [("cap", "cs4"), ("cap-boulanger", "FOR.4")]


def test_what_a_list_no_longer_says_leaves_the_base(
    faits: Path, url: str, importer: Callable[[str], None], ecrire: Callable[..., Path]
) -> None:
    build(url, faits)
    before = rows(url)
    importer(url)
    joined(url)
    start, _, _ = SHEETS.partition("<formation><identifiant>FOR.4")
    run(url, "onisep-formations", [ecrire("fiches.xml", f"{start}</formations>")], force=True)
    joined(url)

    after = rows(url)
    assert after["formation"] == before["formation"]
    assert after["poursuite"] == before["poursuite"]
    assert [row["formations"] for row in after["metier"] if row["id"] == "MET.2"] == []


@pytest.mark.parametrize("tables", [True, False], ids=["emptied lists", "no list ever"])
def test_without_a_dataset_nothing_is_done(faits: Path, url: str, tables: bool) -> None:
    build(url, faits)
    before = rows(url)
    if tables:
        engine = create_engine(url, future=True)
        with engine.begin() as connection:
            for table in OFFICIAL_TABLES.values():
                table.create(connection)
        engine.dispose()

    assert joined(url) == Joined()
    assert rows(url) == before


def test_postgresql_holds_the_same_rows_as_sqlite(
    faits: Path, url: str, postgres: str, importer: Callable[[str], None]
) -> None:
    for address in (url, postgres):
        build(address, faits)
        importer(address)
        assert joined(address) == JOINED
        importer(address)
        assert joined(address) == JOINED

    assert rows(postgres, numbered=False) == rows(url, numbered=False)


# The real lists


def test_the_real_lists_are_joined(reels: Callable[..., list[Path]], url: str) -> None:
    """5,934 links, 97 % of 2,487 labels, 1,584 codes and 13,120 titles: the figures the project promises."""
    files = {
        "rome": reels("rome4/unix_referentiel_code_rome*.csv", "rome4/unix_referentiel_appellation*.csv"),
        "onisep-formations": reels("onisep_ideo_fiches_formations/*.zip"),
        "onisep-metiers": reels("onisep_ideo_fiches_metiers/*.zip"),
        "ideo-formations": reels("onisep_ideo_formations_initiales/*.csv"),
        "ideo-metiers": reels("onisep_ideo_metiers/*.xml"),
        "table-passage": reels("onisep_table_passage_certifications/*.xml"),
    }
    build(url)
    for name, paths in files.items():
        run(url, name, paths)

    made = joined(url)
    base = KnowledgeBase(url)

    assert made.links == (5_934, 5_934)
    assert made.labels[1] == 2_487
    assert made.labels[0] >= 0.97 * 2_487
    with base.engine.connect() as connection:
        counts = {
            kind: len(connection.execute(select(OFFICIAL_TABLES[kind].c.id)).all())
            for kind in ("code_rome", "appellation")
        }
    assert counts == {"code_rome": 1_584, "appellation": 13_120}
    assert check(base) == []
    imported = [f for f in base.all(Formation) if f.id.startswith("FOR.")]
    tied = {c.code for c in base.all(Correspondance) if c.kind == "formation"}
    assert len(imported) == made.rows["formation"]
    assert tied & {f.id for f in imported} == set()
