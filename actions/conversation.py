"""About the talk and the assistant itself: greetings, thanks, who it is, where an answer came from."""

from __future__ import annotations

from actions import slots
from actions.base import Besoin, Contexte, Reponse
from actions.rendu import liste


class Parole(Besoin):
    """A need answered by its own sentence, said aside: what was talked of before goes on. Abstract."""

    faits = 2.0  # never: nothing is asked of the base
    aparte = True

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the sentence of this need and its buttons."""
        return contexte.reponse(f"utter_{self.besoin}")


def _parole(name: str, **settings: object) -> type[Parole]:
    """Make the action of one more need of this shape."""
    return type(name.title().replace("_", ""), (Parole,), {"besoin": name, "__module__": __name__, **settings})


Saluer = _parole("saluer", faits=0.9)
Remercier = _parole("remercier")
AuRevoir = _parole("au_revoir")
BotIdentite = _parole("bot_identite")
Insulte = _parole("insulte")
DonneesPersonnelles = _parole("donnees_personnelles")


class Danger(Parole):
    """Distress and harassment: a fixed, reviewed message, for oneself, a friend or a child; nothing else. Abstract."""

    seule = True

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the message for the one in danger: its wording is chosen by who speaks and of whom."""
        return contexte.reponse(f"utter_{self.besoin}{_proche(contexte)}")


class Detresse(Danger):
    """Self-harm, violence at home, despair."""

    besoin = "detresse"


class Harcelement(Danger):
    """Bullying, sexual harassment, racism."""

    besoin = "harcelement"


class BotCritique(Besoin):
    """« D'où tu sors ça ? »: the sources of the last answer, with their dates."""

    besoin = "bot_critique"
    faits = 2.0  # never: the question is about the last answer
    aparte = True

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


def _proche(contexte: Contexte) -> str:
    """Return how the key ends when somebody else is in danger: `_ami` or `_enfant`."""
    proche = contexte.valeur("proche")
    return f"_{proche}" if proche in ("ami", "enfant") else ""
