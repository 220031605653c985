"""BCN: the diplomas of the State under their eight-character code (CFD), the classes (MEF), and what links them.

Source: DEPP, « Base centrale des nomenclatures » (no licence in the files, free consultation). Any of the tables
V_FORMATION_DIPLOME, N_FORMATION_DIPLOME, N_MEF, familleMetiers, N_LIEN_FORMATION_GROUPE and N_GROUPE_FORMATION, in
any order: they are known by their columns. The other tables of the BCN may be given too, they hold nothing to keep.
V and N tell the same diplomas: V is kept, N adds the ones that only it has and who replaces whom.
Run: `jalon kb import bcn vFormationDiplome_.csv nFormationDiplome_.csv nMef.csv familleMetiers.csv`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.reading import FileProblem, Record, Reject, csv_columns, csv_rows, level, whole
from knowledge.importers.sessions import still_open
from knowledge.official import Certification, Lien, Mef

SOURCE = Source(
    id="bcn",
    titre="Base centrale des nomenclatures (BCN)",
    editeur="DEPP, ministère de l'Éducation nationale",
    url="https://infocentre.pleiade.education.fr/bcn",
    licence="aucune licence dans les fichiers ; nomenclatures en consultation libre",
)
FILES = "les CSV de la BCN (V_FORMATION_DIPLOME, N_FORMATION_DIPLOME, N_MEF, familles de métiers…)"

# What tells each table: the first whose columns are all there. Those of `_OTHERS` are known and hold nothing to keep.
_TABLES = {
    "n": {"FORMATION_DIPLOME", "LIBELLE_LONG_200", "NOUVEAU_DIPLOME_1"},
    "v": {"FORMATION_DIPLOME", "LIBELLE_LONG_200"},
    "mef": {"MEF", "FORMATION_DIPLOME"},
    "families": {"CFD_COMMUN", "CFD_SPECIALITE"},
    "members": {"GROUPE_FORMATION", "FORMATION_DIPLOME"},
    "groups": {"GROUPE_FORMATION", "TYPE_GROUPE_FORMATION"},
}
_OTHERS = (
    {"FAMILLE_METIER", "MEF"},
    {"DISPOSITIF_FORMATION", "LIBELLE_LONG"},
    {"NIVEAU_FORMATION_DIPLOME", "LIBELLE_100"},
    {"GROUPE_SPECIALITE", "LIBELLE_LONG"},
    {"DOMAINE_SPECIALITE", "LIBELLE_LONG"},
    {"CATEGORIE_SPECIALITE", "LIBELLE_LONG"},
    {"TYPE_GROUPE_FORMATION", "LIBELLE_LONG"},
)
_CODE = re.compile(r"[0-9A-Z]{8}")
_MEF = re.compile(r"[0-9A-Z]{10,11}")
_SHARED_YEAR = "2NDE COMMUNE"  # how the label of the first year that a family of bac pro shares is written
_UNTOLD = 9  # years of a MEF whose length is not told


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a diploma, a `mef` a class, and the links `remplace-par` and `famille`."""
    files: dict[str, list[Path]] = {name: [] for name in _TABLES}
    for path in paths:
        if table := _table(path):
            files[table].append(path)
    seen: set[str] = set()
    shared: dict[str, str] = {}  # the diplomas that are a shared first year, and the name of their family if told
    for path in files["v"]:
        yield from _diplomas(path, seen, shared, first=True)
    replaced: set[tuple[str, str]] = set()
    for path in files["n"]:
        yield from _diplomas(path, seen, shared, first=not files["v"])
        yield from _successions(path, replaced)
    for path in files["mef"]:
        yield from _classes(path)
    linked: set[str] = set()
    for path in files["families"]:
        yield from _families(path, shared, linked)
    groups = {
        row["GROUPE_FORMATION"]: row for path in files["groups"] for _, row in csv_rows(path, ["GROUPE_FORMATION"])
    }
    for path in files["members"]:
        yield from _members(path, shared, groups, linked)


def _table(path: Path) -> str | None:
    """Return which table a file is, None when it is one that holds nothing to keep."""
    columns = csv_columns(path)
    for name, needed in _TABLES.items():
        if needed <= columns:
            return name
    if any(needed <= columns for needed in _OTHERS):
        return None
    raise FileProblem(path, 1, "aucune table connue de la BCN n'a ces colonnes ; donner les CSV de la BCN")


