"""The command `jalon`, as people run it: exit codes, errors that say what to do next, and shapes."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from parleur import check_reply

from bot.cli import main
from bot.settings import ROOT, Settings
from knowledge.base import sqlite_url
from knowledge.build import build

JALON = Path(sys.executable).with_name("jalon")
COMMANDS = [
    ["serve"],
    ["chat"],
    ["ask"],
    ["parse"],
    ["parcours"],
    ["kb"],
    ["kb", "build"],
    ["kb", "stats"],
    ["kb", "check"],
    ["kb", "import"],
    ["kb", "export"],
    ["train"],
    ["evaluate"],
    ["purge"],
    ["erase"],
]
TYPED = [
    "je suis en 3e et je veux devenir boulangère à Lannion",
    "  un   BTS électrotechnique, c'est quoi ?\tà Lyon",
    "😀😀 devenir soudeuse 👩‍🏭 à Brest",
    "œuvrer comme e\u0301lectricien dans l\u2019automobile",
    "L’ÉLECTRICITÉ ET LE CAP CUISINE À TOULOUSE !!!",
    "/ devenir plombier",
    "/restart",
    '/vae{"a": 1}',
    "blorf",
]


@dataclass(frozen=True)
class Run:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def jalon(*arguments: str, var: Path, stdin: str = "", **environment: str) -> Run:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JALON_") and k not in ("HOST", "PORT")}
    models = {"JALON_MODELS": str(Settings().models)}
    done = subprocess.run(  # noqa: S603 - the command under test
        [str(JALON), *arguments],
        cwd=ROOT,
        env={**kept, **models, "JALON_VAR": str(var), "PYTHONIOENCODING": "utf-8", **environment},
        input=stdin.encode(),
        capture_output=True,
        timeout=240,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


# Help, and misuse


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_gives_an_example(tmp_path: Path, command: Sequence[str]) -> None:
    run = jalon(*command, "--help", var=tmp_path)

    assert (run.code, run.err) == (0, "")
    assert "exemple : " in run.out
    assert " ".join(["jalon", *command]) in run.out.partition("exemple : ")[2]


def test_help_lists_every_command(tmp_path: Path) -> None:
    run = jalon("--help", var=tmp_path)

    assert run.code == 0
    assert [name for name, *_ in COMMANDS if f"    {name}" not in run.out] == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["inconnu"],
        ["ask"],
        ["kb"],
        ["kb", "inconnu"],
        ["kb", "import"],
        ["kb", "import", "rome"],
        ["kb", "import", "romme", "codes.csv"],
        ["kb", "check", "--donnees"],
        ["parcours"],
        ["parcours", "--de", "3e"],
        ["parcours", "--de", "3e", "--vers", "soudeur", "--max", "beaucoup"],
        ["purge"],
        ["purge", "--older-than", "30"],
        ["purge", "--older-than", "-3d"],
        ["erase"],
        ["ask", "a", "--inconnu"],
    ],
    ids=" ".join,
)
def test_misuse_exits_with_2_and_shows_the_usage(tmp_path: Path, arguments: list[str]) -> None:
    run = jalon(*arguments, var=tmp_path)

    assert (run.code, run.out) == (2, "")
    assert "usage: jalon" in run.err


# What cannot be done, and what to do next


@pytest.mark.parametrize(
    ("arguments", "environment", "advice"),
    [
        (["kb", "stats"], {}, "jalon kb build"),
        (["kb", "export"], {}, "jalon kb build"),
        (["kb", "check"], {}, "jalon kb build"),
        (["parcours", "--de", "3e", "--vers", "soudeur"], {}, "jalon kb build"),
        (["serve"], {"HOST": "0.0.0.0"}, "JALON_SECRET"),  # noqa: S104 - the case under test
        (["serve"], {"PORT": "beaucoup"}, "PORT=beaucoup"),
        (["kb", "stats"], {"JALON_RETENTION_DAYS": "-1"}, "JALON_RETENTION_DAYS=-1"),
        (["erase", "personne"], {}, "vérifier"),
        (["ask", " "], {}, "Écris ta question"),
        (["ask", "x" * 1_001], {}, "1000"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_a_failure_exits_with_1_and_names_the_next_step(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], advice: str
) -> None:
    run = jalon(*arguments, var=tmp_path, **environment)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("jalon : ")
    assert advice in run.err
    assert "Traceback" not in run.err


def test_a_spoilt_base_is_told_from_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").write_bytes(b"this is not a database" * 500)

    run = jalon("kb", "stats", var=tmp_path)

    assert run.code == 1
    assert "illisible" in run.err
    assert "jalon kb build --force" in run.err


# The knowledge base


def test_the_base_is_built_once(tmp_path: Path) -> None:
    first, second = jalon("kb", "build", var=tmp_path), jalon("kb", "build", var=tmp_path)

    assert (first.code, second.code) == (0, 0)
    assert first.out.startswith("base construite : ")
    assert second.out == "la base est à jour\n"


def test_a_spoilt_base_can_be_built_again(tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").write_bytes(b"this is not a database" * 500)

    assert jalon("kb", "build", "--force", var=tmp_path).code == 0
    assert jalon("kb", "stats", var=tmp_path).code == 0


def test_the_statistics_count_kinds_and_sources(folder: Path) -> None:
    run = jalon("kb", "stats", "--json", var=folder)

    assert run.code == 0
    assert {"kinds", "sources"} <= set(run.json)
    assert run.json["kinds"]["filiere"] == 12
    imported = {"correspondance", "divergence"}  # empty until an official list is imported
    empty = {kind for kind, count in run.json["kinds"].items() if not (isinstance(count, int) and count > 0)}
    assert empty <= imported


def test_the_facts_are_sound(folder: Path) -> None:
    run = jalon("kb", "check", var=folder)

    assert (run.code, run.out, run.err) == (0, "aucun problème\n", "")


def test_the_export_holds_what_the_statistics_count(folder: Path) -> None:
    exported = jalon("kb", "export", var=folder)
    counted = jalon("kb", "stats", "--json", var=folder).json["kinds"]

    assert exported.code == 0
    assert {kind: len(exported.json[kind]) for kind in counted} == counted


def test_an_export_cut_short_by_its_reader_is_not_an_error(folder: Path) -> None:
    command = f"{JALON} kb export | head -c 100 > /dev/null; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "JALON_VAR": str(folder)}
    done = subprocess.run(  # noqa: S603 - a pipe, as somebody would type it
        ["/bin/bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )

    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


# Official datasets

CODES = "code_rome,libelle_rome\n" + "".join(f"A{number},Métier {number}\n" for number in range(1001, 1011))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the base and ten codes of the ROME. Read only: what must change it takes a copy."""
    var = tmp_path_factory.mktemp("held")
    build(sqlite_url(var / "knowledge.db"))
    (var / "codes.csv").write_text(CODES, encoding="utf-8")
    assert jalon("kb", "import", "rome", str(var / "codes.csv"), var=var).code == 0
    return var


