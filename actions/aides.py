"""Money: the aids of the situation said or remembered, the allowance of a placement by class."""

from __future__ import annotations

import re

from actions import slots
from actions.contexte import Contexte, Reponse
from actions.paie import parle_d_argent, salaire_apprenti
from actions.precisions import dite
from actions.rendu import dispositif, liste
from actions.thematique import Thematique
from knowledge.entities import Dispositif, Situation
from knowledge.queries.dispositifs import is_expired
from knowledge.text import words

_STAGE = re.compile(r"\bstages?\b|\bpfmp\b")
_APPRENTI = re.compile(r"\bapprenti\w*|\bpatron\b|\balternan\w*|\bcfa\b")
_LYCEE = re.compile(r"\blycee\w*|\bcollege\w*")
# The class of the pro path that a class known stands for, and the fact that tells its allowance.
_CLASSES = {
    "2de-pro": ("2de-pro", "allocation-pfmp-1"),
    "2de-gt": ("2de-pro", "allocation-pfmp-1"),
    "cap1": ("cap1", "allocation-pfmp-1"),
    "cap2": ("cap2", "allocation-pfmp-2-cap"),
    "1re-pro": ("1re-pro", "allocation-pfmp-2-bac"),
    "1re-generale": ("1re-pro", "allocation-pfmp-2-bac"),
    "1re-techno": ("1re-pro", "allocation-pfmp-2-bac"),
    "terminale-pro": ("terminale-pro", "allocation-pfmp-3"),
    "terminale-generale": ("terminale-pro", "allocation-pfmp-3"),
    "terminale-techno": ("terminale-pro", "allocation-pfmp-3"),
}
_BREF = 9  # words of a message that only goes on from the one before
_BAC = 4  # level of the CEC


class Aides(Thematique):
    """Which aids, by situation: lycée, placements, studies, apprenticeship, adult."""

    besoin = "financement_aides"
    combien = 1

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the allowance of the class, else the aids of the situation, else those of the question."""
        if contexte.bouton:
            return super().repondre(contexte)
        dernier = str(contexte.slots.get(slots.BESOIN) or "")
        if dernier.startswith("alternance_") and parle_d_argent(contexte.ecrit) and len(words(contexte.texte)) <= _BREF:
            return salaire_apprenti(contexte)  # « et il y a de l'argent au moins ? »
        if contexte.slots.get(slots.PERSONA) == "entreprise":
            return dite(contexte, "utter_financement_aides_entreprise")
        return _de_la_classe(contexte) or _du_statut(contexte) or super().repondre(contexte)


def _de_la_classe(contexte: Contexte) -> Reponse | None:
    """Return what a day of placement gives in the class known, when that is what is talked of."""
    plain = contexte.ecrit
    du_stage = bool(_STAGE.search(plain)) or (contexte.nommes(slots.NIVEAU) and _dit_avant(contexte, "allocation-pfmp"))
    classe, id_ = _CLASSES.get(contexte.chose(slots.NIVEAU) or "", ("", ""))
    fait = contexte.base.get(Dispositif, id_)
    situation = contexte.base.get(Situation, classe)
    if not du_stage or _APPRENTI.search(plain) or fait is None or situation is None or is_expired(fait):
        return None
    reponse = contexte.reponse("utter_financement_aides_pfmp_classe", classe=situation.nom)
    reponse.texte += "\n\n" + liste([dispositif(contexte, fait)])
    reponse.sources = [fait.source]
    return reponse


def _du_statut(contexte: Contexte) -> Reponse | None:
    """Return the aids of a student when a grant is asked and the class known comes after the bac."""
    plain = contexte.ecrit
    key = contexte.phrases.precise(Aides.besoin, contexte.ecrit)
    if key not in (None, "utter_financement_aides_lycee") or _LYCEE.search(plain):
        return None
    situation = contexte.base.get(Situation, contexte.chose(slots.NIVEAU))
    if situation is not None and (situation.niveau_atteint or 0) >= _BAC:
        return dite(contexte, "utter_financement_aides_crous")
    return None


def _dit_avant(contexte: Contexte, id_: str) -> bool:
    """Tell whether the last answer rested on a scheme."""
    item = contexte.base.get(Dispositif, id_)
    return item is not None and any(
        source.get("url") == item.source for source in contexte.slots.get(slots.SOURCES) or []
    )