def _diplomas(path: Path, seen: set[str], shared: dict[str, str], first: bool) -> Iterator[Record | Reject]:
    """Yield the diplomas; those of N that V has already given are passed over."""
    for number, row in csv_rows(path, ["FORMATION_DIPLOME", "LIBELLE_LONG_200", "NIVEAU_QUALIFICATION_RNCP"]):
        code, label = row["FORMATION_DIPLOME"].upper(), row["LIBELLE_LONG_200"]
        if not _CODE.fullmatch(code):
            yield Reject(path.name, number, "code de diplôme mal formé", code)
            continue
        if not label:
            yield Reject(path.name, number, "diplôme sans libellé", code)
            continue
        if code in seen and not first:
            continue
        seen.add(code)
        if _SHARED_YEAR in label.upper():
            shared.setdefault(code, "")
        last = row.get("DATE_DERNIERE_SESSION", "")
        yield Record(
            "certification",
            Certification(
                code,
                label,
                type=row.get("LIBELLE_COURT", ""),
                niveau=level(row["NIVEAU_QUALIFICATION_RNCP"]),
                code_diplome=code,
                nsf=row.get("GROUPE_SPECIALITE", "") + row.get("LETTRE_SPECIALITE", ""),
                ouverte=still_open(row.get("DATE_FERMETURE", ""), last),
                derniere_session=last,
            ),
        )


def _successions(path: Path, replaced: set[tuple[str, str]]) -> Iterator[Record | Reject]:
    """Yield who replaces whom, told by the old diploma, by the new one, or by both."""
    for number, row in csv_rows(path, ["FORMATION_DIPLOME", "NOUVEAU_DIPLOME_1"]):
        code = row["FORMATION_DIPLOME"].upper()
        if not _CODE.fullmatch(code):
            continue
        olds = [(value, code) for name, value in row.items() if name.startswith("ANCIEN_DIPLOME_") and value]
        news = [(code, value) for name, value in row.items() if name.startswith("NOUVEAU_DIPLOME_") and value]
        for old, new in (*olds, *news):
            if (old, new) in replaced:
                continue
            replaced.add((old, new))
            if not (_CODE.fullmatch(old) and _CODE.fullmatch(new)):
                yield Reject(path.name, number, "succession vers un code mal formé", f"{old} -> {new}")
            elif old == new:
                yield Reject(path.name, number, "diplôme qui se remplace lui-même", code)
            else:
                link = Lien(f"remplace-par:{old}:{new}", "remplace-par", old, new)
                yield Record("lien", link, counts=False)


def _classes(path: Path) -> Iterator[Record | Reject]:
    for number, row in csv_rows(path, ["MEF", "FORMATION_DIPLOME", "LIBELLE_LONG"]):
        mef, label = row["MEF"].upper(), row["LIBELLE_LONG"]
        if not _MEF.fullmatch(mef) or not label:
            yield Reject(path.name, number, "MEF mal formé ou sans libellé", mef)
            continue
        yield Record(
            "mef",
            Mef(
                mef,
                label,
                row["FORMATION_DIPLOME"].upper(),
                row.get("MEF_STAT_11", ""),
                _years(row.get("DUREE_DISPOSITIF", "")),
                _years(row.get("ANNEE_DISPOSITIF", "")),
                still_open(row.get("DATE_FERMETURE", "")),
            ),
        )


def _years(value: str) -> int | None:
    years = whole(value)
    return years if years and years < _UNTOLD else None


def _families(path: Path, shared: dict[str, str], linked: set[str]) -> Iterator[Record | Reject]:
    """Yield the links from the shared first year of a family to the bac pro it leads to."""
    for number, row in csv_rows(path, ["FAMILLE", "CFD_COMMUN", "CFD_SPECIALITE"]):
        common, speciality = row["CFD_COMMUN"].upper(), row["CFD_SPECIALITE"].upper()
        if not (_CODE.fullmatch(common) and _CODE.fullmatch(speciality)):
            yield Reject(path.name, number, "famille de métiers sans code de diplôme", row["FAMILLE"])
            continue
        shared[common] = row["FAMILLE"]
        yield _family(common, speciality, row["FAMILLE"], linked)


def _members(
    path: Path, shared: dict[str, str], groups: dict[str, dict[str, str]], linked: set[str]
) -> Iterator[Record | Reject]:
    """Yield the same links from the groups of diplomas: those that hold the shared first year of a family."""
    members: dict[str, list[str]] = {}
    for number, row in csv_rows(path, ["GROUPE_FORMATION", "FORMATION_DIPLOME"]):
        code = row["FORMATION_DIPLOME"].upper()
        if not _CODE.fullmatch(code):
            yield Reject(path.name, number, "groupe de formations sans code de diplôme", row["GROUPE_FORMATION"])
        elif still_open(row.get("DATE_FERMETURE", "")):
            members.setdefault(row["GROUPE_FORMATION"], []).append(code)
    for group, codes in members.items():
        told = groups.get(group, {})
        for common in [code for code in codes if code in shared]:
            label = shared[common] or told.get("LIBELLE_EDITION") or told.get("LIBELLE_LONG", "")
            links = [_family(common, code, label, linked) for code in codes if code not in shared]
            yield from (link for link in links if link.counts)


def _family(common: str, speciality: str, label: str, linked: set[str]) -> Record:
    """Return the link of a row: it counts as a row of its own, unless another table has given it already."""
    link = Lien(f"famille:{common}:{speciality}", "famille", common, speciality, label)
    new = link.id not in linked
    linked.add(link.id)
    return Record("lien", link, counts=new)
