"""Questions on diplomas and trainings: what they are, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Filiere, Formation, Metier, Poursuite, Situation
from knowledge.names import label
from knowledge.pathways.goals import gazetteer
from knowledge.queries.poursuites import after, follows
from knowledge.text import stems

_ORDER = {"tres-courant": 0, "courant": 1, "possible": 2, "rare": 3, "tres-rare": 4}


@dataclass(frozen=True)
class Fiche:
    """What can be said of a diploma type or of a named formation (its type's rules, its own title)."""

    id: str
    nom: str
    nom_long: str
    niveau: int | None
    duree: str
    entree: str
    admission: str
    alternance: str
    description: str
    a_savoir: str
    statut: str
    remplace_par: str
    depuis: int | None
    suites: tuple[str, ...]
    sources: tuple[str, ...]


def describe(base: KnowledgeBase, id_: str | None) -> Fiche | None:
    """Return the sheet of a diploma type, a formation, or the diploma a class prepares; None when unknown."""
    situation = base.get(Situation, id_)
    if situation is not None:
        id_ = situation.prepare or situation.equivaut
    formation = base.get(Formation, id_)
    diplome = base.get(Diplome, formation.type if formation else id_)
    if diplome is None:
        return None
    short = diplome.sigle or diplome.nom
    nom = label(formation, {diplome.id: diplome}) if formation else short
    long = nom if formation or fold_equal(diplome.nom, short) else f"{short} ({diplome.nom})"
    new = base.get(Diplome, diplome.remplace_par) if diplome.statut != "ouvert" else None
    sources = ([formation.source] if formation else []) + list(diplome.sources)
    return Fiche(
        id=formation.id if formation else diplome.id,
        nom=nom,
        nom_long=long,
        niveau=formation.niveau if formation else diplome.niveau,
        duree=diplome.duree_texte,
        entree=diplome.entree,
        admission=diplome.admission_texte,
        alternance=diplome.alternance,
        description=(formation.description if formation else "") or diplome.description,
        a_savoir=diplome.a_savoir,
        statut=diplome.statut,
        remplace_par=(new.sigle or new.nom) if new else "",
        depuis=diplome.depuis,
        suites=tuple(_short(base, step.vers) for step in next_steps(base, diplome.id)[:4]),
        sources=tuple(sources),
    )


def next_steps(base: KnowledgeBase, id_: str) -> list[Poursuite]:
    """Return what usually follows a class, a diploma type or a formation, the most usual first."""
    situation = base.get(Situation, id_)
    formation = base.get(Formation, id_)
    starts = {id_, formation.type if formation else id_}
    if situation is not None:
        starts |= {s for s in (situation.prepare, situation.equivaut) if s}
    steps = [p for start in sorted(starts) for p in after(base, start) if base.get(Formation, p.vers) is None]
    if formation is not None:
        steps = [step for step in steps if _fits(base, formation, step)]
    closed = {d.id for d in base.all(Diplome) if d.statut != "ouvert"}
    best: dict[str, Poursuite] = {}
    for step in sorted(steps, key=lambda p: _ORDER[p.frequence]):
        if step.vers not in closed:
            best.setdefault(step.vers, step)
    return list(best.values())


def _fits(base: KnowledgeBase, formation: Formation, step: Poursuite) -> bool:
    """Tell whether a rung makes sense from a formation: one of its field exists there, or none is needed."""
    above = [f for f in base.all(Formation) if f.type == step.vers]
    if not above:
        return not step.meme_domaine
    title = set(stems(formation.intitule))
    return any(
        follows(base, formation.id, f.id)
        or set(f.rome) & set(formation.rome)
        or len(title & set(stems(f.intitule))) > 1
        for f in above
    )


def nearest(base: KnowledgeBase, said: str, count: int = 3) -> list[Formation]:
    """Return the real trainings nearest to a name nobody knows: of its kind and field first, then by spelling."""
    mentions = gazetteer(base).find(said)
    kinds = [m.id for m in mentions if m.entity == "diplome" and m.id] or [
        d.id for d in base.all(Diplome) if d.sigle and said.startswith(f"{d.sigle} ")
    ]
    field = next((field_of(base, m.id, None) for m in gazetteer(base).find(" ".join(said.split()[1:])) if m.id), None)
    same = [f for f in base.all(Formation) if f.type in kinds]
    asked = set(stems(said))
    return sorted(same, key=lambda f: (f.filiere != field, -len(asked & set(stems(f.intitule))), f.id))[:count]


def name(base: KnowledgeBase, id_: str) -> str:
    """Return how a class, a diploma or a formation is called."""
    situation = base.get(Situation, id_)
    if situation is not None:
        return situation.nom
    fiche = describe(base, id_)
    return fiche.nom if fiche else id_


def field_of(base: KnowledgeBase, domaine: str | None, metier: str | None) -> str | None:
    """Return the filière of a domaine, of a filière's own id, or of a job."""
    found = base.get(Domaine, domaine)
    if found is not None:
        return found.filiere
    if base.get(Filiere, domaine) is not None:
        return domaine
    job = base.get(Metier, metier)
    return job.filiere if job else None


def fold_equal(a: str, b: str) -> bool:
    """Tell whether two names differ only by case."""
    return a.lower() == b.lower()


def _short(base: KnowledgeBase, id_: str) -> str:
    diplome = base.get(Diplome, id_)
    return (diplome.sigle or diplome.nom) if diplome else id_
