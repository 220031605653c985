"""Onisep's list of métiers: 1,043 of them with their ROME codes and domains.

Source: Onisep, « Idéo-métiers Onisep » (dataset 5fa5949243f97), ODbL. File: the XML, JSON or CSV. It has a row for
each publication about a métier: the rows of one MET become one record, which holds the codes and domains of all.
A code that is no ROME sheet (« K15 ») is left out, its row kept.
Run: `jalon kb import ideo-metiers 5fa5949243f97.xml`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.entities import Source
from knowledge.importers.onisep import LICENCE, ident, romes, rows, sub_domains, web
from knowledge.importers.reading import Record, Reject, parts
from knowledge.official import MetierOfficiel

SOURCE = Source(
    id="onisep-metiers",
    titre="Idéo-métiers Onisep",
    editeur="Onisep",
    url="https://opendata.onisep.fr/data/5fa5949243f97",
    licence=LICENCE,
)
FILES = "le XML ou le JSON de la liste des métiers de l'Onisep (5fa5949243f97)"
_ADDRESS, _NAME, _ROME = "lien_site_onisepfr", "libelle_metier", "code_rome"
_FORMER = {"url_et_id_onisep": _ADDRESS}


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `metier_officiel` for each MET, in the order in which they first come."""
    merged: dict[str, MetierOfficiel] = {}
    for path in paths:
        for number, row in rows(path, [_ADDRESS, _NAME, _ROME], _FORMER):
            met_id = ident(row[_ADDRESS], "MET")
            if not met_id:
                yield Reject(path.name, number, "identifiant MET absent ou mal formé", row[_ADDRESS] or row[_NAME])
            elif not row[_NAME]:
                yield Reject(path.name, number, "métier sans nom", met_id)
            else:
                metier = _metier(row, met_id)
                known = merged.get(met_id)
                merged[met_id] = _joined(known, metier) if known else metier
    for metier in merged.values():
        yield Record("metier_officiel", metier)


def _metier(row: dict[str, str], met_id: str) -> MetierOfficiel:
    return MetierOfficiel(
        met_id,
        row[_NAME],
        rome=romes(parts(row[_ROME])),
        domaines=sub_domains(row.get("domainesous-domaine", "")),
        url=web(row[_ADDRESS]),
    )


def _joined(known: MetierOfficiel, other: MetierOfficiel) -> MetierOfficiel:
    return replace(
        known,
        rome=tuple(dict.fromkeys(known.rome + other.rome)),
        domaines=tuple(dict.fromkeys(known.domaines + other.domaines)),
    )
