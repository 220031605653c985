"""Parcoursup: the courses that open after the baccalauréat, where they are and how many places they have.

Source: ministère de l'Enseignement supérieur, « Parcoursup : vœux de poursuite d'études et de réorientation dans
l'enseignement supérieur et réponses des établissements » (Licence Ouverte 2.0). File `fr-esr-parcoursup.csv`, one
session, with label headers or API keys; or its six-column cut, which has no course code.
Wishes, admissions, rates and ranks are left in the file: nothing here lets anybody work out a person's chances.
Run: `jalon kb import parcoursup fr-esr-parcoursup.csv`
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.common import departement, identifier, region, rows, uai
from knowledge.importers.reading import Record, Reject, coordinates, whole
from knowledge.official import Offre
from knowledge.text import slug

SOURCE = Source(
    id="parcoursup",
    titre="Parcoursup : vœux de poursuite d'études et réponses des établissements",
    editeur="Ministère de l'Enseignement supérieur et de la Recherche",
    url="https://data.enseignementsup-recherche.gouv.fr/explore/dataset/fr-esr-parcoursup/",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = "le CSV Parcoursup d'une session (fr-esr-parcoursup.csv), complet de préférence"

_UAI = "Code UAI de l'établissement"
_COURSE = "Filière de formation"  # twice in the label headers: the first is the course, the second its family
_DETAIL = "Filière de formation détaillée"  # « school - course »
_NAMES = {
    "Session": ("session",),
    "Statut": ("Statut de l'établissement de la filière de formation (public, privé…)", "contrat_etab"),
    _UAI: ("Code UAI de l etablissement", "cod_uai"),
    "Établissement": ("g_ea_lib_vx",),
    "Code départemental de l'établissement": ("dep",),
    "Région de l'établissement": ("region_etab_aff",),
    "Commune de l'établissement": ("ville_etab",),
    _COURSE: ("lib_for_voe_ins",),
    "Sélectivité": ("select_form",),
    _DETAIL: ("lib_comp_voe_ins",),
    "Coordonnées GPS de la formation": ("g_olocalisation_des_formations",),
    "Capacité de l'établissement par formation": ("capa_fin",),
    "Lien de la formation sur la plateforme Parcoursup": ("lien_form_psup",),
}
_PROVISIONAL = re.compile(r"[A-Z]\d{6}[A-Z]")  # Parcoursup's own code of a school abroad
_STATUSES = {
    "public": "Public",
    "prive-enseignement-superieur": "Privé enseignement supérieur",
    "prive-hors-contrat": "Privé hors contrat",
    "prive-sous-contrat-d-association": "Privé sous contrat d'association",
}
_SELECTIVE = {"formation-selective": True, "formation-non-selective": False}


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield an `offre` a row."""
    ranks: Counter[str] = Counter()
    for path in paths:
        for number, row in rows(path, [_UAI, _COURSE], _NAMES):
            reason = _refusal(row)
            if reason:
                yield Reject(path.name, number, reason, f"{row[_UAI]} {row[_COURSE]}".strip())
            else:
                yield Record("offre", _offre(row, ranks))


def _refusal(row: dict[str, str]) -> str:
    if not uai(row[_UAI]) and not _PROVISIONAL.fullmatch(row[_UAI]):
        return "code UAI absent ou mal formé"
    return "" if row[_COURSE] else "formation sans intitulé"


def _offre(row: dict[str, str], ranks: Counter[str]) -> Offre:
    code, course = uai(row[_UAI]), _course(row)
    id_ = row.get("cod_aff_form", "")
    if not id_:
        key = f"{code or row[_UAI]}:{slug(course)}"
        ranks[key] += 1
        id_ = identifier(key, str(ranks[key]))
    status = row.get("Statut", "")
    dep = departement(row.get("Code départemental de l'établissement", ""))
    lat, lon = coordinates(row.get("Coordonnées GPS de la formation", ""))
    url = row.get("Lien de la formation sur la plateforme Parcoursup", "")
    return Offre(
        id_,
        course,
        row.get("Établissement", ""),
        uai=code,
        statut=_STATUSES.get(slug(status), status),
        commune=row.get("Commune de l'établissement", ""),
        departement=dep,
        region=region(row.get("Région de l'établissement", ""), dep),
        lat=lat,
        lon=lon,
        annee=row.get("Session", ""),
        selective=_SELECTIVE.get(slug(row.get("Sélectivité", ""))),
        capacite=whole(row.get("Capacité de l'établissement par formation", "")),
        url=url if url.startswith("http") else "",
    )


def _course(row: dict[str, str]) -> str:
    """Return the course as written, even when the columns that share a name come in another order."""
    course, detail, school = row[_COURSE], row.get(_DETAIL, ""), row.get("Établissement", "")
    if detail.endswith(course) or not school or not detail.startswith(f"{school} - "):
        return course
    return detail.removeprefix(f"{school} - ")
