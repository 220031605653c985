"""Outside orientation: said so, unless a fact of the base answers after all."""

from __future__ import annotations

from actions.base import Besoin, Contexte, Reponse
from actions.refus import refuse


class _Aparte(Besoin):
    """Something outside our subject: what was talked of before goes on."""

    aparte = True
    faits = 2.0

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_refus" if refuse(contexte) else f"utter_{self.besoin}")


class HorsSujet(_Aparte):
    """Not our subject, and what is; sexual or violent content is refused plainly."""

    besoin = "hors_sujet"
    faits = 0.75

    def exigence(self, contexte: Contexte) -> float:
        """Give no fact to what is refused."""
        return 2.0 if refuse(contexte) else self.faits


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
