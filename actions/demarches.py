"""Changing track: the bridges that exist from where the person is."""

from __future__ import annotations

from dataclasses import replace

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.precisions import precision
from actions.thematique import Thematique
from knowledge.entities import Formation
from knowledge.queries.diplomes import describe, name
from knowledge.queries.suites import Suite, following

_MONTREES = 4
_AUTRES = ("utter_passerelle_reorientation_echec", "utter_passerelle_reorientation_refus")


class Inscription(Thematique):
    """How to enrol: of the diploma named, else by kind of school."""

    besoin = "procedure_inscription"
    faits = 0.8
    combien = 0

    def general(self, contexte: Contexte) -> Reponse:
        """Return how the diploma named is entered."""
        fiche = describe(contexte.base, next(iter(contexte.nommes(slots.DIPLOME)), None))
        if fiche is None or not fiche.admission:
            return super().general(contexte)
        reponse = contexte.reponse(
            "utter_procedure_inscription_nomme", formation=fiche.nom, admission=fiche.admission, diplome=fiche.id
        )
        reponse.sources = list(fiche.sources)
        return reponse


class PasserelleReorientation(Besoin):
    """Bridges from a class or diploma to what is wanted; the general way when none is named."""

    besoin = "passerelle_reorientation"

    def repondre(self, contexte: Contexte) -> Reponse:
        depart = contexte.chose(slots.NIVEAU) or contexte.chose(slots.DIPLOME)
        voulus = [id_ for id_ in contexte.nommes(slots.DIPLOME) if id_ != depart]
        suites = following(contexte.base, depart) if depart else []
        types = {_type(contexte, id_) for id_ in voulus}
        vers = [suite for suite in suites if suite.type in types]
        if vers:
            nomme = replace(vers[0], nom=name(contexte.base, voulus[0]), noms=(), total=0)
            return _dire(contexte, "utter_passerelle_vers", str(depart), [nomme], voulus[0])
        dit = precision(contexte, self.besoin)
        ponts = [suite for suite in suites if suite.nature == "passerelle"] or (
            suites if contexte.texte.startswith("/") else []
        )
        autre = contexte.phrases.precise(self.besoin, contexte.texte) in _AUTRES  # a failed exam, a refusal
        if ponts and not autre:
            return _dire(contexte, "utter_passerelle_depuis", str(depart), ponts, "")
        return dit or contexte.reponse("utter_passerelle_reorientation")


def _dire(contexte: Contexte, key: str, depart: str, suites: list[Suite], vers: str) -> Reponse:
    montrees = suites[:_MONTREES]
    reponse = contexte.reponse(
        key,
        depart=name(contexte.base, depart),
        vers=name(contexte.base, vers) if vers else "",
        diplome=vers,
        liste=rendu.liste([rendu.suite(contexte, suite) for suite in montrees]),
    )
    reponse.sources = [suite.source for suite in montrees]
    return reponse


def _type(contexte: Contexte, id_: str) -> str:
    formation = contexte.base.get(Formation, id_)
    return formation.type if formation else id_
