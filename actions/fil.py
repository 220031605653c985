"""The thread of the talk: what is talked of now, whatever need named it, and how sure the reading of a message is."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.contexte import Contexte
from knowledge.entities import Campus, Formation, Metier
from knowledge.pathways.goals import but_domaine
from knowledge.text import fold, words

# The sheet of each kind of thing.
FICHES = {
    slots.METIER: "metier_decouverte",
    slots.DOMAINE: "metier_decouverte",
    slots.DIPLOME: "diplome_niveau",
    slots.CAMPUS: "campus_presentation",
}
# Readings that a follow-up is often taken for: they are not needs, or not of the base.
_VAGUES = frozenset({"relance_contextuelle", "nlu_fallback", "affirmer", "nier", "illisible", "hors_sujet"})
_JAMAIS = frozenset({"detresse", "harcelement", "injection", "insulte", "langue_etrangere", "devoirs"})
_SURE = 0.5  # a need read less surely than this is only a guess
_SOMBRE = 0.15  # chance of a danger from which a message is not taken for more of the same talk
_REPRISE = 2.5  # how much likelier the last need is than the classifier, which knows no talk, says
_DEFINI = re.compile(r"\b(?:le|ce|du|au)\s*$")
_NON = re.compile(r"(?:non|nan|nn)\b(?!.*\b(?:pas|plus|sans|ni|jamais|deteste\w*|aucune?)\b)")
_DU_SUJET = {
    ("metier_decouverte", slots.DIPLOME): "diplome_niveau",
    ("metier_decouverte", slots.CAMPUS): "campus_presentation",
    ("metier_debouches", slots.DIPLOME): "formation_debouches",
    ("diplome_niveau", slots.METIER): "metier_devenir",
    ("alternance_salaire", slots.METIER): "metier_salaire",
    ("etablissement_info", slots.CAMPUS): "campus_presentation",
}
_METIER_DIT = re.compile(r"\b(?:ce|le|du|son|mon) (?:metier|boulot|job|travail)\b")
_APPRENTI = re.compile(r"apprenti|alternan|contrat|patron|smic|\bans?\b|annee|\d")
COURT = 12  # words of a message that only leans on the last answer
BIEN_LU = 0.8  # a need read so surely is not read again
MAL_LU = 0.5  # a need read less surely than this is only a guess
_LONG = 14  # words: a longer message says what it is about


def sujet(contexte: Contexte) -> tuple[str, str] | None:
    """Return (kind, id) of what this message names, else of what was named last."""
    named = nomme(contexte)
    if named is not None:
        return named
    kept = contexte.slots.get(slots.SUJET)
    if kept:
        return str(kept["entity"]), str(kept["id"])
    return next(((kind, str(id_)) for kind in slots.SUBJECTS if (id_ := contexte.slots.get(kind))), None)


def nomme(contexte: Contexte) -> tuple[str, str] | None:
    """Return (kind, id) of what this message itself names to be talked of."""
    return contexte.sujet_nomme()


def nom(contexte: Contexte, chose: tuple[str, str]) -> str:
    """Return how a thing is called, in the person's words when they are known."""
    kind, id_ = chose
    if kind == slots.METIER:
        metier = contexte.base.get(Metier, id_)
        return contexte.dit(kind, metier.masculin) if metier and contexte.chose(kind) == id_ else _masculin(metier)
    if kind == slots.DOMAINE:
        but = but_domaine(contexte.base, id_)
        return contexte.dit(kind, but.label if but else "")
    if kind == slots.CAMPUS:
        campus = contexte.base.get(Campus, id_)
        return campus.nom if campus else ""
    return rendu.nom(contexte, id_)


def retenir(contexte: Contexte, accepte: bool) -> dict[str, str] | None:
    """Return what is talked of after this message: a field said in passing, or a diploma in hand, changes nothing."""
    kept: dict[str, str] | None = contexte.slots.get(slots.SUJET)
    named = nomme(contexte)
    if named is None:
        return kept
    en_passant = named[0] == slots.DOMAINE and not accepte
    vers = (kept or {}).get("entity") in (slots.METIER, slots.DOMAINE)
    if kept and (en_passant or (named[0] == slots.DIPLOME and vers and contexte.en_main(slots.DIPLOME))):
        return kept
    return {"entity": named[0], "id": named[1]}


def but(contexte: Contexte) -> str | None:
    """Return the words of the goal talked of before: a job, a field or a diploma of a speciality."""
    kept = contexte.slots.get(slots.SUJET)
    chose = (str(kept["entity"]), str(kept["id"])) if kept else None
    if chose is None or chose[0] == slots.CAMPUS:
        return None
    kind, id_ = chose
    if kind == slots.DIPLOME and contexte.base.get(Formation, id_) is None:
        return None  # « un BTS » is no goal by itself
    metier = contexte.base.get(Metier, id_) if kind == slots.METIER else None
    domaine = but_domaine(contexte.base, id_) if kind == slots.DOMAINE else None
    return metier.masculin if metier else domaine.label if domaine else nom(contexte, chose) or None


