"""What is answered of the thing talked of, in a sentence or a short list: its town, its length, what is near it."""

from __future__ import annotations

from typing import Any

from actions import rendu, slots
from actions.contexte import Contexte, Reponse, titre
from actions.precisions import dite
from knowledge.entities import Campus, Metier
from knowledge.queries import diplomes, specialites


def ville(contexte: Contexte, campus: str) -> Reponse:
    """Return where a campus is: its towns and its région."""
    found = contexte.base.get(Campus, campus)
    if found is None:
        return contexte.reponse("utter_campus_trouver_critere")
    reponse = contexte.reponse(
        "utter_fil_campus_ville", campus=found.nom, villes=", ".join(found.villes), region=found.region
    )
    reponse.sources = list(found.sources[:1])
    return reponse


def longueur(contexte: Contexte, route: dict[str, Any]) -> str:
    """Return how long a route shown is, rung by rung, and how much of it comes after the bac."""
    etapes = [(str(nom), float(annees)) for nom, annees, *_ in route["etapes"]]
    dits = [contexte.dire("utter_fil_duree_etape", diplome=nom, annees=rendu.annees(contexte, n)) for nom, n in etapes]
    bac = max((rang for rang, (nom, _) in enumerate(etapes) if nom.startswith("bac ")), default=None)
    apres = sum(annees for _, annees in etapes[bac + 1 :]) if bac is not None else 0.0
    dont = contexte.dire("utter_fil_duree_apres_bac", annees=rendu.annees(contexte, apres)) if apres else ""
    total = rendu.annees(contexte, route["annees"])
    return contexte.dire("utter_fil_duree_ligne", etapes=", ".join(dits), annees=total, dont=dont)


def alternance_du_diplome(contexte: Contexte, id_: str) -> Reponse:
    """Return whether a diploma is prepared with an employer, and what that asks."""
    fiche = diplomes.describe(contexte.base, id_)
    if fiche is None:
        return dite(contexte, "utter_alternance_generalites")
    possible = contexte.dire(f"utter_contenu_alternance_{fiche.alternance}")
    reponse = contexte.reponse("utter_fil_alternance", formation=fiche.nom, alternance=possible)
    reponse.sources = list(fiche.sources)
    return reponse


def proches(contexte: Contexte, id_: str) -> Reponse:
    """Return the jobs near a job, as its sheet names them."""
    metier = contexte.base.get(Metier, id_)
    voisins = [m for proche in (metier.proches if metier else ()) if (m := contexte.base.get(Metier, proche))]
    if metier is None or not voisins:
        return contexte.reponse("utter_metier_lequel")
    lignes = rendu.liste([rendu.metier(contexte, m) for m in voisins[:4]])
    reponse = contexte.reponse("utter_fil_proches", metier=metier.masculin, liste=lignes)
    reponse.sources = [metier.source]
    return reponse


def diplomes_de(contexte: Contexte, genre: str, chose: tuple[str, str], nom: str) -> Reponse:
    """Return the diplomas of a kind (« BTS ») that lead to a job or are of a field, or that none is known."""
    kind, id_ = chose
    lookup = specialites.for_job if kind == slots.METIER else specialites.in_field
    trouves = lookup(contexte.base, id_, genre)
    sigle = diplomes.name(contexte.base, genre)
    if not trouves:
        return contexte.reponse("utter_fil_diplomes_aucun", genre=sigle, sujet=nom)
    noms = [diplomes.name(contexte.base, f.id) for f in trouves]
    reponse = contexte.reponse(
        "utter_fil_diplomes", genre=sigle, sujet=nom, liste=rendu.liste([f"**{n}**" for n in noms])
    )
    voir = [
        {"title": titre(n), "payload": f'/diplome_niveau{{"diplome": "{f.id}"}}'}
        for n, f in zip(noms, trouves, strict=True)
    ]
    reponse.boutons = [*voir[:4], *reponse.boutons]
    reponse.liste = [
        {"entity": slots.DIPLOME, "id": f.id, "label": n} for n, f in zip(noms, trouves, strict=True)
    ]  # « le premier »
    if len(trouves) == 1:  # « on y entre comment ? » is asked of it
        seul = trouves[0].id
        reponse.memoire = {slots.DIPLOME: seul, slots.SUJET: {"entity": slots.DIPLOME, "id": seul}}
    reponse.sources = list(dict.fromkeys(f.source for f in trouves if f.source))
    return reponse
