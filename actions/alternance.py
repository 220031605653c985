"""What an apprentice earns: the legal floor by age and year."""

from __future__ import annotations

import re

from actions import rendu
from actions.base import Besoin, Contexte, Reponse
from knowledge.entities import Dispositif
from knowledge.queries.dispositifs import apprentice_pay

_AGE = re.compile(r"\b(1[4-9]|2\d|3\d)\s*(?:ans|piges)\b")


class AlternanceSalaire(Besoin):
    """The least an apprentice is paid, for the age given or for all ages."""

    besoin = "alternance_salaire"
    faits = 0.95

    def repondre(self, contexte: Contexte) -> Reponse:
        bandes = apprentice_pay(contexte.base)
        age = _AGE.search(contexte.texte.lower())
        if age and bandes:
            bandes = [_bande(bandes, int(age[1]))]
        lignes = []
        for bande in bandes:
            pay = bande.smic_part or {}
            cells = [
                contexte.dire("utter_salaire_part", rang=rang, part=part, euros=rendu.euros(euros))
                for rang, (part, euros) in enumerate(zip(pay["parts"], pay["euros"], strict=True), 1)
            ]
            lignes.append(
                contexte.dire("utter_salaire_ligne", age=pay["age"], montants=" ; ".join(cells), annee=pay["annee"])
            )
        texte = contexte.dire("utter_alternance_salaire") + "\n\n" + "\n".join(f"- {ligne}" for ligne in lignes)
        return Reponse(texte, contexte.boutons("utter_alternance_salaire"), None, [b.source for b in bandes])


def _bande(bandes: list[Dispositif], age: int) -> Dispositif:
    return bandes[0 if age < 18 else 1 if age <= 20 else 2 if age <= 25 else 3]