def rappeler(contexte: Contexte, besoin: str) -> None:
    """Name what is talked of in a message that names nothing, when the need would take an older thing for it."""
    named = nomme(contexte)
    if named is not None and named[0] == slots.DIPLOME and besoin.startswith("formation_"):
        _preciser(contexte, named[1])
    chose = None if named or len(contexte.texte.split()) > _LONG else sujet(contexte)
    if chose is None:
        return
    kind, id_ = chose
    formation = besoin in ("formation_contenu", "formation_acces", "formation_debouches", "procedure_inscription")
    if formation and kind == slots.METIER:
        id_ = formation_du_metier(contexte, id_) or ""
        if id_:
            contexte.nommer(slots.DIPLOME, id_, rendu.nom(contexte, id_), rappel=True)
        return
    paye = besoin == "metier_salaire" and kind == slots.DIPLOME and contexte.base.get(Formation, id_) is not None
    ou = besoin == "formation_ou" and kind != slots.CAMPUS
    if paye or ou or (besoin == "metier_decouverte" and kind == slots.DOMAINE):
        contexte.nommer(kind, id_, nom(contexte, chose), rappel=True)


def _preciser(contexte: Contexte, diplome: str) -> None:
    """Read « le CAP » as the one that leads to the job talked of, when there is one."""
    mention = next((e for e in contexte.entites if e["entity"] == slots.DIPLOME and e.get("end")), None)
    defini = mention is not None and _DEFINI.search(fold(contexte.texte[: mention["start"]]))
    precis = du_metier(contexte, diplome) if defini and len(contexte.nommes(slots.DIPLOME)) == 1 else diplome
    if precis != diplome:
        contexte.nommer(slots.DIPLOME, precis, rendu.nom(contexte, precis))


def formation_du_metier(contexte: Contexte, metier: str) -> str | None:
    """Return the training through which a job is spoken of: the one remembered, the one shown, else its first."""
    connu = contexte.base.get(Metier, metier)
    formations = [id_ for id_ in (connu.formations if connu else ()) if contexte.base.get(Formation, id_)]
    montrees = [item.get("id") for item in contexte.slots.get(slots.MONTRES) or [] if item["entity"] == "route"]
    retenue = contexte.slots.get(slots.DIPLOME)
    return next((id_ for id_ in (retenue, *montrees) if id_ in formations), next(iter(formations), None))


def du_metier(contexte: Contexte, diplome: str) -> str:
    """Return the diploma of that type which leads to the job talked of; the type itself when there is none."""
    metier = contexte.base.get(Metier, contexte.slots.get(slots.METIER))
    connues = [f for id_ in (metier.formations if metier else ()) if (f := contexte.base.get(Formation, id_))]
    return next((f.id for f in connues if f.type == diplome), diplome)


def relever(contexte: Contexte, plain: str) -> None:
    """Take for named what a correction only seems to refuse: « non pardon, ébéniste »."""
    if _NON.match(plain) and not contexte.bouton and not any(e["entity"] in slots.THINGS for e in contexte.entites):
        contexte.entites.extend(contexte.refus)
        contexte.refus.clear()


def besoin_du_sujet(contexte: Contexte, besoin: str) -> str:
    """Return the need as it is asked of what is talked of: « ça consiste en quoi ? » of a diploma is its sheet."""
    chose = None if nomme(contexte) or contexte.bouton else sujet(contexte)
    retenu = besoin == "diplome_niveau" and contexte.slots.get(slots.DIPLOME)
    if chose is None or retenu or len(contexte.texte.split()) > _LONG:
        return besoin
    sans = chose[0] == slots.METIER and formation_du_metier(contexte, chose[1]) is None
    if sans and besoin in ("formation_contenu", "formation_acces"):
        return "metier_devenir"
    precise = chose[0] != slots.DIPLOME or contexte.base.get(Formation, chose[1]) is not None
    seul = precise or not contexte.slots.get(slots.METIER)
    du_metier = chose[0] == slots.DIPLOME and contexte.slots.get(slots.METIER) and _METIER_DIT.search(contexte.ecrit)
    if du_metier or (besoin == "alternance_salaire" and _APPRENTI.search(contexte.ecrit)):
        return besoin
    return _DU_SUJET.get((besoin, chose[0]), besoin) if seul else besoin


def faible(contexte: Contexte) -> bool:
    """Tell whether a message was read as nothing sure: a follow-up is then the likelier reading."""
    intent = contexte.tracker.latest_message.get("intent") or {}
    name, confidence = intent.get("name"), float(intent.get("confidence") or 0.0)
    if not contexte.slots.get(slots.BESOIN):
        # Nothing to go on from: a guess is better than none, and so is the diploma that is named.
        return name in ("nlu_fallback", "relance_contextuelle") or (
            name == "hors_sujet" and (nomme(contexte) or ("",))[0] == slots.DIPLOME
        )
    return name not in _JAMAIS and (name in _VAGUES or confidence < _SURE)


def meme(contexte: Contexte) -> bool:
    """Tell whether a message that names nothing is nearly as likely of the last need as of what it was read as."""
    nu = not any(contexte.nommes(kind) for kind in slots.THINGS)
    lectures = dict(contexte.lectures)
    sombre = lectures.get("detresse", 0.0) + lectures.get("harcelement", 0.0) >= _SOMBRE
    sure = lectures.get(str(contexte.slots.get(slots.BESOIN)), 0.0)
    return nu and not sombre and sure * _REPRISE >= contexte.assurance


def reste(contexte: Contexte) -> str:
    """Return the words of the message outside what it names, folded."""
    texte = contexte.texte
    for mention in (*contexte.entites, *contexte.refus):
        texte = texte[: mention["start"]] + " " * (mention["end"] - mention["start"]) + texte[mention["end"] :]
    return " ".join(words(fold(texte)))


def _masculin(metier: Metier | None) -> str:
    return metier.masculin if metier else ""
