"""The pathway answer: from where the person stands to the job, field or diploma named.

Not an action of its own: the needs of several themes answer with it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions import rendu, slots
from actions.base import Contexte, Reponse
from actions.contraintes import contraintes
from knowledge.entities import Formation, Metier
from knowledge.pathways import Parcours, Route, depart_nomme, lire_but, parcours
from knowledge.queries import campus as requetes_campus
from knowledge.text import fold, stems

_MONTREES = 3  # routes told in the text; the card draws them all
_PLUS_HAUT = re.compile(r"jusqu ?'?ou|plus haut|plus loin|monter|le maximum|doctorat|continuer")


def chemin(contexte: Contexte, but_dit: str | None = None, depart_dit: str | None = None) -> Reponse:
    """Return the pathway answer: the goal and start of this message, else those remembered."""
    memoire = contexte.slots.get(slots.PARCOURS) or {}
    vers = but_dit or _but(contexte) or memoire.get("vers")
    but = lire_but(contexte.base, vers) if vers else None
    if but is None or vers is None:
        return contexte.reponse("utter_parcours_vers_quoi")
    if memoire and _PLUS_HAUT.search(fold(contexte.texte)):
        but = replace(but, types=("ingenieur", "master", "doctorat"), formations=(), metier=None)
    depart = depart_dit or contexte.chose(slots.NIVEAU) or _diplome_en_main(contexte) or memoire.get("de")
    if depart is None and contexte.slots.get(slots.PERSONA) == "adulte":
        depart = "adulte"
    demande = depart is None
    depart = depart or "3e"
    trouve = parcours(contexte.base, depart, but, contraintes(contexte))
    retenu = {slots.PARCOURS: {"de": depart, "vers": vers}}
    if not trouve.routes:
        return _sans_route(contexte, trouve, retenu)
    montrees = trouve.routes[:_MONTREES]
    ouverture = "utter_parcours_sans_depart" if demande else "utter_parcours"
    lignes = [contexte.dire(ouverture, but=trouve.but, depart=trouve.depart)]
    lignes += [rendu.route(contexte, rang, route) for rang, route in enumerate(montrees, 1)]
    lignes += _campus(contexte, but.filiere, but.mots) or _campus(contexte, but.filiere, _sujets(contexte, montrees))
    lignes.append(contexte.dire("utter_parcours_question_depart" if demande else "utter_parcours_question"))
    sources = [s for route in montrees for etape in route.etapes for s in etape.sources]
    boutons = contexte.boutons("utter_parcours_question_depart" if demande else "utter_parcours_question")
    return Reponse("\n\n".join(lignes), boutons, rendu.carte_parcours(contexte, trouve), sources, retenu)


def _but(contexte: Contexte) -> str | None:
    """Return the words of the message that tell the goal: the whole text when it names one."""
    if any(contexte.nommes(entity) for entity in (slots.METIER, slots.DOMAINE)):
        if contexte.texte.startswith("/"):
            named = contexte.nommes(slots.METIER) or contexte.nommes(slots.DOMAINE)
            metier = contexte.base.get(Metier, named[0])
            return metier.masculin if metier else named[0]
        return contexte.texte
    diplomes = contexte.nommes(slots.DIPLOME)
    if len(diplomes) >= 1 and depart_nomme(contexte.base, contexte.texte) not in diplomes[-1:]:
        return rendu.nom(contexte, diplomes[-1])
    return rendu.nom(contexte, diplomes[-1]) or None if diplomes and contexte.nommes(slots.NIVEAU) else None


def _diplome_en_main(contexte: Contexte) -> str | None:
    """Return a diploma named before the goal: « j'ai un CAP cuisine, je veux devenir… »."""
    diplomes = [id_ for id_ in contexte.nommes(slots.DIPLOME) if id_ != "bac"]  # « quel bac pour… ? » is no start
    if diplomes and (contexte.nommes(slots.METIER) or len(diplomes) > 1):
        return diplomes[0]
    return None


def _sans_route(contexte: Contexte, trouve: Parcours, retenu: dict[str, dict[str, str]]) -> Reponse:
    key = "utter_parcours_deja" if trouve.deja else "utter_parcours_rien"
    if trouve.relacher:
        key = f"utter_parcours_relacher_{trouve.relacher}"
    texte = contexte.dire(key, but=trouve.but, depart=trouve.depart)
    return Reponse(texte, contexte.boutons(key), None, [], {**retenu, slots.RYTHME: None, slots.CONTRAINTES: None})


def _sujets(contexte: Contexte, routes: tuple[Route, ...]) -> frozenset[str]:
    """Return the subject words of the last rungs: what a campus would have in common with them."""
    last = [contexte.base.get(Formation, route.etapes[-1].formation) for route in routes]
    return frozenset(stem for formation in last if formation for stem in stems(formation.intitule))


def _campus(contexte: Contexte, filiere: str | None, mots: frozenset[str]) -> list[str]:
    """Return a paragraph on the campus concerned, nearest in subject first; nothing when none is known."""
    if filiere is None:
        return []
    lieu = contexte.chose(slots.LIEU)
    trouves = requetes_campus.find(contexte.base, filiere=filiere, mots=mots, lieu=lieu, nommes=lieu is None)[:1]
    return [contexte.dire("utter_parcours_campus", campus=rendu.campus(contexte, item)) for item in trouves]
