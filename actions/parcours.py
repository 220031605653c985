"""The pathway answer: from where the person stands to the job, field or diploma named.

Not an action of its own: the needs of several themes answer with it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import demandes, fil, itineraires, rendu, slots
from actions.contexte import Contexte, Reponse
from knowledge.entities import Campus, Formation, Metier
from knowledge.pathways import But, Contraintes, Parcours, Route, depart_nomme, lire_but, parcours, pourquoi_pas, sommet
from knowledge.queries import campus as requetes_campus
from knowledge.text import fold, stems

_LAST_LEVEL = 8  # nothing to go on to after a doctorate
_SANS_SOUHAITS: dict[str, Any] = {slots.RYTHME: None, slots.CONTRAINTES: None}
# A goal in words that the base does not know: what was talked of before is not it.
_AUTRE_BUT = re.compile(r"\b(?:bosser|travailler|etre|devenir) (?:avec|dans|un|une|des)\b(?! ca\b)")
# « Il faut quel bac ? » asks for the diploma: it is not the goal.
LEQUEL = re.compile(r"\bquel(?:le)?s? (?:bacs?|diplomes?|cap|bts)\b|\bquoi comme (?:bac|diplome)|\bcomme bac\b")
_SOUHAIT = re.compile(r"\b(?:devenir|voudrai\w*|veux|veut|aimerai\w*|envie|reve\w*|souhait\w*|pour etre|me tente)\b")
_VISE = re.compile(r"\bvis(?:e|es|er|ons|ez|ent|ais|ait)\b|\bplutot\b|\btent\w+\b|\binteress\w+")
_MONTREES = 3  # routes told in the text; the card draws them all


def chemin(contexte: Contexte, but_dit: str | None = None, depart_dit: str | None = None) -> Reponse:
    """Return the pathway answer: the goal and start of this message, else those remembered."""
    memoire: dict[str, Any] = contexte.slots.get(slots.PARCOURS) or {}
    demande = demandes.lire(contexte, memoire)
    dit = None if demande.pourquoi else but_dit or _but(contexte)
    vers = dit or _en_cours(contexte, memoire)
    but = lire_but(contexte.base, vers) if vers else None
    if but is None or vers is None:
        return contexte.reponse("utter_parcours_vers_quoi")
    metier = contexte.base.get(Metier, but.metier)
    if metier is not None and not metier.formations:
        return _sans_diplome(contexte, metier, vers)
    if dit and dit != memoire.get("vers") and demande.geste is None and memoire.get("haut"):
        memoire = {**memoire, "haut": False}
    depart = depart_dit or _depart(contexte, memoire) or memoire.get("de")
    inconnu = depart is None
    depart = depart or "3e"
    haut = demande.geste == "haut" or bool(memoire.get("haut"))
    but = sommet(contexte.base, but) if haut else but
    souhaits = demande.contraintes
    retenu = {slots.PARCOURS: _retenu(contexte, depart, vers, haut)}
    if demande.pourquoi:
        refus = pourquoi_pas(contexte.base, depart, but, demande.pourquoi, souhaits)
        sources = [source for etape in (refus.route.etapes if refus.route else ()) for source in etape.sources]
        boutons = contexte.boutons("utter_parcours_question_suite")
        return Reponse(itineraires.refus(contexte, refus), boutons, None, sources, retenu)
    trouve = parcours(contexte.base, depart, but, souhaits)
    if demande.geste == "court" and trouve.routes:
        trouve = _plus_court(contexte, depart, but, souhaits, trouve)
    if not trouve.routes:
        return _sans_route(contexte, trouve, depart, but, retenu)
    return _avec_routes(contexte, trouve, depart, but, souhaits, inconnu, retenu)


def _sans_diplome(contexte: Contexte, metier: Metier, vers: str) -> Reponse:
    """Return how one enters a job that no diploma of the base leads to: what its sheet says, and no invented route."""
    nom = contexte.dit(slots.METIER, metier.masculin)
    reponse = contexte.reponse("utter_parcours_sans_diplome", metier=nom, acces=metier.acces, id=metier.id)
    reponse.sources, reponse.memoire = [metier.source], {slots.PARCOURS: _retenu(contexte, "", vers, haut=False)}
    return reponse


def _avec_routes(
    contexte: Contexte,
    trouve: Parcours,
    depart: str,
    but: But,
    souhaits: Contraintes,
    inconnu: bool,
    retenu: dict[str, Any],
) -> Reponse:
    montrees = trouve.routes[:_MONTREES]
    haut = bool(retenu[slots.PARCOURS]["haut"])
    lignes = [itineraires.ouverture(contexte, trouve, depart, but, not inconnu, haut)]
    lignes += [itineraires.route(contexte, rang, route) for rang, route in enumerate(montrees, 1)]
    proche = _campus(contexte, but.filiere, but.mots) or _campus(contexte, but.filiere, _sujets(contexte, montrees))
    if proche is not None:
        lignes.append(contexte.dire("utter_parcours_campus", campus=rendu.campus(contexte, proche)))
    question = "utter_parcours_question_depart" if inconnu else _question(souhaits, montrees)
    if all(route.etapes[-1].sortie and route.niveau < _LAST_LEVEL for route in montrees):
        lignes.append(f"{contexte.dire('utter_parcours_apres')} {contexte.dire(question)}")
    else:
        lignes.append(contexte.dire(question))
    sources = list(dict.fromkeys(s for route in montrees for etape in route.etapes for s in etape.sources))
    sources += [step.source for step in rendu.prochaines_dates(contexte, trouve)[:1] if step.source not in sources]
    boutons = contexte.boutons(question)
    carte = rendu.carte_parcours(contexte, trouve, itineraires.dit(contexte, souhaits), proche)
    return Reponse("\n\n".join(lignes), boutons, carte, sources, retenu)


def _question(souhaits: Contraintes, montrees: tuple[Route, ...]) -> str:
    """Return the one question to ask: the rhythm is asked when it was not answered and both exist."""
    genres = {route.genre for route in montrees}
    if souhaits.rythme or souhaits.en_emploi or not {"scolaire", "apprentissage"} <= genres:
        return "utter_parcours_question_suite"
    return "utter_parcours_question"


def _plus_court(contexte: Contexte, depart: str, but: But, souhaits: Contraintes, trouve: Parcours) -> Parcours:
    """Return the routes that take the fewest years."""
    shortest = min(route.annees for route in trouve.routes)
    court = parcours(contexte.base, depart, but, replace(souhaits, annees_max=shortest))
    return court if court.routes else trouve


def _retenu(contexte: Contexte, depart: str, vers: str, haut: bool) -> dict[str, Any]:
    """Return what is remembered of a pathway, with what was talked of and the class then: a change is a new one."""
    sujet = fil.retenir(contexte, accepte=True)
    return {"de": depart, "vers": vers, "haut": haut, "sujet": sujet, "niveau": contexte.chose(slots.NIVEAU)}


def _en_cours(contexte: Contexte, memoire: dict[str, Any]) -> str | None:
    """Return the goal that goes on: that of the last pathway, unless something else was named since."""
    vers: str | None = memoire.get("vers")
    if vers and (memoire.get("sujet") or {}) == (contexte.slots.get(slots.SUJET) or {}):
        return vers
    return None if _AUTRE_BUT.search(contexte.ecrit) else fil.but(contexte) or vers


def _depart(contexte: Contexte, memoire: dict[str, Any]) -> str | None:
    """Return where the person stands: said in this message, else remembered."""
    if not contexte.nommes(slots.NIVEAU) and contexte.en_main(slots.DIPLOME):
        return contexte.nommes(slots.DIPLOME)[0]
    if memoire.get("de") and contexte.chose(slots.NIVEAU) == memoire.get("niveau") and memoire["niveau"]:
        en_main = _diplome_en_main(contexte)
        return en_main or str(memoire["de"])
    if not contexte.texte.startswith("/") and contexte.nommes(slots.NIVEAU):
        said = depart_nomme(contexte.base, contexte.texte)
        if said is not None and said.partition("+")[0] == contexte.nommes(slots.NIVEAU)[0]:
            return said  # « terminale STI2D » says more than the class
    known = contexte.chose(slots.NIVEAU) or _diplome_en_main(contexte)
    if known:
        return known
    said = None if contexte.texte.startswith("/") else depart_nomme(contexte.base, contexte.texte)
    # Situations that are no class: nothing else names them, nor what such an adult holds.
    loose = said if said is not None and said.partition("+")[0] in ("adulte", "rien") else None
    return loose or ("adulte" if contexte.slots.get(slots.PERSONA) == "adulte" else None)


def _but(contexte: Contexte) -> str | None:
    """Return the words of the message that tell the goal: the whole text when it names one."""
    metiers = contexte.nommes(slots.METIER)
    # « je suis infirmière, je voudrais devenir… »: not where one goes
    fait = len(metiers) == 1 and contexte.en_main(slots.METIER) and _SOUHAIT.search(_apres(contexte, slots.METIER))
    if contexte.nommes(slots.DOMAINE) or (metiers and not fait):
        return _but_dit(contexte)
    diplomes = contexte.nommes(slots.DIPLOME)
    types = all(contexte.base.get(Formation, id_) is None for id_ in diplomes)
    en_main = len(diplomes) == 1 and contexte.en_main(slots.DIPLOME)  # « j'ai un CAP cuisine »: where one starts
    if not diplomes or en_main or (types and LEQUEL.search(contexte.ecrit)):
        return None
    vise = _VISE.search(contexte.ecrit) or _SOUHAIT.search(contexte.ecrit) or contexte.nommes(slots.NIVEAU)
    if vise or depart_nomme(contexte.base, contexte.texte) not in diplomes[-1:]:
        return rendu.nom(contexte, diplomes[-1]) or None
    return None


def _apres(contexte: Contexte, entity: str) -> str:
    """Return what follows the thing of that kind in the message, folded."""
    end = next((int(e["end"]) for e in contexte.entites if e["entity"] == entity), 0)
    return fold(contexte.texte[end:])


def _but_dit(contexte: Contexte) -> str:
    """Return the words of a job or a field named: its name when the message has no other words for it."""
    metiers = contexte.nommes(slots.METIER)
    muet = all(e["end"] == 0 for e in contexte.entites if e["entity"] in (slots.METIER, slots.DOMAINE))
    # « je suis infirmière, je veux devenir… », « comptable, je rêve d'être… »: the one after the wish
    quitte = len(metiers) > 1 and (contexte.en_main(slots.METIER) or _veut_entre(contexte))
    champs = contexte.nommes(slots.DOMAINE)
    # « l'horlogerie, après un bac général », « je suis infirmière, l'enseignement m'attire »: the field
    tenu = slots.METIER if metiers else slots.DIPLOME
    if champs and len(metiers) < 2 and contexte.en_main(tenu):
        return fil.nom(contexte, (slots.DOMAINE, champs[0]))
    if not (contexte.texte.startswith("/") or muet or quitte or contexte.presente):
        return contexte.texte
    metier = contexte.base.get(Metier, metiers[-1] if quitte else next(iter(metiers), None))
    return metier.masculin if metier else fil.nom(contexte, (slots.DOMAINE, contexte.nommes(slots.DOMAINE)[0]))


def _veut_entre(contexte: Contexte) -> bool:
    """Tell whether a wish stands between the first job named and the last."""
    ends = [(int(e["start"]), int(e["end"])) for e in contexte.entites if e["entity"] == slots.METIER and e["end"]]
    return len(ends) > 1 and bool(_SOUHAIT.search(fold(contexte.texte[min(ends)[1] : max(ends)[0]])))


def _diplome_en_main(contexte: Contexte) -> str | None:
    """Return a diploma named before the goal: « j'ai un CAP cuisine, je veux devenir… »."""
    diplomes = [id_ for id_ in contexte.nommes(slots.DIPLOME) if id_ != "bac"]  # « quel bac pour… ? » is no start
    if diplomes and (contexte.nommes(slots.METIER) or len(diplomes) > 1):
        return diplomes[0]
    return None


