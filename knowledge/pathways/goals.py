"""Read a goal (« ingénieur dans l'automobile ») and a start (« je suis en 3e ») in the words people use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Filiere, Formation, Metier, Situation
from knowledge.names import Gazetteer, Mention, label
from knowledge.pathways import rules
from knowledge.pathways.proximity import Sujet, proximity, roots
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
_ADULT = 26
_ACRONYM = 3  # letters and signs
_TRADE = 0.7  # how near a title must be to be that of the trade: its name, or its code and a rare word
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

    `types` are the diploma types that end the way, `par` the types or formations it may pass through; `formations`
    are ends known by name; `racines` the subject, `contexte` the words of what is written about it.
    """

    label: str
    types: tuple[str, ...]
    formations: tuple[str, ...] = ()
    filiere: str | None = None
    mots: frozenset[str] = frozenset()
    rome: tuple[str, ...] = ()
    metier: str | None = None
    par: tuple[str, ...] = ()
    racines: frozenset[str] = frozenset()
    contexte: frozenset[str] = frozenset()
    niveaux: tuple[int, ...] = ()

    @property
    def sujet(self) -> Sujet | None:
        """Return what the goal is about, or None when it names no subject (« un BTS »)."""
        if not (self.racines or self.rome or self.mots or self.formations):
            return None
        return Sujet(self.racines or frozenset(word[:6] for word in self.mots), frozenset(self.rome), self.filiere)


def gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Return the dictionary of the base, made once."""
    made: Gazetteer = base.derived("noms", Gazetteer)
    return made


def lire_but(base: KnowledgeBase, text: str) -> But | None:
    """Return the goal a text names, or None when it names nothing of the base."""
    mentions = _mentions(base, text)
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
            but = but_metier(base, metier, _said(by_type["metier"], text))
            return _with_field(but, domaine, asked)
    if "diplome" in by_type and by_type["diplome"].id:
        named = by_type["diplome"]
        wanted = but_diplome(base, str(named.id))
        if wanted is not None and not named.exact:
            field = next(
                (m.id for m in gazetteer(base).find(" ".join(words(named.label)[1:])) if m.entity == "domaine"), None
            )
            wanted, domaine = replace(wanted, label=named.label), but_domaine(base, field) or domaine
            return _about(wanted, domaine) if domaine else wanted
        if wanted is not None:
            return _with_field(wanted, domaine, ())
    if domaine is not None:
        return replace(domaine, types=asked or domaine.types)
    return But(text.strip(), asked) if asked else None


def _mentions(base: KnowledgeBase, text: str) -> list[Mention]:
    """Return what a text names and does not refuse; « à l' » is not the prépa A/L unless typed as an acronym."""
    found = (m for m in gazetteer(base).find(text) if not m.negated)
    return [m for m in found if m.entity != "diplome" or not _is_slip(text[m.start : m.end])]


def _is_slip(typed: str) -> bool:
    return len(typed) <= _ACRONYM and any(sign in typed for sign in " '’") and not typed.isupper()


def _said(mention: Mention, text: str) -> str:
    """Return the name as short as it was typed, with its accents: « électricienne », not « … du bâtiment »."""
    typed = words(text[mention.start : mention.end])
    start = " ".join(mention.label.split()[: len(typed)])
    return start if words(start) == typed else mention.label


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
        racines=but.racines | domaine.racines,
        formations=but.formations if not generic else (),
        types=asked or but.types,
    )


def _about(but: But, domaine: But) -> But:
    return replace(but, filiere=domaine.filiere, mots=domaine.mots, racines=domaine.racines, contexte=domaine.contexte)


def but_metier(base: KnowledgeBase, metier: Metier, said: str) -> But:
    """Return the goal of becoming something: its formations, or its levels when none is listed."""
    listed = [f for f in metier.formations if base.get(Formation, f) or base.get(Diplome, f)]
    kinds = [formation.type if (formation := base.get(Formation, f)) else f for f in listed]
    kept = [kind for kind in kinds if _ends(base, kind, metier)] or kinds
    if not kept:
        kept = [kind for level in metier.niveaux for kind in _LEVELS.get(level, ())]
    but = But(
        label=said,
        types=tuple(dict.fromkeys(kept)) or _ANY,
        formations=tuple(f for f in listed if base.get(Formation, f)),
        filiere=metier.filiere,
        mots=frozenset(stems(metier.masculin)),
        rome=(metier.rome,) if metier.rome else (),
        metier=metier.id,
        par=tuple(dict.fromkeys((*kinds, *listed))),
        racines=roots(metier.masculin),
        contexte=roots(metier.acces),
        niveaux=metier.niveaux,
    )
    return _with_titles(base, but)


