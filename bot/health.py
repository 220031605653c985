"""Is it alive, is it ready, and if not, why."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from sqlalchemy.exc import SQLAlchemyError

from bot.channel import ChatApi
from bot.errors import Problem
from knowledge.base import BaseUnavailable, KnowledgeBase


def blueprint(chat: ChatApi, base: KnowledgeBase) -> Blueprint:
    """Return `/health/live` and `/health/ready`."""
    health = Blueprint("health", url_prefix="/health")

    @health.get("/live")
    async def live(_request: Request) -> HTTPResponse:
        return json_response({"status": "alive"})

    @health.get("/ready")
    async def ready(_request: Request) -> HTTPResponse:
        if chat.conversations is None:
            raise Problem(chat.unavailable)
        try:
            mark = base.fingerprint()
        except BaseUnavailable as error:
            raise Problem("base_indisponible") from error
        try:
            await chat.conversations.agent.tracker_store.exists("health")
        except SQLAlchemyError as error:
            raise Problem("conversations_indisponibles") from error
        return json_response({"status": "ready", "knowledge": mark[:12], "built_on": base.built_on()})

    return health
