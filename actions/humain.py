"""A person to talk to, near the place named when one is known."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Contexte, Reponse
from actions.lieux import ANNUAIRE, joindre, lieu, region
from actions.thematique import Thematique
from knowledge.entities import Campus, Dispositif
from knowledge.queries import dispositifs, etablissements


class Humain(Thematique):
    """Who answers in person: by situation, then the CIO, the campus or the regional service of the place."""

    besoin = "contact_humain"
    combien = 1

    def general(self, contexte: Contexte) -> Reponse:
        """Return the persons of each situation, after those of the place."""
        reponse = contexte.reponse("utter_contact_humain")
        lignes, sources = _ici(contexte)
        if lignes:
            reponse.texte = rendu.liste(lignes) + "\n\n" + reponse.texte
            reponse.texte = contexte.dire("utter_contact_ici", lieu=_nom(contexte)) + "\n" + reponse.texte
            reponse.sources = sources
        return reponse


def _nom(contexte: Contexte) -> str:
    place = lieu(contexte)
    return place.nom if place else contexte.dit(slots.CAMPUS, "")


def _ici(contexte: Contexte) -> tuple[list[str], list[str]]:
    lignes: list[str] = []
    sources: list[str] = []
    place = lieu(contexte)
    if place is not None:
        cio = etablissements.near(contexte.base, place, 1, type=etablissements.GUIDANCE)
        for ecole, km in cio:
            fiche = rendu.etablissement(contexte, ecole.nom, ecole.commune, km)
            lignes.append(f"{fiche}. {joindre(contexte, ecole)}".strip())
            sources.append(ANNUAIRE)
    regionaux = [d for d in _du_lieu(contexte, region(contexte)) if not dispositifs.is_expired(d)]
    lignes += [rendu.dispositif(contexte, item) for item in regionaux]
    sources += [item.source for item in regionaux]
    campus = contexte.base.get(Campus, contexte.chose(slots.CAMPUS))
    if campus is not None and (contact := rendu.contact(contexte, campus)):
        lignes.append(contexte.dire("utter_contact_campus", campus=campus.nom, contact=contact))
        sources += campus.sources[:1]
    return lignes, sources


def _du_lieu(contexte: Contexte, nom: str) -> list[Dispositif]:
    """Return the services whose public is a région."""
    if not nom:
        return []
    return [d for d in contexte.base.all(Dispositif) if "contact_humain" in d.besoins and d.public.endswith(nom)]
