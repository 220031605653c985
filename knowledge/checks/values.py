"""What facts say does not contradict itself: levels, names given twice, amounts past their date."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Dispositif, Fait, Formation, Metier, Poursuite
from knowledge.queries.dispositifs import is_expired


def levels(base: KnowledgeBase) -> Iterator[str]:
    """Yield the formations that are not at the level of their diploma, and the rungs that are none."""
    expected = {d.id: d.niveau for d in base.all(Diplome) if d.niveau is not None}
    for formation in base.all(Formation):
        level = expected.get(formation.type)
        if level is not None and formation.niveau != level:
            yield f"formation {formation.id} : niveau {formation.niveau}, mais {formation.type} est au niveau {level}."
    for poursuite in base.all(Poursuite):
        if poursuite.de == "ms" and poursuite.vers == "doctorat":
            yield "poursuite ms → doctorat : un mastère spécialisé n'est pas un palier vers le doctorat ; la retirer."


def repeated(base: KnowledgeBase) -> Iterator[str]:
    """Yield the names that two métiers share, and the questions asked twice."""
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


def expired(base: KnowledgeBase, today: datetime.date) -> Iterator[str]:
    """Yield what is past its date and has nothing else to say."""
    for item in base.all(Dispositif):
        if is_expired(item, today) and not item.description:
            yield f"dispositif {item.id} : périmé depuis le {item.valid_until}, rien d'autre à dire ; l'actualiser."
