"""A job wished for by what one does in it: « j'aimerais tailler des arbres », « comment on fait pour… »."""

from __future__ import annotations

import re

from actions import slots
from actions.contexte import Contexte
from knowledge.queries.metiers import told
from knowledge.text import words

# Needs that a job answers, and those that such a wish is often read as.
_DU_METIER = frozenset(
    {"metier_devenir", "metier_decouverte", "metier_salaire", "metier_debouches", "metier_conditions"}
    | {"idees_par_interets", "nlu_fallback", "relance_contextuelle", "incompris"}
)
_VOULU = re.compile(
    r"\b(?:veu[xt]|voudrai\w*|aimerai\w*|souhait\w*|reve\w*|envie|prefererai\w*"
    r"|comment (?:(?:on|je|il|elle|tu|faut) )?(?:fais|fait|faire|peut|peux|puis je)"
    r"|(?:faut|dois|doit) (?:faire )?(?:quoi|quelles etudes|quel diplome)|etudes|formation|metier) "
    r"(?:(?:de|d|pour|bien|juste|trop|faire|que|c est|plus tard|pouvoir|un jour|ou|on|qui|il|elle|le metier|metier) )*"
    r"(?P<quoi>.+)"
)
_SUITE = re.compile(
    r"\b(?:quels?|quelles?|par ou|comment|c est|ca|il faut|faut|(?:je|elle|il) doi[st]|et apres|mais|suis|est ce)\b.*"
)
_PAS_UNE_ACTIVITE = re.compile(r"\b(?:argent|fric|riche|patron|gagner|paye|vacances)\b")
_MOINS = 2  # words: one alone (« soigner ») is a taste
_DEVANT = 1.15  # how far ahead of the next job


def metier_voulu(contexte: Contexte, besoin: str) -> str | None:
    """Name the job that the message wishes for by its activity, when it names nothing else; return the need it has."""
    if contexte.bouton or besoin not in _DU_METIER:
        return None
    if any(contexte.nommes(kind) for kind in (slots.METIER, slots.DIPLOME, slots.CAMPUS)):
        return None
    voulu = _VOULU.search(" ".join(words(contexte.texte)))
    quoi = _SUITE.sub("", voulu["quoi"]).strip() if voulu else ""
    active = len(quoi.split()) >= _MOINS and not _PAS_UNE_ACTIVITE.search(quoi)
    metier = told(contexte.base, quoi, ahead=_DEVANT) if active else None
    if metier is None:
        return None
    contexte.nommer(slots.METIER, metier.id, metier.masculin)
    return besoin if besoin.startswith("metier") else "metier_devenir"
