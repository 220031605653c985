"""What a person likes and refuses, gathered message after message, and the fields and jobs that go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from actions import montres, slots
from actions.contexte import Contexte, Reponse
from actions.contraintes import COURTES, PLUS_COURT, POURQUOI_PAS
from knowledge.entities import Filiere, Metier
from knowledge.queries import filieres as requetes
from knowledge.queries import metiers as requetes_metiers
from knowledge.queries.interets import meaningful, refused_roots, refuses, words_met
from knowledge.queries.metiers import by_interest, spread
from knowledge.text import fold, stems, words

_JOBS, _FIELDS = 4, 2
_READ, _BEST = 20, 12  # jobs looked at, and kept once refusals are left out
COURT, _MOYEN, TOUT = 4, 6, 8  # levels of the CEC
_LIKED = 4  # likes kept, newest first
_AILLEURS = re.compile(r"\b(?:plutot|finalement|en fait|a la place|je prefere|oublie)\b")  # a new like, in place of all
# « Quelqu'un qui répare des violons, ça s'appelle comment ? »: an activity told without its name.
_NOM_DEMANDE = re.compile(
    r"\b(?:s appelle\w*|appelle t on|on appelle|quel (?:est )?(?:ce |le )?metier"
    r"|c ?(?:est )?(?:quoi|koi) (?:le|ce|son) (?:nom|metier)|(?:porte|a) un nom|existe comme metier|quel est le nom)\b"
)
_QUESTION = re.compile(
    r"\b(?:comment )?on appelle\b|\by a (?:t il )?un nom pour\b|\bje cherche le metier (?:ou|qui)\b"
    r"|\b(?:et )?(?:ca |cela )?s appelle\w*.*$|\bc ?(?:est )?(?:quoi|koi|quel) (?:le |ce |son )?(?:nom|metier).*$"
    r"|\b(?:ca )?porte un nom.*$|\bet (?:je|on) (?:fais|fait) quoi.*$|\bca existe comme metier.*$"
)
_SANS_LYCEE = re.compile(
    r"\b(?:lycee|ecole|cours|bahut)\b.{0,20}\b(?:mort|fini|finie|termine|c est bon|marre|stop)\b"
    r"|\b(?:marre|fini|degoute)\b.{0,20}\b(?:lycee|ecole|cours|bahut)\b"
)


@dataclass(frozen=True)
class Gouts:
    """Likes (newest first) and refusals, each in the person's words, the highest level, and the field kept to."""

    aime: tuple[str, ...] = ()
    refus: tuple[str, ...] = ()
    niveau: int = TOUT
    domaine: str = ""

    def memoire(self) -> dict[str, Any]:
        """Return the value of the slot."""
        return {"aime": list(self.aime), "refus": list(self.refus), "niveau": self.niveau, "domaine": self.domaine}


