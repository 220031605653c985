"""Certif Info: the national list of certifications, under the codes of all the others.

Source: Réseau des Carif-Oref and Onisep, « Référentiel national des certifications », open data on data.gouv.fr (its
licence is to be read there). One CSV (`;`). A certification that Onisep tells in several sheets (FOR) has a row for
each: the first FOR keeps the plain id, the others are « 12691:FOR.5663 ».
Run: `jalon kb import certif-info certif_info.csv`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.reading import Record, Reject, csv_rows, level, parts, rncp
from knowledge.importers.sessions import still_open
from knowledge.official import Certification, Lien

SOURCE = Source(
    id="certif-info",
    titre="Certif Info, référentiel national des certifications",
    editeur="Réseau des Carif-Oref et Onisep",
    url="https://reseau.intercariforef.org",
    licence="données ouvertes, licence à confirmer sur data.gouv.fr",
)
FILES = "le CSV de Certif Info (certif_info.csv)"
_NAMES = {
    "Code_Scolarité": ("Code_Scolarite",),
    "codeIdeo2": ("code_ideo2", "Code_Ideo2"),
}
_KEY = ["Code_Diplome", "Libelle_Diplome", "Code_Niveau_Europeen", "Code_RNCP", "Code_Scolarité", "codeIdeo2", "Etat"]
_ROME = re.compile(r"[A-N]\d{4}")
_SHEET = re.compile(r"FOR\.\d+")
_CODE = re.compile(r"[0-9A-Z]{8}")
_OPEN = {"0", "4", "11"}  # published, training without certification, right to teach granted
_CLOSED = {"2", "3", "12"}  # mistaken, archived, taken out
_BROKEN_ACUTE = "Ì\ufffd"  # an accent written apart from its letter, read once in the wrong encoding


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a row, and the links `remplace-par` of the ones that replace another."""
    for path in paths:
        yield from _certifications(path, _first_sheets(path))


def _first_sheets(path: Path) -> dict[str, str]:
    """Return the FOR that keeps the plain id of each certification: the lowest, whatever the order of the rows."""
    first: dict[str, str] = {}
    for _, row in csv_rows(path, _KEY, _NAMES):
        code, sheet = row["Code_Diplome"], row["codeIdeo2"]
        if code not in first or (len(sheet), sheet) < (len(first[code]), first[code]):
            first[code] = sheet
    return first


def _certifications(path: Path, first: dict[str, str]) -> Iterator[Record | Reject]:
    seen: set[str] = set()
    linked: set[str] = set()
    for number, row in csv_rows(path, _KEY, _NAMES):
        code, sheet = row["Code_Diplome"], row["codeIdeo2"]
        if not code.isdigit() or not row["Libelle_Diplome"]:
            yield Reject(path.name, number, "certification sans code ou sans libellé", code)
            continue
        id_ = code if sheet == first[code] else f"{code}:{sheet}"
        if id_ in seen:
            yield Reject(path.name, number, "certification répétée pour un autre code RS", id_)
            continue
        seen.add(id_)
        yield Record("certification", _certification(id_, row))
        for old in parts(row.get("Code_Ancien_Diplome", "")):
            link = Lien(f"remplace-par:{old}:{code}", "remplace-par", old, code)
            if old.isdigit() and old != code and link.id not in linked:
                linked.add(link.id)
                yield Record("lien", link, counts=False)


def _certification(id_: str, row: dict[str, str]) -> Certification:
    last, school = row.get("Annee_Derniere_Session", ""), row["Code_Scolarité"].upper()
    romes = [row.get(f"Code_Rome_{rank}", "") for rank in range(1, 6)]
    return Certification(
        id_,
        unicodedata.normalize("NFC", row["Libelle_Diplome"].replace(_BROKEN_ACUTE, "\u0301")),
        type=row.get("Libelle_Type_Diplome", ""),
        niveau=level(row["Code_Niveau_Europeen"]),
        onisep=row["codeIdeo2"] if _SHEET.fullmatch(row["codeIdeo2"]) else "",
        rncp=rncp(row["Code_RNCP"]),
        code_diplome=school if _CODE.fullmatch(school) else "",
        certif_info=row["Code_Diplome"],
        nsf=row.get("Code_Nsf", ""),
        rome=tuple(dict.fromkeys(code for code in romes if _ROME.fullmatch(code))),
        ouverte=_open(row["Etat"], last),
        derniere_session=last,
    )


def _open(state: str, last: str) -> bool | None:
    if state in _CLOSED:
        return False
    return still_open(last_session=last) if state in _OPEN else None