@pytest.fixture
def own(held: Path, tmp_path: Path) -> Path:
    shutil.copy(held / "knowledge.db", tmp_path)
    return tmp_path


def everything(var: Path) -> list[str]:
    """Return the whole base, row by row, as SQL."""
    with sqlite3.connect(var / "knowledge.db") as database:
        return list(database.iterdump())


def importing(var: Path, name: str, content: bytes | str, *options: str, source: str = "rome") -> Run:
    (var / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return jalon("kb", "import", source, str(var / name), *options, var=var)


def test_an_import_says_what_it_read_and_what_the_base_gained(own: Path) -> None:
    more = "".join(f"A{number},Métier {number}\n" for number in range(1011, 1021))
    run = importing(own, "codes.csv", CODES + more + "X9,mal codé\n")

    assert run.code == 0
    told, reason, where, joined = run.out.splitlines()
    assert told.startswith("rome-4 : 21 lignes lues, 10 créées, 0 mises à jour, 10 inchangées, 0 retirées, 1 rejetées")
    assert reason == "  1 × code ROME mal formé"
    assert where == f"  lignes rejetées : {own / 'rejets' / 'rome.csv'}"
    assert joined.startswith("base : 0 formations, 0 métiers et 0 poursuites ajoutés")
    assert (own / "rejets" / "rome.csv").read_text(encoding="utf-8").splitlines() == [
        "fichier,ligne,raison,contenu",
        "codes.csv,22,code ROME mal formé,X9",
    ]


def test_the_same_file_again_changes_nothing(own: Path) -> None:
    before = everything(own)
    run = importing(own, "codes.csv", CODES)

    assert run.code == 0
    assert "0 créées, 0 mises à jour, 10 inchangées, 0 retirées, 0 rejetées" in run.out
    assert everything(own) == before


def test_rejects_go_where_they_are_asked(own: Path) -> None:
    run = importing(own, "codes.csv", CODES + "X9,x\n", "--rejets", str(own / "ailleurs.csv"))

    assert run.code == 0
    assert (own / "ailleurs.csv").read_text(encoding="utf-8").endswith("codes.csv,12,code ROME mal formé,X9\n")


def test_a_shorter_file_is_accepted_when_forced(own: Path) -> None:
    shorter = "".join(CODES.splitlines(keepends=True)[:4])

    refused, forced = importing(own, "codes.csv", shorter), importing(own, "codes.csv", shorter, "--force")
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.err
    assert (forced.code, "7 retirées" in forced.out) == (0, True)


@pytest.mark.parametrize(
    ("source", "name", "content", "message"),
    [
        ("rome", "codes.csv", CODES + 'A1011,"coupé', "codes.csv, ligne 12 : ligne illisible"),
        ("rome", "codes.csv", "code_rome,libelle\nA1001,x\n", "codes.csv, ligne 1 : ni libelle_rome"),
        ("rome", "codes.csv", CODES.encode("utf-16"), "codes.csv : ce n'est pas du texte ; "),
        ("rome", "codes.csv", "code_rome,libelle_rome\n", "aucune ligne utilisable sur 0 lues ; vérifier le fichier"),
        ("rome", "codes.csv", CODES.partition("A1006")[0], "rome-4 : ce fichier ne contient plus que 5 des 10 lignes"),
        ("rome", "codes.csv", "", "codes.csv : le fichier est vide ; le télécharger à nouveau"),
        ("onisep-formations", "f.zip", b"PK\x03\x04coupe", "f.zip : archive abîmée ou coupée ; la télécharger"),
        ("onisep-metiers", "m.xml", '<!DOCTYPE a [<!ENTITY b "c">]><metiers>&b;</metiers>', "refusé par sécurité"),
        ("onisep-metiers", "m.xml", "<formations/>", "m.xml : <metiers> attendu, <formations> trouvé ; autre jeu ?"),
        ("kit-apprentissage", "k.xlsx", b"not a workbook", "k.xlsx : "),
    ],
    ids=["cut", "column", "utf-16", "no row", "half", "empty", "zip", "bomb", "other list", "workbook"],
)
def test_a_bad_file_is_refused_in_one_line_and_the_base_stays_as_it_was(
    own: Path, source: str, name: str, content: bytes | str, message: str
) -> None:
    before = everything(own)
    run = importing(own, name, content, source=source)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("jalon : ")
    assert message in run.err
    assert run.err.count("\n") == 1
    assert everything(own) == before


def test_a_file_that_is_not_there_is_named(own: Path) -> None:
    run = jalon("kb", "import", "rome", str(own / "absent.csv"), var=own)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("jalon : absent.csv : impossible à lire")


def test_a_dataset_can_be_imported_before_the_base_is_built(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    run = jalon("kb", "import", "rome", str(tmp_path / "codes.csv"), var=tmp_path / "neuf")

    assert (run.code, run.err) == (0, "")
    assert "10 créées" in run.out


def test_codes_are_checked_against_a_folder_of_official_lists(held: Path, tmp_path: Path) -> None:
    (tmp_path / "unix_referentiel_code_rome.csv").write_text(CODES, encoding="utf-8")
    run = jalon("kb", "check", "--donnees", str(tmp_path), var=held)

    assert run.code == 1
    assert "métier boulanger : code ROME D1102 inconnu du ROME ; le corriger.\n" in run.err
    assert run.out == f"{len(run.err.splitlines())} problème(s)\n"


@pytest.mark.parametrize("name", ["absent", "vide"])
def test_a_folder_without_official_lists_is_told(held: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "vide").mkdir()
    run = jalon("kb", "check", "--donnees", str(tmp_path / name), var=held)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"jalon : {name} : ")
    assert run.err.count("\n") == 1


def test_the_facts_hold_against_the_real_lists(held: Path) -> None:
    real = ROOT.parent / "shared" / "data"
    if not real.is_dir():
        pytest.skip("the official files are not beside the project")

    run = jalon("kb", "check", "--donnees", str(real), var=held)
    assert (run.code, run.out, run.err) == (0, "aucun problème\n", "")


# Pathways


def test_pathways_have_the_shape_of_the_contract(folder: Path) -> None:
    run = jalon("parcours", "--de", "3e", "--vers", "technicienne en soudage", "--json", var=folder)

    assert run.code == 0
    assert set(run.json) == {"from", "to", "routes"}
    assert run.json["routes"]
    for route in run.json["routes"]:
        assert {"steps", "years", "why", "cautions"} <= set(route)
        assert isinstance(route["why"], str)
        assert isinstance(route["cautions"], list)
        for step in route["steps"]:
            wanted = {"diplome", "formation", "niveau", "years", "admission", "alternance", "condition", "sources"}
            assert wanted <= set(step)
            assert isinstance(step["alternance"], bool)
            for source in step["sources"]:
                assert set(source) == {"title", "url", "verified_on"}


def test_pathways_as_text_say_the_same_as_the_json(folder: Path) -> None:
    arguments = ("parcours", "--de", "3e", "--vers", "boulangère")
    text, routes = jalon(*arguments, var=folder).out, jalon(*arguments, "--json", var=folder).json["routes"]

    assert routes
    assert all(step["formation"] in text for route in routes for step in route["steps"])


def test_each_constraint_of_a_pathway_is_kept(folder: Path) -> None:
    arguments = ("parcours", "--de", "3e", "--vers", "boulanger", "--json")

    plain = jalon(*arguments, var=folder).json["routes"]
    short = jalon(*arguments, "--max", "2", var=folder).json["routes"]
    paid = jalon(*arguments, "--alternance", var=folder).json["routes"]
    spared = jalon(*arguments, "--sans", "bac pro", var=folder).json["routes"]

    assert max(route["years"] for route in plain) > 2 >= max(route["years"] for route in short)
    assert all(any(step["alternance"] for step in route["steps"]) for route in paid)
    assert any(step["diplome"] == "bac-pro" for route in plain for step in route["steps"])
    assert not any(step["diplome"] == "bac-pro" for route in spared for step in route["steps"])


def test_a_pathway_that_does_not_exist_exits_with_1_and_says_what_to_relax(folder: Path) -> None:
    run = jalon("parcours", "--de", "3e", "--vers", "médecin", "--max", "1", var=folder)

    assert run.code == 1
    assert "À relâcher" in run.out


@pytest.mark.parametrize(("de", "vers"), [("3e", "zzzzz"), ("zzzzz", "soudeur")])
def test_an_unknown_name_is_told(folder: Path, de: str, vers: str) -> None:
    run = jalon("parcours", "--de", de, "--vers", vers, var=folder)

    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("jalon : « zzzzz » n'est pas connu.")


def test_a_name_nearly_right_is_met_with_its_neighbours(folder: Path) -> None:
    run = jalon("parcours", "--de", "3e", "--vers", "BTS psychologie sociale", var=folder)

    assert run.code == 1
    assert "BTS" in run.err.partition("Noms voisins")[2]


# Retention


def conversation(var: Path, session: str, *ages_in_days: float) -> None:
    with sqlite3.connect(var / "tracker.db") as database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id, type_name, timestamp, "
            "intent_name, action_name, data)"
        )
        database.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, '{}')",
            [(session, time.time() - age * 86_400) for age in ages_in_days],
        )


