"""Which diplomas of a kind there are for a job or in a field: « quels BTS dans le commerce ? »."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.entities import Formation, Metier
from knowledge.pathways.goals import but_domaine
from knowledge.pathways.proximity import proximity

_COUNT = 6
_NEAR, _NEARER = 0.17, 0.3  # how near a title must be to a field: of its filière, or of another
# Asked for one, the others of the same kind are told as well.
_KINDS = {
    "cap": ("cap", "capa"),
    "bts": ("bts", "btsa"),
    "licence": ("licence", "licence-pro"),
}


def for_job(base: KnowledgeBase, metier: str, kind: str) -> list[Formation]:
    """Return the trainings of a kind that lead to a job, as its sheet orders them."""
    known = base.get(Metier, metier)
    listed = [f for id_ in (known.formations if known else ()) if (f := base.get(Formation, id_))]
    return [f for f in listed if f.type in _KINDS.get(kind, (kind,))][:_COUNT]


def in_field(base: KnowledgeBase, domaine: str, kind: str) -> list[Formation]:
    """Return the trainings of a kind in a field, by their title then by its jobs, the nearest first."""
    field = but_domaine(base, domaine)
    if field is None:
        return []
    near = proximity(base)
    kinds = _KINDS.get(kind, (kind,))
    scored = (
        [item for kind_ in kinds for item in near.nearest(kind_, field.sujet, _COUNT, _NEAR)] if field.sujet else []
    )
    titled = [(f, score) for score, id_ in sorted(scored, reverse=True) if (f := base.get(Formation, id_))]
    found = [f for f, score in titled if f.filiere == field.filiere or score >= _NEARER]
    of_jobs = [f for id_ in field.des_metiers if (f := base.get(Formation, id_)) and f.type in kinds]
    found += [f for f in of_jobs if f.filiere == field.filiere]
    return _distinct(found)[:_COUNT]


def _distinct(formations: list[Formation]) -> list[Formation]:
    """Return the trainings without the « parcours » or « option » of one already there."""
    seen: dict[str, Formation] = {}
    for formation in formations:
        seen.setdefault(formation.intitule.partition(" parcours ")[0].partition(", option ")[0], formation)
    return list(seen.values())
