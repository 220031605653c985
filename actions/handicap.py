"""Disability and health: whom to ask, when, and what is near a job that is not possible."""

from __future__ import annotations

import re

from actions import slots
from actions.contexte import Contexte, Reponse
from actions.thematique import Thematique
from knowledge.entities import Metier

# « Je voulais conduire des grues »: the field stands for the job wished for.
_REVE = re.compile(r"\b(?:voul\w+|veux|voudr\w+|aimer\w+|reve\w*|devenir|bosser|travailler|faire|conduire)\b")
_AMENAGEMENT = re.compile(
    r"\bamenag\w*|\btiers temps|\bexamens?\b|\bepreuves?\b|\bparcoursup\b|\baesh\b|\bqui\b|\bmdph\b"
)


class Handicap(Thematique):
    """Disability and health: whom to ask and when; of a job named, who decides and what is near it, no verdict."""

    besoin = "handicap"

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what is said of the job named, else the answer to the question."""
        ids = [] if contexte.bouton or _AMENAGEMENT.search(contexte.ecrit) else contexte.nommes(slots.METIER)
        metier = contexte.base.get(Metier, next(iter(ids), None))
        champ = next(iter(contexte.nommes(slots.DOMAINE)), None) if not contexte.bouton else None
        if metier is None and (champ is None or not _REVE.search(contexte.ecrit)):
            return super().repondre(contexte)
        nom = contexte.dit(slots.METIER, metier.masculin) if metier else contexte.dit(slots.DOMAINE, str(champ))
        voisins = [m for id_ in (metier.proches if metier else ()) if (m := contexte.base.get(Metier, id_))]
        proches = ", ".join(m.masculin for m in voisins[:3])
        dits = contexte.dire("utter_handicap_proches", proches=proches) if proches else ""
        reponse = contexte.reponse("utter_handicap_metier_nomme", metier=nom, proches=f" {dits}" if dits else "")
        reponse.sources = [metier.source] if metier else []
        return reponse
