"""Needs whose answer is a sentence of its own and the aids or services of the base that serve it."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.precisions import dite, precision
from knowledge.queries import dispositifs, faits

_ON_THE_POINT = 0.45  # the share of the question that a scheme must speak of to be told unasked


class Thematique(Besoin):
    """Say the sentence written for the question; else `utter_<besoin>` with the schemes that serve it. Abstract."""

    faits = 2.0  # never, unless a campus is named: these needs are about somebody's case, not about the brochure
    combien = 2

    def exigence(self, contexte: Contexte) -> float:
        """Ask a usual proof of facts on a campus that the message names, by its name or its town."""
        lieu = next(iter(contexte.nommes(slots.LIEU)), None)
        nomme = contexte.nommes(slots.CAMPUS) or faits.about(contexte.base, lieu)
        return min(self.faits, 0.8) if nomme else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the precise answer, else the general one, its buttons and its sources."""
        return precision(contexte, self.besoin) or self.general(contexte)

    def general(self, contexte: Contexte) -> Reponse:
        """Return the general sentence, after the schemes that speak of the question's own words."""
        key = f"utter_{self.besoin}"
        utiles = dispositifs.useful_for(contexte.base, self.besoin, contexte.texte, self.combien, least=_ON_THE_POINT)
        reponse = dite(contexte, key)
        dits = [item for item in utiles if f"**{item.nom}**" not in reponse.texte]
        if dits:
            reponse.texte += "\n" if contexte.phrases.aides(key) else "\n\n"
            reponse.texte += rendu.liste([rendu.dispositif(contexte, item) for item in dits])
            reponse.sources += [item.source for item in dits]
        return reponse


def _need(name: str, **settings: object) -> type[Thematique]:
    """Make the action of one more need of this shape."""
    return type(name.title().replace("_", ""), (Thematique,), {"besoin": name, "__module__": __name__, **settings})


Affelnet = _need("procedure_affelnet", combien=0)
Rupture = _need("alternance_rupture")
International = _need("mobilite_international")
