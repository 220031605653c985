"""Directory of schools: name, kind, place, ways and services of each, one record a UAI.

Sources: « Annuaire de l'éducation » and « Adresse et géolocalisation des établissements » (DEPP), « Lycées : données
générales » (Région Île-de-France), all Licence Ouverte. Files `fr-en-annuaire-education.csv`,
`fr-en-adresse-et-geolocalisation-….csv`, `lycees-donnees-generales.csv`, with label headers or API keys, any number.
Lines and files that speak of one UAI are merged: the first file that fills a field keeps it. E-mail addresses are
left in the files, the school's phone and site are kept. `Code_region` is the old région: names are read instead.
Run: `jalon kb import annuaire FICHIERS.csv`, the fullest file first.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.entities import Source
from knowledge.importers.common import departement, region, rows, uai
from knowledge.importers.reading import Record, Reject, coordinates, last_segment
from knowledge.official import Etablissement
from knowledge.text import slug

SOURCE = Source(
    id="annuaire-education",
    titre="Annuaire de l'éducation",
    editeur="DEPP, ministère de l'Éducation nationale ; Région Île-de-France",
    url="https://data.education.gouv.fr/explore/dataset/fr-en-annuaire-education/",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = (
    "les CSV de l'annuaire de l'éducation, d'adresse et géolocalisation, des lycées d'Île-de-France ; complet d'abord"
)

_UAI = "Identifiant_de_l_etablissement"
_NAME = "Nom_etablissement"
_NAMES = {
    _UAI: ("Code établissement", "numero_uai", "CODE_UAI"),
    _NAME: ("Appellation officielle", "appellation_officielle"),
    "Type_etablissement": ("Nature", "nature_uai_libe"),
    "nature_uai": (),  # a label in Île-de-France, a code elsewhere
    "libelle_nature": (),
    "Statut_public_prive": ("Secteur Public/Privé", "secteur_public_prive_libe", "STATUT"),
    "Adresse_1": ("Adresse", "adresse_uai", "ADRESSE_POSTALE"),
    "Code postal": ("code_postal", "code_postal_uai"),
    "Nom_commune": ("Commune", "libelle_commune"),
    "Code_departement": ("Code département",),
    "departement": (),  # a code in Île-de-France, a name elsewhere
    "Libelle_academie": ("Académie",),
    "Libelle_region": ("Région",),
    "position": ("GEO",),
    "latitude": (),
    "longitude": (),
    "Telephone": (),
    "Web": ("SITE_WEB",),
    "Hebergement": ("INTERNAT",),
    "ULIS": (),
    "Apprentissage": (),
    "Voie_generale": (),
    "Voie_technologique": (),
    "Voie_professionnelle": (),
    "Fiche_onisep": (),
    "etat": ("Etat établissement", "etat_etablissement_libe"),
}
_VOIES = {
    "Voie_generale": "générale",
    "Voie_technologique": "technologique",
    "Voie_professionnelle": "professionnelle",
}
_STEMS = ("general", "technologique", "professionnel")
_KINDS = {"ECOLES COMPOSEES UNIQT DE STS ET OU CPGE": "École composée uniquement de STS ou de CPGE"}
_FLAGS = {"1": True, "oui": True, "0": False, "non": False}
_STATES = {"OUVERT": True, "A FERMER": True, "FERME": False, "A OUVRIR": False}
_STATUSES = {"public": "Public", "privé": "Privé", "prive": "Privé"}
_PLACE = ("adresse", "code_postal", "commune", "lat", "lon")
_EITHER = ("internat", "ulis", "apprentissage", "ouvert")


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield the rows that cannot be kept, then an `etablissement` for each UAI of the files."""
    schools: dict[str, Etablissement] = {}
    for path in paths:
        here: dict[str, Etablissement] = {}
        for number, row in rows(path, [_UAI, _NAME], _NAMES):
            code = uai(row[_UAI])
            if not code or not row[_NAME]:
                reason = "établissement sans nom" if code else "code UAI absent ou mal formé"
                yield Reject(path.name, number, reason, f"{row[_UAI]} {row[_NAME]}".strip())
                continue
            school = _school(code, row)
            here[code] = _one_school(here[code], school) if code in here else school
        for code, school in here.items():
            schools[code] = _filled(schools[code], school) if code in schools else school
    for school in schools.values():
        yield Record("etablissement", school)


