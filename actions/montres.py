"""What was last shown in a list, so that « le deuxième » or « l'autre » finds it."""

from __future__ import annotations

import re
from typing import Any

from actions import slots
from actions.contexte import Contexte, Reponse
from knowledge.base import KnowledgeBase
from knowledge.pathways.goals import gazetteer

_LIGNE = re.compile(r"^(?:- |\d\. )\**", re.MULTILINE)
_NOM = re.compile(r"\*\*| — | : |, | \(")  # where the name at the start of a line ends
_KINDS = frozenset({slots.METIER, slots.DIPLOME, slots.CAMPUS})
_TOP = 12  # things remembered of a list

RANGS = {
    "premier": 0, "premiere": 0, "1er": 0, "1ere": 0, "un": 0, "1": 0,
    "deuxieme": 1, "second": 1, "2e": 1, "2eme": 1, "deux": 1, "2": 1,
    "troisieme": 2, "3eme": 2, "trois": 2, "3": 2, "quatrieme": 3, "4e": 3, "4eme": 3, "quatre": 3, "4": 3,
    "cinquieme": 4, "5e": 4, "5eme": 4, "cinq": 4, "5": 4, "dernier": -1, "derniere": -1,
}  # fmt: skip
_VOIR = r"(?:voir|montre(?:r|z)?(?: moi)?|detaille(?:r|z)?(?: moi)?|explique(?:r|z)?(?: moi)?|c est quoi)"
_DIRE = r"(?:dis m en plus sur|parle(?:z)? moi (?:de|du)|je (?:prefere|choisis|veux|prends|regarde))"
_TETE = rf"(?:(?:et|non|plutot|ok|oui|alors|{_VOIR}|{_DIRE}|c est) )*"
_CHOSE = r"(?:metier|chemin|route|piste|formation|option|campus|diplome|idee|parcours|proposition|choix)"
_QUEUE = rf"(?: (?:{_CHOSE}|de la liste|svp|stp|plutot|alors|en detail|s il (?:te|vous) plait))*"
_ARTICLE = r"(?:(?:le|la|celui du|celle du|les?|du|de la) )?"
_ORDINAL = re.compile(rf"{_TETE}{_ARTICLE}(?:{_CHOSE} )?(?:numero |n |no )?({'|'.join(RANGS)}){_QUEUE}")
# « Le deuxième, ça coûte combien ? », « et pour devenir le premier ? »: a rank with its article, in a question.
_ORDINAUX = "|".join(rang for rang in RANGS if rang not in ("un", "deux", "trois", "quatre", "cinq"))
_SUITE = r"c|ca|il|elle|ou|combien|est|on|en|y|a|comment|vers|pres|dure|coute|gagne"
_SUITE += r"|paye|recrute|que|qui|dont|m|me|de la liste"
_DANS = re.compile(rf"\b(?:le|la|du|au) (?:{_CHOSE} )?({_ORDINAUX})(?: {_CHOSE})?(?: (?:{_SUITE})\b|$)")
_RANG_FINAL = re.compile(rf" (?:le|la) (?:{_CHOSE} )?({_ORDINAUX})(?: {_CHOSE})?$")
_PAYE = re.compile(r"\bsalaires?\b|\bgagn\w*|\bpay\w*|\btouche\b")
_AUTRE = re.compile(rf"{_TETE}(?:pour )?l autre{_QUEUE}")
_LEQUEL = r"(?:quel(?:le)? est |c est quoi |laquelle est |lequel est |et )?"
_PLUS_COURT = re.compile(
    rf"{_LEQUEL}(?:le|la) (?:{_CHOSE} )?(?:la |le )?plus (?:courte?|rapide)(?: c est (?:lequel|laquelle|quoi))?{_QUEUE}"
)


def listes(base: KnowledgeBase, reponse: Reponse) -> list[dict[str, Any]]:
    """Return the things an answer lists (routes, jobs, diplomas, campuses), in order; empty under two."""
    carte = reponse.carte or {}
    if reponse.liste:
        return reponse.liste
    if carte.get("type") == "parcours":
        return [_route(base, route) for route in carte["routes"]][:_TOP]
    if carte.get("type") == "comparaison":
        return _named(base, carte["colonnes"])
    lines = [reponse.texte[m.end() :].partition("\n")[0] for m in _LIGNE.finditer(reponse.texte)]
    return _named(base, lines)


def choisi(contexte: Contexte, plain: str) -> dict[str, Any] | None:
    """Return the thing that the message points to in the last list (« le deuxième »), or None."""
    shown: list[dict[str, Any]] = contexte.slots.get(slots.MONTRES) or []
    if not shown:
        return None
    if _PLUS_COURT.fullmatch(plain) and shown[0]["entity"] == "route":
        return min(shown, key=lambda item: float(item["annees"]))
    if _AUTRE.fullmatch(plain):
        others = [item for item in shown if item.get("id") != contexte.slots.get(item["entity"])]
        return others[0] if len(shown) == 2 and others else None
    match = _ORDINAL.fullmatch(plain)
    if match is None:
        return None
    rank = RANGS[match[1]]
    return shown[rank] if rank < len(shown) else None


def pointe(contexte: Contexte, plain: str) -> dict[str, Any] | None:
    """Return the thing of the last list whose rank ends the message: « pourquoi le premier ? »."""
    shown: list[dict[str, Any]] = contexte.slots.get(slots.MONTRES) or []
    match = _RANG_FINAL.search(plain)
    rank = RANGS[match[1]] if match else len(shown)
    return shown[rank] if rank < len(shown) else None


def sans_rang(plain: str) -> str:
    """Return words without the rank that they end with: « pourquoi le premier »."""
    return _RANG_FINAL.sub("", plain)


def rappeler(contexte: Contexte, plain: str) -> bool:
    """Name the thing of the last list that the message points to and asks something of: « le 2e, ça coûte ? ».

    Returns whether there is one.
    """
    shown: list[dict[str, Any]] = contexte.slots.get(slots.MONTRES) or []
    match = _DANS.search(re.sub(r"\ble 3e\b", "le troisieme", plain))  # « la 3e » is a class
    if not shown or match is None or any(contexte.nommes(entity) for entity in slots.SUBJECTS):
        return False
    rank = RANGS[match[1]]
    item = shown[rank] if rank < len(shown) else None
    if item is None or not item.get("id") or (item["entity"] == "route" and _PAYE.search(plain)):
        return False  # « le salaire du premier », of a route: the job at its end is talked of already
    contexte.entites[:] = [e for e in contexte.entites if e["entity"] != slots.NIVEAU]
    contexte.nommer(slots.DIPLOME if item["entity"] == "route" else item["entity"], item["id"], item["label"])
    return True


def _named(base: KnowledgeBase, lines: list[str]) -> list[dict[str, Any]]:
    found = []
    for line in lines:
        first = next(iter(gazetteer(base).find(_NOM.split(line.lstrip("*"), maxsplit=1)[0])), None)
        if first is not None and first.start <= 3 and first.entity in _KINDS and first.id:
            found.append({"entity": first.entity, "id": first.id, "label": first.label})
    return found[:_TOP] if len(found) > 1 else []


def _route(base: KnowledgeBase, route: dict[str, Any]) -> dict[str, Any]:
    last = route["etapes"][-1]["diplome"]
    named = next((m.id for m in gazetteer(base).find(last) if m.entity == slots.DIPLOME), None)
    steps = [[e["diplome"], e["annees"], e["admission"], e["condition"]] for e in route["etapes"]]
    return {"entity": "route", "id": named, "label": last, "annees": route["annees"], "etapes": steps}
