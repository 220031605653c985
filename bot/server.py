"""The whole assistant in one process: page, chat API, public data, health. `jalon serve` runs it."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

from sanic import Sanic
from sanic.exceptions import MethodNotSupported, NotFound, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from sqlalchemy.exc import SQLAlchemyError

from bot import health, public
from bot.agent import ModelMissing, load_agent
from bot.channel import ChatApi
from bot.conversations import Conversations
from bot.errors import Problem
from bot.feedback import Feedback
from bot.pages import add_pages
from bot.retention import purge
from bot.sessions import Sessions
from bot.settings import Settings, SettingsError
from knowledge.base import BaseUnavailable

logger = logging.getLogger(__name__)
_A_DAY = 24 * 3_600.0  # seconds


def create_app(settings: Settings, name: str = "jalon") -> Sanic:
    """Return the Sanic application; the model is loaded when it starts, and its absence answered with 503."""
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 64_000
    app.config.RESPONSE_TIMEOUT = 30
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.FALLBACK_ERROR_FORMAT = "json"
    base = settings.base()
    chat = ChatApi(
        Sessions(settings.secret()),
        Feedback(settings.tracker_url),
        base,
        settings.origins,
        settings.messages_per_minute,
    )
    app.ctx.chat, app.ctx.settings = chat, settings
    app.blueprint(chat.blueprint())
    app.blueprint(public.blueprint(base))
    app.blueprint(health.blueprint(chat, base))
    add_pages(app)
    app.error_handler.add(Exception, _on_error)

    @app.listener("before_server_start")  # type: ignore[call-arg,arg-type]  # Sanic types its decorator too narrowly
    async def load(app: Sanic, _loop: Any) -> None:
        try:
            chat.conversations = Conversations(load_agent(settings))
        except ModelMissing as error:
            logger.error("%s", error)
        except BaseUnavailable as error:
            chat.unavailable = "base_indisponible"
            logger.error("%s", error)
        except Exception:
            chat.unavailable = "conversations_indisponibles"
            logger.exception("the assistant cannot start")

    @app.listener("after_server_start")  # type: ignore[call-arg,arg-type]  # same
    async def forget(app: Sanic, _loop: Any) -> None:
        app.add_task(_forget_each_day(settings))

    @app.middleware("response")
    async def headers(request: Request, response: HTTPResponse) -> None:
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        origin = request.headers.get("origin", "")
        if origin in settings.origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
            response.headers["Vary"] = "Origin"

    @app.middleware("request")
    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method != "OPTIONS" or not request.path.startswith("/api/"):
            return None
        if request.headers.get("origin", "") not in settings.origins:
            return await _on_error(request, Problem("origine_refusee"))
        allow = {"Access-Control-Allow-Methods": "GET, POST, DELETE", "Access-Control-Allow-Headers": "content-type"}
        return HTTPResponse(status=204, headers={**allow, "Access-Control-Max-Age": "600"})

    return app


async def _forget_each_day(settings: Settings) -> None:
    """Delete the conversations older than `JALON_RETENTION_DAYS`, now and once a day while serving."""
    while True:
        try:
            gone = await asyncio.get_running_loop().run_in_executor(
                None, purge, settings.tracker_url, settings.retention_days
            )
            if gone:
                logger.warning("%d conversations older than %d days deleted", gone, settings.retention_days)
        except SQLAlchemyError:
            logger.exception("old conversations could not be deleted; next try in a day")
        await asyncio.sleep(_A_DAY)


async def _on_error(request: Request, error: Exception) -> HTTPResponse:
    problem = _as_problem(error)
    if problem is None:
        logger.exception("unexpected failure on %s", request.path, exc_info=error)
        problem = Problem("reponse_impossible")
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after else {}
    return json_response(problem.body(), status=problem.status, headers=headers)


def _as_problem(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if isinstance(error, NotFound):
        return Problem("introuvable")
    if isinstance(error, MethodNotSupported):
        return Problem("methode_refusee")
    if isinstance(error, SanicException):
        return {413: Problem("message_trop_long"), 400: Problem("json_illisible")}.get(error.status_code)
    return None


def serve(settings: Settings) -> None:
    """Serve until stopped, on `settings.host` and `settings.port`; raises `SettingsError` when the port is taken."""
    _check_port(settings)
    app = create_app(settings)

    @app.listener("after_server_start")  # type: ignore[call-arg,arg-type]  # same
    async def ready(_app: Sanic, _loop: Any) -> None:
        address = f"http://{settings.host}:{settings.port}"
        print(f"Jalon répond sur {address}   (Ctrl+C pour arrêter)", flush=True)  # noqa: T201 (the terminal\'s sign that it is ready)

    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, debug=False)


def _check_port(settings: Settings) -> None:
    """Find out before the model is loaded that nobody else listens there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"HOST={settings.host} PORT={settings.port} : impossible d'écouter là ({error.strerror}) ; "
                f"essayer PORT={settings.port + 1} jalon serve"
            ) from error
