"""Rasa's own commands run the assistant too: `rasa run` beside `rasa run actions`, nothing of ours in between."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import Any

import pytest
from serveur import free_port, run

from bot.agent import latest_model
from bot.settings import Settings

pytestmark = pytest.mark.model


def webhook(port: int, sender: str, message: str) -> list[dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        body = json.dumps({"sender": sender, "message": message})
        connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        return list(json.loads(connection.getresponse().read()))
    finally:
        connection.close()


def test_rasa_run_beside_rasa_run_actions_answers_with_facts(folder: Path, tmp_path: Path) -> None:
    actions, rasa = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n", encoding="utf-8")
    model = str(latest_model(Settings().models))
    environment = {"JALON_VAR": str(folder), "RASA_TELEMETRY_ENABLED": "false"}
    with (
        run(folder, [actions], "-m", "rasa", "run", "actions", "--port", str(actions), **environment),
        run(
            folder,
            [rasa],
            *("-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(rasa), "--model", model),
            *("--endpoints", str(endpoints), "--credentials", "credentials.yml"),
            **environment,
        ),
    ):
        said = webhook(rasa, "lou", "c'est quoi un BTS MCO ?")

    text = " ".join(reply.get("text", "") for reply in said)
    assert "Management commercial opérationnel" in text
    assert "niveau 5" in text
    assert any("sources" in reply.get("custom", {}) for reply in said)
