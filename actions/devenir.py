"""What became of those who left a training, as InserJeunes publishes it: by région, dated, or « not published »."""

from __future__ import annotations

from actions import rendu
from actions.base import Contexte
from actions.lieux import region
from knowledge.entities import Formation
from knowledge.official import Insertion
from knowledge.queries import insertion
from knowledge.queries.officiels import is_imported

_COUVERT = (3, 5)  # InserJeunes goes from the CAP to the BTS


def devenir(contexte: Contexte, formation: Formation) -> tuple[str, list[str]]:
    """Return (what is published on the jobs found after a training, its sources)."""
    ou = region(contexte)
    if not _COUVERT[0] <= formation.niveau <= _COUVERT[1]:
        return contexte.dire("utter_devenir_superieur"), []
    if not is_imported(contexte.base, Insertion):
        return contexte.dire("utter_devenir_ailleurs"), []
    connus = insertion.outcomes(contexte.base, formation, ou)
    if not connus and ou:
        return contexte.dire("utter_devenir_non_publie", region=ou), [insertion.SOURCE]
    if not connus:
        return contexte.dire("utter_devenir_ailleurs"), []
    lignes = _une_region(contexte, connus) if ou else _toutes(contexte, connus)
    key = "utter_devenir_region" if ou else "utter_devenir_regions"
    texte = contexte.dire(key, region=ou, annees=max(d.annees for d in connus), liste=rendu.liste(lignes))
    return texte, [insertion.SOURCE]


def _une_region(contexte: Contexte, connus: list[insertion.Devenir]) -> list[str]:
    return [
        contexte.dire(
            f"utter_devenir_{d.population}",
            taux=rendu.nombre(d.emploi_12 or 0),
            suite=_suite(contexte, d.poursuite),
        )
        for d in connus
    ]


def _suite(contexte: Contexte, poursuite: float | None) -> str:
    if poursuite is None:
        return ""
    return " " + contexte.dire("utter_devenir_poursuite", taux=rendu.nombre(poursuite))


def _toutes(contexte: Contexte, connus: list[insertion.Devenir]) -> list[str]:
    lignes = []
    for population in ("apprentis", "scolaires"):
        taux = sorted(d.emploi_12 for d in connus if d.population == population and d.emploi_12 is not None)
        if taux:
            bornes = rendu.nombre(taux[0]), rendu.nombre(taux[-1])
            dit = (
                bornes[0]
                if bornes[0] == bornes[1]
                else contexte.dire("utter_devenir_de_a", bas=bornes[0], haut=bornes[1])
            )
            lignes.append(contexte.dire(f"utter_devenir_{population}", taux=dit, suite=""))
    return lignes