def kept(var: Path) -> set[str]:
    with sqlite3.connect(var / "tracker.db") as database:
        return {row[0] for row in database.execute("SELECT sender_id FROM events")}


def test_old_conversations_are_purged_whole_and_live_ones_kept_whole(tmp_path: Path) -> None:
    conversation(tmp_path, "old", 40, 31)
    conversation(tmp_path, "live", 40, 1)

    run = jalon("purge", "--older-than", "30d", var=tmp_path)

    assert (run.code, run.out) == (0, "1 conversation(s) effacée(s)\n")
    assert kept(tmp_path) == {"live"}


def test_purging_where_nobody_talked_is_no_error(tmp_path: Path) -> None:
    run = jalon("purge", "--older-than", "30d", var=tmp_path)

    assert (run.code, run.out) == (0, "0 conversation(s) effacée(s)\n")


def test_a_conversation_is_erased_by_its_name(tmp_path: Path) -> None:
    conversation(tmp_path, "lou", 1)
    conversation(tmp_path, "sam", 1)

    first, second = jalon("erase", "lou", var=tmp_path), jalon("erase", "lou", var=tmp_path)

    assert (first.code, first.out) == (0, "conversation effacée\n")
    assert second.code == 1
    assert kept(tmp_path) == {"sam"}


