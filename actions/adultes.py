"""Adults who change jobs: the short ways first, and who pays and helps."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.parcours import chemin
from knowledge.entities import Metier
from knowledge.queries import dispositifs


class Reconversion(Besoin):
    """A career change: the job named, how adults enter it, and who pays and helps."""

    besoin = "reconversion"

    def repondre(self, contexte: Contexte) -> Reponse:
        memoire = {slots.PERSONA: "adulte", slots.REGISTRE: "vous"}
        metiers = contexte.nommes(slots.METIER)
        metier = contexte.base.get(Metier, metiers[-1] if metiers else None)  # « je suis A, je veux devenir B »
        if metier is not None and not contexte.texte.startswith("/"):
            reponse = chemin(contexte, but_dit=metier.masculin, depart_dit="adulte")
            reponse.memoire |= memoire | {slots.METIER: metier.id}
            reponse.boutons = contexte.boutons("utter_reconversion")
            return reponse
        utiles = dispositifs.useful_for(contexte.base, self.besoin, contexte.texte, 2)
        lignes = [rendu.dispositif(contexte, item) for item in utiles]
        texte = "\n\n".join([contexte.dire("utter_reconversion"), *([rendu.liste(lignes)] if lignes else [])])
        boutons = contexte.boutons("utter_reconversion")
        return Reponse(texte, boutons, None, [item.source for item in utiles], memoire)
