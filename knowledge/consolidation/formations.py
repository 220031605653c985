"""Formations: tie Onisep's to the curated ones by code, add those that are missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from knowledge.consolidation.records import FICHES, LISTE, PASSAGE, Curated, Official, filieres, key, types
from knowledge.entities import Correspondance, Diplome, Divergence, Formation
from knowledge.names import label
from knowledge.official import Certification

_YEARS = re.compile(r"(\d+(?:[.,]\d+)?)\s*ans?\b")
# The type that a title begins with, told by `type` already.
_OF_TYPE = re.compile(
    r"^(?:titre pro|tp|mastère spé\.?|mc \(futur cs\)|cs|bac pro|capa|cap|btsa?|but|bpa?|bma|dn made|licence pro|"
    r"licence|master|deust)\s+",
    re.IGNORECASE,
)


@dataclass
class Formations:
    """What is known of each FOR id: the base's id (`ids`), the new formations, and what could not be kept."""

    ids: dict[str, str] = field(default_factory=dict)
    new: list[Formation] = field(default_factory=list)
    correspondances: list[Correspondance] = field(default_factory=list)
    divergences: list[Divergence] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def join(curated: Curated, official: Official) -> Formations:
    """Return Onisep's formations as the base has them."""
    sheets = {c.id: c for c in official.certifications[LISTE]} | {c.id: c for c in official.certifications[FICHES]}
    made = Formations()
    made.ids = _known(curated, official, sheets)
    _tie(curated, official, sheets, made)
    refused: Counter[str] = Counter()
    for sheet in official.certifications[FICHES]:
        if sheet.id in made.ids:
            continue
        formation = _formation(curated.diplomes, sheet, official)
        if isinstance(formation, str):
            refused[formation] += 1
        else:
            made.new.append(formation)
            made.ids[sheet.id] = formation.id
    made.left_out = {f"formation : {reason}": count for reason, count in refused.items()}
    return made


def _known(curated: Curated, official: Official, sheets: dict[str, Certification]) -> dict[str, str]:
    """Return the curated id of each FOR id: by diploma code, by RNCP number when only one bears it, by name."""
    by_code: dict[str, str] = {}
    by_rncp: dict[str, set[str]] = defaultdict(set)
    for certification in [*official.certifications[PASSAGE], *sheets.values()]:
        if certification.onisep and certification.code_diplome:
            by_code.setdefault(certification.code_diplome, certification.onisep)
        if certification.onisep and certification.rncp:
            by_rncp[certification.rncp].add(certification.onisep)
    by_name = {key(sheet.intitule): sheet.id for sheet in sheets.values()}
    numbers = Counter(formation.rncp for formation in curated.formations if formation.rncp)
    ids: dict[str, str] = {}
    for formation in curated.formations:
        bearers = by_rncp.get(formation.rncp, set()) if numbers[formation.rncp] == 1 else set()
        found = by_code.get(formation.code_diplome) if formation.code_diplome else None
        found = found or (next(iter(bearers)) if len(bearers) == 1 else None)
        found = found or by_name.get(key(label(formation, curated.diplomes)))
        if found and found in sheets:
            ids.setdefault(found, formation.id)
    return ids


def _tie(curated: Curated, official: Official, sheets: dict[str, Certification], made: Formations) -> None:
    """Write down the codes of the curated formations, and where their values differ from the official ones."""
    formations = {formation.id: formation for formation in curated.formations}
    full = {sheet.id for sheet in official.certifications[FICHES]}
    for for_id, id_ in made.ids.items():
        sheet, formation = sheets[for_id], formations[id_]
        source = FICHES if for_id in full else LISTE
        made.correspondances.append(Correspondance("formation", id_, "onisep", for_id, source))
        values = (
            ("niveau", str(formation.niveau), str(sheet.niveau or "")),
            ("rncp", formation.rncp, sheet.rncp),
            ("code_diplome", formation.code_diplome, sheet.code_diplome),
        )
        for champ, ours, theirs in values:
            if ours and theirs and ours != theirs:
                made.divergences.append(Divergence(id_, champ, ours, theirs, source))


def _formation(diplomes: dict[str, Diplome], sheet: Certification, official: Official) -> Formation | str:
    """Return a formation made of a sheet, or why it cannot be one."""
    kind = types().get((sheet.type, sheet.niveau or 0), "")
    diplome = diplomes.get(kind)
    if diplome is None:
        return f"type « {sheet.type} » de niveau {sheet.niveau or 'inconnu'} hors de l'échelle"
    if diplome.niveau is not None and diplome.niveau != sheet.niveau:
        return f"niveau {sheet.niveau} pour un {kind}"
    filiere = filiere_of(sheet.domaines)
    if filiere is None:
        return "domaine sans filière"
    years, title = _YEARS.search(sheet.duree), _OF_TYPE.sub("", sheet.intitule)
    return Formation(
        id=sheet.id,
        type=kind,
        intitule=title[:1].upper() + title[1:],
        niveau=sheet.niveau or 0,
        filiere=filiere,
        annees=float(years[1].replace(",", ".")) if years else None,
        rncp=sheet.rncp,
        code_diplome=sheet.code_diplome,
        source=FICHES,
        verified_on=official.datasets[FICHES].verified_on,
    )


def filiere_of(domaines: tuple[str, ...]) -> str | None:
    """Return the filière most of Onisep's sub-domains lead to; the first named wins a draw."""
    votes = Counter(filieres()[domaine] for domaine in domaines if domaine in filieres())
    return votes.most_common(1)[0][0] if votes else None
