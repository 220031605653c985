"""The Rasa agent as Jalon runs it: actions in the same process, checked once, sent only what they read.

`rasa run` with `rasa run actions` works without any of this; here a turn costs 3 ms instead of 30
(docs/adr/0004 and 0005).
"""

from __future__ import annotations

import contextvars
import json
import logging
import os
import warnings
from pathlib import Path
from typing import Any

from bot.light import without_tensorflow
from bot.quick import remember_kinds_of_events, shorten_turns, shorter_training
from bot.settings import ROOT, Settings
from knowledge.base import BaseUnavailable
from knowledge.pathways.goals import gazetteer

logger = logging.getLogger(__name__)

# Set during a turn when an action raised: Rasa swallows it, the channel must not.
ACTION_FAILURE: contextvars.ContextVar[BaseException | None] = contextvars.ContextVar("action_failure", default=None)
_EVENTS_SENT = 12  # the latest events an action sees: about one turn; slots carry the rest


class ModelMissing(RuntimeError):
    """There is no usable trained model; the message says what to run."""


def latest_model(models: Path) -> Path:
    """Return the newest model archive of the folder, or raise `ModelMissing`."""
    found = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise ModelMissing(f"aucun modèle entraîné dans {models.name}/ ; lancer « jalon train » (ou « make serve »).")
    return found[-1]


def load_agent(settings: Settings, tracker_url: str | None = None, actions: str = "actions") -> Any:
    """Return a ready `rasa.core.agent.Agent`; `tracker_url` overrides where conversations are kept.

    TensorFlow is left out unless `JALON_TENSORFLOW=1` (a pipeline with DIET needs it) or it is loaded already.
    """
    if os.environ.get("JALON_TENSORFLOW") != "1":
        without_tensorflow()
    quiet_rasa()
    from rasa.core.agent import Agent
    from rasa.core.lock_store import InMemoryLockStore

    remember_kinds_of_events()
    model = latest_model(settings.models)
    agent = Agent(
        tracker_store=_tracker_store(tracker_url or settings.tracker_url),
        lock_store=InMemoryLockStore(),
        action_endpoint=_local_actions(actions),
    )
    try:
        agent.load_model(str(model))
    except Exception as error:  # whatever Rasa meets in a spoilt archive
        base = _base_failure(error)
        if base is not None:
            raise base from error
        raise ModelMissing(f"le modèle {model.name} est illisible ; lancer « jalon train --force ».") from error
    if not agent.is_ready():
        raise ModelMissing(f"le modèle {model.name} ne se charge pas ; lancer « jalon train » pour le refaire.")
    agent.tracker_store.domain = agent.domain
    shorten_turns(agent.processor)
    gazetteer(settings.base())  # made now, so that the first person does not wait for it
    return agent


def _base_failure(error: BaseException | None) -> BaseUnavailable | None:
    """Return the failure of the knowledge base that Rasa wrapped in its own, if there is one."""
    while error is not None:
        if isinstance(error, BaseUnavailable):
            return error
        error = error.__cause__ or error.__context__
    return None


def quiet_rasa() -> None:
    """Switch Rasa's telemetry, debug logging and old libraries' warnings off before it is imported further."""
    warnings.simplefilter("ignore")  # hundreds of deprecations in pinned libraries: nothing a user could act on
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # small matrices: threads would only wait for each other
        os.environ.setdefault(name, "1")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    for name in ("rasa", "rasa_sdk", "sanic", "apscheduler", "matplotlib"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _tracker_store(url: str) -> Any:
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain

    from bot.store import open_store  # now only: it imports Rasa

    return InMemoryTrackerStore(Domain.empty()) if url == "memory" else open_store(url)


def _local_actions(package: str) -> Any:
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction
    from rasa.utils.endpoints import ClientResponseError as Rejected
    from rasa.utils.endpoints import EndpointConfig
    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import ActionExecutionRejection

    def validate_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        # Our own actions, in this process: the whole schema is for servers of others, and costs a tenth of a turn.
        if not all(isinstance(result.get(part), list) for part in ("events", "responses")):
            raise ValidationError("an action must give events and responses")
        return True

    def call_format(self: RemoteAction, tracker: Any, domain: Any) -> dict[str, Any]:
        from rasa.shared.core.trackers import EventVerbosity

        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = [event.as_dict() for event in list(tracker.events)[-_EVENTS_SENT:]]
        return {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": state, "domain": {}}

    RemoteAction._validate_action_result = validate_result
    RemoteAction._action_call_format = call_format

    class LocalActions(EndpointConfig):
        """Run actions in this process, under the contract of the action server."""

        def __init__(self) -> None:
            super().__init__(url="local://actions")
            self._executor = ActionExecutor()
            self._executor.register_package(package)

        async def request(self, *args: Any, **kwargs: Any) -> Any:
            call = kwargs["json"]
            try:
                return await self._executor.run(call)
            except ActionExecutionRejection as error:
                body = {"error": error.message, "action_name": error.action_name}
                raise Rejected(400, "rejected", json.dumps(body)) from error
            except Exception as error:
                ACTION_FAILURE.set(error)
                logger.exception("action %s failed", call.get("next_action"))
                raise

    return LocalActions()


def train(settings: Settings, force: bool = False) -> Path:
    """Train the model from config.yml, domain.yml and data/; returns the archive. Unchanged data is not retrained.

    TensorFlow is left out unless `JALON_TENSORFLOW=1` (a pipeline with DIET needs it).
    """
    if os.environ.get("JALON_TENSORFLOW") != "1":
        without_tensorflow()
    quiet_rasa()
    import asyncio

    from rasa.model_training import train as rasa_train

    asyncio.set_event_loop(asyncio.new_event_loop())
    settings.models.mkdir(parents=True, exist_ok=True)
    with shorter_training():
        result = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=str(ROOT / "data"),
            output=str(settings.models),
            force_training=force,
        )
    if result.model is None:
        raise ModelMissing("l'entraînement n'a pas donné de modèle ; lire les messages ci-dessus.")
    return Path(result.model)
