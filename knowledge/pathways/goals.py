"""Read a goal (« ingénieur dans l'automobile », « le plus loin possible dans le bois ») in the words people use."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Filiere, Formation, Metier
from knowledge.names import Mention, label
from knowledge.pathways.mentions import gazetteer, mentions
from knowledge.pathways.model import But
from knowledge.pathways.proximity import proximity, roots
from knowledge.pathways.targets import sommet
from knowledge.queries.metiers import told
from knowledge.text import fold, stems, words

__all__ = ["But", "but_diplome", "but_domaine", "but_formations", "but_metier", "gazetteer", "lire_but"]

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
_SUMMIT = re.compile(r"\b(?:(?:plus|aussi) (?:loin|haut)|jusqu ou|(?:au|le) sommet|le maximum d etudes)\b")
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
    "cmi",
    "ingenieur",
    "master",
)
_TRADE = 0.7  # how near a title must be to be that of the trade: its name, or its code and a rare word
_AHEAD, _WELL_AHEAD = 1.1, 1.2  # of the next job, for one told by an activity; beside a field that is named, surely
_LEVELS = {
    3: ("cap", "capa"),
    4: ("bac-pro", "bp"),
    5: ("bts", "btsa"),
    6: ("but", "licence-pro", "licence"),
    7: ("master", "ingenieur"),
    8: ("doctorat",),
}


def lire_but(base: KnowledgeBase, text: str) -> But | None:
    """Return the goal a text names, or None when it names nothing of the base."""
    but = _read(base, text)
    return sommet(base, but) if but is not None and _SUMMIT.search(" ".join(words(text))) else but


def _read(base: KnowledgeBase, text: str) -> But | None:
    named = mentions(base, text)
    if any(mention.unknown for mention in named):
        return None  # « BTS psychologie sociale » is not a wish for the social field: perhaps it does not exist
    by_type: dict[str, Mention] = {}
    for mention in named:
        by_type.setdefault(mention.entity, mention)
    asked = _register(text)
    # « chercheur dans le nucléaire » : the word that sets the level is not the field
    fields = [m for m in named if m.entity == "domaine"]
    field = next((m for m in fields if not _register(text[m.start : m.end])), next(iter(fields), None))
    domaine = but_domaine(base, field.id) if field is not None else None
    if "metier" in by_type and by_type["metier"].id:
        metier = base.get(Metier, by_type["metier"].id)
        if metier is not None:
            but = but_metier(base, metier, _said(by_type["metier"], text))
            return _with_field(but, domaine, asked)
    if "diplome" in by_type and by_type["diplome"].id:
        diplome = by_type["diplome"]
        wanted = but_diplome(base, str(diplome.id))
        if wanted is not None and not diplome.exact:
            id_ = next(
                (m.id for m in gazetteer(base).find(" ".join(words(diplome.label)[1:])) if m.entity == "domaine"), None
            )
            wanted, domaine = replace(wanted, label=diplome.label), but_domaine(base, id_) or domaine
            return _about(wanted, domaine) if domaine else wanted
        if wanted is not None:
            return _with_field(wanted, domaine, ())
    vague = not asked and not _SUMMIT.search(" ".join(words(text)))
    metier = told(base, text, _AHEAD if domaine is None else _WELL_AHEAD) if vague else None
    if metier is not None:
        return but_metier(base, metier, metier.masculin)
    return _of_field(text, domaine, asked)


def _of_field(text: str, domaine: But | None, asked: tuple[str, ...]) -> But | None:
    """Return a goal that is a field, a level, or both."""
    if domaine is not None:
        return replace(domaine, types=asked or domaine.types)
    return But(text.strip(), asked) if asked else None


def _said(mention: Mention, text: str) -> str:
    """Return the name as short as it was typed, with its accents: « électricienne », not « … du bâtiment »."""
    typed = words(text[mention.start : mention.end])
    start = " ".join(mention.label.split()[: len(typed)])
    return start if words(start) == typed else mention.label


def _with_field(but: But, domaine: But | None, asked: tuple[str, ...]) -> But:
    """Narrow a goal by a field named beside it (« ingénieur » + « automobile »)."""
    if domaine is None:
        return but
    generic = not but.formations or not but.racines
    if not generic and but.filiere is not None and domaine.filiere != but.filiere:
        return but  # the field of something else: « frigoriste, mon tel est… »
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
    if "concours" in kept:  # the diplomas before it do not open the job yet
        kept = ["concours"]
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
        listed = _of_trades(base, domaine)
        return But(
            domaine.noms[0],
            tuple(dict.fromkeys((*_ANY, *(f.type for f in listed)))),
            (),
            domaine.filiere,
            mots,
            racines=racines,
            contexte=_field(base, domaine.filiere),
            des_metiers=tuple(f.id for f in listed),
        )
    filiere = base.get(Filiere, id_)
    if filiere is None:
        return None
    racines = frozenset(root for nom in (filiere.nom, *filiere.noms) for root in roots(nom))
    mots = frozenset(stems(filiere.nom))
    return But(filiere.nom, _ANY, (), filiere.id, mots, racines=racines, contexte=_field(base, filiere.id))


def _of_trades(base: KnowledgeBase, domaine: Domaine) -> list[Formation]:
    """Return the formations of the jobs that bear a field's name, of one word, or else whose description does."""
    known: dict[str, list[Formation]] = base.derived("formations_des_domaines", lambda _: {})
    if domaine.id not in known:
        names = {stem for nom in domaine.noms if len(words(nom)) == 1 for stem in stems(nom)}
        jobs = base.all(Metier)
        trades = [m for m in jobs if names & set(stems(m.masculin))]
        trades = trades or [m for m in jobs if names & set(stems(m.description))]
        found = dict.fromkeys(id_ for metier in trades for id_ in metier.formations)
        known[domaine.id] = [f for id_ in found if (f := base.get(Formation, id_))]
    return known[domaine.id]


def _field(base: KnowledgeBase, id_: str) -> frozenset[str]:
    """Return the words of what is written about a field."""
    filiere = base.get(Filiere, id_)
    return roots(" ".join((filiere.nom, *filiere.noms, filiere.description))) if filiere else frozenset()


def _register(text: str) -> tuple[str, ...]:
    plain = " ".join(re.findall(r"[a-z0-9+]+", fold(text)))
    return next((types for pattern, types in _REGISTERS if re.search(pattern, plain)), ())
