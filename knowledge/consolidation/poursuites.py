"""Further study: Onisep names what follows a formation by its label; find which formation that is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.consolidation.formations import Formations
from knowledge.consolidation.records import FICHES, LISTE, PASSAGE, Curated, Official, key
from knowledge.entities import Poursuite

# Diplomas renamed since the labels were written, and ways of writing the same one.
_REWRITES = (
    (re.compile(r"^mc futur cs "), "cs "),
    (re.compile(r"^mc futur cs "), "mc "),
    (re.compile(r"^mc "), "mc futur cs "),
    (re.compile(r"^cs "), "mc futur cs "),
    (re.compile(r"^cs "), "mc "),
    (re.compile(r"^mc "), "cs "),
    (re.compile(r"^capa "), "cap agricole "),
    (re.compile(r"^bac pro agricole "), "bac pro "),
    (re.compile(r"^classe prepa "), "cpge "),
    (re.compile(r"^dtms "), "dt "),
    (re.compile(r"^cs "), "certificat de specialisation "),
    (re.compile(r"^diplome d ingenieur d"), "ingenieur diplome d"),
    (re.compile(r"\buniversite paris saclay\b"), "universite paris xi"),  # renamed in 2020
    (re.compile(r"^(diplome superieur .+?) egc .+$"), r"\1 egc"),  # one title, a school in each town
    (re.compile(r"^(.+?) option .+$"), r"\1"),
)


_FEMININE = re.compile(r" (?:ne|e|euse|ere|trice)(?= |$)")


@dataclass
class Poursuites:
    """The new edges, and how many of the labels were matched."""

    new: list[Poursuite] = field(default_factory=list)
    labels: int = 0
    matched: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def join(curated: Curated, official: Official, formations: Formations) -> Poursuites:
    """Return what follows each formation, when both ends are in the base."""
    made = Poursuites()
    known = _labels(official)
    by_id = {f.id: f for f in [*curated.formations, *formations.new]}
    pairs = set(curated.pairs)
    refused: Counter[str] = Counter()
    for lien in official.liens[FICHES]:
        if lien.nature != "poursuite":
            continue
        made.labels += 1
        targets = next((known[form] for form in _forms(lien.libelle) if form in known), None)
        if targets is None:
            refused["poursuite : libellé inconnu"] += 1
            continue
        made.matched += 1
        start = formations.ids.get(lien.de)
        ends = [formations.ids[target] for target in targets if target in formations.ids]
        if start is None or not ends:
            refused["poursuite : un des deux bouts n'est pas dans la base"] += 1
            continue
        end = by_id[ends[0]]
        if start == end.id or (start, end.id) in pairs:
            continue
        pairs.add((start, end.id))
        diplome = curated.diplomes.get(end.type)
        made.new.append(
            Poursuite(
                de=start,
                vers=end.id,
                annees=end.annees or (diplome.duree_ans if diplome else None) or 1.0,
                nature="dossier",
                frequence="possible",
                meme_domaine=True,
                alternance=diplome.alternance if diplome else "non",
                condition=lien.condition[:1].upper() + lien.condition[1:],
                source=FICHES,
                confiance="verified",
                verified_on=official.datasets[FICHES].verified_on,
            )
        )
    made.left_out = dict(refused)
    return made


def _labels(official: Official) -> dict[str, list[str]]:
    """Return the FOR ids that each label names: those of the sheets first, then of the lists."""
    known: dict[str, list[str]] = defaultdict(list)
    for source in (FICHES, LISTE, PASSAGE):
        for certification in official.certifications[source]:
            if certification.onisep and certification.onisep not in known[_plain(certification.intitule)]:
                known[_plain(certification.intitule)].append(certification.onisep)
    return {name: ids for name, ids in known.items() if ids}


def _forms(libelle: str) -> Iterator[str]:
    """Yield the ways a label may be written, the plainest first."""
    plain = _plain(libelle)
    yield plain
    for pattern, other in _REWRITES:
        if pattern.search(plain):
            yield pattern.sub(other, plain)


def _plain(label: str) -> str:
    """Return a label without the marks of its feminine: « technicien(ne) », « agent/e »."""
    return _FEMININE.sub("", key(label))
