"""Which schools offer a formation, nearest first: Parcoursup and Mon Master, when they were imported."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation, Lieu
from knowledge.official import Offre
from knowledge.queries.campus import kilometres, region_of
from knowledge.queries.officiels import records, table_of, values
from knowledge.text import fold, stems

NEAR = 80.0  # kilometres
_SAME = 0.75  # share of the words of both titles that must be common
# How Parcoursup writes each type of diploma, folded: what a course starts with.
_STARTS = {
    "bts": ("bts services", "bts production", "bts "),
    "btsa": ("bts agricole", "btsa"),
    "but": ("but",),
    "licence": ("licence",),
    "licence-pro": ("licence professionnelle",),
    "cpge": ("cpge", "classe preparatoire"),
    "ifsi": ("d e infirmier", "de infirmier"),
    "de-social": ("d e ", "de "),
    "de-paramedical": ("d e ", "de ", "certificat de capacite"),
    "diplome-etat": ("d e ", "de "),
    "dnmade": ("dn made", "diplome national des metiers d art"),
    "dna": ("diplome national d art",),
    "dcg": ("diplome de comptabilite et de gestion", "dcg"),
    "cs4": ("certificat de specialisation",),
    "deust": ("deust",),
    "master": ("",),
}
_NOT = {"bts": ("bts agricole",), "licence": ("licence professionnelle", "licence parcours d acces")}
_WHOLE = frozenset({"ifsi", "dcg", "dna"})  # the start is the whole title
_OWN = re.compile(r" (?:parcours|option) ")
_EMPTY = frozenset(stems("mention parcours portail option services production spécialité option commune année"))


@dataclass(frozen=True)
class OffreProche:
    """A course at `distance` kilometres of the place asked for (None when the source has no coordinates)."""

    etablissement: str
    commune: str
    statut: str
    distance: float | None
    capacite: int | None
    annee: str
    selective: bool | None
    url: str
    source: str


def near(base: KnowledgeBase, formation: Formation, place: Lieu, count: int = 4) -> list[OffreProche]:
    """Return the schools of a formation around a town (or in a département or région), nearest first, each once.

    The nearest alone when none is within `NEAR` kilometres.
    """
    source = "mon-master" if formation.type == "master" else "parcoursup"
    titles = _titles(base, formation, source)
    if not titles:
        return []
    table = table_of(Offre)
    rows = records(base, Offre, table.c.source == source, table.c.intitule.in_(titles))
    last = max((row.annee for row in rows), default="")
    region = region_of(base, place)
    found: dict[str, tuple[float, OffreProche]] = {}
    for row in rows:
        if row.annee != last or row.ouverte is False:
            continue
        distance = _distance(row, place)
        if not _is_there(row, place, region, distance):
            continue
        known = distance if distance < math.inf else None
        offre = OffreProche(
            row.etablissement.strip(),
            row.commune,
            row.statut,
            known,
            row.capacite,
            row.annee,
            row.selective,
            row.url,
            source,
        )
        key = fold(row.etablissement)
        if key not in found or distance < found[key][0]:
            found[key] = (distance, offre)
    ranked = sorted(found.values(), key=lambda item: (item[0], item[1].etablissement))
    close = [offre for distance, offre in ranked if distance <= NEAR or distance == math.inf]
    return close[:count] or [offre for _, offre in ranked[:1]]


def _titles(base: KnowledgeBase, formation: Formation, source: str) -> list[str]:
    """Return the titles under which the dataset names a formation."""
    starts = _STARTS.get(formation.type)
    if starts is None:
        return []

    def read(base: KnowledgeBase) -> list[tuple[str, str]]:
        titles = values(base, Offre, "intitule", table_of(Offre).c.source == source)
        return [(title, _plain(title)) for title in titles]

    known: list[tuple[str, str]] = base.derived(f"intitules_{source}", read)
    intitule = formation.intitule
    # Parcoursup names the mention: its parcours and options are chosen later.
    asked = [set(stems(part)) - _EMPTY for part in {intitule, _OWN.split(intitule, maxsplit=1)[0]}]
    kept = []
    for title, plain in known:
        start = next((s for s in starts if plain.startswith(s)), None)
        if start is None or plain.startswith(_NOT.get(formation.type, ("\0",))):
            continue
        rest = set(stems(plain[len(start) :])) - _EMPTY
        if (formation.type in _WHOLE and not rest) or any(_alike(words, rest) for words in asked):
            kept.append(title)
    return kept


def _alike(wanted: set[str], offered: set[str]) -> bool:
    """Tell whether two titles say the same: nearly all words of the one asked, few others."""
    if not wanted:
        return False
    common = len(wanted & offered)
    return common >= _SAME * len(wanted) and common >= (_SAME - 0.25) * len(offered)


def _plain(title: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(title)).split())


def _distance(row: Offre, place: Lieu) -> float:
    here = Lieu("", "ville", "", lat=row.lat, lon=row.lon)
    return kilometres(here, place) if place.nature == "ville" else math.inf


def _is_there(row: Offre, place: Lieu, region: Lieu | None, distance: float) -> bool:
    if distance < math.inf:
        return True
    if place.nature == "region" or not row.departement:
        return region is not None and place.nature == "region" and fold(row.region) == fold(region.nom)
    return row.departement == (place.code if place.nature == "departement" else place.departement)
