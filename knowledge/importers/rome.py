"""ROME 4.0: the codes of the national job nomenclature and the 13,000 titles that lead to them.

Source: France Travail, « ROME 4.0 », open data (Licence Ouverte). Files `unix_referentiel_code_rome_v460_utf8.csv`
and `unix_referentiel_appellation_v460_utf8.csv` (any version), given in any order.
Run: `jalon kb import rome CODES.csv APPELLATIONS.csv`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.reading import FileProblem, Record, Reject, csv_columns, csv_rows
from knowledge.official import Appellation, CodeRome

SOURCE = Source(
    id="rome-4",
    titre="Répertoire opérationnel des métiers et des emplois (ROME 4.0)",
    editeur="France Travail",
    url="https://www.francetravail.org/opendata/repertoire-operationnel-des-meti.html",
    licence="Licence Ouverte",
)
FILES = "les CSV des codes et des appellations (unix_referentiel_code_rome…, unix_referentiel_appellation…)"
_CODE = re.compile(r"[A-N]\d{4}")


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `code_rome` or an `appellation` a row."""
    for path in paths:
        columns = csv_columns(path)
        if "libelle_appellation_long" in columns:
            yield from _appellations(path)
        elif "libelle_rome" in columns:
            yield from _codes(path)
        else:
            raise FileProblem(path, 1, "ni libelle_rome ni libelle_appellation_long ; donner les fichiers du ROME 4.0")


def _codes(path: Path) -> Iterator[Record | Reject]:
    for number, row in csv_rows(path, ["code_rome", "libelle_rome"]):
        if not _CODE.fullmatch(row["code_rome"]) or not row["libelle_rome"]:
            yield Reject(path.name, number, "code ROME mal formé", row["code_rome"])
            continue
        yield Record(
            "code_rome",
            CodeRome(
                row["code_rome"],
                row["libelle_rome"],
                row.get("transition_eco", ""),
                row.get("transition_num", ""),
                row.get("transition_demo", ""),
                row.get("emploi_reglemente", ""),
                row.get("emploi_cadre", ""),
            ),
        )


def _appellations(path: Path) -> Iterator[Record | Reject]:
    for number, row in csv_rows(path, ["code_ogr", "libelle_appellation_long", "code_rome"]):
        if not _CODE.fullmatch(row["code_rome"]) or not row["libelle_appellation_long"]:
            yield Reject(path.name, number, "appellation sans libellé ou sans code ROME", row["code_ogr"])
            continue
        yield Record(
            "appellation",
            Appellation(
                row["code_ogr"],
                row["libelle_appellation_long"],
                row.get("libelle_appellation_court", ""),
                row["code_rome"],
                row.get("peu_usite") == "O",
            ),
        )
