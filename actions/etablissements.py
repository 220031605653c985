"""One school: what the official directory says of it, and how to check what it sells."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.lieux import ANNUAIRE, etablissements_nommes, joindre
from actions.precisions import dite, precision
from knowledge.entities import Formation
from knowledge.official import Etablissement
from knowledge.queries import diplomes
from knowledge.text import fold


class EtablissementInfo(Besoin):
    """Facts on one school from the official directory; else where they are."""

    besoin = "etablissement_info"

    def repondre(self, contexte: Contexte) -> Reponse:
        trouves = [] if contexte.texte.startswith("/") else etablissements_nommes(contexte)
        if not trouves:
            return precision(contexte, self.besoin) or contexte.reponse("utter_etablissement_info")
        if len({fold(ecole.commune) for ecole in trouves}) > 1:
            liste = rendu.liste([contexte.dire("utter_etablissement_un", nom=e.nom, ville=e.commune) for e in trouves])
            reponse = contexte.reponse("utter_etablissement_plusieurs", liste=liste)
        else:
            reponse = contexte.reponse(
                "utter_etablissement_fiche", fiche="\n\n".join(_fiche(contexte, e) for e in trouves[:2])
            )
        reponse.sources = [ANNUAIRE]
        return reponse


class EtablissementFiabilite(Besoin):
    """Is this school or title serious: how to check, never a verdict."""

    besoin = "etablissement_fiabilite"

    def repondre(self, contexte: Contexte) -> Reponse:
        formation = contexte.base.get(Formation, next(iter(contexte.nommes(slots.DIPLOME)), None))
        dit = precision(contexte, self.besoin) or dite(contexte, "utter_etablissement_fiabilite")
        if formation is not None and formation.rncp:
            nom = rendu.nom_formation(contexte, formation)
            niveau = rendu.niveau(contexte, formation.niveau)
            connu = contexte.dire("utter_fiabilite_rncp", nom=nom, rncp=formation.rncp, niveau=niveau)
            dit.texte, dit.sources = f"{connu}\n\n{dit.texte}", [formation.source, *dit.sources]
            return dit
        fiche = diplomes.describe(contexte.base, next(iter(contexte.nommes(slots.DIPLOME)), None))
        if fiche is not None and fiche.a_savoir:
            dit.texte = (
                contexte.dire("utter_fiabilite_type", nom=fiche.nom, a_savoir=fiche.a_savoir) + "\n\n" + dit.texte
            )
            dit.sources = [*fiche.sources, *dit.sources]
        return dit


def _fiche(contexte: Contexte, ecole: Etablissement) -> str:
    etat = {True: "oui", False: "non"}.get(ecole.internat, "inconnu")  # type: ignore[arg-type] # None is « inconnu »
    return contexte.dire(
        "utter_etablissement_ligne",
        nom=ecole.nom,
        details=", ".join(part for part in (_type(ecole), ecole.statut.lower()) if part),
        ville=" ".join(part for part in (ecole.adresse, ecole.code_postal, ecole.commune) if part),
        internat=contexte.dire(f"utter_etablissement_internat_{etat}"),
        contact=joindre(contexte, ecole),
    )


def _type(ecole: Etablissement) -> str:
    """Return the kind of a school when its name does not say it."""
    return "" if fold(ecole.nom).startswith(fold(ecole.type)) else ecole.type
