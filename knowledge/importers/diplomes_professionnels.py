"""Vocational diplomas of the ministry of education, from CAP to BTS, with their RNCP number and sessions.

Source: data.education.gouv.fr, « Liste des diplômes professionnels de l'éducation nationale » (Licence Ouverte 2.0).
One CSV (`;`). The code « 400-24202 V » is the CFD 40024202 and the letter of its speciality; a code that several
rows have makes ids such as « 50023118:conducteur-d-engins-de-travaux-publics-et-carrieres ».
Run: `jalon kb import diplomes-professionnels fr-en-diplomes-professionnels.csv`
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.reading import Record, Reject, csv_rows, level, rncp
from knowledge.importers.sessions import still_open
from knowledge.official import Certification
from knowledge.text import slug

SOURCE = Source(
    id="men-diplomes-professionnels",
    titre="Liste des diplômes professionnels de l'éducation nationale",
    editeur="Ministère de l'Éducation nationale",
    url="https://data.education.gouv.fr/explore/dataset/fr-en-diplomes-professionnels",
    licence="Licence Ouverte 2.0 (Etalab)",
)
FILES = "le CSV des diplômes professionnels (fr-en-diplomes-professionnels.csv)"
_CODE, _TITLE, _LAST = "Code diplôme", "Intitulé de la spécialité (et options)", "Dernière session"
_NAMES = {
    _CODE: ("code_diplome",),
    _TITLE: ("intitule_de_la_specialite_et_options", "Intitulé de la spécialité"),
    _LAST: ("derniere_session",),
    "Diplôme": ("diplome",),
    "Niveau": ("niveau",),
    "Code RNCP": ("code_rncp",),
}
_KEY = [_CODE, _TITLE, "Diplôme", "Niveau"]
_WRITTEN = re.compile(r"(\d{2}[0-9A-Z][0-9A-Z]{4}[0-9A-Z])([A-Z]?)")


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a row."""
    for path in paths:
        times = Counter(_code(row[_CODE])[0] for _, row in csv_rows(path, _KEY, _NAMES))
        for number, row in csv_rows(path, _KEY, _NAMES):
            code, letter = _code(row[_CODE])
            if not code or not row[_TITLE]:
                yield Reject(path.name, number, "diplôme sans code ou sans intitulé", row[_CODE] or row[_TITLE])
                continue
            last = row.get(_LAST, "")
            yield Record(
                "certification",
                Certification(
                    code if times[code] == 1 else f"{code}:{slug(row[_TITLE])}",
                    row[_TITLE],
                    type=row["Diplôme"],
                    niveau=level(row["Niveau"]),
                    rncp=rncp(row.get("Code RNCP", "")),
                    code_diplome=code,
                    nsf=code[3:6] + letter if letter else "",
                    ouverte=still_open(last_session=last),
                    derniere_session=last,
                ),
            )


def _code(written: str) -> tuple[str, str]:
    """Return (CFD, letter of the speciality) of « 400-24202 V », « 40024202V » or « 40024202 »."""
    found = _WRITTEN.fullmatch(re.sub(r"[\s-]", "", written.upper()))
    return (found[1], found[2]) if found else ("", "")
