"""One training: where it is taught, how one enters, what one learns, what its name means."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.ou import ou_se_former
from actions.precisions import precision
from actions.tournures_du_propos import RENOMME
from knowledge.entities import Diplome, Formation
from knowledge.queries import diplomes as requetes
from knowledge.queries.suites import leading_to
from knowledge.text import words

_VALEUR = re.compile(r"\breconnu|\bvaut\b|\bofficiel|\bvaleur\b|\betat\b")
_PAS_NATIONAUX = frozenset({"du", "bachelor", "ms", "cqp", "btm", "bm", "ctm", "iep", "ecole-commerce", "titre-rncp"})
_BEFORE = 3  # trainings named that one usually comes from


class FormationOu(Besoin):
    """Where to train: schools near the place when a dataset names them, else the official search."""

    besoin = "formation_ou"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        return ou_se_former(contexte)


class FormationAcces(Besoin):
    """How one enters: facts and expectations, never a chance."""

    besoin = "formation_acces"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME))
        if fiche is None:
            return precision(contexte, self.besoin) or contexte.reponse("utter_formation_acces")
        formation = contexte.base.get(Formation, fiche.id)
        avant = leading_to(contexte.base, formation, _BEFORE) if formation else []
        venus = rendu.liste([contexte.dire("utter_acces_venu", nom=nom, condition=dit) for nom, dit in avant])
        texte = contexte.dire(
            "utter_formation_acces_nomme",
            formation=fiche.nom,
            entree=fiche.entree or fiche.admission,
            admission=fiche.admission if fiche.entree else "",
            venus=contexte.dire("utter_acces_venus", liste=venus) if avant else "",
            a_savoir=fiche.a_savoir,
        )
        boutons = contexte.boutons("utter_formation_acces_nomme", diplome=fiche.id)
        return Reponse(texte, boutons, None, list(fiche.sources))


class FormationContenu(Besoin):
    """How long, what one learns, how it is lived."""

    besoin = "formation_contenu"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME) or contexte.chose(slots.NIVEAU))
        if fiche is None:
            return contexte.reponse("utter_formation_contenu")
        formation = contexte.base.get(Formation, fiche.id)
        texte = contexte.dire(
            "utter_formation_contenu_nomme",
            formation=fiche.nom,
            description=fiche.description,
            duree=fiche.duree or rendu.duree(contexte, formation),
            alternance=contexte.dire(f"utter_contenu_alternance_{fiche.alternance}"),
            a_savoir=fiche.a_savoir,
        )
        boutons = contexte.boutons("utter_formation_contenu_nomme", diplome=fiche.id)
        return Reponse(texte, boutons, None, list(fiche.sources))


class DiplomeNiveau(Besoin):
    """What a diploma or an acronym is, its level, and what replaced it when it is gone."""

    besoin = "diplome_niveau"
    nomme_un_diplome = True

    def exigence(self, contexte: Contexte) -> float:
        """A diploma named has its own sheet; facts answer what it does not (« que signifie PFMP ? »)."""
        return 2.0 if contexte.nommes(slots.DIPLOME) else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        nomme = contexte.nommes(slots.DIPLOME) or contexte.nommes(slots.NIVEAU)
        dit = precision(contexte, self.besoin) if not nomme else None
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME) or contexte.chose(slots.NIVEAU))
        if fiche is None or dit is not None:
            return dit or contexte.reponse("utter_diplome_lequel")
        key = "utter_diplome_niveau_est" if fiche.niveau else ""
        niveau = contexte.dire(key, niveau=rendu.niveau(contexte, fiche.niveau)) if key else ""
        formation = contexte.base.get(Formation, fiche.id)
        morceaux = [
            contexte.dire("utter_diplome_fiche", nom=fiche.nom_long, description=fiche.description, niveau=niveau),
            _reconnu(contexte, formation.type if formation else fiche.id),
            _noms(contexte, formation),
            _sort(contexte, fiche, formation),
            fiche.a_savoir,
        ]
        boutons = contexte.boutons("utter_diplome_fiche", diplome=fiche.id)
        return Reponse("\n\n".join(part for part in morceaux if part), boutons, None, list(fiche.sources))


def _reconnu(contexte: Contexte, type_: str) -> str:
    """Return that the State stands for a diploma, when it is asked what it is worth."""
    diplome = contexte.base.get(Diplome, type_)
    national = diplome is not None and diplome.nature == "diplome" and type_ not in _PAS_NATIONAUX
    return contexte.dire("utter_diplome_national") if national and _VALEUR.search(contexte.ecrit) else ""


def _noms(contexte: Contexte, formation: Formation | None) -> str:
    """Return the names of a diploma when it is asked what it is called now."""
    if formation is None or not RENOMME.search(" ".join(words(contexte.texte))):
        return ""
    autres = ", ".join(formation.noms)
    key = "utter_diplome_noms" if autres else "utter_diplome_nom"
    return contexte.dire(key, nom=formation.intitule, autres=autres)


def _sort(contexte: Contexte, fiche: requetes.Fiche, formation: Formation | None) -> str:
    """Return what became of a diploma that is closed, renamed or about to be."""
    if fiche.remplace_par:
        key = "utter_diplome_remplace" if fiche.depuis else "utter_diplome_remplace_sans_date"
        return contexte.dire(key, nom=fiche.nom, nouveau=fiche.remplace_par, depuis=fiche.depuis or "")
    if fiche.statut == "ferme":
        return contexte.dire("utter_diplome_ferme", nom=fiche.nom)
    if formation is not None and formation.derniere_session:
        return contexte.dire("utter_diplome_derniere_session", annee=formation.derniere_session[:4])
    return ""
