"""Adults who change jobs: the short ways first, and who pays and helps."""

from __future__ import annotations

import re
from typing import Any

from actions import slots
from actions.base import Besoin, Contexte, Reponse
from actions.parcours import chemin
from actions.precisions import dite, precision
from knowledge.entities import Metier
from knowledge.text import fold

# « Caissière, je veux travailler dans l'industrie »: the wish comes between the job held and what is wanted.
_TENU = re.compile(
    r"\b(?:suis|etais|etait|ancien\w*|ex|que|quitter|lacher|mari|femme|mere|pere|compagn\w*|accompagne|conjoint\w*)\b"
    r"(?!.*\b(?:devenir|comme|vers|en)\b)"
)
_SOUHAIT = re.compile(r"\b(?:veux|voudrais|aimerais|souhaite|envie|reve|vers|changer|passer)\b")


class Reconversion(Besoin):
    """A career change: the job named, how adults enter it, and who pays and helps."""

    besoin = "reconversion"

    def repondre(self, contexte: Contexte) -> Reponse:
        memoire = {slots.PERSONA: "adulte", slots.REGISTRE: "vous"}
        but = _but(contexte)
        if but is not None:
            reponse = chemin(contexte, but_dit=but["label"], depart_dit="adulte")
            dits = {**contexte.retenu()[slots.DITS], but["entity"]: but["label"]}
            metier = but["value"] if but["entity"] == slots.METIER else None  # a job left behind is not a wish
            reponse.memoire |= memoire | {slots.METIER: metier, slots.DITS: dits}
            qui_paie = dite(contexte, "utter_reconversion_aides")
            reponse.texte += "\n\n" + qui_paie.texte
            reponse.sources += qui_paie.sources
            reponse.boutons = contexte.boutons("utter_reconversion")
            return reponse
        reponse = precision(contexte, self.besoin) or contexte.reponse("utter_reconversion")
        reponse.memoire |= memoire
        return reponse


def _quitte(contexte: Contexte, metier: dict[str, Any]) -> bool:
    """Tell whether a job is the one held, or to be left, from the words just before it."""
    fins = [e["end"] for e in contexte.entites if e["entity"] == slots.METIER and e["end"] <= metier["start"]]
    avant = fold(contexte.texte[max(fins, default=0) : metier["start"]])
    return bool(_TENU.search(" ".join(avant.replace("'", " ").replace(",", " ").split()[-4:])))


def _but(contexte: Contexte) -> dict[str, Any] | None:
    """Return the mention that tells the goal: « je suis A, je veux devenir B », « A, je veux aller dans le bois »."""
    if contexte.texte.startswith("/"):
        return None
    metiers = [e for e in contexte.entites if e["entity"] == slots.METIER and contexte.base.get(Metier, e.get("id"))]
    if not metiers:
        return None
    vises = [metier for metier in metiers if not _quitte(contexte, metier)]
    tenu = (vises or metiers)[-1]
    for champ in [e for e in contexte.entites if e["entity"] == slots.DOMAINE and e.get("id")]:
        if len(metiers) == 1 and _SOUHAIT.search(fold(contexte.texte[tenu["end"] : champ["start"]])):
            return champ
    return vises[-1] if vises else None  # « un autre métier que maçon »: a job held is no goal
