"""What became of those who left a training: InserJeunes, by région, when it was imported."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation
from knowledge.official import Insertion, Mef
from knowledge.queries.officiels import records, table_of

SOURCE = "inserjeunes"


@dataclass(frozen=True)
class Devenir:
    """Rates (0–100) of one région and one population (`apprentis`, `scolaires`) over `annees` (« 2022-2023 »).

    `emploi_12` is the share in work a year after they left; `poursuite` the share who went on studying. None where
    the source keeps silent: small groups are never published.
    """

    region: str
    population: str
    annees: str
    emploi_12: float | None
    poursuite: float | None
    effectif: int | None


def outcomes(base: KnowledgeBase, formation: Formation, region: str = "") -> list[Devenir]:
    """Return the last published rates of a formation, one a région and population; of one région when named."""
    if not formation.code_diplome:
        return []
    table = table_of(Insertion)
    mef = table_of(Mef)
    classes = {m.mefstat11 for m in records(base, Mef, mef.c.code_diplome == formation.code_diplome) if m.mefstat11}
    rows = records(
        base,
        Insertion,
        table.c.perimetre == "region",
        (table.c.code_diplome == formation.code_diplome) | table.c.mefstat11.in_(sorted(classes)),
    )
    last: dict[tuple[str, str], Insertion] = {}
    for row in rows:
        key = (row.region, row.population)
        if row.emploi_12 is None or (region and row.region != region):
            continue
        rank = (row.millesime, row.effectif or 0)
        if key not in last or rank > (last[key].millesime, last[key].effectif or 0):
            last[key] = row
    return [
        Devenir(row.region, row.population, row.millesime.replace("_", "-"), row.emploi_12, row.poursuite, row.effectif)
        for _, row in sorted(last.items())
    ]
