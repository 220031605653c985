"""Onisep's list of initial formations in France: 6,000 of them, from CAP to doctorate, with the codes of each.

Source: Onisep, « Idéo-formations initiales en France » (dataset 5fa591127f501), ODbL. File: the CSV, JSON or XML, of
today (14 keys) or of 2022 (12 columns). The level is read in its label: the number beside it is the old one, where
2 is bac + 3; it counts only when there is no label, and as an old one.
Run: `jalon kb import ideo-formations 5fa591127f501.json`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.onisep import LICENCE, code_diplome, ident, labelled_level, rows, said, sub_domains, web
from knowledge.importers.reading import Record, Reject, old_level, rncp
from knowledge.official import Certification

SOURCE = Source(
    id="onisep-formations-initiales",
    titre="Idéo-formations initiales en France",
    editeur="Onisep",
    url="https://opendata.onisep.fr/data/5fa591127f501",
    licence=LICENCE,
)
FILES = "le CSV ou le JSON des formations initiales de l'Onisep (5fa591127f501)"
_ADDRESS, _LABEL, _LEVEL = "url_et_id_onisep", "libelle_formation_principal", "libelle_niveau_de_certification"
_KEYS = [_ADDRESS, _LABEL, _LEVEL, "code_rncp"]
_FORMER = {
    "code_cnis": "code_nsf",
    "niveau_rncp": "niveau_de_certification",
    "libelle_niveau_rncp": _LEVEL,
    "lien_site_onisepfr": _ADDRESS,
}


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a row."""
    for path in paths:
        for number, row in rows(path, _KEYS, _FORMER):
            for_id = ident(row[_ADDRESS], "FOR")
            if not for_id:
                yield Reject(path.name, number, "identifiant FOR absent ou mal formé", row[_ADDRESS] or row[_LABEL])
            elif not row[_LABEL]:
                yield Reject(path.name, number, "formation sans libellé", for_id)
            else:
                yield Record("certification", _certification(row, for_id))


def _certification(row: dict[str, str], for_id: str) -> Certification:
    label, number = row[_LEVEL], row.get("niveau_de_certification", "")
    return Certification(
        for_id,
        row[_LABEL],
        type=said(row.get("sigle_type_formation", "")) or said(row.get("libelle_type_formation", "")),
        niveau=labelled_level(label) if label else old_level(number),
        duree=said(row.get("duree", "")),
        onisep=for_id,
        rncp=rncp(row["code_rncp"]),
        code_diplome=code_diplome(row.get("code_scolarite", "")),
        nsf=row.get("code_nsf", ""),
        domaines=sub_domains(row.get("domainesous-domaine", "")),
        url=web(row[_ADDRESS]),
    )
