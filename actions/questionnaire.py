"""The interest questionnaire: where it stands, the next statement, the leads at its end.

Its state is one slot of our own, not a Rasa form: see docs/adr/0016.
"""

from __future__ import annotations

import re
from typing import Any

from actions import rendu_liste, slots
from actions.contexte import Contexte, Reponse
from actions.gouts import Gouts, connus, idees
from knowledge.queries.interets import leads, refuses, statements
from knowledge.text import words

BESOIN = "test_interets"
ANSWERS = ("oui", "bof", "non", "passe")
_ENOUGH = 6  # answers before the leads may be asked for at once
_LE_TEST = r"(?: (?:le |ce )?(?:questionnaire|test|quiz))?"
# Typed answers to the statement just asked, whole messages only.
_TYPED = {
    "oui": r"oui|ouais?|wi|yes|carrement|grave|ok|1|bien sur|ca me plait|j (?:aime|adore)(?: bien| trop)?",
    "bof": r"bof|moyen|mouais|ca depend|un peu|pas trop|peut etre|je (?:ne )?sais pas|jsp|2",
    "non": r"non|nan|nn|no|3|pas du tout|jamais|non merci|berk|j aime pas|je deteste|ni l un ni l autre|aucun des deux",
    "passe": r"(?:je )?passer?|suivante?|question suivante|next|4|les deux|ca m est egal|peu importe",
    "fin": r"fin|fini|finir|(?:voir )?mes pistes|(?:le )?resultats?",
    "stop": rf"stop|pause|quitter|(?:(?:j|on|je veux) )?(?:arret\w+|quitt\w+|stopp\w+){_LE_TEST}",
}
# Said after the questionnaire was offered: it starts.
_OFFERED = frozenset({"indecis", BESOIN})
_START = re.compile(
    r"(?:(?:ok|oui|ouais|d accord|dac|allez|bon|bah|go|alors|c est parti|allons y|on y va|vas y|je veux bien) ?)*"
    r"(?:(?:pose|commence|lance|demarre)\w*(?: (?:moi|les|tes|le|la|vos|ton))* ?)?"
    r"(?:(?:pour )?(?:le |les |tes )?(?:questions?|questionnaire|test|quiz))?"
)
_FINIR = re.compile(
    r"\b(?:donne|montre|propose|dis|veux|voir)\w*\b.{0,15}\b(?:metiers?|pistes?|idees?|resultats?|boulots?)\b"
    r"|\bstop\b|\barrete\w*\b"
)
_RESUME = re.compile(rf"(?:on |je )?(?:repren\w+|continu\w+){_LE_TEST}")


def tape(contexte: Contexte, plain: str) -> str | None:
    """Return the answer that a typed message (its folded words) gives to the questionnaire; None for anything else."""
    state = contexte.slots.get(slots.QUESTIONNAIRE)
    if not state:
        offered = contexte.slots.get(slots.BESOIN) in _OFFERED
        return "debut" if offered and _START.fullmatch(plain) else None
    if not state.get("attend"):
        return "suite" if _RESUME.fullmatch(plain) else None
    return next((answer for answer, said in _TYPED.items() if re.fullmatch(said, plain)), None)


def en_cours(contexte: Contexte) -> bool:
    """Tell whether a statement was just asked."""
    return bool((contexte.slots.get(slots.QUESTIONNAIRE) or {}).get("attend"))


def veut_finir(texte: str) -> bool:
    """Tell whether a message said in the middle of it asks for jobs instead."""
    return bool(_FINIR.search(" ".join(words(texte))))


def noter(contexte: Contexte, gouts: Gouts) -> Reponse:
    """Return the next statement after an answer in free words: the tastes are kept, and count at the end."""
    avant = connus(contexte)
    dits = [mot for mot in (*gouts.aime, *gouts.refus) if mot not in (*avant.aime, *avant.refus)]
    if not dits:
        return avancer(contexte, None)
    reponse = avancer(contexte, "passe")
    reponse.texte = contexte.dire("utter_questionnaire_note", dits=" », « ".join(dits)) + "\n\n" + reponse.texte
    reponse.memoire[slots.GOUTS] = gouts.memoire()
    return reponse


