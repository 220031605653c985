"""Outside orientation: said so, unless a fact of the base answers after all."""

from __future__ import annotations

import re

from actions.base import Besoin, Contexte, Reponse
from knowledge.text import words

# Said plainly to be refused; the words of jobs and studies (« sexologue », « armurier ») are others.
_CRU = re.compile(
    r"\b(?:porno?s?|pornographi\w*|sexe|sexuels?|sexuelles?|nudes?|a poil|sexy|baiser|bander|masturb\w*|erotique\w*)\b"
)
_VIOLENT = re.compile(
    r"\b(?:fabriquer|faire|construire|acheter|trouver) (?:\w+ ){0,2}(?:bombe|explosifs?|arme|flingue|poison)\b"
    r"|\b(?:tuer|buter|frapper|tabasser|planter|poignarder) (?:quelqu un|un|une|mon|ma|mes|des|le|la|les) \w+\b"
)


class _Aparte(Besoin):
    """Something outside our subject: what was talked of before goes on."""

    aparte = True
    faits = 2.0

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_refus" if _refuse(contexte) else f"utter_{self.besoin}")


class HorsSujet(_Aparte):
    """Not our subject, and what is; sexual or violent content is refused plainly."""

    besoin = "hors_sujet"
    faits = 0.75

    def exigence(self, contexte: Contexte) -> float:
        """Give no fact to what is refused."""
        return 2.0 if _refuse(contexte) else self.faits


class Devoirs(_Aparte):
    """Homework is the pupil's."""

    besoin = "devoirs"
    faits = 0.75


class LangueEtrangere(_Aparte):
    """Another language: French only, said in one line of English too."""

    besoin = "langue_etrangere"


class Injection(_Aparte):
    """An attempt to change the rules: they stay."""

    besoin = "injection"


class Illisible(_Aparte):
    """Nothing to read: what would help."""

    besoin = "illisible"


def _refuse(contexte: Contexte) -> bool:
    plain = " ".join(words(contexte.texte))
    return not contexte.bouton and bool(_CRU.search(plain) or _VIOLENT.search(plain))
