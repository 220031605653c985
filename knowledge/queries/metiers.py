"""Questions on jobs."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.base import KnowledgeBase
from knowledge.entities import Domaine, Filiere, Formation, Metier, Rome, Salaire
from knowledge.queries.interets import liked_roots
from knowledge.retrieval import Bm25
from knowledge.text import stems

_ENOUGH, _NEAR = 8.0, 0.55  # the least score of a job described, and its share of the best one's
_SURE, _TOLD = 10.0, 0.45  # the least score, and share of what is said, of a job that needs no confirmation


_OF_FIELD = 1.5  # what a job of the field that the tastes meet gains: half an interest met


def of_field(base: KnowledgeBase, field: str) -> list[Metier]:
    """Return the jobs of a domaine (best match first) or of a filière (order of the facts)."""
    domaine = base.get(Domaine, field)
    if domaine is None:
        return [m for m in base.all(Metier) if m.filiere == field] if base.get(Filiere, field) else []
    wanted = {word for nom in domaine.noms for word in stems(nom)}
    scored = [(len(wanted & _words(base, m)), m) for m in base.all(Metier) if m.filiere == domaine.filiere]
    near = [m for score, m in sorted(scored, key=lambda item: -item[0]) if score]
    return near or [m for m in base.all(Metier) if m.filiere == domaine.filiere]


def spread(metiers: Sequence[Metier], count: int) -> list[Metier]:
    """Return `count` jobs that do not all ask for the same level, lowest first, keeping the best of each level."""
    kept: list[Metier] = []
    rest = list(metiers)
    while rest and len(kept) < count:
        levels = {min(m.niveaux, default=0) for m in kept}
        fresh = next((m for m in rest if min(m.niveaux, default=0) not in levels), rest[0])
        kept.append(fresh)
        rest.remove(fresh)
    return sorted(kept, key=lambda m: min(m.niveaux, default=0))


def beginners_pay(base: KnowledgeBase, metier: str) -> Salaire | None:
    """Return what a beginner earns in a job, as its source published it, or None when nothing was published."""
    by_job: dict[str, Salaire] = base.derived("salaires", lambda base: {s.metier: s for s in base.all(Salaire)})
    return by_job.get(metier)


def rome_sheet(base: KnowledgeBase, metier: Metier) -> Rome | None:
    """Return what the national nomenclature says of a job's code."""
    by_code: dict[str, Rome] = base.derived("rome_par_code", lambda base: {r.code: r for r in base.all(Rome)})
    return by_code.get(metier.rome)


def leading_from(base: KnowledgeBase, formation: str) -> list[Metier]:
    """Return the jobs a formation leads to: those that list it, then those of its ROME codes."""
    found = base.get(Formation, formation)
    listed = [m for m in base.all(Metier) if formation in m.formations]
    by_code = [m for m in base.all(Metier) if found and m.rome in found.rome and m not in listed]
    return listed + by_code


def by_interest(
    base: KnowledgeBase,
    liked: Sequence[str],
    refused: Sequence[str],
    count: int,
    highest: int = 8,
    champs: Sequence[str] = (),
) -> list[Metier]:
    """Return jobs that the liked words meet and no refused one, open by level `highest` or below, best first.

    Those of the filières `champs` come before others that meet the words as well: « aider les gens » is care first.
    """
    wanted, unwanted = liked_roots(liked), {w for t in refused for w in stems(t)}
    scored = []
    for metier in base.all(Metier):
        words = {w for text in metier.interets for w in stems(text)}
        everything = words | _words(base, metier)
        if unwanted & everything or min(metier.niveaux, default=0) > highest:
            continue
        score = 2 * len(wanted & words) + len(wanted & everything)
        if score:
            scored.append((score + _OF_FIELD * (metier.filiere in champs), metier))
    return [metier for _, metier in sorted(scored, key=lambda item: -item[0])][: count * 3]


def described(base: KnowledgeBase, text: str, count: int) -> list[Metier]:
    """Return the jobs whose descriptions meet an activity told without a name, nearest first; empty when none does."""
    index: Bm25 = base.derived("metiers_decrits", _index)
    hits = index.search(text)
    if not hits or hits[0].score < _ENOUGH:
        return []
    jobs = base.all(Metier)
    return [jobs[hit.index] for hit in hits[:count] if hit.score >= _NEAR * hits[0].score]


def told(base: KnowledgeBase, text: str, ahead: float = 1.0) -> Metier | None:
    """Return the one job that an activity surely tells (« tailler des arbres »), or None: a field alone tells none.

    `ahead` is how many times the score of the second job that of the first must be, at least.
    """
    index: Bm25 = base.derived("metiers_decrits", _index)
    hits = index.search(text)
    if not hits or hits[0].score < _SURE or hits[0].coverage < _TOLD:
        return None
    if len(hits) > 1 and hits[0].score < ahead * hits[1].score:
        return None
    return base.all(Metier)[hits[0].index]


def _index(base: KnowledgeBase) -> Bm25:
    return Bm25(
        [
            (f"{m.masculin} {m.feminin} {' '.join(m.noms)}", 2.0),
            (m.description, 2.0),
            (" ".join(m.interets), 1.0),
            (m.conditions, 0.5),
        ]
        for m in base.all(Metier)
    )


def _words(base: KnowledgeBase, metier: Metier) -> set[str]:
    formations = [f.intitule for id_ in metier.formations if (f := base.get(Formation, id_))]
    texts = (metier.masculin, metier.feminin, *metier.noms, *metier.interets, *formations)
    return {word for text in texts for word in stems(text)}
