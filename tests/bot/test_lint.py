"""`python -m bot.lint`: the real tree is whole, and each fault planted in a copy is found with file and remedy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.lint import LEAST_KEPT_ASIDE, LEAST_TRAINED, problems
from bot.settings import ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the lint reads, to spoil as one likes."""
    shutil.copy(ROOT / "domain.yml", tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "tests" / "phrases", tmp_path / "tests" / "phrases")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there: a fault that is not planted proves nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rewrite(path: Path, change: Callable[[dict], None]) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, width=10_000), encoding="utf-8")


def test_the_real_tree_has_no_problem() -> None:
    assert problems() == []


def test_a_whole_copy_has_no_problem(tree: Path) -> None:
    assert problems(tree) == []


def test_a_need_with_too_few_sentences_is_named_with_their_number(tree: Path) -> None:
    def keep_ten(content: dict) -> None:
        entry = next(e for e in content["nlu"] if e["intent"] == "vae")
        entry["examples"] = "\n".join(entry["examples"].splitlines()[:10])

    rewrite(tree / "data" / "nlu" / "adultes.yml", keep_ten)

    assert problems(tree) == [f"data/nlu : vae a 10 phrases ; en écrire au moins {LEAST_TRAINED}."]


def test_a_need_without_questions_kept_aside_is_named_with_the_file_to_write(tree: Path) -> None:
    (tree / "tests" / "phrases" / "vae.yml").unlink()

    assert problems(tree) == [f"tests/phrases/vae.yml : 0 phrases ; en écrire au moins {LEAST_KEPT_ASIDE}."]


def test_too_few_questions_kept_aside_are_counted(tree: Path) -> None:
    rewrite(tree / "tests" / "phrases" / "vae.yml", lambda c: c.update(phrases=c["phrases"][:3]))

    assert problems(tree) == [f"tests/phrases/vae.yml : 3 phrases ; en écrire au moins {LEAST_KEPT_ASIDE}."]


def test_sentences_of_a_need_nobody_declared_are_found(tree: Path) -> None:
    replace(tree / "domain.yml", "  - vae\n", "")

    assert "data/nlu : l'intention vae n'est pas dans domain.yml ; l'y ajouter." in problems(tree)


def test_a_need_without_a_rule_is_found(tree: Path) -> None:
    def drop(content: dict) -> None:
        content["rules"] = [rule for rule in content["rules"] if rule["rule"] != "vae"]

    rewrite(tree / "data" / "rules" / "adultes.yml", drop)

    assert problems(tree) == ["data/rules : aucune règle pour vae ; en écrire une."]


def test_a_rule_that_calls_an_answer_nobody_wrote_is_found_with_its_file(tree: Path) -> None:
    replace(tree / "data" / "rules" / "adultes.yml", "action: action_vae", "action: action_perdue")

    assert problems(tree) == ["adultes.yml : action_perdue n'existe ni dans domain.yml ni dans data/responses."]


def test_a_button_that_leads_nowhere_is_found_with_its_title(tree: Path) -> None:
    replace(tree / "data" / "responses" / "conversation.yml", 'payload: "/indecis"', 'payload: "/nulle_part"')

    assert problems(tree) == [
        "data/responses : utter_bienvenue : le bouton « Je ne sais pas encore » mène à nulle_part, inconnu."
    ]


def test_a_payload_that_is_not_json_is_found(tree: Path) -> None:
    path = tree / "data" / "responses" / "formations.yml"
    replace(path, """'/formation_apres{"diplome": "<diplome>"}'""", """'/formation_apres{"diplome": <diplome>'""")

    found = problems(tree)

    assert len(found) == 1
    assert found[0].startswith("data/responses : utter_diplome_fiche : payload illisible")


def test_a_sentence_learnt_under_two_needs_is_found(tree: Path) -> None:
    def copy(content: dict) -> None:
        first, second = content["nlu"][:2]
        second["examples"] += first["examples"].splitlines()[0] + "\n"

    rewrite(tree / "data" / "nlu" / "adultes.yml", copy)

    assert [line.rpartition(" est dans ")[2] for line in problems(tree)] == ["reconversion et vae ; choisir."]


def test_a_question_kept_aside_and_learnt_is_found_even_with_other_capitals(tree: Path) -> None:
    kept = yaml.safe_load((tree / "tests" / "phrases" / "vae.yml").read_text(encoding="utf-8"))["phrases"][0]["texte"]

    def learn(content: dict) -> None:
        entry = next(e for e in content["nlu"] if e["intent"] == "vae")
        entry["examples"] += f"- {kept.upper()}\n"

    rewrite(tree / "data" / "nlu" / "adultes.yml", learn)

    assert problems(tree) == [f"tests/phrases/vae.yml : « {kept} » est aussi apprise ; la changer."]


@pytest.mark.parametrize("other", ["campus.yml", "hors.yml"])
def test_a_sentence_written_twice_is_found_in_one_file_as_in_two(tree: Path, other: str) -> None:
    path = tree / "data" / "responses" / other
    path.write_text(
        path.read_text(encoding="utf-8") + '  utter_campus_contact:\n  - text: "Encore."\n', encoding="utf-8"
    )

    found = problems(tree)

    assert [line.partition(" : ")[2] for line in found] == [
        f"utter_campus_contact est dans campus.yml et {other} ; n'en garder qu'une."
    ]


def test_several_faults_are_all_told_at_once(tree: Path) -> None:
    (tree / "tests" / "phrases" / "vae.yml").unlink()
    (tree / "tests" / "phrases" / "saluer.yml").unlink()

    assert len(problems(tree)) == 2


def test_the_command_is_silent_when_all_is_well() -> None:
    run = subprocess.run([sys.executable, "-m", "bot.lint"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
