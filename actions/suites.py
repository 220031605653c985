"""What a diploma opens: the next ones by name, the jobs, and what became of those who left."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.contraintes import PLUS_COURT
from actions.devenir import devenir
from actions.paie import parle_de_paie, salaire_apres
from actions.precisions import precision
from knowledge.entities import Formation, Situation
from knowledge.pathways import depart_nomme
from knowledge.queries import diplomes as requetes
from knowledge.queries import metiers as requetes_metiers
from knowledge.queries.suites import following
from knowledge.text import words

_MONTREES, _METIERS = 6, 3
_SAUF = re.compile(r"\ba part\b|\ba par\b|\bsauf\b|\bautre(?:s)? que\b|\bsans (?:faire|passer)\b")
_SERIES = "bac-techno-"  # the series are told with « bac techno », not one by one


class FormationApres(Besoin):
    """What is possible after a class or a diploma, with the specialities that follow."""

    besoin = "formation_apres"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        depart = _depart(contexte)
        if not depart:
            return contexte.reponse("utter_formation_apres_quoi")
        dit = precision(contexte, self.besoin)
        if dit is not None or depart == "bac":
            return dit or contexte.reponse("utter_formation_apres_bac")
        ecartes = set(contexte.nommes(slots.DIPLOME)) if _SAUF.search(contexte.ecrit) else set()
        suites = [
            s
            for s in following(contexte.base, depart)
            if not s.type.startswith(_SERIES) and (s.type not in ecartes or s.type == depart)
        ]
        if suites and PLUS_COURT.search(" ".join(words(contexte.texte))):
            least = min(suite.annees for suite in suites)
            suites = [suite for suite in suites if suite.annees == least]
        suites = suites[:_MONTREES]
        nom = requetes.name(contexte.base, depart)
        if not suites:
            return contexte.reponse("utter_formation_apres_inconnu", depart=nom)
        liste = rendu.liste([rendu.suite(contexte, suite) for suite in suites])
        formation = contexte.base.get(Formation, depart)
        metiers = requetes_metiers.leading_from(contexte.base, depart)[:_METIERS] if formation else []
        noms = ", ".join(m.masculin for m in metiers)
        travailler = contexte.dire("utter_formation_apres_metiers", metiers=noms) if noms else ""
        classe = contexte.base.get(Situation, depart)
        key = "utter_formation_apres_classe" if classe and not classe.equivaut else "utter_formation_apres"
        reponse = contexte.reponse(key, depart=nom, liste=liste, travailler=travailler, diplome=depart)
        reponse.sources = [suite.source for suite in suites]
        return reponse


class FormationDebouches(Besoin):
    """What a training leads to: jobs, then the published outcomes."""

    besoin = "formation_debouches"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        formation = contexte.base.get(Formation, contexte.chose(slots.DIPLOME))
        if formation is None:
            return self._sans(contexte)
        if parle_de_paie(contexte.ecrit) and not contexte.texte.startswith("/"):
            return salaire_apres(contexte, formation.id)
        metiers = requetes_metiers.leading_from(contexte.base, formation.id)[:4]
        nom = rendu.nom_formation(contexte, formation)
        publie, sources = devenir(contexte, formation)
        key = "utter_formation_debouches_nomme" if metiers else "utter_formation_debouches_sans"
        if contexte.nommes(slots.LIEU) and not contexte.nommes(slots.DIPLOME):
            key = "utter_formation_debouches_ici"  # « et en Bretagne ? »: the jobs were told
        liste = rendu.liste([rendu.metier(contexte, m) for m in metiers])
        texte = contexte.dire(key, formation=nom, liste=liste, devenir=publie)
        boutons = contexte.boutons("utter_formation_debouches_nomme", diplome=formation.id)
        return Reponse(texte, boutons, None, [*sources, formation.source, *(m.source for m in metiers[:1])])

    def _sans(self, contexte: Contexte) -> Reponse:
        type_ = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME))
        if type_ is None:
            return contexte.reponse("utter_formation_debouches")
        reponse = contexte.reponse("utter_formation_debouches_type", formation=type_.nom, suites=_et(type_.suites))
        reponse.boutons = contexte.boutons("utter_formation_debouches_type", diplome=type_.id)
        reponse.sources = list(type_.sources)
        return reponse


def _et(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3])


def _depart(contexte: Contexte) -> str | None:
    """Return where one starts: a named training, else the class, else a type of diploma (« à part un BTS »)."""
    diplomes, niveaux = contexte.nommes(slots.DIPLOME), contexte.nommes(slots.NIVEAU)
    precis = [id_ for id_ in diplomes if contexte.base.get(Formation, id_)]
    serie = (depart_nomme(contexte.base, contexte.texte) or "").partition("+")[2] if niveaux else ""
    if serie.startswith(_SERIES) and not precis:
        return serie  # « en terminale ST2S »
    retenus = [contexte.slots.get(slots.DIPLOME), contexte.slots.get(slots.NIVEAU)]
    classe = contexte.base.get(Situation, contexte.slots.get(slots.NIVEAU))
    if diplomes == ["bac"] and not niveaux and classe and (classe.prepare or "").startswith("bac-"):
        return classe.prepare  # « avec mon bac »: the one that the class remembered prepares
    return next(iter([*precis[:1], *niveaux[:1], *diplomes[:1], *(id_ for id_ in retenus if id_)]), None)
