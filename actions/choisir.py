"""Finding an idea: from likes and refusals, from the questionnaire, from nothing, against stereotypes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import questionnaire, rendu, rendu_liste, slots
from actions.base import Besoin, Contexte, Reponse, besoin_nomme
from actions.gouts import COURT as _COURT
from actions.gouts import TOUT as _TOUT
from actions.gouts import Gouts, Idees, connus, demande_un_nom, idees, lire, sans_lycee
from actions.parcours import chemin
from actions.precisions import precision
from knowledge.entities import Metier
from knowledge.queries.diplomes import name
from knowledge.queries.filieres import split_wishes
from knowledge.queries.interets import words_met
from knowledge.queries.metiers import of_field
from knowledge.queries.suites import following

# A message that names a stereotype about a way, not about people.
_VOIE = re.compile(
    r"\bgarage\b|\bimpasse\b|\bpoubelles?\b|\bnuls?\b|\bratent?\b|\brates?\b|\bmauvais\b|\bgach\w+|\bsous \w*diplome"
)
# « … et je fais quoi après le collège ? »: the way is asked with the name.
_CHEMIN = re.compile(
    r"\bapres (?:le college|la (?:3e|troisieme))|\b(?:devien\w+|par ou|quelles etudes|quoi comme etudes)\b"
)
_TASTES = re.compile(r",|;|\bet\b|\bou\b")
_APRES_MONTRES = 3  # what follows a diploma, in an answer to « voie de garage »


class IdeesParInterets(Besoin):
    """Likes and refusals to fields and jobs at once, with the liked word that led to each."""

    besoin = "idees_par_interets"
    faits = 0.85

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Go on with the questionnaire when its statement is answered in free words."""
        libre = questionnaire.en_cours(contexte) and not (contexte.bouton or questionnaire.veut_finir(contexte.texte))
        libre = libre and not _plusieurs(contexte)
        return besoin_nomme(questionnaire.BESOIN) or self if libre else self

    def repondre(self, contexte: Contexte) -> Reponse:
        gouts = lire(contexte)
        trouves = idees(contexte, gouts, _deja_montrees(contexte, gouts)) or idees(contexte, gouts)
        if not trouves:
            key = "utter_idees_plus_rien" if gouts.aime and gouts.refus else "utter_idees_par_interets"
            reponse = contexte.reponse(key, refus=" », « ".join(gouts.refus))
            reponse.memoire = {slots.GOUTS: gouts.memoire()}
            return reponse
        if trouves.decrits:
            return _decrits(contexte, gouts, trouves)
        return _pistes(contexte, gouts, trouves)


def _plusieurs(contexte: Contexte) -> bool:
    """Tell whether a message says several tastes, or a refusal beside a taste: ideas come at once."""
    aime, refuse = split_wishes(contexte.texte)
    nouveau = lire(contexte).aime != connus(contexte).aime
    return nouveau and (bool(refuse) or len(_TASTES.split(aime.strip())) > 1)


def _pistes(contexte: Contexte, gouts: Gouts, trouves: Idees) -> Reponse:
    """Return the ideas that tastes give: what was refused said back, each idea with the word that led to it."""
    aime = " ".join(gouts.aime)
    lignes = [_ligne(contexte, f.nom, f.description, words_met(f, aime), "filiere") for f in trouves.filieres]
    lignes += [_ligne(contexte, _noms(m), m.description, words_met(m, aime), "metier") for m in trouves.metiers]
    tete = [contexte.dire("utter_idees_sans", refus=" », « ".join(gouts.refus))] if gouts.refus else []
    if gouts.niveau < _TOUT:
        tete += [contexte.dire(f"utter_idees_niveau_{gouts.niveau}")]
    texte = " ".join([*tete, contexte.dire("utter_idees_liste", liste=_liste(lignes))])
    boutons = [b for m in trouves.metiers[:3] for b in rendu_liste.bouton_metier(m)]
    boutons += [b for f in trouves.filieres[:1] for b in rendu_liste.bouton_filiere(f)]
    boutons += contexte.boutons("utter_idees_liste")
    filieres = trouves.filieres
    memoire = {slots.GOUTS: gouts.memoire(), **({slots.DOMAINE: filieres[0].id} if filieres else {})}
    listed = [{"entity": slots.DOMAINE, "id": f.id, "label": f.nom} for f in filieres]
    listed += _listed(trouves.metiers)
    texte = "\n\n".join(part for part in (texte, _comment(contexte, gouts)) if part)
    return Reponse(texte, boutons, None, [m.source for m in trouves.metiers[:1]], memoire, liste=listed)


