"""InserJeunes: how many found a job, or went on studying, after a vocational training.

Source: DEPP and DARES, « InserJeunes » (Licence Ouverte 2.0). Three formats, told apart by their columns:
by CFA (`fr-en-inserjeunes-cfa.csv`), by région and diploma (`ij_region_data.csv`, dump of the API), and by
establishment (`depp-…-etablissements-2018_2019-pro.csv` and `…-apprentissage.csv`: the year is in the name).
The establishments' files of apprentices say again, in an older state, what the file by CFA says: when both are
given, the file by CFA counts. All rates are about groups; small groups are blank at the source and stay so.
Run: `jalon kb import inserjeunes FICHIERS.csv`, all the files at once.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.entities import Source
from knowledge.importers.common import region, region_of_insee, rows, uai
from knowledge.importers.reading import FileProblem, Record, Reject, clean, csv_rows, decimal, decode, opened, whole
from knowledge.official import Insertion
from knowledge.text import slug

SOURCE = Source(
    id="inserjeunes",
    titre="InserJeunes : devenir des élèves et apprentis de la voie professionnelle",
    editeur="DEPP et DARES",
    url="https://data.education.gouv.fr",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = "les CSV InserJeunes, tous ensemble (fr-en-inserjeunes-cfa, ij_region_data, depp-…-etablissements-AAAA_AAAA-…)"

_YEARS = re.compile(r"(20\d\d)[_-](20\d\d)")
_UAI = "n°UAI de l'établissement"
_CFA_NAMES = {
    "Année": ("annee",),
    "UAI": ("uai",),
    "Libellé": ("libelle",),
    "Région": ("region",),
    "Taux poursuite études": ("taux_poursuite_etudes",),
    "Taux emploi 6 mois": ("taux_emploi_6_mois",),
    "Taux emploi 12 mois": ("taux_emploi_12_mois",),
    "Taux emploi 18 mois": ("taux_emploi_18_mois",),
    "Taux emploi 24 mois": ("taux_emploi_24_mois",),
}
# What the blank header cells of 2018_2019 and 2019_2020 hold, by position.
_BLANKS = {
    3: "population",
    4: "Taux de poursuite d'études",
    8: "Taux à 12 mois",
    9: "Taux à 18 mois",
    10: "Taux à 24 mois",
}
_SCHOOL_NAMES = {_UAI: ("n° UAI de l'établissement",), "population": ("Dont apprentis en EPLE",)}
_POPULATIONS = {
    "ensemble": "ensemble",
    "dont-apprentis": "apprentis",
    "dont-eleves-en-voie-pro-sco": "scolaires",
}
_VOIES = {"apprentissage": "apprentis", "scolaire": "scolaires"}
_RATES = ("emploi_6", "emploi_12", "emploi_18", "emploi_24", "poursuite")  # the order of `_rates`
_SILENT = {"", "nd", "ns", "-"}  # « not available » at the source
_SHARES = "pourcentage illisible ou hors de 0 à 100"
_NO_UAI = "code UAI absent ou mal formé"


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield an `insertion` a row: CFA first, so that establishments do not say them again."""
    formats = [(path, _format(path)) for path in paths]
    said: set[str] = set()
    for path, kind in formats:
        if kind == "cfa":
            for item in _cfa(path):
                if isinstance(item, Record):
                    said.add(item.fiche.id)
                yield item
    for path, kind in formats:
        if kind == "region":
            yield from _regions(path)
        elif kind == "etablissement":
            for item in _schools(path):
                again = isinstance(item, Record) and item.fiche.id in said
                if not again:
                    yield item


def _format(path: Path) -> str:
    """Tell which of the three formats a file has; raises `FileProblem` for another."""
    with opened(path, ".csv") as (stream, where):
        header = {slug(label) for label in decode(stream.readline(), where).replace(",", ";").split(";")}
    if {"millesime", "voie"} <= header:
        return "region"
    if {"annee", "uai"} <= header:
        return "cfa"
    if slug(_UAI) in header:
        return "etablissement"
    raise FileProblem(path, 1, "ni « Année » et « UAI », ni « millesime », ni « n°UAI » ; donner un CSV InserJeunes")


def _cfa(path: Path) -> Iterator[Record | Reject]:
    for number, row in rows(path, ["Année", "UAI", "Taux emploi 6 mois"], _CFA_NAMES):
        columns = (*(f"Taux emploi {months} mois" for months in (6, 12, 18, 24)), "Taux poursuite études")
        code, years = uai(row["UAI"]), _millesime(row["Année"])
        rates = _rates(row, columns)
        if not years:
            yield Reject(path.name, number, "année illisible", f"{row['Année']} {row['UAI']}")
        elif not code or rates is None:
            yield Reject(path.name, number, _SHARES if code else _NO_UAI, f"{row['Année']} {row['UAI']}")
        else:
            yield _record("cfa", years, code, "apprentis", rates, row)


