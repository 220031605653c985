"""Trouver mon master: the masters of each university, year after year, and the licences they advise.

Source: ministère de l'Enseignement supérieur, « Données du portail d'information Trouver mon master : mentions de
master » (Licence Ouverte 2.0). File `fr-esr-tmm-donnees-du-portail-…-mentions-de-master.csv`.
The département is the one of the UAI: postal codes « CEDEX » of La Réunion read as those of Saint-Barthélemy.
The advised licences are a real list of licence → master links; « Toutes licences » is kept as written.
Run: `jalon kb import mon-master fr-esr-tmm….csv`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.common import departement_of_uai, identifier, region, rows, uai
from knowledge.importers.reading import Record, Reject, clean, whole
from knowledge.official import Lien, Offre
from knowledge.text import slug

SOURCE = Source(
    id="mon-master",
    titre="Trouver mon master : mentions de master",
    editeur="Ministère de l'Enseignement supérieur et de la Recherche",
    url="https://data.enseignementsup-recherche.gouv.fr",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = "le CSV des mentions de master (fr-esr-tmm-donnees-du-portail-…-mentions-de-master.csv)"

_YEAR = "Année de la campagne de recueil des informations"
_UAI = "Code UAI de l'établissement accrédité"
_INM = "Identifiant navette de la mention (INM) de master"
_TITLE = "Intitulé de la mention de master"
_SCHOOL = "Nom officiel (long) de l'établissement accrédité"
_TOWN = "Ville de l'établissement accrédité"
_OPEN = "Mention ouverte ou non ouverte"
_PLACES = "Capacité d'accueil limitée au 1er semestre"
_ADVISED = "Licences conseillées pour suivre la formation de la mention"
_URL = "URL de la fiche relative à la mention sur le site internet de l'établissement"
# The official headers write a curly apostrophe; `csv_rows` takes both for one.
_NAMES: dict[str, tuple[str, ...]] = dict.fromkeys(
    (_YEAR, _UAI, _INM, _TITLE, _SCHOOL, _TOWN, _OPEN, _PLACES, _ADVISED, _URL), ()
)
_COMMA = re.compile(r",(?! )")  # a comma and a blank belong to a name: « Physique, chimie »
_CEDEX = re.compile(r"\s+cedex\b.*", re.IGNORECASE)


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield an `offre` a row, then a `lien` for each pair of a licence and a master not met before."""
    met: set[str] = set()
    for path in paths:
        for number, row in rows(path, [_YEAR, _UAI, _INM, _TITLE, _ADVISED], _NAMES):
            reason = _refusal(row)
            if reason:
                yield Reject(path.name, number, reason, f"{row[_UAI]} {row[_INM]} {row[_TITLE]}".strip())
                continue
            offre = _offre(row)
            yield Record("offre", offre)
            for licence in offre.conseillees:
                id_ = identifier("licence-conseillee", slug(licence), slug(offre.intitule))
                if id_ not in met:
                    met.add(id_)
                    yield Record("lien", Lien(id_, "licence-conseillee", licence, libelle=offre.intitule), counts=False)


def _refusal(row: dict[str, str]) -> str:
    if not re.fullmatch(r"20\d\d", row[_YEAR]):
        return "année de campagne absente ou illisible"
    if not uai(row[_UAI]):
        return "code UAI absent ou mal formé"
    if not row[_INM]:
        return "identifiant de mention (INM) absent"
    return "" if row[_TITLE] else "mention sans intitulé"


def _offre(row: dict[str, str]) -> Offre:
    code, url = uai(row[_UAI]), row.get(_URL, "")
    dep = departement_of_uai(code)
    return Offre(
        f"{row[_YEAR]}:{code}:{row[_INM]}",
        row[_TITLE],
        row.get(_SCHOOL, ""),
        uai=code,
        commune=_CEDEX.sub("", row.get(_TOWN, "")),
        departement=dep,
        region=region("", dep),
        annee=row[_YEAR],
        capacite=whole(row.get(_PLACES, "")),
        ouverte={"1": True, "0": False}.get(row.get(_OPEN, "")),
        conseillees=tuple(dict.fromkeys(name for part in _COMMA.split(row[_ADVISED]) if (name := clean(part)))),
        url=url if url.startswith("http") else "",
    )
