"""Onisep's sheets of formations: each with its code, its level, the métiers it leads to and what may follow.

Source: Onisep, « Idéo-fiches formations » (dataset 5fe07a9ecc960), ODbL. File: the zip of one XML, or the XML.
Further study is given by labels only: the links `poursuite` have no target. `nsf` is the three-figure discipline.
Run: `jalon kb import onisep-formations 5fe07a9ecc960.zip`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from knowledge.entities import Source
from knowledge.importers.onisep import LICENCE, code_diplome, ident, labelled_level, said, sheets, web
from knowledge.importers.reading import Record, Reject, clean, rncp, text_of
from knowledge.official import Certification, Lien

SOURCE = Source(
    id="onisep-fiches-formations",
    titre="Idéo-fiches formations",
    editeur="Onisep",
    url="https://opendata.onisep.fr/data/5fe07a9ecc960",
    licence=LICENCE,
)
FILES = "le zip des fiches formations de l'Onisep (5fe07a9ecc960.zip), ou son XML"
_RNCP = re.compile(r"francecompetences\.fr/recherche/rncp/(\d+)", re.IGNORECASE)
_KEYS = ["identifiant", "libelle_complet", "code_scolarite", "niveau_certification"]


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `certification` a sheet, then its `lien` records."""
    for path in paths:
        for rank, sheet in sheets(path, "formations", "formation", _KEYS):
            for_id, name = ident(text_of(sheet, "identifiant"), "FOR"), text_of(sheet, "libelle_complet")
            if not for_id:
                yield Reject(path.name, rank, "identifiant FOR absent ou mal formé", text_of(sheet, "identifiant"))
            elif not name:
                yield Reject(path.name, rank, "formation sans libellé", for_id)
            else:
                yield Record("certification", _certification(sheet, for_id, name))
                yield from _metiers(sheet, for_id, path.name, rank)
                yield from _poursuites(sheet, for_id)


def _certification(sheet: Element, for_id: str, name: str) -> Certification:
    url = text_of(sheet, "url")
    registered = _RNCP.search(url)
    kinds = (text_of(sheet, f"type_Formation/type_formation_{kind}") for kind in ("sigle", "libelle_court", "libelle"))
    domains = (text_of(domain, "libelle") for domain in sheet.iterfind("sous_domaines_web/sous_domaine_web"))
    return Certification(
        for_id,
        name,
        type=next(filter(None, kinds), ""),
        niveau=labelled_level(text_of(sheet, "niveau_certification")),
        duree=said(text_of(sheet, "duree_formation")),
        onisep=for_id,
        rncp=rncp(registered[1]) if registered else "",
        code_diplome=code_diplome(text_of(sheet, "code_scolarite")),
        nsf=text_of(sheet, "nsf_discipline/NSF_discipline_code"),
        domaines=tuple(dict.fromkeys(filter(None, domains))),
        derniere_session=text_of(sheet, "annee_derniere_session"),
        url=web(url),
    )


def _metiers(sheet: Element, for_id: str, file: str, rank: int) -> Iterator[Record | Reject]:
    for metier in sheet.iterfind("metiers_formation/metier"):
        met_id, name = ident(text_of(metier, "id"), "MET"), text_of(metier, "nom_metier")
        if not met_id:
            yield Reject(file, rank, "métier lié sans identifiant MET", f"{for_id} {name}")
            continue
        link = Lien(f"formation-metier:{for_id}:{met_id}", "formation-metier", for_id, met_id, name)
        yield Record("lien", link, counts=False)


def _poursuites(sheet: Element, for_id: str) -> Iterator[Record]:
    targets = [
        (clean(target.text), text_of(group, "type_Poursuite"))
        for group in sheet.iterfind("poursuites_etudes/poursuite_etudes")
        for target in group.iterfind("formation_poursuite_Etudes")
    ]
    for rank, (label, condition) in enumerate(((label, kind) for label, kind in targets if label), 1):
        link = Lien(f"poursuite:{for_id}:{rank}", "poursuite", for_id, libelle=label, condition=condition)
        yield Record("lien", link, counts=False)