def metier_decrit(contexte: Contexte) -> Reponse | None:
    """Return the jobs that a message describes without naming any; None when it describes none."""
    if contexte.bouton or (contexte.slots.get(slots.METIER) and not demande_un_nom(contexte)):
        return None  # « c'est quoi comme boulot ? » is about the job talked of
    gouts = lire(contexte)
    trouves = idees(contexte, gouts) if gouts != connus(contexte) or demande_un_nom(contexte) else Idees()
    return _decrits(contexte, gouts, trouves) if trouves.decrits else None


def _decrits(contexte: Contexte, gouts: Gouts, trouves: Idees) -> Reponse:
    """Return the jobs that an activity described without its name looks like, the nearest first."""
    metiers = trouves.metiers
    lignes = [
        contexte.dire("utter_idees_decrit", nom=_noms(m), description=m.description, acces=m.acces) for m in metiers[:1]
    ]
    lignes += [_ligne(contexte, _noms(m), m.description, (), "metier") for m in metiers[1:]]
    reponse = contexte.reponse("utter_idees_description", liste=_liste(lignes), metier=metiers[0].id)
    reponse.boutons = [*(b for m in metiers[:3] for b in rendu_liste.bouton_metier(m)), *reponse.boutons]
    reponse.sources = [m.source for m in metiers[:1]]
    contexte.nommer(slots.METIER, metiers[0].id)  # talked of from now on: « et il y a une école pour ça ? »
    memoire = {slots.GOUTS: gouts.memoire(), slots.METIER: metiers[0].id, slots.BESOIN: "metier_decouverte"}
    if _CHEMIN.search(contexte.ecrit):
        route = chemin(contexte, but_dit=metiers[0].masculin)
        reponse = replace(route, texte=f"{reponse.texte}\n\n{route.texte}", sources=[*reponse.sources, *route.sources])
        memoire = {**route.memoire, **memoire, slots.BESOIN: "metier_devenir"}
    reponse.memoire = memoire
    reponse.liste = _listed(metiers)
    return reponse


def _deja_montrees(contexte: Contexte, gouts: Gouts) -> frozenset[str]:
    """Return the ideas of the last list when others are asked for: nothing new is liked or refused."""
    encore = gouts == connus(contexte) and contexte.slots.get(slots.BESOIN) == IdeesParInterets.besoin
    shown = contexte.slots.get(slots.MONTRES) or []
    return frozenset(item["id"] for item in shown if item.get("id")) if encore else frozenset()


def _comment(contexte: Contexte, gouts: Gouts) -> str:
    """Return how such jobs are learnt by somebody who wants short studies, has left school, or is an adult."""
    if contexte.slots.get(slots.PERSONA) == "adulte":
        return contexte.dire("utter_idees_adulte")
    return contexte.dire("utter_idees_court") if gouts.niveau <= _COURT or sans_lycee(contexte) else ""


def _listed(metiers: Sequence[Metier]) -> list[dict[str, str]]:
    return [{"entity": slots.METIER, "id": m.id, "label": m.masculin} for m in metiers]


def _liste(lignes: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lignes)


class Indecis(Besoin):
    """No idea at all: one easy question, by buttons, or the questionnaire."""

    besoin = "indecis"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_indecis")


class TestInterets(Besoin):
    """The questionnaire: what it is, the next statement, or its leads."""

    besoin = "test_interets"
    seule = True

    def repondre(self, contexte: Contexte) -> Reponse:
        answer = contexte.valeur("reponse")
        if not answer and not contexte.bouton and questionnaire.en_cours(contexte):
            return questionnaire.noter(contexte, lire(contexte))
        if answer or contexte.slots.get(slots.QUESTIONNAIRE):
            return questionnaire.avancer(contexte, answer, contexte.valeur("question"))
        return contexte.reponse("utter_test_interets")


