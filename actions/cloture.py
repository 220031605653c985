"""What closes every answer: never the same one twice in a row, a second need offered, what was left resumed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from actions import fil, rendu, slots
from actions.codes import codes
from actions.contexte import Contexte, Reponse
from actions.questionnaire import BESOIN, reprendre
from knowledge.queries import dispositifs

_MOST_BUTTONS = 8  # bot/schema/reply.json
# A second need is offered when the model is that sure of it, and less sure of the first than this.
_SECOND, _FIRST = 0.05, 0.95
_MORE, _ON_THE_POINT = 2, 0.3  # aids told when the answer was just given, and the share of the words they speak of
# Ways of saying that there is nothing more; each is a sentence of its own.
_ENCORE = ("utter_deja_dit", "utter_deja_dit_humain")
# Needs about a thing: what else is known of it is worth saying.
_DU_SUJET = ("metier_", "formation_", "diplome_", "campus_", "passerelle_", "codes", "stereotype")
# What a message may add that changes no answer; a job or a diploma named always gets one.
_SANS_EFFET = frozenset({slots.LIEU, slots.NIVEAU})


def clore(contexte: Contexte, besoin: str, reponse: Reponse, *, seule: bool) -> Reponse:
    """Return the answer to give: itself or what it lacks, with the buttons that go on from it.

    `seule` answers (danger, a questionnaire under way) get no more buttons. The marks of what was said are remembered.
    """
    fond = _mark(reponse.texte)
    vus: dict[str, Any] = contexte.slots.get(slots.DERNIER) or {}
    fois = int(vus.get("deja") or 0)
    if deja_dite(contexte, besoin, reponse, seule=seule):
        reponse, fois = _deja(contexte, besoin, reponse, str(vus.get("dit")), fois), fois + 1
    elif codes_connus := codes(contexte, besoin):
        reponse = replace(reponse, texte=f"{reponse.texte}\n\n{codes_connus}")
    boutons = [b for b in reponse.boutons if b["payload"] != contexte.texte] or reponse.boutons
    if not seule and reponse.memoire.get(slots.QUESTIONNAIRE, True):
        boutons = boutons + _second(contexte, besoin) + reprendre(contexte, besoin)
    state = contexte.slots.get(slots.QUESTIONNAIRE)
    if state and state.get("attend") and besoin != BESOIN and slots.QUESTIONNAIRE not in reponse.memoire:
        reponse.memoire[slots.QUESTIONNAIRE] = {**state, "attend": False}  # « oui » no longer answers a statement
    marques = {"dit": _mark(reponse.texte), "fond": fond, **({"deja": fois} if fois else {})}
    memoire = {slots.DERNIER: marques, **reponse.memoire}
    return replace(reponse, boutons=_once(boutons)[:_MOST_BUTTONS], memoire=memoire)


def deja_dite(contexte: Contexte, besoin: str, reponse: Reponse, *, seule: bool) -> bool:
    """Tell whether an answer is the last one again."""
    vus: dict[str, Any] = contexte.slots.get(slots.DERNIER) or {}
    fond = _mark(reponse.texte)
    again = seule or contexte.phrases.has(f"utter_{besoin}_encore")  # said again, once other words were said
    return bool(fond == vus.get("dit") or (fond == vus.get("fond") and not again))


def _deja(contexte: Contexte, besoin: str, reponse: Reponse, dit: str, fois: int) -> Reponse:
    """Return another way of saying what was just said: what else is known of the thing talked of, then a person."""
    kept = contexte.slots.get(slots.SUJET)  # what was talked of, not a word said in passing
    chose = (str(kept["entity"]), str(kept["id"])) if kept else fil.sujet(contexte)
    sujet = [f"utter_deja_dit_{chose[0]}"] if chose and besoin.startswith(_DU_SUJET) else []
    suivantes = (
        [f"utter_{besoin}_encore", *sujet, *_ENCORE] if not fois else [f"utter_{besoin}_encore", *_ENCORE[1:], *sujet]
    )
    valeurs = {"sujet": fil.nom(contexte, chose), chose[0]: chose[1]} if chose else {}
    noms = [e["label"] for e in contexte.entites if e["entity"] in _SANS_EFFET and e.get("id") and e.get("label")]
    rappel = "" if contexte.bouton or not noms else contexte.dire("utter_deja_note", ajoute=", ".join(noms)) + " "
    if (aussi := _aussi(contexte, besoin, reponse)) is not None:
        return aussi
    for key in (key for key in suivantes if contexte.phrases.has(key)):
        texte = ("" if key.endswith("_encore") else rappel) + contexte.dire(key, **valeurs)
        if _mark(texte) != dit:
            boutons = contexte.boutons(key, **valeurs) + ([] if key not in _ENCORE else reponse.boutons)
            return replace(reponse, texte=texte, boutons=boutons or reponse.boutons, carte=None)
    return reponse


def _aussi(contexte: Contexte, besoin: str, reponse: Reponse) -> Reponse | None:
    """Return the aids and services that the words of the message call and that the last answer did not tell."""
    if contexte.bouton:
        return None
    dits = [str(event.get("text") or "") for event in contexte.tracker.events if event.get("event") == "bot"][-1:]
    utiles = dispositifs.useful_for(contexte.base, besoin, contexte.ecrit, _MORE, least=_ON_THE_POINT)
    neufs = [item for item in utiles if not any(f"**{item.nom}**" in dit for dit in dits)]
    if not neufs:
        return None
    texte = contexte.dire("utter_aussi", liste=rendu.liste([rendu.dispositif(contexte, item) for item in neufs]))
    return replace(reponse, texte=texte, carte=None, sources=[item.source for item in neufs], citees=[])


def _second(contexte: Contexte, besoin: str) -> list[dict[str, str]]:
    """Return a button for the second need of a message that holds two; none when it holds one."""
    if contexte.bouton:
        return []
    also = contexte.tracker.latest_message.get("also")
    name = also.get("name") if isinstance(also, dict) else also
    if also is None and len(contexte.lectures) > 1:
        (_, first), (second, confidence) = contexte.lectures[:2]
        name = second if confidence >= _SECOND and first <= _FIRST and _holds_two(contexte.texte) else None
    key = f"utter_titre_{name}"
    if not name or name == besoin or name in slots.NO_NEED or not contexte.phrases.has(key):
        return []
    return [{"title": contexte.dire(key), "payload": f"/{name}"}]


def _holds_two(text: str) -> bool:
    """Tell whether a message is long enough, and joined, to ask two things."""
    return len(text.split()) >= 7 and (" et " in text or "," in text or "?" in text.rstrip(" ?!"))


def _once(boutons: list[dict[str, str]]) -> list[dict[str, str]]:
    first: dict[str, dict[str, str]] = {}
    for button in boutons:
        first.setdefault(button["payload"], button)
    return list(first.values())


def _mark(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()
