"""Needs whose answer is a sentence of its own and the aids or services of the base that serve it."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from knowledge.queries import dispositifs, faits


class Thematique(Besoin):
    """Say `utter_<besoin>`, then up to `combien` dispositifs of the base that serve the need. Abstract."""

    faits = 2.0  # never, unless a campus is named: these needs are about somebody's case, not about the brochure
    combien = 2
    defaut = 0

    def exigence(self, contexte: Contexte) -> float:
        """Ask a usual proof of facts on a campus that the message names, by its name or its town."""
        lieu = next(iter(contexte.nommes(slots.LIEU)), None)
        nomme = contexte.nommes(slots.CAMPUS) or faits.about(contexte.base, lieu)
        return min(self.faits, 0.8) if nomme else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the sentence, its buttons, the dispositifs and their sources."""
        key = f"utter_{self.besoin}"
        utiles = dispositifs.useful_for(contexte.base, self.besoin, contexte.texte, self.combien, self.defaut)
        texte = contexte.dire(key)
        if utiles:
            texte += "\n\n" + rendu.liste([rendu.dispositif(contexte, item) for item in utiles])
        return Reponse(texte, contexte.boutons(key), None, [item.source for item in utiles])


def _need(name: str, **settings: object) -> type[Thematique]:
    """Make the action of one more need of this shape."""
    return type(name.title().replace("_", ""), (Thematique,), {"besoin": name, "__module__": __name__, **settings})


Parcoursup = _need("procedure_parcoursup", combien=0)
Affelnet = _need("procedure_affelnet", combien=0)
Inscription = _need("procedure_inscription", combien=0, faits=0.8)
Decrochage = _need("decrochage")
Generalites = _need("alternance_generalites", faits=0.8)
Recherche = _need("alternance_recherche", defaut=2)
Rupture = _need("alternance_rupture")
Stage = _need("stage_pfmp", combien=1, faits=0.8)
Aides = _need("financement_aides", combien=1)
Logement = _need("logement_internat")
International = _need("mobilite_international")
Handicap = _need("handicap")
Vae = _need("vae")
Humain = _need("contact_humain", combien=1)
