"""Outside orientation: said so, unless a fact of the base answers after all."""

from __future__ import annotations

from actions.base import Besoin, Contexte, Reponse


class HorsSujet(Besoin):
    """Not our subject, and what is."""

    besoin = "hors_sujet"
    faits = 0.75

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_hors_sujet")


class Devoirs(Besoin):
    """Homework is the pupil's."""

    besoin = "devoirs"
    faits = 0.75

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_devoirs")
