"""What comes after, by name: the next diplomas of a class, a diploma type or a formation, and their specialities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Formation, Poursuite, Situation
from knowledge.names import label
from knowledge.queries.diplomes import next_steps
from knowledge.queries.poursuites import after, follows
from knowledge.text import stems

_ORDER = {"tres-courant": 0, "courant": 1, "possible": 2, "rare": 3, "tres-rare": 4}
_NAMED = 3  # specialities named of one type
_LONG = 70  # letters of a title that a line of a list can hold


@dataclass(frozen=True)
class Suite:
    """One kind of diploma that may follow, in `annees` years; `noms` are its specialities of the same field.

    `total` tells how many specialities the facts know, named or not.
    """

    type: str
    nom: str
    noms: tuple[str, ...]
    total: int
    annees: float
    condition: str
    frequence: str
    source: str
    nature: str


_UNDECIDED = frozenset({"2de-gt"})  # classes from which what they usually prepare is still a choice
_OF_A_JOB = frozenset({"concours", "diplome-etat"})


def following(base: KnowledgeBase, id_: str) -> list[Suite]:
    """Return what follows, the most usual first; the specialities known by name come before what is only a type."""
    situation = base.get(Situation, id_)
    own = {edge.vers for edge in after(base, id_)} - {situation.prepare if situation else None}
    starts = [id_] if len(own) > 1 else _starts(base, id_)  # a class that leads somewhere by itself, else its diploma
    types = {d.id: d for d in base.all(Diplome)}
    named: dict[str, list[Poursuite]] = {}
    for edge in (edge for start in starts for edge in after(base, start)):
        formation = base.get(Formation, edge.vers)
        if formation is None or formation.id == id_ or _is_over(formation):
            continue
        if base.get(Formation, edge.de) is None and (
            formation.type in _OF_A_JOB
            or (not edge.de.startswith("bac-techno-") and follows(base, edge.de, formation.type))
        ):
            continue  # one speciality among all those open to any 3e, any bac: the kind is told
        if types[formation.type].statut == "ouvert":
            named.setdefault(formation.type, []).append(edge)
    found = {kind: _named(base, types, kind, edges) for kind, edges in named.items()}
    for step in next_steps(base, id_):
        decided = situation is not None and situation.id not in _UNDECIDED and step.vers == situation.prepare
        ignored = situation is not None and (step.de not in starts or decided)
        if step.vers not in found and not ignored:
            found[step.vers] = _typed(base, types, id_, step)
    return sorted(found.values(), key=lambda suite: _ORDER[suite.frequence])


def leading_to(base: KnowledgeBase, formation: Formation, count: int = 4) -> list[tuple[str, str]]:
    """Return (name, condition) of the formations from which one usually enters this one, the most usual first."""
    types = {d.id: d for d in base.all(Diplome)}
    edges = [p for p in base.all(Poursuite) if p.vers == formation.id]
    made = []
    for edge in sorted(edges, key=lambda p: _ORDER[p.frequence]):
        start = base.get(Formation, edge.de)
        if start is not None and types[start.type].statut == "ouvert":
            made.append((label(start, types), edge.condition))
        elif edge.de in types:
            made.append((types[edge.de].sigle or types[edge.de].nom, edge.condition))
    return made[:count]


def _starts(base: KnowledgeBase, id_: str) -> list[str]:
    situation = base.get(Situation, id_)
    return [s for s in (id_, situation.prepare if situation else None, situation.equivaut if situation else None) if s]


def _is_over(formation: Formation) -> bool:
    return bool(formation.derniere_session) and formation.derniere_session[:4] < "2026"


def _named(base: KnowledgeBase, types: dict[str, Diplome], kind: str, edges: list[Poursuite]) -> Suite:
    edges = sorted(edges, key=lambda p: _ORDER[p.frequence])
    formations = [f for edge in edges if (f := base.get(Formation, edge.vers))]
    names = tuple(dict.fromkeys(_short(f.intitule) for f in formations))
    if base.get(Formation, edges[0].de) is None and len(names) > _NAMED:
        names = ()  # after any diploma of a type, three specialities out of fifty would say nothing
    first = edges[0]
    return Suite(
        kind,
        types[kind].sigle or types[kind].nom,
        tuple(name for name in names if len(name) <= _LONG)[:_NAMED],
        len(names),
        first.annees,
        first.condition,
        first.frequence,
        first.source,
        first.nature,
    )


def _short(title: str) -> str:
    """Return a title without its option when it is too long for a list."""
    return title if len(title) <= _LONG else re.split(r"\s*-?\s*\boption ", title, maxsplit=1)[0]


def _typed(base: KnowledgeBase, types: dict[str, Diplome], id_: str, step: Poursuite) -> Suite:
    """Return a type that follows, with the specialities of the formation's own trade when it is a formation."""
    names: list[str] = []
    start = base.get(Formation, id_)
    if start is not None:
        title = set(stems(start.intitule))
        near = [
            (len(set(f.rome) & set(start.rome)), len(title & set(stems(f.intitule))), f)
            for f in base.all(Formation)
            if f.type == step.vers and not _is_over(f)
        ]
        kept = sorted((n for n in near if n[0] or n[1] > 1), key=lambda n: (-n[0], -n[1], n[2].intitule))
        names = list(dict.fromkeys(_short(f.intitule) for _, _, f in kept if f.id != id_))
    diplome = types[step.vers]
    return Suite(
        step.vers,
        diplome.sigle or diplome.nom,
        tuple(name for name in names if len(name) <= _LONG)[:_NAMED],
        len(names),
        step.annees,
        step.condition,
        step.frequence,
        step.source,
        step.nature,
    )
