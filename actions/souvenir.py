"""« Tu sais encore dans quelle classe je suis ? »: what is remembered of the person, plainly, from the memory."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.contexte import Contexte, Reponse

BESOIN = "donnees_personnelles"
# What is told, in order: the slot, and the key of its line.
_DITS = (slots.NIVEAU, slots.DIPLOME, slots.METIER, slots.DOMAINE, slots.LIEU, slots.CAMPUS)
_TU = r"(?:tu|vous|t|vs)"
_ENCORE = r"(?:\w+ ){0,2}?(?:(?:encore|deja|toujours|bien|donc) )?"
_QUOI = r"(?:(?:dans |de |a |sur |pour )?(?:quel\w*|kel\w*|qui)|ou|ce que)"
_JE = r"(?:je|j|moi) (?:suis|veux|voulais|cherche|cherchais|t ai|vous ai|ai dit|habite|vis|vise|visais|fais)"
_MOI = r"(?:moi|je|j|mon|ma|mes|dit|parle)"
_DEMANDE = re.compile(
    rf"\b{_TU} {_ENCORE}(?:sais|savez|sai) (?:encore |deja |toujours |plus )?{_QUOI} (?:\w+ ){{0,3}}{_JE}\b"
    rf"|\b{_TU} (?:te |vous |t )?(?:en )?(?:souvien\w*|souvenez|rappel\w*) (?:\w+ ){{0,6}}{_MOI}\b"
    rf"|\b{_TU} (?:as |avez |a )?(?:retenu?|retiens|retenez|memorise\w*) (?:\w+ ){{0,4}}(?:{_MOI}|quoi)\b"
    rf"|\b(?:ce que|qu est ce que|qu|quoi) {_TU} (?:as |avez )?(?:sais|savez|retiens|retenez|retenu|connais|gardes?) "
    r"(?:de|sur) (?:moi|nous)\b"
    rf"|\b{_TU} (?:sais|savez|retiens|connais) quoi (?:de|sur) moi\b"
    r"|\b(?:je suis|j etais|je t ai dit que j etais) (?:en|dans) (?:quelle|kel\w*) classe\b"
)


def demande(plain: str) -> bool:
    """Tell whether a message asks what is remembered of the person who writes."""
    return bool(_DEMANDE.search(plain))


def reponse(contexte: Contexte) -> Reponse:
    """Return what the memory holds of the person, one line each, or that it holds nothing."""
    lignes = [
        contexte.dire(f"utter_souvenir_{slot}", valeur=contexte.dit(slot, "") or rendu.nom(contexte, str(id_)))
        for slot in _DITS
        if (id_ := contexte.slots.get(slot))
    ]
    rythme = contexte.slots.get(slots.RYTHME)
    if rythme:
        lignes.append(contexte.dire(f"utter_souvenir_rythme_{rythme}"))
    if not lignes:
        return contexte.reponse("utter_souvenir_rien")
    return contexte.reponse("utter_souvenir", liste=rendu.liste(lignes))