def _with_titles(base: KnowledgeBase, but: But) -> But:
    """Add the titres professionnels of the very trade: adults enter many jobs by them."""
    sujet = but.sujet
    if sujet is None or not but.niveaux:
        return but
    near = [id_ for _, id_ in proximity(base).nearest("titre-pro", sujet, 3, _TRADE)]
    known = [f for id_ in near if (f := base.get(Formation, id_)) and min(but.niveaux) <= f.niveau <= max(but.niveaux)]
    titles = tuple(f.id for f in known[:2] if f.id not in but.formations)
    if not titles:
        return but
    types = but.types if "titre-pro" in but.types else (*but.types, "titre-pro")
    return replace(but, types=types, formations=(*but.formations, *titles))


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
            racines=roots(formation.intitule),
        )
    diplome = base.get(Diplome, id_)
    if diplome is None:
        return None
    target = diplome.remplace_par if diplome.statut != "ouvert" and diplome.remplace_par else diplome.id
    return But(diplome.sigle or diplome.nom, (target,))


def but_formations(base: KnowledgeBase, said: str, ids: tuple[str, ...]) -> But:
    """Return the goal of one of several formations, whatever their types."""
    known = [f for id_ in ids if (f := base.get(Formation, id_))]
    return But(
        said,
        tuple(dict.fromkeys(f.type for f in known)),
        tuple(f.id for f in known),
        known[0].filiere if known else None,
        frozenset(stem for f in known for stem in stems(f.intitule)),
        tuple(dict.fromkeys(code for f in known for code in f.rome)),
        racines=frozenset(root for f in known for root in roots(f.intitule)),
    )


def but_domaine(base: KnowledgeBase, id_: str | None) -> But | None:
    """Return the goal of working in a field, at any level."""
    domaine = base.get(Domaine, id_)
    if domaine is not None:
        mots = frozenset(word for nom in domaine.noms for word in stems(nom))
        racines = frozenset(root for nom in domaine.noms for root in roots(nom))
        return But(
            domaine.noms[0], _ANY, (), domaine.filiere, mots, racines=racines, contexte=_field(base, domaine.filiere)
        )
    filiere = base.get(Filiere, id_)
    if filiere is None:
        return None
    racines = frozenset(root for nom in (filiere.nom, *filiere.noms) for root in roots(nom))
    mots = frozenset(stems(filiere.nom))
    return But(filiere.nom, _ANY, (), filiere.id, mots, racines=racines, contexte=_field(base, filiere.id))


def _field(base: KnowledgeBase, id_: str) -> frozenset[str]:
    """Return the words of what is written about a field."""
    filiere = base.get(Filiere, id_)
    return roots(" ".join((filiere.nom, *filiere.noms, filiere.description))) if filiere else frozenset()


def _register(text: str) -> tuple[str, ...]:
    plain = " ".join(re.findall(r"[a-z0-9+]+", fold(text)))
    return next((types for pattern, types in _REGISTERS if re.search(pattern, plain)), ())


def depart_nomme(base: KnowledgeBase, text: str) -> str | None:
    """Return the id a text starts from: a situation, a diploma, a formation (« 3e », « bac pro MELEC », « rien »).

    A class with the speciality prepared in it is « class+diploma », and so is an adult with a diploma.
    """
    exact = " ".join(words(text))
    for situation in base.all(Situation):
        if exact in (" ".join(words(name)) for name in (situation.id, situation.nom, *situation.noms)):
            return situation.id
    mentions = _mentions(base, text)
    classe = next((m.id for m in mentions if m.entity == "niveau" and m.id), None)
    diplome = next((m.id for m in mentions if m.entity == "diplome" and m.id), None)
    if classe is not None:
        return _with_speciality(base, classe, diplome, exact)
    loose = next((id_ for id_ in ("adulte", "rien") if _says(base, id_, exact)), None)
    if loose == "adulte" and diplome is not None:
        return f"adulte+{diplome}"
    return diplome or loose


def diplome_nomme(base: KnowledgeBase, text: str) -> str | None:
    """Return the id of the diploma a text names, closed ones included."""
    return next((m.id for m in _mentions(base, text) if m.entity == "diplome" and m.id), None)


def _with_speciality(base: KnowledgeBase, classe: str, diplome: str | None, text: str) -> str:
    """Return the class, with the series or speciality named beside it when it is what the class prepares."""
    situation = base.get(Situation, classe)
    prepared = situation.prepare if situation else None
    formation = base.get(Formation, diplome)
    kind = formation.type if formation else diplome
    if diplome is not None and kind != diplome and prepared == kind:
        return f"{classe}+{diplome}"
    if prepared == "bac-techno":
        said = set(text.split())
        series = next((d.id for d in base.all(Diplome) if rules.is_series(d.id) and d.id.split("-")[-1] in said), None)
        return f"{classe}+{series}" if series else classe
    return classe


def _says(base: KnowledgeBase, id_: str, text: str) -> bool:
    """Tell whether a text says a situation that is no class: « je suis en reconversion », « j'ai 38 ans »."""
    situation = base.get(Situation, id_)
    if situation is None:
        return False
    names = [" ".join(words(name)) for name in (*situation.noms, situation.nom)]
    if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names if name):
        return True
    age = re.search(r"\bai (\d\d) ans\b", text)
    return id_ == "adulte" and age is not None and int(age[1]) >= _ADULT
