"""Where to train: the schools that a dataset names near the place, else the official search, and the campus near."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.contexte import Contexte, Reponse
from actions.lieux import lieu
from knowledge.entities import Formation, Lieu, Metier
from knowledge.queries import campus as requetes_campus
from knowledge.queries import diplomes, offres
from knowledge.text import fold

_ECOLE = re.compile(
    r"\b(?:ecoles?|lycees?|cfa|iut|ifsi|instituts?|etablissements?|univ\w*|facs?)\b|\bou (?:se form|etudi|faire|prepar)"
)
_BAC = 4  # up to this level, Parcoursup is not the way in


def cherche_une_ecole(texte: str) -> bool:
    """Tell whether a message asks for schools (« quelle école pour devenir… à Rennes »)."""
    return bool(_ECOLE.search(fold(texte)))


def ou_se_former(contexte: Contexte) -> Reponse:
    """Return where to train for the diploma, job or field of this message, else of the memory."""
    place = lieu(contexte)
    metier = contexte.base.get(Metier, next(iter(contexte.nommes(slots.METIER)), None))
    nommee = contexte.base.get(Formation, next(iter(contexte.nommes(slots.DIPLOME)), None))
    if nommee is None and metier is None and not contexte.nommes(slots.DIPLOME) and not contexte.nommes(slots.DOMAINE):
        nommee = contexte.base.get(Formation, contexte.slots.get(slots.DIPLOME))
        metier = contexte.base.get(Metier, contexte.slots.get(slots.METIER)) if nommee is None else None
    possibles = [nommee] if nommee else _formations(contexte, metier)
    filiere = nommee.filiere if nommee else _filiere(contexte)
    sujet = _sujet(contexte, nommee, metier)
    if not sujet:
        return contexte.reponse("utter_formation_ou_laquelle")
    sans_place = place is None
    reponse = _offres(contexte, possibles, place) if place else None
    if reponse is None:
        ou = " " + contexte.dire("utter_formation_ou_lieu", lieu=place.nom) if place else ""
        niveau = nommee or (possibles[0] if possibles else None)
        reponse = _recherche(contexte, sujet, ou, niveau.niveau if niveau else None)
    _ajoute_campus(contexte, reponse, filiere, place)
    if sans_place:
        reponse.texte += "\n\n" + contexte.dire("utter_formation_ou_ville")
    return reponse


def _offres(contexte: Contexte, possibles: list[Formation], place: Lieu) -> Reponse | None:
    """Return the schools near the place, for the first formation that a dataset knows."""
    for formation in possibles:
        trouvees = offres.near(contexte.base, formation, place)
        if not trouvees:
            continue
        lignes = [_offre(contexte, offre) for offre in trouvees]
        source = trouvees[0].source
        key = f"utter_formation_ou_{source.replace('-', '_')}"
        texte = contexte.dire(
            key,
            formation=rendu.nom_formation(contexte, formation),
            lieu=place.nom,
            liste=rendu.liste(lignes),
            annee=f" ({trouvees[0].annee})" if trouvees[0].annee else "",
        )
        boutons = contexte.boutons("utter_formation_ou_parcoursup", diplome=formation.id)
        return Reponse(texte, boutons, None, [source, formation.source], {slots.DIPLOME: formation.id})
    return None


def _offre(contexte: Contexte, offre: offres.OffreProche) -> str:
    details = [
        rendu.ville(offre.commune),
        contexte.dire("utter_ou_km", km=round(offre.distance)) if offre.distance is not None else "",
        offre.statut.lower(),
        contexte.dire("utter_ou_places", places=offre.capacite) if offre.capacite else "",
    ]
    suite = ", ".join(part for part in details if part)
    return f"{offre.etablissement} ({suite})" if suite else offre.etablissement


def _recherche(contexte: Contexte, sujet: str, ou: str, niveau: int | None) -> Reponse:
    """Return the official searches that fit the level, when no dataset names the schools."""
    pistes = ["onisep"] if niveau is None or niveau <= _BAC else []
    if niveau is None or niveau > _BAC:
        pistes.append("master" if niveau is not None and niveau > 6 else "parcoursup")
    pistes.append("alternance")
    lignes = [contexte.dire(f"utter_ou_piste_{piste}") for piste in pistes]
    texte = contexte.dire("utter_formation_ou", formation=sujet, ou=ou, liste=rendu.liste(lignes))
    return Reponse(texte, contexte.boutons("utter_formation_ou"))


def _ajoute_campus(contexte: Contexte, reponse: Reponse, filiere: str | None, place: Lieu | None) -> None:
    if filiere is None or place is None:
        return
    proches = requetes_campus.find(contexte.base, filiere=filiere, lieu=place.id)[:1]
    if proches:
        lignes = [rendu.campus(contexte, item) for item in proches]
        reponse.texte += "\n\n" + contexte.dire("utter_formation_ou_campus", liste=rendu.liste(lignes))
        reponse.sources += [item.sources[0] for item in proches if item.sources]


def _formations(contexte: Contexte, metier: Metier | None) -> list[Formation]:
    """Return the formations of a job, the highest first: the last is the one its schools prepare."""
    if metier is None:
        return []
    connues = [f for id_ in metier.formations if (f := contexte.base.get(Formation, id_))]
    return sorted(connues, key=lambda f: -f.niveau)


def _sujet(contexte: Contexte, formation: Formation | None, metier: Metier | None) -> str:
    if formation is not None:
        return rendu.nom_formation(contexte, formation)
    diplome = rendu.nom(contexte, next(iter(contexte.nommes(slots.DIPLOME)), None))
    if diplome or metier is not None:
        return diplome or contexte.dit(slots.METIER, metier.masculin if metier else "")
    return contexte.dit(slots.DOMAINE, "") or rendu.nom(contexte, contexte.slots.get(slots.DIPLOME))


def _filiere(contexte: Contexte) -> str | None:
    return diplomes.field_of(contexte.base, contexte.chose(slots.DOMAINE), contexte.chose(slots.METIER))
