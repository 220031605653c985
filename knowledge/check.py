"""Check the facts against each other: what dangles, contradicts, repeats, expires or leads nowhere."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entities import (
    Campus,
    Diplome,
    Dispositif,
    Domaine,
    Fait,
    Filiere,
    Formation,
    Metier,
    Poursuite,
    Situation,
    Source,
)
from knowledge.pathways.graph import ways
from knowledge.queries.dispositifs import is_expired

# What a newcomer can start from; every one must reach the doctorate.
_LADDER = ("3e", "cap", "bac-pro", "bac-techno", "bac-general", "bts")


def check(base: KnowledgeBase, today: datetime.date | None = None) -> list[str]:
    """Return the problems found, each with the entry and the remedy; an empty list when the facts hold."""
    return [
        *_dangling(base),
        *_levels(base),
        *_repeated(base),
        *_expired(base, today or datetime.date.today()),
        *_dead_ends(base),
    ]


def _dangling(base: KnowledgeBase) -> Iterator[str]:
    nodes = {d.id for d in base.all(Diplome)} | {s.id for s in base.all(Situation)}
    formations = {f.id for f in base.all(Formation)}
    metiers = {m.id for m in base.all(Metier)}
    for poursuite in base.all(Poursuite):
        for end in {poursuite.de, poursuite.vers} - nodes - formations:
            yield f"poursuite {poursuite.de} → {poursuite.vers} : « {end} » n'existe pas ; corriger l'identifiant."
    for formation in base.all(Formation):
        if formation.type not in nodes:
            yield f"formation {formation.id} : type « {formation.type} » inconnu ; l'ajouter à diplomes.yml."
    for metier in base.all(Metier):
        for id_ in set(metier.formations) - formations - nodes:
            yield f"métier {metier.id} : formation « {id_} » inconnue ; corriger l'identifiant."
        for id_ in set(metier.proches) - metiers:
            yield f"métier {metier.id} : métier proche « {id_} » inconnu ; le retirer ou l'écrire."
    yield from _dangling_subjects(base)


def _dangling_subjects(base: KnowledgeBase) -> Iterator[str]:
    filieres = {f.id for f in base.all(Filiere)}
    campuses = {c.id for c in base.all(Campus)}
    members = [
        (item.id, item.filiere)
        for items in (base.all(Formation), base.all(Metier), base.all(Campus), base.all(Domaine))
        for item in items
    ]
    for id_, filiere in members:
        if filiere not in filieres:
            yield f"{id_} : filière « {filiere} » inconnue ; prendre l'une des douze."
    for fait in base.all(Fait):
        if fait.sujet not in campuses | {"cmq", "filiere"}:
            yield f"fait {fait.id} : sujet « {fait.sujet} » inconnu ; mettre cmq, filiere ou un campus."
        for source in fait.source.split(" ; "):
            if base.get(Source, source) is None and not source.startswith("http"):
                yield f"fait {fait.id} : source « {source} » inconnue ; l'ajouter à sources.yml."


def _levels(base: KnowledgeBase) -> Iterator[str]:
    expected = {d.id: d.niveau for d in base.all(Diplome) if d.niveau is not None}
    for formation in base.all(Formation):
        level = expected.get(formation.type)
        if level is not None and formation.niveau != level:
            yield f"formation {formation.id} : niveau {formation.niveau}, mais {formation.type} est au niveau {level}."
    for poursuite in base.all(Poursuite):
        if poursuite.de == "ms" and poursuite.vers == "doctorat":
            yield "poursuite ms → doctorat : un mastère spécialisé n'est pas un palier vers le doctorat ; la retirer."


def _repeated(base: KnowledgeBase) -> Iterator[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for metier in base.all(Metier):
        for name in {metier.masculin.lower(), metier.feminin.lower(), *(n.lower() for n in metier.noms)}:
            owners[name].add(metier.id)
    for name, ids in owners.items():
        if len(ids) > 1:
            yield f"métiers {', '.join(sorted(ids))} : le nom « {name} » est partagé ; le laisser à un seul."
    for question, count in Counter(fait.question for fait in base.all(Fait)).items():
        if count > 1:
            yield f"faits : la question « {question} » est posée {count} fois ; en garder une."


def _expired(base: KnowledgeBase, today: datetime.date) -> Iterator[str]:
    for item in base.all(Dispositif):
        if is_expired(item, today) and not item.description:
            yield f"dispositif {item.id} : périmé depuis le {item.valid_until}, rien d'autre à dire ; l'actualiser."


def _dead_ends(base: KnowledgeBase) -> Iterator[str]:
    for start in _LADDER:
        if not ways(base, start, "doctorat"):
            yield f"échelle : aucun chemin de « {start} » au doctorat ; il manque un palier dans poursuites.yml."
