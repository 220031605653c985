"""Read-only data for campus websites: pathways, trainings, jobs, campuses, and the description of the API."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot import ladder
from bot.errors import Problem
from bot.openapi import DESCRIPTION
from knowledge.base import BaseUnavailable, KnowledgeBase
from knowledge.entities import Campus, Formation, Metier
from knowledge.pathways.goals import gazetteer
from knowledge.queries import campus as campus_queries
from knowledge.queries import search
from knowledge.text import fold

_PER_PAGE = 50
_MOST_NAMED = 50  # things that a query may name: what only shares a word with it comes after


def blueprint(base: KnowledgeBase) -> Blueprint:
    """Return the routes `/api/parcours`, `/api/formations`, `/api/metiers`, `/api/campus`, `/api/openapi.json`."""
    public = Blueprint("public", url_prefix="/api")

    @public.get("/openapi.json")
    async def openapi(_request: Request) -> HTTPResponse:
        return json_response(DESCRIPTION)

    @public.get("/parcours")
    async def parcours(request: Request) -> HTTPResponse:
        de, vers = request.args.get("de", ""), request.args.get("vers", "")
        if not de or not vers:
            raise Problem("demande_incomplete", "de" if not de else "vers")
        try:
            longest = float(request.args["max"][0]) if "max" in request.args else None
        except ValueError as error:
            raise Problem("critere_invalide", "max") from error
        if longest is not None and not 0 < longest < math.inf:
            raise Problem("critere_invalide", "max")
        rythme = "alternance" if request.args.get("alternance") in ("1", "true", "oui") else None
        sans = tuple(request.args.get("sans", "").split(",")) if request.args.get("sans") else ()
        try:
            found = ladder.find(base, de[:200], vers[:200], rythme, request.args.get("region"), sans, longest)
        except ladder.UnknownName as error:
            raise Problem("nom_inconnu", str(error)) from error
        except BaseUnavailable as error:
            raise Problem("base_indisponible") from error
        return json_response(found)

    @public.get("/formations")
    async def formations(request: Request) -> HTTPResponse:
        return _listing(request, base, Formation, "formation")

    @public.get("/metiers")
    async def metiers(request: Request) -> HTTPResponse:
        return _listing(request, base, Metier, "metier")

    @public.get("/campus")
    async def campus(request: Request) -> HTTPResponse:
        return _listing(request, base, Campus, "campus")

    return public


def _listing(request: Request, base: KnowledgeBase, entity: type, kind: str) -> HTTPResponse:
    """Return a page of entities: `q` searches names, `filiere` and `region` filter, `page` starts at 1."""
    try:
        page = int(request.args.get("page", "1"))
    except ValueError as error:
        raise Problem("critere_invalide", "page") from error
    if page < 1:
        raise Problem("critere_invalide", "page")
    try:
        items: list[Any] = list(base.all(entity))
        query = request.args.get("q", "")[:200]
        if query:
            items = _matching(base, items, query, kind)
        for key in ("filiere", "region"):
            wanted = fold(request.args.get(key, ""))
            if wanted:
                items = [item for item in items if fold(str(getattr(item, key, ""))) == wanted]
        if entity is Campus and request.args.get("lieu"):
            place = next((m.id for m in gazetteer(base).find(request.args["lieu"][0]) if m.entity == "lieu"), None)
            near = campus_queries.find(base, lieu=place) if place else []
            items = [item for item in near if item in items]
    except BaseUnavailable as error:
        raise Problem("base_indisponible") from error
    shown = items[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    return json_response(
        {"total": len(items), "page": page, "per_page": _PER_PAGE, "items": [_plain(i) for i in shown]}
    )


def _matching(base: KnowledgeBase, items: list[Any], query: str, kind: str) -> list[Any]:
    """Return what a query names, best first, then what only speaks of it."""
    by_id = {item.id: item for item in items}
    named = [by_id[found.id] for found in search.find(base, query, [kind], _MOST_NAMED) if found.id in by_id]
    texts: dict[str, str] = base.derived(f"textes_{kind}", lambda _: {item.id: _text(item) for item in items})
    known = {item.id for item in named}
    words = fold(query).split()
    return named + [item for item in items if item.id not in known and all(w in texts[item.id] for w in words)]


def _text(item: Any) -> str:
    return fold(" ".join(map(str, dataclasses.astuple(item))))


def _plain(item: Any) -> dict[str, Any]:
    return {
        f.name: getattr(item, f.name) for f in dataclasses.fields(item) if getattr(item, f.name) not in ("", (), None)
    }
