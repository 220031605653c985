"""The description of the public API (OpenAPI 3.0), served at `/api/openapi.json`."""

from __future__ import annotations

from typing import Any

from bot.errors import ERRORS


def _parameter(name: str, what: str, required: bool = False, kind: str = "string") -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": what, "schema": {"type": kind}}


def _listing(what: str, *more: dict[str, Any]) -> dict[str, Any]:
    common = [
        _parameter("q", "nom, sigle ou mots"),
        _parameter("filiere", "identifiant d'une des 12 filières"),
        _parameter("page", "page, à partir de 1", kind="integer"),
    ]
    return {
        "get": {
            "summary": what,
            "parameters": [*common, *more],
            "responses": _responses("une page de résultats"),
        }
    }


def _responses(what: str) -> dict[str, Any]:
    return {"200": {"description": what}, "default": {"$ref": "#/components/responses/Error"}}


def _post(what: str, properties: dict[str, Any], status: str, required: list[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {
        "post": {
            "summary": what,
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {
                status: {"description": "fait"},
                "default": {"$ref": "#/components/responses/Error"},
            },
        }
    }


_TEXT = {"type": "string"}
DESCRIPTION: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {
        "title": "Jalon",
        "version": "0.1.0",
        "description": "Assistant d'orientation, du CAP au doctorat.",
    },
    "paths": {
        "/api/sessions": _post("Ouvrir une conversation", {"campus": _TEXT}, "201", []),
        "/api/sessions/{session}": {
            "delete": {
                "summary": "Effacer une conversation",
                "parameters": [{"name": "session", "in": "path", "required": True, "schema": _TEXT}],
                "responses": {
                    "204": {"description": "effacée"},
                    "default": {"$ref": "#/components/responses/Error"},
                },
            }
        },
        "/api/chat": _post(
            "Poser une question (message) ou presser un bouton (payload)",
            {"session": _TEXT, "message": {**_TEXT, "maxLength": 1000}, "payload": _TEXT},
            "200",
            ["session"],
        ),
        "/api/feedback": _post(
            "Dire si une réponse a aidé",
            {
                "session": _TEXT,
                "turn": {"type": "integer"},
                "verdict": {"enum": ["utile", "inutile"]},
                "reason": _TEXT,
            },
            "204",
            ["session", "turn", "verdict"],
        ),
        "/api/parcours": {
            "get": {
                "summary": "Chemins d'une situation à un but",
                "parameters": [
                    _parameter("de", "classe ou diplôme de départ", required=True),
                    _parameter("vers", "métier, formation, diplôme ou domaine", required=True),
                    _parameter("alternance", "1 : seulement en apprentissage"),
                    _parameter("sans", "mots à éviter, séparés par des virgules"),
                    _parameter("region", "région où chercher un campus"),
                    _parameter("max", "années au plus", kind="number"),
                ],
                "responses": _responses("jusqu'à cinq chemins, le meilleur d'abord"),
            }
        },
        "/api/formations": _listing("Formations"),
        "/api/metiers": _listing("Métiers"),
        "/api/campus": _listing(
            "Campus", _parameter("region", "nom de la région"), _parameter("lieu", "ville ou région")
        ),
    },
    "components": {
        "responses": {
            "Error": {
                "description": "Échec, avec une phrase en français pour la personne",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "error": {
                                    "type": "object",
                                    "properties": {"code": {"enum": sorted(ERRORS)}, "message": _TEXT},
                                }
                            },
                        }
                    }
                },
            }
        }
    },
}