class StressOrientation(Besoin):
    """Worry about the choice: one small step, and whom to talk to."""

    besoin = "stress_orientation"
    faits = 2.0  # never: a worry asks for no fact

    def repondre(self, contexte: Contexte) -> Reponse:
        return precision(contexte, self.besoin) or contexte.reponse("utter_stress_orientation")


class Stereotype(Besoin):
    """Gender, background, « voie de garage »: the job, field or diploma named, facts, and the way to it."""

    besoin = "stereotype"

    def repondre(self, contexte: Contexte) -> Reponse:
        if contexte.bouton:
            return contexte.reponse("utter_stereotype")
        metier = contexte.base.get(Metier, next(iter(contexte.nommes(slots.METIER)), None))
        if metier is not None:
            return _metier_ouvert(contexte, metier, contexte.dit(slots.METIER, metier.masculin))
        devenir = besoin_nomme("metier_devenir")
        intent = (contexte.tracker.latest_message.get("intent") or {}).get("name")
        if devenir is not None and intent != self.besoin and contexte.slots.get(slots.METIER):
            suite = devenir.repondre(contexte)  # « et jusqu'où peut-elle monter ? »
            suite.memoire[slots.BESOIN] = devenir.besoin
            return suite
        if _VOIE.search(contexte.ecrit):
            return _voie(contexte, next(iter(contexte.nommes(slots.DIPLOME)), None))
        domaine = next(iter(contexte.nommes(slots.DOMAINE)), None)
        if domaine:
            return _champ_ouvert(contexte, domaine)
        return contexte.reponse("utter_stereotype")


def _metier_ouvert(contexte: Contexte, metier: Metier, nom: str) -> Reponse:
    """Return that a job is open to all, what it is, and the way to it."""
    reponse = contexte.reponse(
        "utter_stereotype_metier", metier=nom, description=_phrase(metier.description), acces=metier.acces, id=metier.id
    )
    reponse.sources = [metier.source]
    reponse.memoire = {slots.PARCOURS: {"de": None, "vers": nom, "haut": False}}
    return reponse


def _champ_ouvert(contexte: Contexte, domaine: str) -> Reponse:
    """Return that a field is open to all, some of its jobs, and how the first is learnt."""
    metiers = of_field(contexte.base, domaine)[:_APRES_MONTRES]
    if not metiers:
        return contexte.reponse("utter_stereotype")
    reponse = contexte.reponse(
        "utter_stereotype_domaine",
        domaine=contexte.dit(slots.DOMAINE, domaine),
        liste=_liste([_ligne(contexte, _noms(m), m.description, (), "metier") for m in metiers]),
        acces=metiers[0].acces,
        id=metiers[0].id,
    )
    reponse.sources = [m.source for m in metiers[:1]]
    reponse.liste = _listed(metiers)
    return reponse


def _voie(contexte: Contexte, id_: str | None) -> Reponse:
    """Return what follows a diploma said to lead nowhere: the CAP and the bac pro when none is named."""
    diplome = id_ or "bac-pro"
    suites = following(contexte.base, diplome)[:_APRES_MONTRES]
    nom = name(contexte.base, diplome)
    lignes = [rendu.suite(contexte, suite) for suite in suites]
    reponse = contexte.reponse("utter_stereotype_voie", diplome=nom, liste=_liste(lignes), id=diplome)
    reponse.sources = [suite.source for suite in suites]
    return reponse


def _noms(metier: Metier) -> str:
    return rendu_liste.doublet(metier.masculin, metier.feminin)


def _ligne(contexte: Contexte, nom: str, description: str, mots: tuple[str, ...], kind: str) -> str:
    key = f"utter_piste_{kind}" if mots else f"utter_piste_{kind}_sans_mot"
    return contexte.dire(key, nom=nom, description=_phrase(description), mots=" », « ".join(mots))


def _phrase(text: str) -> str:
    """Return the first sentence of a description: a list is read quickly."""
    return text.partition(". ")[0].rstrip(".") + "."
