"""Adults who change jobs: the short ways first, and who pays and helps."""

from __future__ import annotations

import re
from typing import Any

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.parcours import chemin
from knowledge.entities import Metier
from knowledge.queries import dispositifs
from knowledge.text import fold

# « Caissière, je veux travailler dans l'industrie »: the wish comes between the job held and what is wanted.
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
            reponse.boutons = contexte.boutons("utter_reconversion")
            return reponse
        utiles = dispositifs.useful_for(contexte.base, self.besoin, contexte.texte, 2)
        lignes = [rendu.dispositif(contexte, item) for item in utiles]
        texte = "\n\n".join([contexte.dire("utter_reconversion"), *([rendu.liste(lignes)] if lignes else [])])
        boutons = contexte.boutons("utter_reconversion")
        return Reponse(texte, boutons, None, [item.source for item in utiles], memoire)


def _but(contexte: Contexte) -> dict[str, Any] | None:
    """Return the mention that tells the goal: « je suis A, je veux devenir B », « A, je veux aller dans le bois »."""
    if contexte.texte.startswith("/"):
        return None
    metiers = [e for e in contexte.entites if e["entity"] == slots.METIER and contexte.base.get(Metier, e.get("id"))]
    if not metiers:
        return None
    tenu = metiers[-1]
    for champ in [e for e in contexte.entites if e["entity"] == slots.DOMAINE and e.get("id")]:
        if len(metiers) == 1 and _SOUHAIT.search(fold(contexte.texte[tenu["end"] : champ["start"]])):
            return champ
    return tenu
