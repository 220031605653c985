"""Changing track: the bridges that exist from where the person is."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse, besoin_nomme
from actions.paie import autre_age
from actions.precisions import dite, precision
from actions.thematique import Thematique
from knowledge.entities import Formation, Situation
from knowledge.queries.diplomes import describe, name
from knowledge.queries.suites import Suite, following

_MONTREES = 4
_VOEUX = re.compile(r"\bvoeux?\b|\bveux?\b|\bcandidatures?\b|\bcombien\b")
_FAC = re.compile(r"\b(?:fac|licence|l1|l2|universite|iut|but ?1|pass|l\.?as)\b")
_CETTE_ANNEE = re.compile(
    r"\b(?:tout de suite|maintenant|janvier|cours d'annee|cette annee|attendre|septembre|rentree|semestre)\b"
)
_BAC = 4  # level of the CEC
_COLLEGE = frozenset({"6e", "5e", "4e", "3e", "3e-prepa-metiers"})
_MASTER = frozenset({"l3", "but3", "m1"})
_AUTRES = ("utter_passerelle_reorientation_echec", "utter_passerelle_reorientation_refus")


class Parcoursup(Thematique):
    """How places after the bac are asked for; those who finish a licence are told of Mon Master instead."""

    besoin = "procedure_parcoursup"
    combien = 0

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what Mon Master asks when that is the next step."""
        plain = contexte.ecrit
        if (paie := autre_age(contexte)) is not None:
            return paie
        nomme = any(_type(contexte, id_) == "master" for id_ in contexte.nommes(slots.DIPLOME))
        if contexte.bouton or not (nomme or ("parcoursup" not in plain and _vers_un_master(contexte))):
            return super().repondre(contexte)
        return dite(
            contexte, f"utter_procedure_master_{'voeux' if _VOEUX.search(plain) else 'dates'}", "utter_precision"
        )


class Decrochage(Thematique):
    """School left or about to be; from the university, the bridges and their calendar."""

    besoin = "decrochage"

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return the bridges when what is left is a first year of studies."""
        adulte = (
            contexte.slots.get(slots.PERSONA) == "adulte"
            or contexte.phrases.precise(self.besoin, contexte.ecrit) == "utter_decrochage_adulte"
        )
        etudiant = not (contexte.bouton or adulte) and (_FAC.search(contexte.ecrit) or _etudiant(contexte))
        return dite(contexte, "utter_passerelle_universite") if etudiant else super().repondre(contexte)


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

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Answer with the way to the job when one is named: « en 2de pro, il voudrait devenir carreleur »."""
        vers = contexte.nommes(slots.METIER) and not contexte.nommes(slots.DIPLOME)
        return (besoin_nomme("metier_devenir") if vers else None) or self

    def repondre(self, contexte: Contexte) -> Reponse:
        depart = contexte.chose(slots.NIVEAU) or contexte.chose(slots.DIPLOME)
        if depart in _COLLEGE and not contexte.nommes(slots.NIVEAU):
            depart = None  # « et si j'aime pas, je peux changer ? », of what comes after the collège
        voulus = [id_ for id_ in contexte.nommes(slots.DIPLOME) if id_ != depart]
        if not contexte.bouton and _CETTE_ANNEE.search(contexte.ecrit) and _etudiant(contexte):
            return dite(contexte, "utter_passerelle_universite")
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
        autre = contexte.phrases.precise(self.besoin, contexte.ecrit) in _AUTRES  # a failed exam, a refusal
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


def _etudiant(contexte: Contexte) -> bool:
    """Tell whether the class known is a year of study after the bac."""
    situation = contexte.base.get(Situation, contexte.chose(slots.NIVEAU))
    return situation is not None and (situation.niveau_atteint or 0) >= _BAC


def _vers_un_master(contexte: Contexte) -> bool:
    """Tell whether the next step talked of is a master."""
    return contexte.chose(slots.NIVEAU) in _MASTER or _type(contexte, contexte.chose(slots.DIPLOME) or "") == "master"
