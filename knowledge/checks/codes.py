"""The codes that facts carry are those of the official lists, when a folder of them is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation, Metier
from knowledge.importers import importer
from knowledge.importers.folder import datasets
from knowledge.importers.reading import FileProblem, Record
from knowledge.official import Certification, CodeRome, is_imported

# The datasets whose records know codes.
_LISTS = ("rome", "bcn", "certif-info", "kit-apprentissage", "diplomes-professionnels", "table-passage", "rncp")


def unknown(base: KnowledgeBase, folder: Path) -> Iterator[str]:
    """Yield the ROME, diploma and RNCP codes of the facts written here that no list of the folder holds.

    A kind of code is only checked when a list that knows it is in the folder; `FileProblem` when none is.
    """
    if not folder.is_dir():
        raise FileProblem(folder, None, "ce dossier n'existe pas ; vérifier le chemin")
    found = datasets(folder)
    lists = [name for name in _LISTS if name in found]
    if not lists:
        raise FileProblem(folder, None, f"aucune liste officielle dans ce dossier ; y mettre {importer('rome').FILES}")
    rome: set[str] = set()
    diplomes: set[str] = set()
    rncp: set[str] = set()
    for name in lists:
        for item in importer(name).read(found[name]):
            fiche = item.fiche if isinstance(item, Record) else None
            if isinstance(fiche, CodeRome):
                rome.add(fiche.id)
            elif isinstance(fiche, Certification):
                diplomes.add(fiche.code_diplome)
                rncp.add(fiche.rncp)
    diplomes.discard("")
    rncp.discard("")
    for metier in base.all(Metier):
        if rome and metier.rome and metier.rome not in rome and not is_imported(metier.id):
            yield f"métier {metier.id} : code ROME {metier.rome} inconnu du ROME ; le corriger."
    for formation in base.all(Formation):
        if is_imported(formation.id):
            continue
        if diplomes and formation.code_diplome and formation.code_diplome not in diplomes:
            yield f"formation {formation.id} : code diplôme {formation.code_diplome} inconnu ; le corriger."
        if rncp and formation.rncp and formation.rncp.lstrip("0") not in rncp:
            yield f"formation {formation.id} : fiche RNCP {formation.rncp} inconnue ; la corriger."
