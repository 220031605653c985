"""The bridge between the codes of one certification: Certif Info, RNCP, school code, Onisep.

Source: Onisep and the Carif-Oref, « Table de passage codes certifications et formations » (dataset 6152ccdf850ef),
ODbL to be confirmed. File: the XML, JSON or CSV. Its levels are those of today; an Onisep formation may be in
several rows.
Run: `jalon kb import table-passage 6152ccdf850ef.xml`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.onisep import code_diplome, ident, rows, said
from knowledge.importers.reading import Record, Reject, level, rncp
from knowledge.official import Certification

SOURCE = Source(
    id="onisep-table-passage",
    titre="Table de passage codes certifications et formations",
    editeur="Onisep, Réseau des Carif-Oref, DEPP et France compétences",
    url="https://opendata.onisep.fr/data/6152ccdf850ef",
    licence="ODbL 1.0 (à confirmer)",
)
FILES = "le XML de la table de passage des codes certifications et formations de l'Onisep (6152ccdf850ef)"
_ID, _LABEL = "certif_info_ci_identifiant", "ci_intitule"
_RNCP, _SCHOOL, _ONISEP = "ci_code_rncp", "ci_code_scolarite", "ideo_identifiant_formation"
_CERTIF_INFO = re.compile(r"\d+")


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a row."""
    for path in paths:
        for number, row in rows(path, [_ID, _LABEL, _RNCP, _SCHOOL, _ONISEP]):
            if not _CERTIF_INFO.fullmatch(row[_ID]):
                yield Reject(path.name, number, "identifiant Certif Info absent ou mal formé", row[_ID] or row[_LABEL])
            elif not row[_LABEL]:
                yield Reject(path.name, number, "certification sans intitulé", row[_ID])
            else:
                yield Record("certification", _certification(row))


def _certification(row: dict[str, str]) -> Certification:
    return Certification(
        row[_ID],
        row[_LABEL],
        type=said(row.get("ci_intitule_type_diplome", "")),
        niveau=level(row.get("ci_niveau_europeen", "")),
        onisep=ident(row[_ONISEP], "FOR"),
        rncp=rncp(row[_RNCP]),
        code_diplome=code_diplome(row[_SCHOOL]),
        certif_info=row[_ID],
    )
