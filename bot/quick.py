"""What Rasa computes again at each turn, or at each step of a training, though nothing changed: done once.

Nothing here changes an answer (tests/bot/test_quick.py compares); `rasa run` works without. Measured in
docs/benchmarks/turns.md, decided in docs/adr/0018.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import tarfile
from collections.abc import Iterator
from typing import Any

logger = logging.getLogger(__name__)


def remember_kinds_of_events() -> None:
    """Look the classes of events up once: Rasa walks all of them for each event that it reads back from its store."""
    from rasa.shared.core.events import Event

    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))


@contextlib.contextmanager
def shorter_training() -> Iterator[None]:
    """Parse each file of a training once (Rasa parses it again at each step), and compress its archive lightly.

    More compression gains a tenth of the archive and took a sixth of the time. The model is the same.
    """
    import rasa.shared.utils.io

    parse, pack = rasa.shared.utils.io.read_yaml, tarfile.TarFile.gzopen.__func__  # type: ignore[attr-defined] # bound

    @functools.cache
    def parsed(content: str, kind: str | tuple[str, ...]) -> Any:
        return parse(content, list(kind) if isinstance(kind, tuple) else kind)

    def read_yaml(content: str, reader_type: str | list[str] = "safe") -> Any:
        return parsed(content, tuple(reader_type) if isinstance(reader_type, list) else reader_type)

    rasa.shared.utils.io.read_yaml = read_yaml
    tarfile.TarFile.gzopen = classmethod(functools.partial(pack, compresslevel=1))  # type: ignore[assignment] # its own
    try:
        yield
    finally:
        rasa.shared.utils.io.read_yaml = parse
        tarfile.TarFile.gzopen = classmethod(pack)  # type: ignore[assignment] # as it was


def shorten_turns(processor: Any) -> None:
    """Give a `MessageProcessor` a runner that plans once, rules that read the last message only, and lighter logs."""
    from rasa.core.policies.rule_policy import RulePolicy

    runner = processor.graph_runner
    for node in runner._instantiated_nodes.values():
        policy = getattr(node, "_component", None)
        if isinstance(policy, RulePolicy) and _last_message_suffices(policy, processor.domain):
            policy._find_action_from_rules = functools.partial(_action_from_rules, policy, {})
    processor.graph_runner = PlannedRunner(runner)
    processor._run_action = functools.partial(_run_action, processor)


async def _run_action(
    processor: Any, action: Any, tracker: Any, output_channel: Any, nlg: Any, prediction: Any
) -> bool:
    """Run an action and write what it did in the tracker; the same as Rasa's, without its copies.

    Rasa replays the whole conversation into a second tracker for each action, and copies every event for a debug
    line that nobody reads. A rejection leaves its event, another failure only the action's own.
    """
    from rasa.core.actions.action import ActionExecutionRejection
    from rasa.shared.core.constants import ACTION_LISTEN_NAME
    from rasa.shared.core.events import ActionExecutionRejected

    name = action.name()
    if name == ACTION_LISTEN_NAME:
        events: list[Any] = []
    else:
        try:
            events = await action.run(output_channel, nlg, tracker, processor.domain) or []
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(name, prediction.policy_name, prediction.max_confidence))
            return bool(processor.should_predict_another_action(name))
        except Exception:
            logger.exception("action %s failed: its events are lost", name)
            events = []
    tracker.update_with_events(prediction.events, processor.domain)
    tracker.update(action.event_for_successful_execution(prediction))
    tracker.update_with_events(events, processor.domain)
    await processor.execute_side_effects(events, tracker, output_channel)
    return bool(processor.should_predict_another_action(name))


class PlannedRunner:
    """Run the nodes of a loaded Rasa graph in an order found once a set of targets, without Dask's scheduler.

    Same inputs, outputs and errors as `DaskGraphRunner.run`: inputs by name, then `{target: output}`.
    """

    def __init__(self, runner: Any) -> None:
        self._nodes = runner._instantiated_nodes
        self._schema = runner._graph_schema
        self._plans: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return the outputs of the targets; inputs are given under the names that nodes ask for."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(wanted)
        done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._plans[wanted]:
            done[name] = self._nodes[name](*(done.get(need, need) for need in needs))
        return dict(done[name] for name in wanted)

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        plan: dict[str, tuple[str, ...]] = {}

        def add(name: str) -> None:
            if name in plan or name not in self._nodes:
                return  # planned already, or an input
            needs = tuple(self._schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            plan[name] = needs

        for target in targets:
            add(target)
        return list(plan.items())


def _last_message_suffices(policy: Any, domain: Any) -> bool:
    """Tell whether the rules say nothing of slots, forms, entities, texts or an earlier message."""
    from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH
    from rasa.shared.core.constants import PREVIOUS_ACTION, USER

    states = [state for key in policy.lookup[RULES] for state in policy._rule_key_to_state(key)]
    listens = [state[PREVIOUS_ACTION].get("action_name") for state in states if PREVIOUS_ACTION in state]
    return (
        not policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]
        and not domain.form_names
        and all(set(state) <= {PREVIOUS_ACTION, USER} and PREVIOUS_ACTION in state for state in states)
        and all(set(state.get(USER, {})) <= {"intent"} for state in states)
        and None not in listens
        and max(_listens(policy._rule_key_to_state(key)) for key in policy.lookup[RULES]) <= 1
    )


def _listens(states: list[Any]) -> int:
    from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION

    return sum(state[PREVIOUS_ACTION].get("action_name") == ACTION_LISTEN_NAME for state in states)


def _action_from_rules(
    policy: Any, known: dict[tuple[str, ...], Any], tracker: Any, domain: Any, use_text_for_last_user_input: bool
) -> tuple[str | None, str | None, bool]:
    """Return the action that the rules give after the last message and the actions run since, found once for each.

    Rasa replays the conversation to make states, then reads all rules for each state. No rule says a text.
    """
    from rasa.core.policies.rule_policy import RulePolicy
    from rasa.shared.core.events import ActionExecuted, UserUttered

    if use_text_for_last_user_input:
        return None, None, False
    executed: list[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted):
            executed.append(event.action_name)
    else:  # before the first message
        return RulePolicy._find_action_from_rules(policy, tracker, domain, use_text_for_last_user_input)
    key = (tracker.latest_message.intent.get("name"), *executed)
    if key not in known:
        known[key] = RulePolicy._find_action_from_rules(policy, tracker, domain, use_text_for_last_user_input)
    return known[key]
