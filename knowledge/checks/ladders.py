"""Everything leads somewhere: no orphan, no dead end, and a whole ladder in each filière."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Filiere, Formation, Metier, Poursuite
from knowledge.official import is_imported
from knowledge.pathways.graph import ways

# What a newcomer can start from; every one must reach the doctorate.
_STARTS = ("3e", "cap", "bac-pro", "bac-techno", "bac-general", "bts")
_LEVELS = range(3, 9)
# Their title is the job they lead to: nothing more is needed of them.
_OWN_JOB = frozenset({"diplome-etat", "titre-rncp"})
# « Le bac » stands for its three kinds, which have ways of their own.
_FAMILIES = frozenset({"bac"})


def dead_ends(base: KnowledgeBase) -> Iterator[str]:
    """Yield the starts from which the doctorate cannot be reached, and the diplomas that nothing follows."""
    for start in _STARTS:
        if not ways(base, start, "doctorat"):
            yield f"échelle : aucun chemin de « {start} » au doctorat ; il manque un palier dans poursuites.yml."
    left = {poursuite.de for poursuite in base.all(Poursuite)}
    tall = any(diplome.niveau == max(_LEVELS) for diplome in base.all(Diplome))  # facts that stop lower end there
    for diplome in base.all(Diplome) if tall else ():
        ends = diplome.nature != "diplome" or diplome.statut != "ouvert" or diplome.id in _FAMILIES
        if not ends and diplome.niveau and diplome.niveau < max(_LEVELS) and diplome.id not in left:
            yield f"diplôme {diplome.id} : rien ne le suit ; écrire une poursuite, même rare, dans poursuites.yml."


def orphans(base: KnowledgeBase) -> Iterator[str]:
    """Yield the formations that nothing leads to or that lead nowhere, and the métiers without a way in."""
    entered = {poursuite.vers for poursuite in base.all(Poursuite)}
    left = {poursuite.de for poursuite in base.all(Poursuite)}
    useful = {id_ for metier in base.all(Metier) for id_ in metier.formations}
    codes = {metier.rome for metier in base.all(Metier) if metier.rome}
    known = {diplome.id for diplome in base.all(Diplome)}
    for formation in base.all(Formation):
        if formation.type not in known or is_imported(formation.id):
            continue  # unknown types are said by what looks for dangling identifiers
        if not {formation.id, formation.type} & entered:
            yield f"formation {formation.id} : rien n'y mène ; écrire une poursuite vers elle ou vers {formation.type}."
        leads = bool({formation.id, formation.type} & (left | useful) or set(formation.rome) & codes)
        if not leads and formation.niveau < max(_LEVELS) and formation.type not in _OWN_JOB:
            yield f"formation {formation.id} : elle ne mène à rien ; écrire une poursuite ou un métier qui la cite."
    for metier in base.all(Metier):
        if is_imported(metier.id):
            continue
        if not (metier.formations or metier.acces or metier.niveaux):
            yield f"métier {metier.id} : aucune voie d'accès ; lister ses formations ou écrire « acces »."


def short_ladders(base: KnowledgeBase) -> Iterator[str]:
    """Yield the filières without a formation at each level from CAP to doctorate, or without a way through them."""
    if not any(formation.niveau == max(_LEVELS) for formation in base.all(Formation)):
        return  # facts that stop lower (dead_ends says so) have no ladder to speak of
    for filiere in base.all(Filiere):
        rungs: dict[int, set[str]] = defaultdict(set)
        for formation in base.all(Formation):
            if formation.filiere == filiere.id:
                rungs[formation.niveau].add(formation.id)
        missing = [level for level in _LEVELS if not rungs[level]]
        if missing:
            yield f"filière {filiere.id} : aucune formation de niveau {missing[0]} ; en ajouter une."
        elif not _reachable(base, rungs[3], filiere.id) & rungs[8]:
            yield f"filière {filiere.id} : aucun chemin du CAP au doctorat ; il manque une poursuite."


def _reachable(base: KnowledgeBase, starts: set[str], filiere: str) -> set[str]:
    """Return the formations met from these: by named edges, or by an edge between types within the filière."""
    named: dict[str, set[str]] = defaultdict(set)
    for poursuite in base.all(Poursuite):
        named[poursuite.de].add(poursuite.vers)
    of_type: dict[str, set[str]] = defaultdict(set)
    for formation in base.all(Formation):
        if formation.filiere == filiere:
            of_type[formation.type].add(formation.id)
    seen, waiting = set(starts), list(starts)
    while waiting:
        here = base.get(Formation, waiting.pop())
        if here is None:
            continue
        after = named[here.id] | {id_ for kind in named[here.type] for id_ in of_type[kind]}
        waiting += after - seen
        seen |= after
    return seen
