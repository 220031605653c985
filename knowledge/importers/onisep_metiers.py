"""Onisep's sheets of métiers: names in both genders, ROME codes, the level to enter, métiers nearby, formations.

Source: Onisep, « Idéo-fiches métiers » (dataset 5fe0808a2da6f), ODbL. File: the zip of one XML, or the XML.
The level to enter is written in years after the bac (« Bac + 4 »): it becomes the highest CEC level reached by then.
Run: `jalon kb import onisep-metiers 5fe0808a2da6f.zip`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from knowledge.entities import Source
from knowledge.importers.onisep import LICENCE, ident, romes, sheets
from knowledge.importers.reading import Record, Reject, clean, plain, text_of
from knowledge.official import Lien, MetierOfficiel

SOURCE = Source(
    id="onisep-fiches-metiers",
    titre="Idéo-fiches métiers",
    editeur="Onisep",
    url="https://opendata.onisep.fr/data/5fe0808a2da6f",
    licence=LICENCE,
)
FILES = "le zip des fiches métiers de l'Onisep (5fe0808a2da6f.zip), ou son XML"
_KEYS = ["identifiant", "nom_metier", "niveau_acces_min", "accroche_metier"]
# « 3E », « Diplôme national du brevet », « sans diplôme » and « autre formation » have no level from 3 to 8.
_LEVELS = {
    "cap ou équivalent": 3,
    "cap ou équivalent + 1 an": 3,
    "bac ou équivalent": 4,
    "bac + 1": 4,
    "bac + 2": 5,
    "bac + 3": 6,
    "bac + 4": 6,
    "bac + 5": 7,
    "bac + 6": 7,
    "bac + 7": 7,
    "bac + 8": 8,
    "bac + 9 et plus": 8,
}


def read(paths: Sequence[Path]) -> Iterator[Record | Reject]:
    """Yield a `metier_officiel` a sheet, then its `lien` records."""
    for path in paths:
        for rank, sheet in sheets(path, "metiers", "metier", _KEYS):
            met_id, name = ident(text_of(sheet, "identifiant"), "MET"), text_of(sheet, "nom_metier")
            if not met_id:
                yield Reject(path.name, rank, "identifiant MET absent ou mal formé", text_of(sheet, "identifiant"))
            elif not name:
                yield Reject(path.name, rank, "métier sans nom", met_id)
            else:
                yield Record("metier_officiel", _metier(sheet, met_id, name))
                yield from _nearby(sheet, met_id, path.name, rank)
                yield from _formations(sheet, met_id, name, path.name, rank)


def _metier(sheet: Element, met_id: str, name: str) -> MetierOfficiel:
    sectors = (text_of(sector, "libelle") for sector in sheet.iterfind("secteurs_activite/secteur_activite"))
    return MetierOfficiel(
        met_id,
        name,
        masculin=text_of(sheet, "libelle_masculin"),
        feminin=text_of(sheet, "libelle_feminin"),
        noms=_other_names(sheet),
        rome=romes([clean(code.text) for code in sheet.iterfind("romesV3/romeV3")]),
        accroche=plain(text_of(sheet, "accroche_metier")),
        niveau_acces=_LEVELS.get(text_of(sheet, "niveau_acces_min/libelle").lower()),
        domaines=tuple(dict.fromkeys(filter(None, sectors))),
    )


def _other_names(sheet: Element) -> tuple[str, ...]:
    """Return the synonyms, masculine then feminine, each once."""
    names: list[str] = []
    for synonym in sheet.iterfind("synonymes/synonyme"):
        forms = [text_of(synonym, "libelle_masculin"), text_of(synonym, "libelle_feminin")]
        names += forms if any(forms) else [text_of(synonym, "nom_metier")]
    return tuple(dict.fromkeys(filter(None, names)))


def _nearby(sheet: Element, met_id: str, file: str, rank: int) -> Iterator[Record | Reject]:
    for other in sheet.iterfind("metiers_associes/metier_associe"):
        other_id, name = ident(text_of(other, "id"), "MET"), text_of(other, "libelle")
        if not other_id:
            yield Reject(file, rank, "métier associé sans identifiant MET", f"{met_id} {name}")
            continue
        link = Lien(f"metier-proche:{met_id}:{other_id}", "metier-proche", met_id, other_id, name)
        yield Record("lien", link, counts=False)


def _formations(sheet: Element, met_id: str, name: str, file: str, rank: int) -> Iterator[Record | Reject]:
    for formation in sheet.iterfind("formations_min_requise/formation_min_requise"):
        for_id = ident(text_of(formation, "id"), "FOR")
        if not for_id:
            yield Reject(file, rank, "formation liée sans identifiant FOR", f"{met_id} {text_of(formation, 'libelle')}")
            continue
        link = Lien(f"formation-metier:{for_id}:{met_id}", "formation-metier", for_id, met_id, name)
        yield Record("lien", link, counts=False)
