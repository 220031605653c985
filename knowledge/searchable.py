"""What can be looked up by name: each thing of the facts and of the official datasets, with every name it goes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.names import label
from knowledge.official import is_imported

# Kinds in the order in which a tie is settled, and in which candidates are read when there are too many.
CURATED = ("metier", "diplome", "filiere", "domaine", "formation", "campus", "situation", "lieu", "dispositif")
OFFICIAL = ("metier_officiel", "appellation", "certification")
KIND_SHIFT = 52  # bits of a row's number below its kind: kind, then source, then rank
_NATURES = {"region": 0, "departement": 1, "ville": 2}
ORDER = {kind: place for place, kind in enumerate((*CURATED, *OFFICIAL))}


@dataclass(frozen=True)
class Chose:
    """A thing that can be looked up.

    `noms` are its names as written, the usual first; `autour` other words that may be typed with a name (the long
    name of a diploma, the town of a campus); `codes` what official lists call it (ROME, Onisep, RNCP, CFD), which
    tells what it leads to; `rang` settles ties inside a kind, the least first.
    """

    kind: str
    id: str
    label: str
    noms: tuple[str, ...]
    autour: str = ""
    codes: str = ""
    rang: int = 0


def curated(facts: Mapping[str, Iterable[Any]]) -> Iterator[Chose]:
    """Yield what the facts name; `facts` holds entities (or rows with the same fields) by kind."""
    types = {diplome.id: diplome for diplome in facts["diplome"]}
    for metier in facts["metier"]:
        names = (metier.masculin, metier.feminin, *metier.noms)
        yield Chose("metier", metier.id, metier.masculin, _distinct(names), rang=_added(metier.id))
    for diplome in types.values():
        short = diplome.sigle or diplome.nom
        yield Chose("diplome", diplome.id, short, _distinct((short, diplome.nom, *diplome.noms)))
    for filiere in facts["filiere"]:
        yield Chose("filiere", filiere.id, filiere.nom, _distinct((filiere.nom, *filiere.noms)))
    for domaine in facts["domaine"]:
        yield Chose("domaine", domaine.id, domaine.noms[0], _distinct(domaine.noms))
    for formation in facts["formation"]:
        yield _formation(formation, types)
    filieres = {filiere.id: filiere.nom for filiere in facts["filiere"]}
    for campus in facts["campus"]:
        names = (campus.nom, *campus.noms, *(f"campus de {ville}" for ville in campus.villes))
        around = (filieres.get(campus.filiere, ""), campus.region, *campus.academies, *campus.villes, *campus.domaines)
        yield Chose("campus", campus.id, campus.nom, _distinct(names), " ".join(("campus", *around)))
    for situation in facts["situation"]:
        yield Chose("situation", situation.id, situation.nom, _distinct((situation.nom, *situation.noms, situation.id)))
    yield from _lieux(list(facts["lieu"]))
    for dispositif in facts["dispositif"]:
        yield Chose("dispositif", dispositif.id, dispositif.nom, _distinct((dispositif.nom, *dispositif.noms)))


def _formation(formation: Any, types: Mapping[str, Any]) -> Chose:
    kind = types.get(formation.type)
    short = (kind.sigle or kind.nom) if kind else ""
    named = label(formation, dict(types))
    names = (named, *(text for nom in formation.noms for text in (nom, f"{short} {nom}")))
    around = " ".join((kind.nom, kind.sigle, *kind.noms)) if kind else ""
    return Chose(
        "formation", formation.id, named, _distinct(names), around, rang=formation.niveau + _added(formation.id)
    )


def _added(id_: str) -> int:
    """Return 10 for what a consolidation added to the facts, which come first, else 0."""
    return 10 * is_imported(id_)


def _lieux(lieux: list[Any]) -> Iterator[Chose]:
    regions = {lieu.code: lieu.nom for lieu in lieux if lieu.nature == "region"}
    departements = {lieu.code: lieu for lieu in lieux if lieu.nature == "departement"}
    for lieu in lieux:
        code = (lieu.code,) if lieu.nature == "departement" else ()
        above = departements.get(lieu.departement)
        region = regions.get(lieu.region or (above.region if above else ""), "")
        around = f"{region} {above.nom if above else ''} {lieu.departement} {lieu.nature}"
        names = _distinct((lieu.nom, *lieu.noms, *code))
        yield Chose("lieu", lieu.id, lieu.nom, names, around, rang=_NATURES[lieu.nature])


def official(kind: str, record: Any) -> Chose:
    """Return what an official record (a row of its table) is found by."""
    if kind == "certification":
        codes = " ".join(code for code in (record.onisep, record.rncp, record.code_diplome) if code)
        closed = int(record.ouverte is False)
        return Chose(kind, record.id, record.intitule, (record.intitule,), record.type, codes, closed)
    if kind == "appellation":
        names = genders(record.libelle)
        return Chose(kind, record.id, record.libelle, names, codes=record.rome, rang=int(record.rare))
    names = _distinct((*genders(record.nom), record.masculin, record.feminin, *record.noms))
    return Chose(kind, record.id, record.nom, names)


def genders(title: str) -> tuple[str, ...]:
    """Return both names of a title of the ROME: « Monteur / Monteuse de décors » is « Monteur de décors » too."""
    masculine, slash, feminine = title.partition(" / ")
    if not slash:
        return (title,)
    tail = feminine.split()[len(masculine.split()) :]
    return _distinct((" ".join((masculine, *tail)), feminine, title))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
