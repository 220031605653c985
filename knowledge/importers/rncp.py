"""RNCP and RS: every certification registered by France compétences, with its jobs and who replaces whom.

Source: France compétences, « Répertoire national des certifications professionnelles » (Licence Ouverte 2.0). The zip
`export-fiches-csv-AAAA-MM-JJ.zip` of ten CSV, of which four are read: Standard, Rome, Nsf and
Ancienne_Nouvelle_Certification. Sheets of the « répertoire spécifique » keep their prefix: « RS5000 ».
Run: `jalon kb import rncp export-fiches-csv-2026-04-01.zip`
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from knowledge.entities import Source
from knowledge.importers.reading import FileProblem, Record, Reject, archive, csv_rows, level, parts, rncp
from knowledge.official import Certification, Lien

SOURCE = Source(
    id="rncp",
    titre="Répertoire national des certifications professionnelles et répertoire spécifique",
    editeur="France compétences",
    url="https://www.data.gouv.fr/fr/datasets/5eebbc067a14b6fecc9c9976/",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = "le zip des fiches en CSV (export-fiches-csv-AAAA-MM-JJ.zip)"
_MEMBERS = ("Standard", "Rome", "Nsf", "Ancienne_Nouvelle_Certification")
_KEY = "Numero_Fiche"
_OTHER_LIST = re.compile(r"RS\s*0*(\d{1,6})")
_ROME = re.compile(r"[A-N]\d{4}")
_NSF = re.compile(r"\d{2,3}[a-z]?")
_ACTIVE = {"ACTIVE": True, "INACTIVE": False}
_BLOCK = 1_000_000  # bytes read at once: the full tables are ten times that
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)  # the last: a member that a password locks


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a sheet, then the links `remplace-par`."""
    for path in paths:
        if not zipfile.is_zipfile(path) and path.is_file() and path.suffix.lower() != ".zip":
            raise FileProblem(path, None, "ce n'est pas un zip ; donner l'export « fiches CSV » de France compétences")
        with archive(path) as zipped:
            members = {name: _member(path, zipped, name) for name in _MEMBERS}
            romes = _codes(path, zipped, members["Rome"], "Codes_Rome_Code", _ROME)
            groups = _codes(path, zipped, members["Nsf"], "Nsf_Code", _NSF)
            for number, row in _rows(path, zipped, members["Standard"], ["Intitule", "Actif"]):
                yield _sheet(members["Standard"], number, row, romes, groups)
            yield from _successions(path, zipped, members["Ancienne_Nouvelle_Certification"])


def _member(path: Path, zipped: zipfile.ZipFile, name: str) -> str:
    """Return the CSV of the archive that holds a table, whatever the date in its name."""
    wanted = re.compile(rf"(^|[_/\\]){name}(_\d{{4}}_\d{{2}}_\d{{2}})?\.csv$", re.IGNORECASE)
    found = [n for n in zipped.namelist() if wanted.search(n) and not n.startswith("__MACOSX/")]
    if len(found) != 1:
        raise FileProblem(
            path, None, f"l'archive n'a pas de CSV « {name} » ; donner l'export « fiches CSV » de France compétences"
        )
    return found[0]


def _rows(
    path: Path, zipped: zipfile.ZipFile, member: str, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with zipped.open(member) as stream:
            for before, block in _blocks(stream):
                for number, row in csv_rows(path, [_KEY, *columns], stream=io.BytesIO(block), called=member):
                    yield before + number, row
    except _DAMAGED as error:
        raise FileProblem(path, None, f"« {member} » est abîmé ; télécharger l'archive à nouveau") from error


def _blocks(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Cut a CSV into pieces that each begin with its header and end with a row; yields (lines left before, piece).

    A row ends at a line end that follows an even number of quotes: texts may hold line breaks.
    """
    header = rest = stream.readline()
    before, quotes = 0, rest.count(b'"')
    while lines := stream.readlines(_BLOCK):
        piece = rest + b"".join(lines)
        quotes += sum(line.count(b'"') for line in lines)
        if quotes % 2:
            rest = piece
            continue
        yield before, piece
        before += piece.count(b"\n") - header.count(b"\n")
        rest, quotes = header, header.count(b'"')
    if rest != header or not before:
        yield before, rest


def _codes(
    path: Path, zipped: zipfile.ZipFile, member: str, column: str, form: re.Pattern[str]
) -> dict[str, tuple[str, ...]]:
    """Return the codes that a table gives each sheet, each once, in order."""
    codes: dict[str, tuple[str, ...]] = {}
    for _, row in _rows(path, zipped, member, [column]):
        sheet, known = _number(row[_KEY]), row[column]
        if form.fullmatch(known) and known not in codes.get(sheet, ()):
            codes[sheet] = (*codes.get(sheet, ()), known)
    return codes


def _sheet(
    member: str, number: int, row: dict[str, str], romes: dict[str, tuple[str, ...]], groups: dict[str, tuple[str, ...]]
) -> Record | Reject:
    sheet = _number(row[_KEY])
    if not sheet:
        return Reject(member, number, "numéro de fiche mal formé", row[_KEY])
    if not row["Intitule"]:
        return Reject(member, number, "fiche sans intitulé", row[_KEY])
    kept = rncp(sheet)
    directory = "rncp" if kept else "rs"
    return Record(
        "certification",
        Certification(
            sheet,
            row["Intitule"],
            type=row.get("Abrege_Libelle", ""),
            niveau=level(row.get("Nomenclature_Europe_Niveau", "")),
            rncp=kept,
            nsf="|".join(groups.get(sheet, ())),
            rome=romes.get(sheet, ()),
            ouverte=_ACTIVE.get(row["Actif"].upper()),
            url=f"https://www.francecompetences.fr/recherche/{directory}/{sheet.removeprefix('RS')}/",
        ),
    )


def _successions(path: Path, zipped: zipfile.ZipFile, member: str) -> Iterator[Record | Reject]:
    """Yield who replaces whom, told by the old sheet, by the new one, or by both."""
    linked: set[tuple[str, str]] = set()
    old_column, new_column = "Ancienne_Certification", "Nouvelle_Certification"
    for number, row in _rows(path, zipped, member, [old_column, new_column]):
        pairs = [(old, row[_KEY]) for old in parts(row[old_column])]
        pairs += [(row[_KEY], new) for new in parts(row[new_column])]
        for pair in pairs:
            old, new = _number(pair[0]), _number(pair[1])
            if not old or not new:
                yield Reject(member, number, "succession sans numéro de fiche", " -> ".join(pair))
            elif old != new and (old, new) not in linked:
                linked.add((old, new))
                yield Record("lien", Lien(f"remplace-par:{old}:{new}", "remplace-par", old, new), counts=False)


def _number(written: str) -> str:
    """Return the number of a sheet without « RNCP », with « RS » for the other list; empty when it is none."""
    found = _OTHER_LIST.fullmatch(written.strip().upper())
    return f"RS{found[1]}" if found else rncp(written)
