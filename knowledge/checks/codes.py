"""The codes that facts carry are those of the official lists, when a folder of them is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation, Metier
from knowledge.importers import importer
from knowledge.importers.reading import Record
from knowledge.official import Certification, CodeRome

# Which importer reads which files of the folder, and what its records know.
_LISTS = {
    "rome": ("**/unix_referentiel_code_rome*.csv",),
    "bcn": ("**/[vn]FormationDiplome*.csv",),
    "certif-info": ("**/certif_info*.csv",),
    "kit-apprentissage": ("**/Kit_apprentissage*.xlsx",),
    "diplomes-professionnels": ("**/fr-en-diplomes-professionnels*.csv",),
    "table-passage": ("**/table_de_passage*.xml",),
}


def unknown(base: KnowledgeBase, folder: Path) -> Iterator[str]:
    """Yield the ROME, diploma and RNCP codes of the facts that no list of the folder holds.

    A kind of code is only checked when a list that knows it is in the folder.
    """
    rome: set[str] = set()
    diplomes: set[str] = set()
    rncp: set[str] = set()
    for name, patterns in _LISTS.items():
        paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
        for item in importer(name).read(paths) if paths else ():
            fiche = item.fiche if isinstance(item, Record) else None
            if isinstance(fiche, CodeRome):
                rome.add(fiche.id)
            elif isinstance(fiche, Certification):
                diplomes.add(fiche.code_diplome)
                rncp.add(fiche.rncp)
    for metier in base.all(Metier):
        if rome and metier.rome and metier.rome not in rome:
            yield f"métier {metier.id} : code ROME {metier.rome} inconnu du ROME ; le corriger."
    for formation in base.all(Formation):
        if diplomes and formation.code_diplome and formation.code_diplome not in diplomes:
            yield f"formation {formation.id} : code diplôme {formation.code_diplome} inconnu ; le corriger."
        if rncp and formation.rncp and formation.rncp.lstrip("0") not in rncp:
            yield f"formation {formation.id} : fiche RNCP {formation.rncp} inconnue ; la corriger."
