"""Actions that fail, each in its own way: what the server says of it is tested in test_api_failures.py.

They stand behind the buttons of the greeting, so that no reading of a sentence is in the way.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action

from actions.conversation import AuRevoir, Remercier
from actions.dialogue import ActionSessionStart
from knowledge.base import BaseUnavailable

__all__ = ["ActionSessionStart", "AuRevoir", "Remercier"]


class Crashes(Action):
    def name(self) -> str:
        return "action_metier_devenir"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise RuntimeError("secret-detail in /etc/passwd")


class HasNoBase(Action):
    def name(self) -> str:
        return "action_indecis"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise BaseUnavailable("secret-detail : la base est partie")


class SaysNothing(Action):
    def name(self) -> str:
        return "action_campus_trouver"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return []


class SpeaksThenCrashes(Action):
    def name(self) -> str:
        return "action_campus_presentation"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text="secret-detail, une phrase qui ne doit pas partir seule")
        raise ValueError("secret-detail")
