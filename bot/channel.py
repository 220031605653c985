"""The chat API: sessions, messages, buttons, feedback. The only door of a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from bot.conversations import Conversations, NotOffered, TurnFailed
from bot.errors import Problem
from bot.feedback import Feedback
from bot.limits import RateLimit
from bot.privacy import mask
from bot.sessions import Sessions
from bot.settings import MAX_CHARS
from knowledge.base import KnowledgeBase
from knowledge.entities import Campus

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class ChatApi:
    """The routes under `/api` that hold a conversation.

    `conversations` is None until a model is loaded: every turn then answers 503 `modele_absent`.
    """

    def __init__(
        self,
        sessions: Sessions,
        feedback: Feedback,
        base: KnowledgeBase,
        origins: tuple[str, ...] = (),
        messages_per_minute: int = 40,
    ) -> None:
        self.conversations: Conversations | None = None
        self.unavailable = "modele_absent"
        self._sessions, self._feedback, self._base, self._origins = sessions, feedback, base, origins
        # A person types less than this; a whole class shares one address.
        self._by_session = RateLimit(burst=max(1, messages_per_minute * 3 // 10), per_minute=messages_per_minute)
        self._by_address = RateLimit(burst=messages_per_minute * 8, per_minute=messages_per_minute * 30)

    def blueprint(self) -> Blueprint:
        """Return the routes, to be registered on a Sanic application."""
        api = Blueprint("chat", url_prefix="/api")
        api.add_route(_route(self.open), "/sessions", methods=["POST"], name="open")
        api.add_route(_route(self.chat), "/chat", methods=["POST"], name="chat")
        api.add_route(_route(self.erase), "/sessions/<session>", methods=["DELETE"], name="erase")
        api.add_route(_route(self.verdict), "/feedback", methods=["POST"], name="feedback")
        return api

    async def open(self, request: Request) -> HTTPResponse:
        """Open a conversation and greet: who is speaking, and what not to write."""
        self._check_origin(request)
        self._limit(self._by_address, request.ip)
        body = _body(request, required=(), optional=("campus",), may_be_empty=True)
        campus = body.get("campus")
        if campus is not None and (not isinstance(campus, str) or self._base.get(Campus, campus) is None):
            raise Problem("nom_inconnu", str(campus)[:60])
        session = self._sessions.new()
        replies = await self._talk().open(session, campus)
        return json_response({"session": session, "replies": replies}, status=201)

    async def chat(self, request: Request) -> HTTPResponse:
        """Answer a message or a button of the conversation."""
        self._check_origin(request)
        self._limit(self._by_address, request.ip)
        body = _body(request, required=("session",), optional=("message", "payload"))
        if ("message" in body) == ("payload" in body):
            raise Problem("demande_incomplete", "message ou payload")
        session = await self._known(body["session"])
        self._limit(self._by_session, session)
        talk = self._talk()
        try:
            if "payload" in body:
                turn = await talk.press(session, _text(body["payload"]))
            else:
                turn = await talk.say(session, _text(body["message"]))
        except NotOffered as error:
            raise Problem("payload_inconnu") from error
        except TurnFailed as error:
            raise Problem(error.code) from error
        if turn.erased:
            self._feedback.erase(session)
        return json_response({"turn": turn.number, "replies": turn.replies})

    async def erase(self, request: Request, session: str) -> HTTPResponse:
        """Forget a conversation everywhere."""
        self._check_origin(request)
        if not self._sessions.is_genuine(session):
            raise Problem("session_invalide")
        await self._talk().erase(session)
        self._feedback.erase(session)
        return empty(status=204)

    async def verdict(self, request: Request) -> HTTPResponse:
        """Note whether an answer helped."""
        self._check_origin(request)
        body = _body(request, required=("session", "turn", "verdict"), optional=("reason",))
        session = await self._known(body["session"])
        self._limit(self._by_session, session)
        turn, verdict, reason = body["turn"], body["verdict"], body.get("reason", "")
        known = isinstance(turn, int) and not isinstance(turn, bool) and 0 < turn <= await self._talk().turns(session)
        if not known or verdict not in ("utile", "inutile") or not isinstance(reason, str):
            raise Problem("avis_invalide")
        self._feedback.add(session, turn, verdict, mask(reason)[:200])
        return empty(status=204)

    def _talk(self) -> Conversations:
        if self.conversations is None:
            raise Problem(self.unavailable)
        return self.conversations

    async def _known(self, session: object) -> str:
        if not isinstance(session, str) or not self._sessions.is_genuine(session):
            raise Problem("session_invalide")
        if not await self._talk().exists(session):
            raise Problem("session_terminee")
        return session

    def _limit(self, limit: RateLimit, key: str) -> None:
        wait = limit.wait(key)
        if wait:
            raise Problem("trop_de_messages", str(wait), retry_after=wait)

    def _check_origin(self, request: Request) -> None:
        origin = request.headers.get("origin")
        if origin and origin not in self._origins and origin.partition("://")[2] != request.host:
            raise Problem("origine_refusee")


def _route(
    method: Callable[..., Coroutine[Any, Any, HTTPResponse]],
) -> Callable[..., Coroutine[Any, Any, HTTPResponse]]:
    """Make a plain function of a bound method: Sanic writes its name on the handler."""

    async def handler(request: Request, **path: str) -> HTTPResponse:
        return await method(request, **path)

    return handler


def _body(
    request: Request, required: tuple[str, ...], optional: tuple[str, ...], may_be_empty: bool = False
) -> dict[str, Any]:
    """Return the JSON object of a request, or raise the `Problem` that says what is wrong with it."""
    if not request.body and may_be_empty:
        return {}
    if "json" not in (request.content_type or ""):
        raise Problem("type_refuse")
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem("json_illisible") from error
    if not isinstance(body, dict):
        raise Problem("json_illisible")
    missing = [key for key in required if key not in body]
    if missing:
        raise Problem("demande_incomplete", missing[0])
    unknown = [key for key in body if key not in required + optional]
    if unknown:
        raise Problem("champ_inconnu", unknown[0][:40])
    return body


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Problem("message_invalide")
    if len(value) > MAX_CHARS:
        raise Problem("message_trop_long")
    text = "".join(char for char in value if char.isprintable() or char in "\n\t")
    text = text.encode("utf-8", "ignore").decode("utf-8")  # lone surrogates cannot be stored
    if not text.strip():
        raise Problem("message_vide")
    return text