def _sans_route(contexte: Contexte, trouve: Parcours, depart: str, but: But, retenu: dict[str, Any]) -> Reponse:
    """Return what to say when nothing fits: held already, one wish to let go and what it gives, or why."""
    chemin = {
        "but": trouve.but,
        "depart": trouve.depart,
        "vers": itineraires.vers(contexte, but),
        "depuis": itineraires.depuis(contexte, depart, trouve.depart),
    }
    if trouve.relacher:
        key = f"utter_parcours_relacher_{trouve.relacher}"
        lignes = [contexte.dire(key, **chemin), itineraires.route(contexte, 1, trouve.relaches[0])]
        sources = [source for etape in trouve.relaches[0].etapes for source in etape.sources]
        return Reponse("\n\n".join(lignes), contexte.boutons(key), None, sources, {**retenu, **_SANS_SOUHAITS})
    if trouve.deja:
        return Reponse(
            contexte.dire("utter_parcours_deja", **chemin), contexte.boutons("utter_parcours_deja"), None, [], retenu
        )
    texte = (
        f"{contexte.dire(f'utter_parcours_raison_{trouve.raison}', **chemin)} {contexte.dire('utter_parcours_rien')}"
    )
    return Reponse(texte, contexte.boutons("utter_parcours_rien"), None, [], {**retenu, **_SANS_SOUHAITS})


def _sujets(contexte: Contexte, routes: tuple[Route, ...]) -> frozenset[str]:
    """Return the subject words of the last rungs: what a campus would have in common with them."""
    last = [contexte.base.get(Formation, route.etapes[-1].formation) for route in routes]
    return frozenset(stem for formation in last if formation for stem in stems(formation.intitule))


def _campus(contexte: Contexte, filiere: str | None, mots: frozenset[str]) -> Campus | None:
    """Return the campus concerned, nearest in subject first; None when none is known."""
    if filiere is None:
        return None
    lieu = contexte.chose(slots.LIEU)
    return next(iter(requetes_campus.find(contexte.base, filiere, lieu, mots, nommes=lieu is None)), None)
