"""Every name the base knows, with what it names: what `knowledge/names.py` looks for in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Campus, Diplome, Domaine, Filiere, Formation, Lieu, Metier, Situation
from knowledge.text import fold

_RHYTHM = re.compile(r" en (?:alternance|apprentissage|\d ans|(?:un|deux|trois) ans?)$")
_FINAL, _BEFORE = ("terminale", "tle", "term"), ("1re", "1ere", "première", "premiere")
_NOT_CLASSES = frozenset({"rien", "adulte"})  # starts of a pathway, but not a class somebody is in
_NAMED_CLASSES = frozenset({"ulis", "cmi", "fcil", "cippa", "prepa-apprentissage", "prepa-seconde-chance"})
_NOT_DIPLOMAS = frozenset({"contrat", "dispositif"})  # schemes and contracts are answered by their own needs


# Titles that say their kind themselves.
_SAID_WHOLE = ("ingenieur", "diplome", "certificat")


@dataclass(frozen=True)
class Nom:
    """A named thing: `entity` is its type in the contract, `id` its key in the base, `label` how to say it."""

    entity: str
    id: str
    label: str


def label(formation: Formation, types: dict[str, Diplome]) -> str:
    """Return how a formation is called: « BTS Électrotechnique », « diplôme d'ingénieur … »."""
    if formation.type == "concours" or fold(formation.intitule).startswith(_SAID_WHOLE):
        return formation.intitule
    kind = types.get(formation.type)
    return f"{(kind.sigle or kind.nom) if kind else formation.type} {formation.intitule}"


def all_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    """Yield every name of the base with what it names; where two share a name, the first yielded comes first."""
    for situation in base.all(Situation):
        if situation.id in _NOT_CLASSES:
            continue
        names = [name for name in (situation.nom, *situation.noms) if not name.startswith("classe de")]
        for text in (situation.id, *names) if situation.id[0].isdigit() else names:
            yield Nom("niveau", situation.id, situation.nom), text
    yield from _series_names(base)
    yield from _diploma_names(base)
    for metier in base.all(Metier):
        for text in (metier.masculin, metier.feminin):
            yield Nom("metier", metier.id, text), text
        for text in metier.noms:
            yield Nom("metier", metier.id, metier.masculin), text
    for domaine in base.all(Domaine):
        for text in domaine.noms:
            yield Nom("domaine", domaine.id, domaine.noms[0]), text
    for filiere in base.all(Filiere):
        for text in (filiere.nom, *filiere.noms):
            yield Nom("domaine", filiere.id, filiere.nom), text
    yield from _campus_names(base)
    for lieu in base.all(Lieu):
        for text in (lieu.nom, *lieu.noms):
            yield Nom("lieu", lieu.id, lieu.nom), text
    yield from _academies(base)


def _academies(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    """Yield « académie de Dijon »: it is looked for around the town it is named after, else in its région."""
    towns = {lieu.nom: lieu for lieu in base.all(Lieu)}
    for lieu in base.all(Lieu):
        for academie in lieu.academie.split(" / ") if lieu.nature == "region" else ():
            seat = towns.get(academie.split("-")[0], towns.get(academie, lieu))
            named = f"académie d'{academie}" if academie[:1] in "AEIOUÉ" else f"académie de {academie}"
            yield Nom("lieu", seat.id, seat.nom), named


def _series_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    """Yield « terminale STI2D » and « 1re STMG »: classes named by their series."""
    classes = {s.id: s for s in base.all(Situation)}
    for diplome in base.all(Diplome):
        if diplome.id.startswith("bac-techno-"):
            series = diplome.id.removeprefix("bac-techno-")
            for id_, ways in (("terminale-techno", _FINAL), ("1re-techno", _BEFORE)):
                if id_ in classes:
                    yield from ((Nom("niveau", id_, classes[id_].nom), f"{way} {series}") for way in ways)


def _diploma_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    types = {diplome.id: diplome for diplome in base.all(Diplome)}
    for diplome in types.values():
        if diplome.nature in _NOT_DIPLOMAS and diplome.niveau is None and diplome.id not in _NAMED_CLASSES:
            continue
        for text in (diplome.nom, diplome.sigle, *diplome.noms):
            if _RHYTHM.search(text):
                continue  # « BTS en alternance » names a BTS; how it is followed is read elsewhere
            yield Nom("diplome", diplome.id, diplome.sigle or diplome.nom), text
    for formation in base.all(Formation):
        name = Nom("diplome", formation.id, label(formation, types))
        yield name, name.label
        kind = types.get(formation.type)
        prefixes = {prefix for prefix in (kind.nom, kind.sigle, *kind.noms[:6]) if prefix} if kind else set()
        for text in formation.noms:
            if text.isupper() and len(text) > 2:
                yield name, text  # an acronym names the formation by itself, a common word does not
            for prefix in sorted(prefixes):
                yield name, f"{prefix} {text}"


def _campus_names(base: KnowledgeBase) -> Iterator[tuple[Nom, str]]:
    for campus in base.all(Campus):
        for text in (campus.nom, f"campus {campus.nom}", *campus.noms):
            yield Nom("campus", campus.id, campus.nom), text
    for campus in sorted(base.all(Campus), key=lambda c: c.premiers_23 != "oui"):
        for ville in campus.villes:  # « le campus de Lannion »: the best known when a town has several
            yield Nom("campus", campus.id, campus.nom), f"campus de {ville}"
            yield Nom("campus", campus.id, campus.nom), f"campus d'{ville}"
