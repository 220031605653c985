"""Métiers: tie Onisep's to the curated ones by name, add those that are missing with the ways that lead to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from knowledge.consolidation.formations import Formations, filiere_of
from knowledge.consolidation.records import FICHES, LISTE_METIERS, METIERS, Curated, Official, key
from knowledge.entities import Correspondance, Metier
from knowledge.official import MetierOfficiel

_MOST = 12  # formations listed for a job, lowest level first


@dataclass
class Metiers:
    """The new métiers, the codes of the known ones, and how many links from formations have both ends."""

    new: list[Metier] = field(default_factory=list)
    correspondances: list[Correspondance] = field(default_factory=list)
    links: int = 0
    resolved: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def join(curated: Curated, official: Official, formations: Formations) -> Metiers:
    """Return Onisep's métiers as the base has them."""
    made = Metiers()
    sheets = official.metiers[METIERS]
    names = _names(curated)
    ids = {sheet.id: id_ for sheet in sheets if (id_ := _known(sheet, names))}
    made.correspondances = [Correspondance("metier", id_, "onisep", met, METIERS) for met, id_ in ids.items()]
    known = {sheet.id for sheet in sheets} | {sheet.id for sheet in official.metiers[LISTE_METIERS]}
    ways: dict[str, list[str]] = defaultdict(list)
    for lien in official.liens[FICHES]:
        if lien.nature == "formation-metier":
            made.links += 1
            made.resolved += lien.vers in known
            if lien.de in formations.ids:
                ways[lien.vers].append(formations.ids[lien.de])
    levels = {f.id: f.niveau for f in [*curated.formations, *formations.new]}
    domains = {m.id: m.domaines for m in official.metiers[LISTE_METIERS]}
    fields = {f.id: f.filiere for f in [*curated.formations, *formations.new]}
    refused: Counter[str] = Counter()
    taken = set(names) | {key(label) for sheet in sheets for label in (sheet.masculin, sheet.feminin)}
    near = _near(official, ids)
    for sheet in sheets:
        if sheet.id in ids:
            continue
        listed = sorted(dict.fromkeys(ways[sheet.id]), key=lambda id_: levels[id_])[:_MOST]
        votes = Counter(fields[id_] for id_ in listed)
        filiere = votes.most_common(1)[0][0] if votes else filiere_of(domains.get(sheet.id, sheet.domaines))
        if filiere is None or not sheet.accroche:
            refused["métier : sans filière ni résumé" if filiere is None else "métier : sans résumé"] += 1
            continue
        made.new.append(_metier(sheet, filiere, listed, near[sheet.id], taken, official))
    made.left_out = dict(refused)
    return made


def _names(curated: Curated) -> dict[str, str]:
    names: dict[str, str] = {}
    for metier in curated.metiers:
        for name in (metier.masculin, metier.feminin, *metier.noms):
            names.setdefault(key(name), metier.id)
    return names


def _known(sheet: MetierOfficiel, names: dict[str, str]) -> str | None:
    return next((names[key(n)] for n in (sheet.masculin, sheet.feminin, sheet.nom) if key(n) in names), None)


def _near(official: Official, ids: dict[str, str]) -> dict[str, list[str]]:
    """Return the near métiers of each sheet, under the ids of the base."""
    kept = {sheet.id for sheet in official.metiers[METIERS] if sheet.accroche}
    near: dict[str, list[str]] = defaultdict(list)
    for lien in official.liens[METIERS]:
        if lien.nature == "metier-proche" and (lien.vers in ids or lien.vers in kept):
            near[lien.de].append(ids.get(lien.vers, lien.vers))
    return near


def _metier(
    sheet: MetierOfficiel,
    filiere: str,
    formations: list[str],
    proches: list[str],
    taken: set[str],
    official: Official,
) -> Metier:
    masculin, feminin = sheet.masculin or sheet.nom, sheet.feminin or sheet.masculin or sheet.nom
    noms = tuple(dict.fromkeys(name for name in sheet.noms if key(name) not in taken))
    taken.update(key(name) for name in noms)
    return Metier(
        id=sheet.id,
        masculin=masculin,
        feminin=feminin,
        filiere=filiere,
        rome=sheet.rome[0] if sheet.rome else "",
        noms=noms,
        niveaux=(sheet.niveau_acces,) if sheet.niveau_acces else (),
        formations=tuple(formations),
        description=sheet.accroche,
        proches=tuple(dict.fromkeys(proches)),
        source=METIERS,
        confiance="verified",
        verified_on=official.datasets[METIERS].verified_on,
    )
