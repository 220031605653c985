"""The sentence written for the very question, and the schemes of the base told with it.

`data/responses/` says when: a sentence whose `metadata` names a need and words is said when a message of that need
holds these words. The figures, dates and numbers are those of the schemes, never of the sentence.
"""

from __future__ import annotations

import json

from actions import rendu
from actions.contexte import Contexte, Reponse
from knowledge.entities import Dispositif
from knowledge.queries.dispositifs import is_expired


def precision(contexte: Contexte, besoin: str, **values: object) -> Reponse | None:
    """Return the answer to a precise question of this need; None when no sentence was written for its words.

    The buttons are its own, else those of the need's general sentence; `values` fill its holes.
    """
    sujet = next((str(e["value"]) for e in contexte.entites if e["entity"] == "sujet"), "")  # said by a button
    if contexte.texte.startswith("/") and not sujet:
        return None
    key = contexte.phrases.precise(besoin, sujet or contexte.ecrit)
    general = f"utter_{besoin}"
    boutons = general if contexte.phrases.has(general) else "utter_precision"
    return dite(contexte, key, boutons, **values) if key else None


def dite(contexte: Contexte, key: str, boutons: str = "", **values: object) -> Reponse:
    """Return a sentence with the schemes its metadata names, in date, as a list after it."""
    connus = [contexte.base.get(Dispositif, id_) for id_ in contexte.phrases.aides(key)]
    aides = [item for item in connus if item is not None and not is_expired(item)]
    texte = contexte.dire(key, **values)
    if aides:
        texte += "\n\n" + rendu.liste([rendu.dispositif(contexte, item) for item in aides])
    montres = contexte.boutons(key, **values) or (contexte.boutons(boutons, **values) if boutons else [])
    montres = [bouton for bouton in montres if _suite(contexte, bouton["payload"]) != key]
    return Reponse(texte, montres, None, [item.source for item in aides])


def _suite(contexte: Contexte, payload: str) -> str | None:
    """Return the key of the sentence that a button leads to, when it leads to a precise one."""
    besoin, brace, rest = payload.lstrip("/").partition("{")
    sujet = json.loads(brace + rest).get("sujet") if brace else None
    return contexte.phrases.precise(besoin, sujet) if sujet else None
