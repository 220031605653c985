"""Where to live while studying: the internat of the school or campus named, those near a town, housing by status."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.base import Contexte, Reponse
from actions.lieux import ANNUAIRE, etablissements_nommes, joindre, lieu
from actions.thematique import Thematique
from knowledge.entities import Campus
from knowledge.official import Etablissement
from knowledge.queries import etablissements
from knowledge.text import fold

_INTERNAT = re.compile(r"\binterna|\binterne\b|\bdormir|\bheberge")


class Logement(Thematique):
    """Internat and housing; never a « yes » that no directory says."""

    besoin = "logement_internat"
    faits = 2.0

    def exigence(self, contexte: Contexte) -> float:
        """Leave the brochure aside for an internat, of which it says nothing; a campus town may ask another thing."""
        return self.faits if parle_d_internat(contexte.ecrit) else super().exigence(contexte)

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what the directory says of the school or town named, else the answer of the status."""
        if not contexte.texte.startswith("/"):
            ecoles = etablissements_nommes(contexte, 1)
            if ecoles:
                return _ecole(contexte, ecoles[0])
            campus = contexte.base.get(Campus, next(iter(contexte.nommes(slots.CAMPUS)), None))
            if campus is not None:
                return sur_un_campus(contexte, campus)
        proches = _proches(contexte)
        return proches or super().repondre(contexte)


def parle_d_internat(texte: str) -> bool:
    """Tell whether a message asks about an internat."""
    return bool(_INTERNAT.search(fold(texte)))


def sur_un_campus(contexte: Contexte, campus: Campus) -> Reponse:
    """Return that nothing sure is known of an internat there, and how to know."""
    contact = rendu.contact(contexte, campus)
    reponse = contexte.reponse("utter_logement_campus", campus=campus.nom, campus_id=campus.id, contact=contact)
    reponse.memoire = {slots.CAMPUS: campus.id, slots.BESOIN: Logement.besoin}
    return reponse


def _ecole(contexte: Contexte, ecole: Etablissement) -> Reponse:
    etat = {True: "oui", False: "non"}.get(ecole.internat, "inconnu")  # type: ignore[arg-type] # None is « inconnu »
    reponse = contexte.reponse(
        f"utter_logement_etablissement_{etat}", nom=ecole.nom, ville=ecole.commune, contact=joindre(contexte, ecole)
    )
    reponse.sources = [ANNUAIRE]
    return reponse


def _proches(contexte: Contexte) -> Reponse | None:
    """Return the internats near the town of an internat question, when the directory knows some."""
    ville = lieu(contexte)
    ici = bool(contexte.nommes(slots.LIEU)) and not contexte.phrases.precise("logement_internat", contexte.ecrit)
    if ville is None or not (parle_d_internat(contexte.ecrit) or ici) or _autre_question(contexte):
        return None  # « et à Lyon ? » goes on with internats
    trouves = [
        (ecole, km)
        for ecole, km in etablissements.near(contexte.base, ville, 12, internat=True)
        if ecole.type.startswith(("Lycée", "Établissement régional", "EREA"))
    ][:4]
    if not trouves:
        return None
    lignes = [rendu.etablissement(contexte, ecole.nom, ecole.commune, km) for ecole, km in trouves]
    reponse = contexte.reponse("utter_logement_pres", ville=ville.nom, liste=rendu.liste(lignes))
    reponse.sources = [ANNUAIRE]
    return reponse


def _autre_question(contexte: Contexte) -> bool:
    """Tell whether the question is about the price or the life there, which no list answers."""
    return contexte.phrases.precise("logement_internat", contexte.ecrit) in {
        "utter_logement_internat_prix",
        "utter_logement_internat_vie",
    }
