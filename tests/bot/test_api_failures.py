"""What people are told when a part is missing or broken: a status, a code, a French sentence, never silence."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from serveur import Server, free_port, run

from bot.agent import ModelMissing, latest_model
from bot.sessions import Sessions
from bot.settings import Settings
from knowledge.base import sqlite_url
from knowledge.build import build

pytestmark = pytest.mark.model

FAULTS = ("without-model", "spoilt-model", "spoilt-base", "no-tracker", "broken-actions")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """One assistant a fault, in one process: five would each import Rasa again."""
    folders = {name: tmp_path_factory.mktemp(name) for name in FAULTS}
    build(sqlite_url(folders["without-model"] / "knowledge.db"))
    for name in ("spoilt-model", "no-tracker", "broken-actions"):
        shutil.copy(folders["without-model"] / "knowledge.db", folders[name] / "knowledge.db")
    (folders["spoilt-base"] / "knowledge.db").write_bytes(b"this is not a database" * 500)
    (folders["spoilt-model"] / "models").mkdir()
    (folders["spoilt-model"] / "models" / "a.tar.gz").write_bytes(b"not an archive" * 100)
    particular = {
        "without-model": {"JALON_MODELS": str(folders["without-model"] / "models")},
        "spoilt-model": {"JALON_MODELS": str(folders["spoilt-model"] / "models")},
        "no-tracker": {"JALON_TRACKER_URL": "sqlite:////proc/nowhere/tracker.db"},
    }
    models = {"JALON_MODELS": str(Settings().models)}
    ports = {name: free_port() for name in FAULTS}
    faults = [
        {
            "environment": {
                **models,
                "JALON_VAR": str(folders[name]),
                "PORT": str(ports[name]),
                **particular.get(name, {}),
            },
            "actions": "actions_en_panne" if name == "broken-actions" else "actions",
        }
        for name in FAULTS
    ]
    arguments = ["tests/bot/pannes.py", *map(json.dumps, faults)]
    with run(folders["without-model"], list(ports.values()), *arguments):
        yield {name: Server(ports[name], folders[name]) for name in FAULTS}


@pytest.fixture
def without_model(servers: dict[str, Server]) -> Server:
    return servers["without-model"]


@pytest.fixture
def with_a_spoilt_model(servers: dict[str, Server]) -> Server:
    return servers["spoilt-model"]


@pytest.fixture
def with_a_spoilt_base(servers: dict[str, Server]) -> Server:
    return servers["spoilt-base"]


@pytest.fixture
def without_a_place_for_conversations(servers: dict[str, Server]) -> Server:
    return servers["no-tracker"]


@pytest.fixture
def with_broken_actions(servers: dict[str, Server]) -> Server:
    return servers["broken-actions"]


def somebody(server: Server) -> str:
    """A genuine session id, made with the server's own secret."""
    return Sessions((server.folder / "secret").read_text(encoding="ascii")).new()


def said_everywhere(server: Server) -> set[tuple[int, str]]:
    session = somebody(server)
    answers = [
        server.post("/api/sessions", {}),
        server.say(session, "bonjour"),
        server.press(session, "/indecis"),
        server.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile"}),
        server.get("/health/ready"),
    ]
    return {(answer.status, answer.error) for answer in answers}


def test_without_a_model_every_conversation_says_so(without_model: Server) -> None:
    assert said_everywhere(without_model) == {(503, "modele_absent")}


def test_without_a_model_the_page_and_the_data_are_still_served(without_model: Server) -> None:
    statuses = [without_model.get(path).status for path in ("/", "/widget.js", "/api/campus", "/health/live")]

    assert statuses == [200] * 4
    assert without_model.get("/api/parcours?de=3e&vers=soudeur").json["routes"]


def test_a_model_that_cannot_be_opened_counts_as_missing(with_a_spoilt_model: Server) -> None:
    assert said_everywhere(with_a_spoilt_model) == {(503, "modele_absent")}


def test_a_model_that_cannot_be_opened_is_a_503_all_the_same(with_a_spoilt_model: Server) -> None:
    assert {status for status, _ in said_everywhere(with_a_spoilt_model)} == {503}


def test_with_a_spoilt_base_every_conversation_says_so(with_a_spoilt_base: Server) -> None:
    assert said_everywhere(with_a_spoilt_base) == {(503, "base_indisponible")}


@pytest.mark.parametrize("path", ["/api/campus", "/api/metiers", "/api/formations", "/api/parcours?de=3e&vers=soudeur"])
def test_with_a_spoilt_base_the_data_says_so(with_a_spoilt_base: Server, path: str) -> None:
    answer = with_a_spoilt_base.get(path)

    assert (answer.status, answer.error) == (503, "base_indisponible")


def test_with_a_spoilt_base_the_server_is_alive_and_serves_its_page(with_a_spoilt_base: Server) -> None:
    assert [with_a_spoilt_base.get(path).status for path in ("/", "/health/live")] == [200, 200]


def test_without_a_place_for_conversations_every_conversation_says_so(
    without_a_place_for_conversations: Server,
) -> None:
    assert said_everywhere(without_a_place_for_conversations) == {(503, "conversations_indisponibles")}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("/metier_devenir", "reponse_impossible"),
        ("/indecis", "base_indisponible"),
        ("/campus_trouver", "reponse_impossible"),
        ("/campus_presentation", "reponse_impossible"),
    ],
)
def test_an_action_that_fails_is_told_in_french_without_its_detail(
    with_broken_actions: Server, payload: str, code: str
) -> None:
    opened = with_broken_actions.post("/api/sessions", {}).json
    assert payload in [button["payload"] for button in opened["replies"][0]["buttons"]]

    answer = with_broken_actions.press(opened["session"], payload)

    assert (answer.status, answer.error) == (503, code)
    assert b"secret-detail" not in answer.body


def test_a_conversation_goes_on_after_an_action_that_failed(with_broken_actions: Server) -> None:
    session = with_broken_actions.open()
    with_broken_actions.press(session, "/metier_devenir")

    after = with_broken_actions.say(session, "merci")

    assert after.status == 200
    assert "Avec plaisir" in after.json["replies"][0]["text"]
    assert with_broken_actions.press(session, "/indecis").error == "base_indisponible"
    assert with_broken_actions.say(session, "au revoir").status == 200


def test_a_server_whose_actions_fail_is_still_ready(with_broken_actions: Server) -> None:
    assert with_broken_actions.get("/health/ready").status == 200


def test_a_base_spoilt_while_the_server_runs_is_seen_by_the_health_check(with_broken_actions: Server) -> None:
    path = with_broken_actions.folder / "knowledge.db"
    kept = path.read_bytes()
    assert with_broken_actions.get("/health/ready").status == 200

    try:
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE meta")
        answer = with_broken_actions.get("/health/ready")
    finally:
        path.write_bytes(kept)

    assert (answer.status, answer.error) == (503, "base_indisponible")
    assert with_broken_actions.get("/health/ready").status == 200


def test_the_newest_model_is_the_one_that_serves(tmp_path: Path) -> None:
    for name, age in (("a.tar.gz", 300), ("b.tar.gz", 100), ("c.tar.gz", 200)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))

    assert latest_model(tmp_path).name == "b.tar.gz"


def test_a_folder_without_a_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="jalon train"):
        latest_model(tmp_path)
