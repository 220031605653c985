"""Read a goal (« ingénieur dans l'automobile ») and a start (« je suis en 3e ») in the words people use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Filiere, Formation, Metier, Situation
from knowledge.names import Gazetteer, Mention, label
from knowledge.text import fold, stems, words

# Words that set the level of a goal when no diploma does: the last rungs that fit it.
_REGISTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\b(?:doctorat|these|docteure?|chercheu\w+|recherche|enseignant\w* chercheu\w+)\b", ("doctorat",)),
    (r"\b(?:universite|universitaire|fac|master|bac ?\+ ?5)\b", ("cmi", "master", "doctorat")),
    (r"\b(?:ingenieure?s?)\b", ("ingenieur",)),
    (r"\b(?:bac ?\+ ?3|licence pro\w*|bachelor)\b", ("licence-pro", "but", "licence")),
    (r"\b(?:technicien\w*|bac ?\+ ?2)\b", ("bac-pro", "cs4", "bts", "btsa", "but")),
    (
        r"\b(?:ouvrier\w*|operateur\w*|operatrice\w*|le plus vite|rapidement)\b",
        ("cap", "capa", "bac-pro", "titre-pro"),
    ),
)
_ANY = (
    "cap",
    "capa",
    "bac-pro",
    "bp",
    "bma",
    "cs4",
    "bts",
    "btsa",
    "but",
    "licence-pro",
    "dnmade",
    "ingenieur",
    "master",
)
_LEVELS = {
    3: ("cap", "capa"),
    4: ("bac-pro", "bp"),
    5: ("bts", "btsa"),
    6: ("but", "licence-pro", "licence"),
    7: ("master", "ingenieur"),
    8: ("doctorat",),
}


@dataclass(frozen=True)
class But:
    """A goal as understood.

    `types` are the diploma types that end the way, `par` those it may pass through; the rest tells the speciality.
    """

    label: str
    types: tuple[str, ...]
    formations: tuple[str, ...] = ()
    filiere: str | None = None
    mots: frozenset[str] = frozenset()
    rome: tuple[str, ...] = ()
    metier: str | None = None
    par: tuple[str, ...] = ()


def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Return the dictionary of the base, made once."""
    made: Gazetteer = base.derived("noms", Gazetteer)
    return made


def lire_but(base: KnowledgeBase, text: str) -> But | None:
    """Return the goal a text names, or None when it names nothing of the base."""
    mentions = [m for m in gazetteer(base).find(text) if not m.negated]
    if any(mention.unknown for mention in mentions):
        return None  # « BTS psychologie sociale » is not a wish for the social field: perhaps it does not exist
    by_type: dict[str, Mention] = {}
    for mention in mentions:
        by_type.setdefault(mention.entity, mention)
    asked = _register(text)
    domaine = but_domaine(base, by_type["domaine"].id) if "domaine" in by_type else None
    if "metier" in by_type and by_type["metier"].id:
        metier = base.get(Metier, by_type["metier"].id)
        if metier is not None:
            but = but_metier(base, metier, by_type["metier"].label)
            return _with_field(but, domaine, asked)
    if "diplome" in by_type and by_type["diplome"].id:
        named = by_type["diplome"]
        wanted = but_diplome(base, str(named.id))
        if wanted is not None and not named.exact:
            field = next(
                (m.id for m in gazetteer(base).find(" ".join(words(named.label)[1:])) if m.entity == "domaine"), None
            )
            wanted, domaine = replace(wanted, label=named.label), but_domaine(base, field) or domaine
            return replace(wanted, filiere=domaine.filiere, mots=domaine.mots) if domaine else wanted
        if wanted is not None:
            return _with_field(wanted, domaine, ())
    if domaine is not None:
        return replace(domaine, types=asked or domaine.types)
    return But(text.strip(), asked) if asked else None


def _with_field(but: But, domaine: But | None, asked: tuple[str, ...]) -> But:
    """Narrow a goal by a field named beside it (« ingénieur » + « automobile »)."""
    if domaine is None:
        return but
    generic = not but.formations or len(but.mots) <= 1
    return replace(
        but,
        label=f"{but.label} ({domaine.label})",
        filiere=domaine.filiere,
        mots=but.mots | domaine.mots,
        formations=but.formations if not generic else (),
        types=asked or but.types,
    )


