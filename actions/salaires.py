"""What one earns: in a job, after a diploma or as an apprentice, three questions that are not answered alike."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.paie import lignes_payees, plancher_legal, salaire_apprenti, salaire_apres
from knowledge.entities import Lieu, Metier
from knowledge.queries import metiers as requetes

_ENSUITE = re.compile(r"\bcarriere|\bexperiment|\bexperience|\bapres \d+ ans|\bsenior")
_APPRENTI = re.compile(r"\ba?p+rent\w*|\balternan\w*|\bcontrat pro\b")


class MetierSalaire(Besoin):
    """What a job pays a beginner, as its source publishes it; without a figure, the legal floor and where to look."""

    besoin = "metier_salaire"

    def repondre(self, contexte: Contexte) -> Reponse:
        if _APPRENTI.search(contexte.ecrit) and not contexte.texte.startswith("/"):
            return salaire_apprenti(contexte)
        nommes = [m for id_ in contexte.nommes(slots.METIER)[:2] if (m := contexte.base.get(Metier, id_))]
        if len(nommes) == 2:
            return _deux(contexte, nommes)
        metier = nommes[0] if nommes else None
        diplome = next(iter(contexte.nommes(slots.DIPLOME)), None)
        if metier is None and diplome is not None:
            return salaire_apres(contexte, diplome)
        if metier is None and contexte.nommes(slots.DOMAINE):
            return _domaine(contexte, contexte.nommes(slots.DOMAINE)[0])
        metier = metier or contexte.base.get(Metier, contexte.slots.get(slots.METIER))
        if metier is None:
            plancher, sources = plancher_legal(contexte)
            reponse = contexte.reponse("utter_metier_salaire", plancher=plancher)
            reponse.sources = sources
            return reponse
        return _metier(contexte, metier)


def _deux(contexte: Contexte, metiers: list[Metier]) -> Reponse:
    """Return what two jobs pay, one under the other."""
    plancher, sources = plancher_legal(contexte)
    lignes, lues = lignes_payees(contexte, metiers)
    dits = {m.masculin for m in metiers if requetes.beginners_pay(contexte.base, m.id)}
    inconnu = contexte.dire("utter_salaire_inconnu")
    lignes += [
        contexte.dire("utter_salaire_un", metier=m.masculin, salaire=inconnu) for m in metiers if m.masculin not in dits
    ]
    reponse = contexte.reponse("utter_salaire_deux", liste=rendu.liste(lignes), plancher=plancher)
    reponse.sources = [*lues, *sources]
    return reponse


def _metier(contexte: Contexte, metier: Metier) -> Reponse:
    paye = requetes.beginners_pay(contexte.base, metier.id)
    plancher, sources = plancher_legal(contexte)
    nom = contexte.dit(slots.METIER, metier.masculin)
    lieu = contexte.base.get(Lieu, next(iter(contexte.nommes(slots.LIEU)), None))
    key = "utter_metier_salaire_connu" if paye else "utter_metier_salaire_nomme"
    if lieu is not None:
        key = "utter_metier_salaire_lieu" if paye else "utter_metier_salaire_lieu_inconnu"
    texte = contexte.dire(
        key,
        metier=nom,
        lieu=_ici(contexte, lieu) if lieu else "",
        salaire=rendu.salaire(contexte, paye) if paye else "",
        precision=f" ; {paye.releve}" if paye and paye.releve else "",
        ensuite=contexte.dire("utter_salaire_ensuite") if _ENSUITE.search(contexte.ecrit) else "",
        plancher=plancher,
    )
    boutons = contexte.boutons("utter_metier_salaire_nomme", metier=metier.id)
    return Reponse(texte, boutons, None, [*([paye.source] if paye else []), *sources])


def _ici(contexte: Contexte, lieu: Lieu) -> str:
    return contexte.dire("utter_rendu_region", nom=lieu.nom) if lieu.nature == "region" else lieu.nom


def _domaine(contexte: Contexte, domaine: str) -> Reponse:
    plancher, sources = plancher_legal(contexte)
    lignes, lues = lignes_payees(contexte, requetes.of_field(contexte.base, domaine))
    if not lignes:
        return contexte.reponse("utter_metier_salaire", plancher=plancher)
    sujet = contexte.dit(slots.DOMAINE, "")
    reponse = contexte.reponse("utter_salaire_domaine", domaine=sujet, liste=rendu.liste(lignes), plancher=plancher)
    reponse.sources = [*lues, *sources]
    return reponse