# With the model: slow to start, so all at once and only once


@pytest.fixture(scope="module")
def runs(folder: Path) -> dict[str, Run]:
    with socket.socket() as taken, ThreadPoolExecutor(2) as pool:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        started = {
            "ask": pool.submit(jalon, "ask", "c'est quoi un CAP ?", "--json", var=folder),
            "parse": pool.submit(jalon, "parse", "-", var=folder, stdin="\n".join([*TYPED, "", "   "])),
            "chat": pool.submit(jalon, "chat", var=folder, stdin="c'est quoi un CAP ?\n1\n99\n\n"),
            "taken": pool.submit(jalon, "serve", var=folder, PORT=port),
        }
        return {name: run.result() for name, run in started.items()}


@pytest.mark.model
def test_ask_prints_the_replies_as_the_api_gives_them(runs: dict[str, Run]) -> None:
    run = runs["ask"]

    assert run.code == 0
    assert len(run.json) == 1
    for reply in run.json:
        check_reply(reply)
    assert "niveau 3" in run.json[0]["text"]
    assert run.json[0]["buttons"]
    assert run.json[0]["sources"]


@pytest.mark.model
def test_chat_shows_text_numbered_buttons_and_sources(runs: dict[str, Run]) -> None:
    reply = runs["ask"].json[0]
    shown = runs["chat"].out.split("Vous > ")[1]

    assert reply["text"] in shown
    assert f"[1] {reply['buttons'][0]['title']}" in shown
    assert reply["sources"][0]["url"] in shown


