"""Finding an idea: from likes and refusals, from the questionnaire, from nothing, against stereotypes."""

from __future__ import annotations

from typing import Any

from actions import questionnaire, rendu_liste, slots
from actions.base import Besoin, Contexte, Reponse
from actions.contraintes import COURTES, PLUS_COURT
from knowledge.entities import Metier
from knowledge.queries import filieres as requetes
from knowledge.queries.interets import meaningful, refuses, words_met
from knowledge.queries.metiers import by_interest, spread
from knowledge.text import fold

_JOBS, _FIELDS = 4, 2
_READ, _BEST = 20, 12  # jobs looked at, and kept once refusals are left out
_SHORT, _ANY = 4, 8  # levels of the CEC


class IdeesParInterets(Besoin):
    """Likes and refusals to fields and jobs at once, with the liked word that led to each."""

    besoin = "idees_par_interets"
    faits = 0.85

    def repondre(self, contexte: Contexte) -> Reponse:
        gouts = _gouts(contexte)
        aime, refus = str(gouts["aime"]), " ".join(gouts["refus"])
        filieres = requetes.by_interest(contexte.base, aime, refus)[:_FIELDS] if aime else []
        highest = _SHORT if gouts["courtes"] else _ANY
        trouves = by_interest(contexte.base, [aime], gouts["refus"], _READ, highest=highest) if aime else []
        trouves = [m for m in trouves if not refuses(m, gouts["refus"])][:_BEST]
        metiers = spread(_sans_doubles(trouves), _JOBS)
        if not filieres and not metiers:
            reponse = contexte.reponse("utter_idees_par_interets")
            reponse.memoire = {slots.GOUTS: gouts}
            return reponse
        lignes = [_ligne(contexte, f.nom, f.description, words_met(f, aime), "filiere") for f in filieres]
        lignes += [_ligne(contexte, _noms(m), m.description, words_met(m, aime), "metier") for m in metiers]
        tete = [contexte.dire("utter_idees_sans", refus=" », « ".join(gouts["refus"]))] if refus else []
        tete += [contexte.dire("utter_idees_courtes")] if gouts["courtes"] else []
        liste = "\n".join(f"- {line}" for line in lignes)
        texte = " ".join([*tete, contexte.dire("utter_idees_liste", liste=liste)])
        boutons = [b for m in metiers[:3] for b in rendu_liste.bouton_metier(m)]
        boutons += [b for f in filieres[:1] for b in rendu_liste.bouton_filiere(f)]
        memoire: dict[str, Any] = {slots.GOUTS: gouts, **({slots.DOMAINE: filieres[0].id} if filieres else {})}
        boutons += contexte.boutons("utter_idees_liste")
        listed = [{"entity": slots.DOMAINE, "id": f.id, "label": f.nom} for f in filieres]
        listed += [{"entity": slots.METIER, "id": m.id, "label": m.masculin} for m in metiers]
        return Reponse(texte, boutons, None, [m.source for m in metiers[:1]], memoire, liste=listed)


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
        if answer or contexte.slots.get(slots.QUESTIONNAIRE):
            return questionnaire.avancer(contexte, answer, contexte.valeur("question"))
        return contexte.reponse("utter_test_interets")


class StressOrientation(Besoin):
    """Worry about the choice: one small step, and whom to talk to."""

    besoin = "stress_orientation"
    faits = 2.0  # never: a worry asks for no fact

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_stress_orientation")


class Stereotype(Besoin):
    """Gender, background, « voie de garage »: facts, not slogans."""

    besoin = "stereotype"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_stereotype")


def _gouts(contexte: Contexte) -> dict[str, Any]:
    """Return what is liked and refused after this message: its own likes, else those said before; all refusals."""
    avant = contexte.slots.get(slots.GOUTS) or {}
    if contexte.bouton:
        return {"aime": "", "refus": [], "courtes": False, **avant}
    aime, refuse = requetes.split_wishes(contexte.texte)
    aime = meaningful(aime)
    plain = fold(contexte.texte)
    courtes = bool(COURTES.search(plain) or PLUS_COURT.search(plain)) or bool(avant.get("courtes"))
    met = requetes.by_interest(contexte.base, aime, "") or by_interest(contexte.base, [aime], [], 1)
    kept = [word for word in avant.get("refus", []) if word not in aime]
    refus = list(dict.fromkeys([*kept, *([refuse] if refuse else [])]))
    return {"aime": aime if met else avant.get("aime", ""), "refus": refus, "courtes": courtes}


def _noms(metier: Metier) -> str:
    return rendu_liste.doublet(metier.masculin, metier.feminin)


def _sans_doubles(metiers: list[Metier]) -> list[Metier]:
    """Return the jobs without those that a neighbour of the list says already (same ROME code and same first word)."""
    seen: dict[tuple[str, str], Metier] = {}
    for metier in metiers:
        seen.setdefault((metier.rome or metier.id, metier.masculin.split()[0]), metier)
    return list(seen.values())


def _ligne(contexte: Contexte, nom: str, description: str, mots: tuple[str, ...], kind: str) -> str:
    key = f"utter_piste_{kind}" if mots else f"utter_piste_{kind}_sans_mot"
    return contexte.dire(key, nom=nom, description=_phrase(description), mots=" », « ".join(mots))


def _phrase(text: str) -> str:
    """Return the first sentence of a description: a list is read quickly."""
    return text.partition(". ")[0].rstrip(".") + "."