def avancer(contexte: Contexte, answer: str | None, question: str | None = None) -> Reponse:
    """Return the next step: the first statement, the next one, a pause, or the leads."""
    state: dict[str, Any] = contexte.slots.get(slots.QUESTIONNAIRE) or {}
    given: dict[str, str] = {} if answer == "debut" else dict(state.get("reponses") or {})
    asked = list(statements(contexte.base))
    current = next((a for a in asked if a.id == question), None) or next((a for a in asked if a.id not in given), None)
    if answer in ANSWERS and current is not None:
        given[current.id] = answer
    if answer == "stop":
        return _pause(contexte, given)
    left = [a for a in asked if a.id not in given]
    if answer == "fin" or not left:
        return _resultat(contexte, given)
    rank, last = len(given) + 1, len(asked)
    key = "utter_questionnaire_debut" if not given else "utter_questionnaire_suite"
    texte = contexte.dire(key, rang=rank, total=last, enonce=left[0].texte)
    boutons = contexte.boutons("utter_questionnaire_suite", question=left[0].id)
    if sum(value != "passe" for value in given.values()) >= _ENOUGH:
        boutons += contexte.boutons("utter_questionnaire_assez")
    boutons += contexte.boutons("utter_questionnaire_pause")
    carte = {"type": "question", "question": left[0].texte, "choix": boutons[:4], "rang": rank, "total": last}
    return Reponse(texte, boutons, carte, [], {slots.QUESTIONNAIRE: {"reponses": given, "attend": True}})


def reprendre(contexte: Contexte, besoin: str) -> list[dict[str, str]]:
    """Return the button that goes back to a questionnaire left in the middle; empty when there is none."""
    state = contexte.slots.get(slots.QUESTIONNAIRE)
    if besoin == BESOIN or not state:
        return []
    total = len(statements(contexte.base))
    return contexte.boutons("utter_questionnaire_reprendre", rang=len(state["reponses"]) + 1, total=total)


def _pause(contexte: Contexte, given: dict[str, str]) -> Reponse:
    reponse = contexte.reponse("utter_questionnaire_arret", rang=len(given) + 1, total=len(statements(contexte.base)))
    reponse.memoire = {slots.QUESTIONNAIRE: {"reponses": given, "attend": False}}
    return reponse


def _resultat(contexte: Contexte, given: dict[str, str]) -> Reponse:
    """Return the leads: filières and jobs, why each, one against the usual; the state is forgotten."""
    pistes = leads(contexte.base, given)
    oublie: dict[str, Any] = {slots.QUESTIONNAIRE: None}
    gouts = connus(contexte)
    if not pistes:
        reponse = contexte.reponse("utter_questionnaire_rien")
        reponse.memoire = oublie
        return reponse
    lignes, boutons = [], []
    for piste in pistes:
        key = "utter_questionnaire_piste_autrement" if piste.autrement else "utter_questionnaire_piste"
        gardes = [m for m in piste.metiers if not refuses(m, gouts.refus)] or piste.metiers[:1]
        metiers = ", ".join(rendu_liste.doublet(m.masculin, m.feminin) for m in gardes)
        why = ", ".join(piste.parce_que) or piste.filiere.nom
        lignes.append(contexte.dire(key, filiere=piste.filiere.nom, metiers=metiers, pourquoi=why))
        boutons += rendu_liste.bouton_metier(gardes[0])
        boutons += rendu_liste.bouton_filiere(piste.filiere)
    if gouts.aime:  # said in free words on the way
        for metier in idees(contexte, gouts).metiers[:2]:
            lignes.append(
                contexte.dire("utter_piste_metier_sans_mot", nom=metier.masculin, description=metier.description)
            )
    texte = contexte.dire("utter_questionnaire_resultat", liste="\n".join(f"- {line}" for line in lignes))
    boutons = boutons[:6] + contexte.boutons("utter_questionnaire_resultat")
    sources = [m.source for piste in pistes for m in piste.metiers]
    memoire = {**oublie, slots.DOMAINE: pistes[0].filiere.id}
    listed = [{"entity": slots.DOMAINE, "id": p.filiere.id, "label": p.filiere.nom} for p in pistes]
    return Reponse(texte, boutons, None, sources, memoire, liste=listed)
