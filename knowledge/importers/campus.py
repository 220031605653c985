"""Campus des métiers et des qualifications, as the arrêtés list them: our own template, filled by hand.

No national file exists. The template is `docs/modeles/campus.csv`: one row an entry of an arrêté, separator `;`.
Source: the arrêtés themselves (official texts), named in the column `source_url` of each row.
Run: `jalon kb import campus MES-CAMPUS.csv`
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.entities import Source
from knowledge.facts_loader import FACTS
from knowledge.importers.common import is_region, region, rows, uai
from knowledge.importers.reading import Record, Reject, whole
from knowledge.official import CampusOfficiel
from knowledge.text import slug

SOURCE = Source(
    id="campus-arretes",
    titre="Campus des métiers et des qualifications : listes fixées par arrêté",
    editeur="Journal officiel et Bulletin officiel, saisie à la main",
    url="https://www.legifrance.gouv.fr",
    licence="textes officiels",
)
FILES = "le CSV des campus, rempli d'après le modèle docs/modeles/campus.csv"

HEADER = (
    "campus_id",
    "intitule",
    "categorie",
    "filiere",
    "region",
    "academie",
    "ville",
    "uai_support",
    "etablissement_support",
    "date_arrete",
    "duree_ans",
    "site_web",
    "source_url",
)
_NAMES = {"categorie": ("categorie(CMQ|CMQE)",)}  # as the header is written in the notes on the data
_REQUIRED = ("campus_id", "intitule", "categorie", "filiere", "region")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_LABEL = 10  # years; a label lasts 3 or 5


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `campus_officiel` a row."""
    for path in paths:
        for number, row in rows(path, _REQUIRED, _NAMES):
            told = {name: row.get(name, "") for name in HEADER}
            reason = _refusal(told)
            if reason:
                yield Reject(path.name, number, reason, f"{told['campus_id']} {told['intitule']}".strip())
            else:
                yield Record("campus_officiel", _campus(told))


def _refusal(row: dict[str, str]) -> str:
    checks = (
        (bool(_ID.fullmatch(row["campus_id"])), "identifiant absent ou mal formé (minuscules, chiffres, tirets)"),
        (bool(row["intitule"]), "intitulé absent"),
        (row["categorie"].upper() in {"CMQ", "CMQE"}, "catégorie inconnue (CMQ ou CMQE)"),
        (slug(row["filiere"]) in _filieres(), "filière inconnue (une des 12, par son identifiant ou son nom)"),
        (is_region(region(row["region"])), "région inconnue"),
        (not row["uai_support"] or bool(uai(row["uai_support"])), "code UAI mal formé"),
        (not row["date_arrete"] or bool(_date(row["date_arrete"])), "date illisible (AAAA-MM-JJ ou JJ/MM/AAAA)"),
        (not row["duree_ans"] or 1 <= (whole(row["duree_ans"]) or 0) <= _LONGEST_LABEL, "durée illisible (en années)"),
        (all(_address(row[name]) for name in ("site_web", "source_url")), "adresse web sans http"),
    )
    return next((reason for fine, reason in checks if not fine), "")


def _campus(row: dict[str, str]) -> CampusOfficiel:
    return CampusOfficiel(
        row["campus_id"],
        row["intitule"],
        row["categorie"].upper(),
        _filieres()[slug(row["filiere"])],
        region(row["region"]),
        academie=row["academie"],
        ville=row["ville"],
        uai_support=uai(row["uai_support"]),
        etablissement_support=row["etablissement_support"],
        date_arrete=_date(row["date_arrete"]),
        duree_ans=whole(row["duree_ans"]),
        site=row["site_web"],
        source_url=row["source_url"],
    )


def _date(value: str) -> str:
    """Return the ISO date of « 2022-04-15 » or « 15/04/2022 », or nothing."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    return ""


def _address(value: str) -> bool:
    return not value or value.startswith(("http://", "https://"))


@lru_cache(maxsize=1)
def _filieres() -> dict[str, str]:
    """Return the ids of the twelve filières by slug of their id and of their name."""
    told = yaml.load((FACTS / "filieres.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["filieres"]
    return {slug(str(one[key])): str(one["id"]) for one in told for key in ("id", "nom")}