def but_metier(base: KnowledgeBase, metier: Metier, said: str) -> But:
    """Return the goal of becoming something: its formations, or its levels when none is listed."""
    formations = tuple(f for f in metier.formations if base.get(Formation, f))
    kinds = [formation.type for f in formations if (formation := base.get(Formation, f))]
    kinds += [f for f in metier.formations if base.get(Diplome, f)]
    through = tuple(dict.fromkeys(kinds))
    kinds = [kind for kind in kinds if _ends(base, kind, metier)] or kinds
    if not kinds:
        kinds = [kind for level in metier.niveaux for kind in _LEVELS.get(level, ())]
    return But(
        label=said,
        types=tuple(dict.fromkeys(kinds)) or _ANY,
        formations=formations,
        filiere=metier.filiere,
        mots=frozenset(stems(metier.masculin)),
        rome=(metier.rome,) if metier.rome else (),
        metier=metier.id,
        par=through,
    )


def _ends(base: KnowledgeBase, kind: str, metier: Metier) -> bool:
    """Tell whether a diploma type ends the way to a job: not a class, not a step below the job's first level."""
    diplome = base.get(Diplome, kind)
    if diplome is None or diplome.nature in ("classe", "dispositif"):
        return False
    return diplome.niveau is None or not metier.niveaux or diplome.niveau >= min(metier.niveaux)


def but_diplome(base: KnowledgeBase, id_: str) -> But | None:
    """Return the goal of a diploma type or of a named formation."""
    formation = base.get(Formation, id_)
    if formation is not None:
        types = {diplome.id: diplome for diplome in base.all(Diplome)}
        return But(
            label(formation, types),
            (formation.type,),
            (formation.id,),
            formation.filiere,
            frozenset(stems(formation.intitule)),
            formation.rome,
        )
    diplome = base.get(Diplome, id_)
    if diplome is None:
        return None
    target = diplome.remplace_par if diplome.statut != "ouvert" and diplome.remplace_par else diplome.id
    return But(diplome.sigle or diplome.nom, (target,))


def but_domaine(base: KnowledgeBase, id_: str | None) -> But | None:
    """Return the goal of working in a field, at any level."""
    domaine = base.get(Domaine, id_)
    if domaine is not None:
        mots = frozenset(word for nom in domaine.noms for word in stems(nom))
        return But(domaine.noms[0], _ANY, (), domaine.filiere, mots)
    filiere = base.get(Filiere, id_)
    if filiere is None:
        return None
    return But(filiere.nom, _ANY, (), filiere.id, frozenset(stems(filiere.nom)))


def _register(text: str) -> tuple[str, ...]:
    plain = " ".join(re.findall(r"[a-z0-9+]+", fold(text)))
    return next((types for pattern, types in _REGISTERS if re.search(pattern, plain)), ())


def depart_nomme(base: KnowledgeBase, text: str) -> str | None:
    """Return the id of the situation or diploma a text starts from (« 3e », « bac pro MELEC », « rien »)."""
    exact = " ".join(words(text))
    for situation in base.all(Situation):
        if exact in (" ".join(words(name)) for name in (situation.id, situation.nom, *situation.noms)):
            return situation.id
    mentions = gazetteer(base).find(text)
    for entity in ("niveau", "diplome"):
        found = next((m.id for m in mentions if m.entity == entity and m.id), None)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8_192)
def title_stems(title: str) -> frozenset[str]:
    """Return the stems of a formation's title."""
    return frozenset(stems(title))


def affinity(formation: Formation, but: But) -> float:
    """Return how close a formation is to a goal (0 when unrelated)."""
    if formation.id in but.formations:
        return 10.0
    score = 0.0
    title = title_stems(formation.intitule)
    shared = len(title & but.mots)
    if shared:
        score += 3.0 * shared / max(1, min(len(title), len(but.mots)))
    if set(formation.rome) & set(but.rome):
        score += 2.0
    if but.filiere and formation.filiere == but.filiere and score:
        score += 0.5
    return score
