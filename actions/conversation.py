"""About the assistant itself: where an answer came from."""

from __future__ import annotations

from actions import slots
from actions.base import Besoin, Contexte, Reponse
from actions.rendu import liste


class BotCritique(Besoin):
    """« D'où tu sors ça ? »: the sources of the last answer, with their dates."""

    besoin = "bot_critique"
    faits = 2.0  # never: the question is about the last answer

    def repondre(self, contexte: Contexte) -> Reponse:
        sources = contexte.slots.get(slots.SOURCES) or []
        if not sources:
            return contexte.reponse("utter_bot_critique_sans_source")
        lignes = [
            contexte.dire("utter_source_ligne", titre=s["title"], url=s["url"], date=s["verified_on"]) for s in sources
        ]
        reponse = contexte.reponse("utter_bot_critique", sources=liste(lignes))
        reponse.memoire = {slots.SOURCES: sources}
        return reponse