def _schools(path: Path) -> Iterator[Record | Reject]:
    found = _YEARS.search(path.name)
    if not found or int(found[2]) != int(found[1]) + 1:
        raise FileProblem(path, None, "le nom ne dit pas l'année ; le renommer comme à l'origine (…-2020_2021-pro.csv)")
    columns = ("Taux", "Taux à 12 mois", "Taux à 18 mois", "Taux à 24 mois", "Taux de poursuite d'études")
    by_population = False
    for number, row in _school_rows(path):
        told = slug(row.get("population", ""))
        by_population = by_population or told in _POPULATIONS  # else the cell holds a share, or nothing
        population = _POPULATIONS.get(told, "") if by_population else "apprentis"
        code, rates = uai(row[_UAI]), _rates(row, columns)
        if not code or not population or rates is None:
            reason = _NO_UAI if not code else _SHARES if population else "population inconnue"
            yield Reject(path.name, number, reason, f"{row[_UAI]} {row.get('population', '')}".strip())
            continue
        perimetre = "etablissement" if by_population else "cfa"
        yield _record(perimetre, f"{found[1]}_{found[2]}", code, population, rates, row)


def _school_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file by establishment, its blank header cells named by their position."""
    with opened(path, ".csv") as (stream, where):
        header, _, rest = decode(stream.read(), where).partition("\n")
    labels = next(csv.reader([header.strip()], delimiter=";"))
    labels = [clean(label) or _BLANKS.get(place, "") for place, label in enumerate(labels)]
    named = io.StringIO()
    csv.writer(named, delimiter=";", lineterminator="\n").writerow(labels)
    whole_file = io.BytesIO((named.getvalue() + rest).encode())
    yield from csv_rows(path, [_UAI, "Taux"], _SCHOOL_NAMES, whole_file, where)


def _regions(path: Path) -> Iterator[Record | Reject]:
    columns = (*(f"taux_emploi_{months}_mois" for months in (6, 12, 18, 24)), "taux_poursuite_etudes")
    for number, row in rows(path, ["millesime", "code_region", "voie", "cfd", "mefstat11", columns[0]]):
        years, insee, key = _millesime(row["millesime"]), row["code_region"].zfill(2), row["cfd"] or row["mefstat11"]
        population, rates = _VOIES.get(row["voie"].lower(), ""), _rates(row, columns)
        reason = _region_refusal(years, insee, population, key)
        if reason or rates is None:
            yield Reject(path.name, number, reason or _SHARES, row.get("id", "") or key)
            continue
        id_ = f"region:{years}:{insee}-{key}:{population}"
        fiche = Insertion(id_, "region", years, region=region_of_insee(insee), population=population)
        told = {"code_diplome": row["cfd"], "mefstat11": row["mefstat11"], **_told(rates)}
        people = whole(row.get("nb_annee_term", ""))
        yield Record("insertion", dataclasses.replace(fiche, **told, effectif=people))


def _region_refusal(years: str, insee: str, population: str, key: str) -> str:
    if not years:
        return "millésime illisible"
    if not region_of_insee(insee):
        return "région inconnue"
    if not population:
        return "voie inconnue"
    return "" if key else "ni code diplôme ni MEFSTAT11"


def _record(
    perimetre: str, years: str, code: str, population: str, rates: tuple[float | None, ...], row: dict[str, str]
) -> Record:
    where, name = region(row.get("Région", "")), row.get("Libellé", "") or row.get("Libellé de l'établissement", "")
    id_ = f"{perimetre}:{years}:{code}:{population}"
    fiche = Insertion(id_, perimetre, years, code, where, name, population)
    return Record("insertion", dataclasses.replace(fiche, **_told(rates)))


def _told(rates: tuple[float | None, ...]) -> dict[str, Any]:
    return dict(zip(_RATES, rates, strict=True))


def _millesime(value: str) -> str:
    """Return « 2022_2023 » for « 2022_2023 » and « cumul 2022-2023 », or nothing."""
    found = _YEARS.search(value)
    return f"{found[1]}_{found[2]}" if found else ""


def _rates(row: dict[str, str], columns: Sequence[str]) -> tuple[float | None, ...] | None:
    """Return the percentages of a row, None where the source is silent; None for all when one cannot be."""
    found: list[float | None] = []
    for column in columns:
        value = row.get(column, "")
        rate = None if value.lower() in _SILENT else decimal(value)
        if value.lower() not in _SILENT and (rate is None or not 0 <= rate <= 100):
            return None
        found.append(rate)
    return tuple(found)
