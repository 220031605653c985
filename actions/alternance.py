"""The needs of those who learn with an employer that are more than a sentence: what an apprentice earns, PFMP."""

from __future__ import annotations

from actions import slots
from actions.base import Besoin, Contexte, Reponse
from actions.paie import parle_d_argent, salaire_apprenti
from actions.precisions import dite, precision
from actions.thematique import Thematique
from knowledge.entities import Diplome, Lieu
from knowledge.text import words

_PROCEDURES = frozenset({"procedure_parcoursup", "procedure_affelnet"})
_BREF = 9  # words of a message that only goes on from the one before


class Generalites(Thematique):
    """The two contracts and their rules; after a talk on disability, how apprenticeship adapts to it."""

    besoin = "alternance_generalites"
    faits = 0.8

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what a disability changes when it was just talked of."""
        bref = not contexte.bouton and len(words(contexte.texte)) <= _BREF
        dernier = str(contexte.slots.get(slots.BESOIN) or "")
        if bref and dernier in _PROCEDURES and (dit := precision(contexte, dernier)) is not None:
            dit.memoire[slots.BESOIN] = dernier  # « l'apprentissage est compté dedans ? »
            return dit
        if bref and dernier == "handicap":
            reponse = dite(contexte, "utter_handicap_apprentissage", "utter_handicap")
            reponse.memoire[slots.BESOIN] = "handicap"  # the talk goes on about it
            return reponse
        return super().repondre(contexte)


class AlternanceSalaire(Besoin):
    """The least an apprentice is paid, for the age and year said or for all."""

    besoin = "alternance_salaire"
    faits = 0.95

    def repondre(self, contexte: Contexte) -> Reponse:
        return precision(contexte, self.besoin) or salaire_apprenti(contexte)


class AlternanceRecherche(Thematique):
    """Finding an employer: where the offers of the place named are, else how to go about it."""

    besoin = "alternance_recherche"

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the pay when it is what is asked: « et il y a de l'argent au moins ? »."""
        argent = not contexte.bouton and parle_d_argent(contexte.ecrit) and len(words(contexte.texte)) <= _BREF
        return salaire_apprenti(contexte) if argent else super().repondre(contexte)

    def general(self, contexte: Contexte) -> Reponse:
        """Return where the offers are when a place is named."""
        place = contexte.base.get(Lieu, next(iter(contexte.nommes(slots.LIEU)), None))
        return dite(contexte, "utter_alternance_recherche_lieu", lieu=place.nom) if place else super().general(contexte)


class StagePfmp(Besoin):
    """Placements, from the week of 3e to those of a master; how long PFMP last is said of CAP and bac pro."""

    besoin = "stage_pfmp"
    faits = 0.8

    def exigence(self, contexte: Contexte) -> float:
        """Leave the brochure aside when a sentence was written for the question."""
        return 2.0 if contexte.phrases.precise(self.besoin, contexte.ecrit) else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        savoir = {
            id_.replace("-", "_"): diplome.a_savoir if (diplome := contexte.base.get(Diplome, id_)) else ""
            for id_ in ("cap", "bac-pro")
        }
        return precision(contexte, self.besoin, **savoir) or dite(contexte, "utter_stage_pfmp")
