"""Changing track: the bridges that exist from where the person is."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from knowledge.entities import Diplome
from knowledge.queries.diplomes import name, next_steps


class PasserelleReorientation(Besoin):
    """Bridges from a class or diploma; the general way when none is named."""

    besoin = "passerelle_reorientation"

    def repondre(self, contexte: Contexte) -> Reponse:
        depart = contexte.chose(slots.NIVEAU) or contexte.chose(slots.DIPLOME)
        vers = set(contexte.nommes(slots.DIPLOME)) - {depart}
        suites = next_steps(contexte.base, depart) if depart else []
        suites = [s for s in suites if s.de == depart] or suites  # where one is, before what one prepares
        voulues = [s for s in suites if s.vers in vers] or [s for s in suites if s.nature == "passerelle"]
        if depart is None or not voulues:
            return contexte.reponse("utter_passerelle_reorientation")
        lignes = []
        for suite in voulues[:4]:
            diplome = contexte.base.get(Diplome, suite.vers)
            lignes.append(
                contexte.dire(
                    "utter_formation_suite",
                    nom=(diplome.sigle or diplome.nom) if diplome else suite.vers,
                    annees=rendu.annees(contexte, suite.annees),
                    condition=suite.condition,
                    frequence=contexte.dire(f"utter_frequence_{suite.frequence}"),
                )
            )
        texte = contexte.dire("utter_passerelle_depuis", depart=name(contexte.base, depart), liste=rendu.liste(lignes))
        return Reponse(texte, contexte.boutons("utter_passerelle_reorientation"), None, [s.source for s in voulues[:4]])