@pytest.mark.model
def test_parse_gives_one_object_a_line_in_the_shape_of_the_contract(runs: dict[str, Run]) -> None:
    run = runs["parse"]
    parsed = [json.loads(line) for line in run.out.splitlines()]

    assert run.code == 0
    assert [one["text"] for one in parsed] == TYPED
    for one in parsed:
        assert set(one) - {"also"} == {"text", "intent", "confidence", "ranking", "entities"}
        assert 0 <= one["confidence"] <= 1
        assert one["ranking"][0] == {"name": one["intent"], "confidence": one["confidence"]}
        assert 1 <= len(one["ranking"]) <= 5
        assert [e["confidence"] for e in one["ranking"]] == sorted(
            (e["confidence"] for e in one["ranking"]), reverse=True
        )
        assert "nlu_fallback" not in [e["name"] for e in one["ranking"]]


@pytest.mark.model
def test_the_offsets_of_parse_index_the_text_as_typed(runs: dict[str, Run]) -> None:
    parsed = [json.loads(line) for line in runs["parse"].out.splitlines()]
    named = [(one["text"], e) for one in parsed if one["text"] == one["text"].strip() for e in one["entities"]]

    assert len(named) >= 8
    for text, entity in named:
        assert set(entity) == {"entity", "value", "start", "end", "id", "label"}
        assert text[entity["start"] : entity["end"]] == entity["value"]
        assert entity["value"].strip() == entity["value"] != ""