@dataclass(frozen=True)
class Idees:
    """Fields and jobs to look at; `decrits` tells that they come from the description of an activity."""

    filieres: tuple[Filiere, ...] = ()
    metiers: tuple[Metier, ...] = ()
    decrits: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to look at."""
        return bool(self.filieres or self.metiers)


def connus(contexte: Contexte) -> Gouts:
    """Return the tastes said before this message."""
    avant = contexte.slots.get(slots.GOUTS) or {}
    return Gouts(
        tuple(avant.get("aime") or ()),
        tuple(avant.get("refus") or ()),
        int(avant.get("niveau") or TOUT),
        avant.get("domaine") or "",
    )


def lire(contexte: Contexte) -> Gouts:
    """Return the tastes that hold after this message: its likes first, all refusals but those it lifts."""
    avant = connus(contexte)
    if contexte.bouton:
        return avant
    plain = " ".join(words(contexte.texte))
    dit, refuse = requetes.split_wishes(contexte.texte)
    leve = bool(POURQUOI_PAS.search(plain)) or not refuse
    nouveau = meaningful(dit)
    if not _mene(contexte, nouveau):
        nouveau = ""
    roots = set(stems(nouveau)) | _racines_nommees(contexte)
    gardes = [mot for mot in avant.refus if not (leve and roots & refused_roots([mot]))]
    refus = list(dict.fromkeys([*gardes, *requetes.refusals(refuse)]))
    remplace = nouveau and _AILLEURS.search(plain) and len(gardes) == len(avant.refus)
    garder = () if remplace else avant.aime
    aime = list(dict.fromkeys([*([nouveau] if nouveau else []), *garder]))[:_LIKED]
    domaine = next(iter(contexte.nommes(slots.DOMAINE)), "") if nouveau else avant.domaine
    return Gouts(tuple(aime), tuple(refus), min(avant.niveau, _niveau(contexte, plain, refuse)), domaine)


def idees(contexte: Contexte, gouts: Gouts, sauf: frozenset[str] = frozenset()) -> Idees:
    """Return what goes with these tastes, `sauf` left out; nothing refused is among it."""
    plain = " ".join(words(contexte.texte))
    if demande_un_nom(contexte):
        trouves = requetes_metiers.described(contexte.base, _QUESTION.sub("", plain), 3)
        if trouves:
            return Idees((), tuple(trouves), decrits=True)
    if not gouts.aime:
        return Idees()
    refus = list(gouts.refus)
    aime = " ".join(gouts.aime)
    unwanted = " ".join(refus)
    filieres = [f for f in requetes.by_interest(contexte.base, aime, unwanted)[:_FIELDS] if f.id not in sauf]
    trouves = [m for m in _metiers(contexte, gouts, refus) if m.id not in sauf]
    decrits = [] if trouves or filieres else requetes_metiers.described(contexte.base, aime, 3)
    metiers = spread(_sans_doubles([m for m in trouves or decrits if not refuses(m, refus)][:_BEST]), _JOBS)
    return Idees(tuple(filieres), tuple(metiers), decrits=bool(decrits))


def pourquoi(contexte: Contexte, plain: str) -> Reponse | None:
    """Return why the ideas of the last answer were given, or the one pointed to: the tastes that led to them."""
    aime = connus(contexte).aime
    montrees = contexte.slots.get(slots.MONTRES) or []
    if not aime or not montrees:
        return None
    item = montres.pointe(contexte, plain)
    chose = None
    if item is not None:
        chose = contexte.base.get(Metier, item["id"]) or contexte.base.get(Filiere, item["id"])
    mots = words_met(chose, " ".join(aime)) if chose is not None else ()
    if item is not None and mots:
        return contexte.reponse("utter_pourquoi_idee", nom=item["label"], mots=" », « ".join(mots))
    return contexte.reponse("utter_pourquoi_gouts", mots=" », « ".join(aime))


def demande_un_nom(contexte: Contexte) -> bool:
    """Tell whether the message asks how a job is called."""
    return not contexte.bouton and bool(_NOM_DEMANDE.search(" ".join(words(contexte.texte))))


def sans_lycee(contexte: Contexte) -> bool:
    """Tell whether school is over for the person, from this message or the last need."""
    plain = " ".join(words(contexte.texte))
    return bool(_SANS_LYCEE.search(plain)) or contexte.slots.get(slots.BESOIN) == "decrochage"


def _metiers(contexte: Contexte, gouts: Gouts, refus: list[str]) -> list[Metier]:
    """Return the jobs that the likes meet, those of the newest first, then those of the field named."""
    champs = [f.id for f in requetes.by_interest(contexte.base, gouts.aime[0], " ".join(refus))[:1]]
    interest = [
        metier
        for aime in ([gouts.aime[0]], list(gouts.aime))
        for metier in by_interest(contexte.base, aime, refus, _READ, gouts.niveau, champs)
    ]
    field = requetes_metiers.of_field(contexte.base, gouts.domaine) if gouts.domaine else []
    every = [*interest, *(m for m in field if min(m.niveaux, default=0) <= gouts.niveau)]
    return [m for m in {m.id: m for m in every}.values() if not refuses(m, refus)]


def _mene(contexte: Contexte, aime: str) -> bool:
    """Tell whether words that may be a taste lead anywhere."""
    if not aime:
        return False
    base = contexte.base
    return bool(
        requetes.by_interest(base, aime, "")
        or by_interest(base, [aime], [], 1)
        or requetes_metiers.described(base, aime, 1)
    )


def _racines_nommees(contexte: Contexte) -> set[str]:
    """Return the roots of the fields and jobs that the message names without refusing them."""
    return {root for e in contexte.entites if e.get("label") for root in stems(str(e["label"]))}


def _niveau(contexte: Contexte, plain: str, refuse: str) -> int:
    """Return the highest level to propose: short studies, no ten years, or school over."""
    if COURTES.search(plain) or PLUS_COURT.search(plain) or sans_lycee(contexte):
        return COURT
    years = requetes.refused_years(fold(refuse))
    if years is None:
        return TOUT
    return _MOYEN if years > 4 else COURT


def _sans_doubles(metiers: list[Metier]) -> list[Metier]:
    """Return the jobs without those that a neighbour of the list says already (same ROME code and same first word)."""
    seen: dict[tuple[str, str], Metier] = {}
    for metier in metiers:
        seen.setdefault((metier.rome or metier.id, metier.masculin.split()[0]), metier)
    return list(seen.values())
