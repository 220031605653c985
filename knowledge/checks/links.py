"""What a fact points at exists: formations, métiers, diplomas, subjects and sources."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entities import (
    Campus,
    Diplome,
    Domaine,
    Fait,
    Filiere,
    Formation,
    Metier,
    Poursuite,
    Salaire,
    Situation,
    Source,
)


def dangling(base: KnowledgeBase) -> Iterator[str]:
    """Yield the identifiers that nothing bears."""
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
    yield from _dangling_pay(base)
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


def _dangling_pay(base: KnowledgeBase) -> Iterator[str]:
    metiers = {metier.id for metier in base.all(Metier)}
    for salaire in base.all(Salaire):
        if salaire.metier not in metiers:
            yield f"salaire {salaire.metier} : métier inconnu ; corriger l'identifiant."
        if salaire.brut_min is None and salaire.brut_max is None and not salaire.des_le_smic:
            yield f"salaire {salaire.metier} : aucun montant ; retirer la ligne."