@pytest.mark.model
def test_offsets_count_the_spaces_typed_first(runs: dict[str, Run]) -> None:
    parsed = [json.loads(line) for line in runs["parse"].out.splitlines()]
    named = [(one["text"], e) for one in parsed if one["text"].startswith("  ") for e in one["entities"]]

    assert named
    assert [text[e["start"] : e["end"]] for text, e in named] == [e["value"] for _, e in named]


@pytest.mark.model
def test_parse_attaches_the_ids_of_the_base(runs: dict[str, Run]) -> None:
    parsed = {one["text"]: one["entities"] for one in map(json.loads, runs["parse"].out.splitlines())}

    first = {entity["entity"]: (entity["value"], entity["id"]) for entity in parsed[TYPED[0]]}
    assert first["metier"] == ("boulangère", "boulanger")
    assert first["niveau"] == ("3e", "3e")
    assert first["lieu"][0] == "Lannion"
    assert ("plombier", "plombier") in [(e["value"], e["id"]) for e in parsed["/ devenir plombier"]]
    assert parsed["blorf"] == []


@pytest.mark.model
def test_a_command_given_to_parse_is_plain_text(runs: dict[str, Run]) -> None:
    parsed = {one["text"]: one for one in map(json.loads, runs["parse"].out.splitlines())}

    assert parsed["/restart"]["intent"] != "restart"
    assert len(parsed['/vae{"a": 1}']["ranking"]) == 5  # read, and compared with others: a command is neither
    assert parsed['/vae{"a": 1}']["entities"] == []


@pytest.mark.model
def test_a_file_that_cannot_be_read_is_named(capsys: pytest.CaptureFixture[str], own_var: Path) -> None:
    build(sqlite_url(own_var / "knowledge.db"))

    with pytest.raises(SystemExit) as left:
        main(["parse", "/nowhere/questions.txt"])

    assert left.value.code == 1
    assert "/nowhere/questions.txt : illisible" in capsys.readouterr().err


@pytest.mark.model
def test_a_file_that_is_not_text_is_named(capsys: pytest.CaptureFixture[str], own_var: Path) -> None:
    build(sqlite_url(own_var / "knowledge.db"))
    (own_var / "questions.txt").write_bytes(b"\xe9t\xe9 \xff\n")

    with pytest.raises(SystemExit) as left:
        main(["parse", str(own_var / "questions.txt")])

    assert left.value.code == 1
    assert "questions.txt" in capsys.readouterr().err


@pytest.mark.model
def test_chat_greets_answers_presses_buttons_by_number_and_leaves_on_an_empty_line(runs: dict[str, Run]) -> None:
    run = runs["chat"]

    assert run.code == 0
    greeting, cap, after, other, *rest = run.out.split("Vous > ")
    assert "assistant automatique (une IA)" in greeting
    assert "niveau 3" in cap
    assert "[1] Que faire après ?" in cap
    assert "bac pro" in after
    assert other.strip()
    assert rest == [""]


def test_asking_without_a_model_says_how_to_get_one(
    capsys: pytest.CaptureFixture[str], own_var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_MODELS", str(own_var / "models"))

    with pytest.raises(SystemExit) as left:
        main(["ask", "bonjour"])

    assert left.value.code == 1
    assert "jalon train" in capsys.readouterr().err


@pytest.mark.model
def test_serving_on_a_port_already_taken_says_which_and_what_to_do(runs: dict[str, Run]) -> None:
    run = runs["taken"]

    assert run.code == 1
    assert "PORT" in run.err
    assert "Traceback" not in run.err
