"""Finding an idea: from likes and refusals, from nothing, against stereotypes."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from knowledge.queries import filieres as requetes
from knowledge.queries.metiers import by_interest, spread
from knowledge.text import fold

_COURTES = re.compile(r"(?:pas|sans|ni)\b.{0,20}(?:longues? etudes|etudes longues|etudes trop longues)|etudes courtes")


class IdeesParInterets(Besoin):
    """Likes and refusals to fields and jobs at once, with why."""

    besoin = "idees_par_interets"
    faits = 0.85

    def repondre(self, contexte: Contexte) -> Reponse:
        aime, refus = requetes.split_wishes(contexte.texte)
        filieres = requetes.by_interest(contexte.base, aime, refus)[:2]
        courtes = bool(_COURTES.search(fold(contexte.texte)))
        trouves = by_interest(contexte.base, [aime], [refus] if refus else [], 4, highest=4 if courtes else 8)
        metiers = spread(trouves, 4)
        if not filieres and not metiers:
            return contexte.reponse("utter_idees_par_interets")
        lignes = [contexte.dire("utter_idees_filiere", filiere=f.nom, description=f.description) for f in filieres]
        lignes += [rendu.metier(contexte, m) for m in metiers]
        tete = contexte.dire("utter_idees_sans", refus=refus) + " " if refus else ""
        texte = tete + contexte.dire("utter_idees_liste", liste=rendu.liste(lignes))
        boutons = contexte.boutons("utter_idees_liste") + [
            {"title": m.masculin.capitalize(), "payload": f'/metier_decouverte{{"metier": "{m.id}"}}'}
            for m in metiers[:3]
        ]
        memoire = {slots.DOMAINE: filieres[0].id} if filieres else {}
        return Reponse(texte, boutons, None, [m.source for m in metiers[:1]], memoire)


class Indecis(Besoin):
    """No idea at all: one easy question, by buttons."""

    besoin = "indecis"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_indecis")


class TestInterets(Besoin):
    """The questionnaire, or the lighter way."""

    besoin = "test_interets"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_test_interets")


class Stereotype(Besoin):
    """Gender, background, « voie de garage »: facts, not slogans."""

    besoin = "stereotype"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_stereotype")
