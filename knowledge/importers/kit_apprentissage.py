"""Kit Apprentissage: which RNCP sheets go with each school code (CFD), and whether they are active.

Source: Certif Info (Réseau des Carif-Oref) and France compétences, « Kit Apprentissage », public (no licence stated).
One XLSX whose sheet « Kit Apprentissage » has its header on its second line, with line breaks inside.
Run: `jalon kb import kit-apprentissage Kit_apprentissage_20250131.xlsx`
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException

from knowledge.entities import Source
from knowledge.importers.reading import FileProblem, Record, Reject, archive, clean, level, rncp
from knowledge.official import Certification
from knowledge.text import fold

SOURCE = Source(
    id="kit-apprentissage",
    titre="Kit Apprentissage : table de passage entre code diplôme et code RNCP",
    editeur="Certif Info (Réseau des Carif-Oref) et France compétences",
    url="https://www.intercariforef.org/referencement-apprentissage",
    licence="document public, aucune licence indiquée",
)
FILES = "le classeur Kit_apprentissage_AAAAMMJJ.xlsx"
_SHEET = "kit apprentissage"
_HEADER_WITHIN = 10  # the header is on line 2; it is looked for a little further
_COLUMNS = {
    "code diplome": "code",
    "ficherncp": "rncp",
    "fiche rncp": "rncp",
    "fiche active/inactive": "etat",
    "niveau fiche rncp": "niveau",
    "intitule diplome (depp)": "depp",
    "intitule certification (rncp)": "intitule",
    "abrege de diplome (rncp)": "type",
}
_NEEDED = {
    "code": "Code Diplôme",
    "rncp": "FicheRNCP",
    "etat": "Fiche ACTIVE/INACTIVE",
    "niveau": "Niveau fiche RNCP",
    "depp": "Intitulé diplôme (DEPP)",
}
_CODE = re.compile(r"[0-9A-Z]{8}")
_ACTIVE = {"ACTIVE": True, "INACTIVE": False}
_UNTOLD = "NR"  # « non renseigné »: a code without an RNCP sheet
_BROKEN = "classeur abîmé ou coupé ; le télécharger à nouveau"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    RuntimeError,
    ParseError,
    OSError,
)


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a row: a school code and one of its RNCP sheets."""
    for path in paths:
        yield from _kit(path)


def _kit(path: Path) -> Iterator[Record | Reject]:
    columns: dict[int, str] = {}
    for number, values in _lines(path):
        if not columns:
            columns = _header(values)
            if columns:
                _check(path, number, columns)
            elif number >= _HEADER_WITHIN:
                break
            continue
        row = {name: values[place] if place < len(values) else None for place, name in columns.items()}
        if any(clean(value) for value in values):
            yield _certification(path.name, number, row)
    if not columns:
        raise FileProblem(path, 1, "colonne « Code Diplôme » introuvable ; donner le Kit Apprentissage d'origine")


def _lines(path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield (line number, values) of the sheet; the workbook is read as a stream."""
    with archive(path), path.open("rb") as stream:
        try:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            names = [name for name in workbook.sheetnames if fold(clean(name)) == _SHEET]
            if not names:
                raise FileProblem(path, None, "pas de feuille « Kit Apprentissage » ; donner le classeur du kit")
            sheet = workbook[names[0]]
            sheet.reset_dimensions()
            yield from enumerate(sheet.iter_rows(values_only=True), start=1)
            workbook.close()
        except FileProblem:
            raise
        except _DAMAGED as error:
            reason = "le XML définit des entités : refusé par sécurité" if _forbidden(error) else _BROKEN
            raise FileProblem(path, None, reason) from error


def _forbidden(error: BaseException | None) -> bool:
    """Tell whether a refused XML is behind an error: openpyxl wraps it in one of its own."""
    return error is not None and (isinstance(error, DefusedXmlException) or _forbidden(error.__cause__))


def _header(values: tuple[Any, ...]) -> dict[int, str]:
    """Return the useful places of the header, nothing for a line that is not the header."""
    found: dict[int, str] = {}
    for place, label in enumerate(values):
        name = _COLUMNS.get(fold(clean(label)))
        if name and name not in found.values():
            found[place] = name
    return found if "code" in found.values() else {}


def _check(path: Path, number: int, columns: dict[int, str]) -> None:
    for name, label in _NEEDED.items():
        if name not in columns.values():
            raise FileProblem(path, number, f"colonne « {label} » absente ; ce n'est pas le format attendu")


def _certification(file: str, number: int, row: dict[str, Any]) -> Record | Reject:
    code, sheet = _code(row["code"]), clean(row["rncp"])
    if not _CODE.fullmatch(code):
        return Reject(file, number, "code diplôme mal formé", code)
    key = rncp(sheet)
    if not key and sheet.upper() not in (_UNTOLD, ""):
        return Reject(file, number, "code RNCP mal formé", f"{code} {sheet}")
    title = _told(row.get("intitule")) or _told(row["depp"])
    if not title:
        return Reject(file, number, "diplôme sans intitulé", code)
    return Record(
        "certification",
        Certification(
            f"{code}:{key or _UNTOLD}",
            title,
            type=_told(row.get("type")),
            niveau=level(clean(row["niveau"])),
            rncp=key,
            code_diplome=code,
            ouverte=_ACTIVE.get(clean(row["etat"]).upper()),
            url=f"https://www.francecompetences.fr/recherche/rncp/{key}/" if key else "",
        ),
    )


def _code(value: Any) -> str:
    """Return a school code as text; a cell that Excel made a number gets its first zero back."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value):
        return f"{int(value):08d}"
    return clean(value).upper()


def _told(value: Any) -> str:
    text = clean(value)
    return "" if text == _UNTOLD else text
