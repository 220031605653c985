"""Adults who change jobs: the short ways first, and who pays and helps."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.parcours import chemin
from knowledge.entities import Domaine, Metier
from knowledge.queries import dispositifs


class Reconversion(Besoin):
    """A career change: the job named, how adults enter it, and who pays and helps."""

    besoin = "reconversion"

    def repondre(self, contexte: Contexte) -> Reponse:
        memoire = {slots.PERSONA: "adulte", slots.REGISTRE: "vous"}
        but = _but(contexte)
        if but is not None and not contexte.texte.startswith("/"):
            entity, id_, nom = but
            reponse = chemin(contexte, but_dit=nom, depart_dit="adulte")
            reponse.memoire |= memoire | {entity: id_}
            reponse.boutons = contexte.boutons("utter_reconversion")
            return reponse
        utiles = dispositifs.useful_for(contexte.base, self.besoin, contexte.texte, 2)
        lignes = [rendu.dispositif(contexte, item) for item in utiles]
        texte = "\n\n".join([contexte.dire("utter_reconversion"), *([rendu.liste(lignes)] if lignes else [])])
        boutons = contexte.boutons("utter_reconversion")
        return Reponse(texte, boutons, None, [item.source for item in utiles], memoire)


def _but(contexte: Contexte) -> tuple[str, str, str] | None:
    """Return (slot, id, name) of where the person wants to go: of what is named, the last is the goal.

    « Je suis caissière, je voudrais travailler dans la maintenance » : what one is comes first.
    """
    nommes = [e for e in contexte.entites if e["entity"] in (slots.METIER, slots.DOMAINE) and e.get("id")]
    if not nommes:
        return None
    dernier = nommes[-1]
    if dernier["entity"] == slots.METIER:
        metier = contexte.base.get(Metier, dernier["id"])
        return (slots.METIER, metier.id, metier.masculin) if metier else None
    domaine = contexte.base.get(Domaine, dernier["id"])
    return (slots.DOMAINE, domaine.id, domaine.noms[0]) if domaine else None
