"""Jobs and fields in a list of ideas: both genders without saying everything twice, and the buttons under them."""

from __future__ import annotations

from actions.contexte import titre
from knowledge.entities import Filiere, Metier


def doublet(masculin: str, feminin: str) -> str:
    """Return both forms of a job, what they share said once: « technicien / technicienne de maintenance »."""
    if masculin == feminin:
        return masculin
    him, her = masculin.split(), feminin.split()
    shared = 0
    while shared < min(len(him), len(her)) - 1 and him[-1 - shared] == her[-1 - shared]:
        shared += 1
    head = [" ".join(side[: len(side) - shared]) for side in (him, her)]
    return " ".join([" / ".join(head), *him[len(him) - shared :]])


def bouton_metier(metier: Metier) -> list[dict[str, str]]:
    """Return the button that tells a job."""
    nom = doublet(metier.masculin, metier.feminin)
    return [{"title": titre(nom[:1].upper() + nom[1:]), "payload": f'/metier_decouverte{{"metier": "{metier.id}"}}'}]


def bouton_filiere(filiere: Filiere) -> list[dict[str, str]]:
    """Return the button that shows jobs of a filière."""
    return [{"title": titre(filiere.nom), "payload": f'/metier_decouverte{{"domaine": "{filiere.id}"}}'}]
