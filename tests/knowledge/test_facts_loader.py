"""Facts that cannot be used are refused with the file, the entry, the key and the remedy, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.entities import Domaine, Formation, Lieu, Source
from knowledge.facts_loader import FactsError, fingerprint, load

Remplacer = Callable[[Path, str, str], None]


def problems(folder: Path) -> list[str]:
    with pytest.raises(FactsError) as refused:
        load(folder)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


def test_good_facts_are_read_whole(dossier: Path) -> None:
    facts = load(dossier)

    assert {kind: len(entities) for kind, entities in facts.items()} == {
        "source": 1,
        "filiere": 2,
        "domaine": 2,
        "affirmation": 0,
        "campus": 1,
        "diplome": 2,
        "situation": 2,
        "poursuite": 4,
        "formation": 3,
        "metier": 2,
        "salaire": 1,
        "rome": 1,
        "correspondance": 0,  # filled by imports alone, as is the next
        "divergence": 0,
        "dispositif": 1,
        "echeance": 0,
        "fait": 2,
        "lieu": 3,
    }


def test_a_csv_row_becomes_a_formation_of_the_field_its_file_is_named_after(dossier: Path) -> None:
    facts = load(dossier)

    assert facts["formation"][0] == Formation(
        id="cap-boulanger",
        type="cap",
        intitule="Boulanger",
        niveau=3,
        filiere="alimentaire",
        annees=2.0,
        rncp="37537",
        rome=("D1102",),
        source="guide",
        verified_on="2026-11-23",
    )


def test_what_a_file_says_once_holds_for_all_its_entries(dossier: Path) -> None:
    assert [(m.source, m.verified_on) for m in load(dossier)["metier"]] == [("guide", "2026-11-23")] * 2


def test_fields_are_cut_out_of_their_filiere(dossier: Path) -> None:
    assert load(dossier)["domaine"][0] == Domaine("pain", ("boulangerie", "pain"), "alimentaire")


def test_places_get_their_kind_and_an_identifier(dossier: Path) -> None:
    assert load(dossier)["lieu"] == [
        Lieu(id="region-53", nature="region", nom="Bretagne", code="53"),
        Lieu(
            id="departement-22",
            nature="departement",
            nom="Côtes-d'Armor",
            code="22",
            region="53",
            academie="Rennes",
        ),
        Lieu(id="ville-22-lannion", nature="ville", nom="Lannion", departement="22", lat=48.7325, lon=-3.4566),
    ]


def test_short_names_are_given_to_their_formation(dossier: Path) -> None:
    noms = {f.id: f.noms for f in load(dossier)["formation"]}

    assert noms == {
        "cap-boulanger": (),
        "bac-pro-boulanger-patissier": (),
        "cap-electricien": ("PROELEC", "courant fort"),
    }


def test_an_unknown_key_is_named_with_those_that_exist(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "sources.yml", "editeur:", "éditeur:")

    assert problems(dossier) == [
        "sources.yml : guide : clé inconnue éditeur ; possibles : id, titre, editeur, url, date, licence, verified_on."
    ]


def test_a_value_of_the_wrong_type_is_named_with_its_key(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "diplomes.yml", "niveau: 3", "niveau: trois")

    (problem,) = problems(dossier)
    assert re.fullmatch(r"diplomes\.yml : cap : niveau : .+ ; corriger cette valeur\.", problem)


def test_a_word_outside_the_allowed_ones_is_refused_and_they_are_listed(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "faits.yml", "etat: etabli", "etat: etablit")

    (problem,) = problems(dossier)
    assert problem.startswith("faits.yml : cmq-definition : etat : ")
    for allowed in ("etabli", "projet", "absent", "depasse"):
        assert f"'{allowed}'" in problem


def test_a_missing_key_is_named(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "metiers.yml", "  feminin: boulangère\n", "")

    assert problems(dossier) == ["metiers.yml : boulanger : il manque feminin ; l'ajouter."]


def test_several_missing_keys_are_named_together(dossier: Path) -> None:
    (dossier / "poursuites.yml").write_text("poursuites:\n- {de: cap}\n", encoding="utf-8")

    assert problems(dossier) == ["poursuites.yml : cap → None : il manque vers, annees, nature, frequence ; l'ajouter."]


def test_a_twin_identifier_is_refused(dossier: Path) -> None:
    (dossier / "autres.yml").write_text('sources:\n- {id: guide, titre: "Un autre guide"}\n', encoding="utf-8")

    assert problems(dossier) == ["sources.yml : source « guide » est déjà dans autres.yml ; changer l'identifiant."]


def test_two_kinds_may_share_an_identifier(dossier: Path) -> None:
    (dossier / "autres.yml").write_text('sources:\n- {id: cap, titre: "Le CAP"}\n', encoding="utf-8")

    assert load(dossier)["source"][0] == Source("cap", "Le CAP")


def test_a_broken_yaml_is_named_with_the_line(dossier: Path) -> None:
    (dossier / "sources.yml").write_text("sources:\n- {id: guide, titre: [Le\n", encoding="utf-8")

    (problem,) = problems(dossier)
    assert problem.startswith("sources.yml : illisible (")
    assert "line 2" in problem
    assert problem.endswith(" ; corriger la syntaxe.")


def test_a_file_that_is_not_text_is_named(dossier: Path) -> None:
    (dossier / "sources.yml").write_bytes(b"sources: \xff\xfe\n")

    (problem,) = problems(dossier)
    assert problem.startswith("sources.yml : illisible (")


@pytest.mark.parametrize("content", ["", "# rien\n", "- guide\n", "guide\n"])
def test_a_file_without_sections_is_refused(dossier: Path, content: str) -> None:
    (dossier / "vide.yml").write_text(content, encoding="utf-8")

    assert problems(dossier) == [
        "vide.yml : illisible (le fichier doit être un dictionnaire YAML) ; corriger la syntaxe."
    ]


def test_an_unknown_section_is_named_with_those_that_exist(dossier: Path) -> None:
    (dossier / "autres.yml").write_text("métiers:\n- {id: a}\n", encoding="utf-8")

    (problem,) = problems(dossier)
    assert problem.startswith("autres.yml : illisible (section « métiers » inconnue ; sections possibles : ")
    assert "metiers" in problem


def test_an_entry_that_is_a_word_is_shown(dossier: Path) -> None:
    (dossier / "autres.yml").write_text("sources:\n- guide\n", encoding="utf-8")

    assert problems(dossier) == [
        "autres.yml : illisible (une entrée de « sources » n'est pas un dictionnaire : 'guide') ; corriger la syntaxe."
    ]


@pytest.mark.parametrize("files", [(), ("lisezmoi.txt",)])
def test_a_folder_without_facts_is_refused_with_its_path(tmp_path: Path, files: tuple[str, ...]) -> None:
    for name in files:
        (tmp_path / name).write_text("sources: []", encoding="utf-8")

    assert problems(tmp_path) == [f"{tmp_path} : aucun fichier de faits (.yml ou .csv) ; vérifier le chemin."]


def test_a_folder_that_does_not_exist_is_refused_too(tmp_path: Path) -> None:
    gone = tmp_path / "ailleurs"

    assert problems(gone) == [f"{gone} : aucun fichier de faits (.yml ou .csv) ; vérifier le chemin."]


def test_short_names_of_an_unknown_formation_are_refused(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "formations" / "noms.yml", "cap-electricien", "cap-electrichien")

    assert problems(dossier) == [
        "formations/noms.yml : formation « cap-electrichien » inconnue ; corriger l'identifiant."
    ]


def test_a_csv_row_without_a_title_is_named(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "formations" / "energie.csv", "cap-electricien,cap,Électricien,3", "cap-electricien,cap,,3")

    assert problems(dossier)[0] == "formations/energie.csv : cap-electricien : il manque intitule ; l'ajouter."


def test_every_problem_is_gathered_in_one_run(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "sources.yml", "editeur:", "editheur:")
    remplacer(dossier / "diplomes.yml", "niveau: 3", "niveau: trois")
    remplacer(dossier / "metiers.yml", "  feminin: boulangère\n", "")
    (dossier / "faits.yml").write_text("faits: [\n", encoding="utf-8")

    found = problems(dossier)
    assert [problem.split(" : ")[0] for problem in found] == [
        "diplomes.yml",
        "faits.yml",
        "metiers.yml",
        "sources.yml",
    ]


def test_a_bad_row_among_good_ones_is_the_only_one_named(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "formations" / "alimentaire.csv", "Boulanger - pâtissier,4", "Boulanger - pâtissier,quatre")

    (problem,) = problems(dossier)
    assert problem.startswith("formations/alimentaire.csv : bac-pro-boulanger-patissier : niveau : ")


SHAPES = {
    "short names without their list": ("formations/noms.yml", "noms:\n- {formation: cap-electricien}\n"),
    "broken short names": ("formations/noms.yml", "noms: [\n"),
    "a field written as a word": ("filieres.yml", "filieres:\n- {id: f, nom: F, domaines: [pain]}\n"),
    "a riasec written as a number": ("filieres.yml", "filieres:\n- {id: f, nom: F, riasec: 3}\n"),
    "a CSV cut short": ("formations/energie.csv", "id,type,intitule,niveau,rome\ncap-x,cap,X\n"),
    "towns without their département": ("villes.csv", "nom,lat,lon\nLannion,48.7,-3.4\n"),
}


@pytest.mark.parametrize(("path", "content"), SHAPES.values(), ids=SHAPES.keys())
def test_a_misshapen_file_is_named_rather_than_crashing(dossier: Path, path: str, content: str) -> None:
    (dossier / path).write_text(content, encoding="utf-8")

    assert any(problem.startswith(path) for problem in problems(dossier))


def test_a_level_that_is_not_a_whole_number_is_refused(dossier: Path, remplacer: Remplacer) -> None:
    remplacer(dossier / "diplomes.yml", "niveau: 3", "niveau: 3.7")

    assert problems(dossier)[0].startswith("diplomes.yml : cap : niveau : ")


def test_twins_are_named_with_their_file(dossier: Path) -> None:
    (dossier / "autres.yml").write_text('sources:\n- {id: guide, titre: "Un autre guide"}\n', encoding="utf-8")

    (problem,) = problems(dossier)
    assert "autres.yml" in problem or "sources.yml" in problem


def test_the_fingerprint_changes_with_any_fact_and_with_nothing_else(dossier: Path, remplacer: Remplacer) -> None:
    before = fingerprint(dossier)
    assert fingerprint(dossier) == before

    remplacer(dossier / "villes.csv", "48.7325", "48.7326")
    assert fingerprint(dossier) != before


def test_the_embedded_facts_hold() -> None:
    facts = load()

    assert {kind for kind, entities in facts.items() if not entities} == {"correspondance", "divergence"}
