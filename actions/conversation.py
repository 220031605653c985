"""About the talk and the assistant itself: greetings, thanks, who it is, where an answer came from."""

from __future__ import annotations

import re

from actions import slots
from actions.base import Besoin, Contexte, Reponse
from actions.rendu import liste
from knowledge.text import words


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
        """Return the message for the one in danger, or a shorter one when it was told already (bot/aftermath.py)."""
        suite = contexte.valeur("suite")
        return self._suite(contexte, suite) if suite else contexte.reponse(f"utter_{self.besoin}{_proche(contexte)}")

    def _suite(self, contexte: Contexte, suite: str) -> Reponse:
        """Return what to say to somebody who goes on: for whom it is about, else for this danger, else for all."""
        keys = [f"utter_suite_{suite}{end}" for end in (_proche(contexte), f"_{self.besoin}", "")]
        key = next(key for key in keys if contexte.phrases.has(key))
        return contexte.reponse(key, numeros=contexte.dire(f"utter_numeros_{self.besoin}"))


class Detresse(Danger):
    """Self-harm, violence at home, despair."""

    besoin = "detresse"


class Harcelement(Danger):
    """Bullying, sexual harassment, racism."""

    besoin = "harcelement"


# Said against a fact, from a case known: « mon cousin gagne le double ». A question on sources is none of these.
_CAS = re.compile(
    r"\b(?:mon|ma|mes|un|une|notre|le|la|des) (?:\w+ )?"
    r"(?:pere|mere|oncle|tante|frere|soeur|cousine?|beau|belle|mari|femme|voisine?"
    r"|copain|copine|pote|amie?|collegue|prof|patron|tuteur|conseillere?|ancien\w*|gens|fils|fille|mec|neveu|niece)s?\b"
    r"|\b(?:je connais|on m a dit|m a dit|j ai (?:lu|vu|entendu)|moi j)\b"
)
_CONTRE = re.compile(
    r"\b(?:tort|tord|faux|fausse|n importe quoi|pas vrai|trompe\w*|erreur|pas d accord|contraire|l inverse|double"
    r"|triple|plus que ca|moins que ca|beaucoup plus|beaucoup moins|bien plus|bien moins|pas ca|autre chose|sans)\b"
)
_SOURCE = re.compile(r"\b(?:sources?|d ou|preuves?|prouve\w*|verifi\w*|qui dit|date|a jour)\b")
_PAIE = frozenset({"metier_salaire", "alternance_salaire"})


class BotCritique(Besoin):
    """« D'où tu sors ça ? »: the sources of the last answer, with their dates; a case against it: what it may mean."""

    besoin = "bot_critique"
    faits = 2.0  # never: the question is about the last answer
    aparte = True

    def repondre(self, contexte: Contexte) -> Reponse:
        sources = contexte.slots.get(slots.SOURCES) or []
        plain = " ".join(words(contexte.texte))
        if _CAS.search(plain) and _CONTRE.search(plain) and not _SOURCE.search(plain):
            paie = "_paie" if contexte.slots.get(slots.BESOIN) in _PAIE else ""
            reponse = contexte.reponse(f"utter_bot_critique_cas{paie}")
            reponse.memoire = {slots.SOURCES: sources}
            return reponse
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