def _school(code: str, row: dict[str, str]) -> Etablissement:
    dep = departement(_department_code(row))
    lat, lon = coordinates(row.get("position", "") or f"{row.get('latitude', '')},{row.get('longitude', '')}")
    nature, site = row.get("nature_uai", ""), row.get("Web", "")
    nature = "" if nature.isdigit() else nature
    kind = _kind(row.get("Type_etablissement", "") or nature or row.get("libelle_nature", ""))
    status = row.get("Statut_public_prive", "")
    return Etablissement(
        code,
        row[_NAME],
        type=_shared(kind),
        statut=_STATUSES.get(status.lower(), status),
        adresse=row.get("Adresse_1", ""),
        code_postal=row.get("Code postal", ""),
        commune=_shared(row.get("Nom_commune", "")),
        departement=_shared(dep),
        academie=_shared(row.get("Libelle_academie", "")),
        region=_shared(region(row.get("Libelle_region", ""), dep)),
        lat=lat,
        lon=lon,
        telephone=row.get("Telephone", ""),
        site="" if "@" in site else site,
        onisep=last_segment(row.get("Fiche_onisep", "")),
        voies=_voies(row, kind),
        internat=_flag(row, "Hebergement"),
        ulis=_flag(row, "ULIS"),
        apprentissage=_flag(row, "Apprentissage"),
        ouvert=_STATES.get(row.get("etat", "").upper()),
    )


def _kind(text: str) -> str:
    """Return a kind of school in one spelling: « COLLEGE » and « Collège » are one."""
    text = _KINDS.get(text, text)
    if text.isupper() and len(text) > len("EREA"):
        text = text.lower().replace("lycee", "lycée").replace("college", "collège")
    return re.sub(r"\bEcole", "École", text[:1].upper() + text[1:])


def _voies(row: dict[str, str], kind: str) -> tuple[str, ...]:
    """Return the ways taught, from their columns, else from the name of the kind (« lycée professionnel »)."""
    if any(column in row for column in _VOIES):
        return tuple(name for column, name in _VOIES.items() if row.get(column) == "1")
    told = slug(kind)
    if not told.startswith(("lycee", "section")):
        return ()
    return tuple(name for stem, name in zip(_STEMS, _VOIES.values(), strict=True) if stem in told)


def _department_code(row: dict[str, str]) -> str:
    code = row.get("Code_departement", "") or row.get("departement", "")
    return code if code[:1].isdigit() else ""


def _flag(row: dict[str, str], column: str) -> bool | None:
    return _FLAGS.get(row.get(column, "").lower())


def _shared(text: str) -> str:
    """Return the one copy of a text that thousands of schools repeat."""
    return sys.intern(text)


def _one_school(first: Etablissement, second: Etablissement) -> Etablissement:
    """Join two lines of one file: an annexe never gives its name or its place to the school it belongs to."""
    if "annexe" in first.nom.lower() and "annexe" not in second.nom.lower():
        first, second = second, first
    told: dict[str, Any] = {
        name: True if True in (a, b) else a if a is not None else b
        for name in _EITHER
        for a, b in [(getattr(first, name), getattr(second, name))]
    }
    told["voies"] = tuple(voie for voie in _VOIES.values() if voie in (*first.voies, *second.voies))
    if first.commune:
        told.update({name: getattr(first, name) for name in _PLACE})
    return dataclasses.replace(_filled(first, second), **told)


def _filled(first: Etablissement, second: Etablissement) -> Etablissement:
    """Return the first record, with what only the second knows."""
    missing = {
        name: value
        for name, value in vars(second).items()
        if value not in ("", None, ()) and getattr(first, name) in ("", None, ())
    }
    return dataclasses.replace(first, **missing) if missing else first
