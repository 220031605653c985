"""Check how the assistant speaks: « tu » and « vous » never mixed up, sentences that a 14-year-old reads at once.

The sentences are those of `data/responses/`; what is quoted (« … ») is what people type, not what is said to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.readability import difficulty

_TU = re.compile(r"\b(?:tu|toi|te|ton|ta|tes)\b|\bt['’]", re.IGNORECASE)
_VOUS = re.compile(r"(?<!rendez-)\b(?:vous|votre|vos)\b", re.IGNORECASE)
# Orders: « Regarde… » at the head of a sentence, « -moi » after a verb, any verb in -ez.
_VERBS = (
    "Dis|Écris|Garde(?!-)|Regarde|Parle|Parles-en|Vérifie|Choisis|Donne|Essaie|Fais|Prends|Viens|Appelle|Préviens|Compare|"
    "Cherche|Pense|Prépare|Commence|Contacte|Envoie|Lis|Tape|Reviens|Indique|Précise|Demande (?:à|au|aux|une?|la|le|l)"
)
_ORDER_TU = re.compile(rf"(?:^|[.!?:] |\n)(?:{_VERBS})\b|\b(?:dis|écris|donne|montre|parle|demande)-moi\b")
_ORDER_VOUS = re.compile(r"\b(?!chez\b|assez\b|nez\b|rez\b|rendez\b)\w{2,}ez\b", re.IGNORECASE)
# What answers take from facts as it is written.
_TOLD = (
    "description", "conditions", "acces", "perspectives", "a_savoir", "entree", "admission_texte", "duree_texte",
    "montant", "contact", "resume", "label", "texte",
)  # fmt: skip
_ALWAYS_VOUS = "utter_campus_entreprise"  # how the keys of what only companies ask begin
_QUOTED = re.compile(r"« [^»]* »")
_HOLE = re.compile(r"{\w+}")


def problems(responses: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return what is wrong in the sentences, each with its key and the remedy; empty when nothing is."""
    found: list[str] = []
    for key, variations in responses.items():
        vous = [v for v in variations if _is_vous(v)]
        plain = [v for v in variations if not _is_vous(v)]
        for variation in plain:
            said = _said(variation)
            if _speaks_vous(said) and not key.startswith(_ALWAYS_VOUS):
                found.append(f"data/responses : {key} : la phrase vouvoie toujours ; l'écrire en « tu » ou neutre.")
            elif _speaks_tu(said) and not vous:
                found.append(f"data/responses : {key} : la phrase tutoie ; écrire sa variation « registre: vous ».")
        for variation in vous:
            if _speaks_tu(_said(variation)):
                found.append(f"data/responses : {key} : la variation « vous » tutoie ; la corriger.")
            if plain:
                found += _twins(key, plain[0], variation)
        for variation in variations:
            found += [f"data/responses : {key} : {reason}" for reason in difficulty(str(variation.get("text", "")))]
    return found


def facts_problems(facts: Iterable[Any]) -> list[str]:
    """Return the facts that speak to somebody: they are told to pupils and adults alike, so they stay neutral."""
    found = []
    for fact in facts:
        for name in _TOLD:
            text = _QUOTED.sub("«»", str(getattr(fact, name, None) or ""))
            if _speaks_tu(text) or _VOUS.search(text):
                found.append(
                    f"knowledge/facts : {fact.id} : {name} tutoie ou vouvoie ; l'écrire sans s'adresser à personne."
                )
    return found


def _twins(key: str, tu: dict[str, Any], vous: dict[str, Any]) -> list[str]:
    """Find two variations that do not say the same thing: other holes, other buttons, or no difference."""
    found = []
    if sorted(_HOLE.findall(tu.get("text", ""))) != sorted(_HOLE.findall(vous.get("text", ""))):
        found.append(f"data/responses : {key} : les deux variations n'ont pas les mêmes {{mots}} ; les accorder.")
    if [b["payload"] for b in tu.get("buttons", [])] != [b["payload"] for b in vous.get("buttons", [])]:
        found.append(f"data/responses : {key} : les deux variations n'ont pas les mêmes boutons ; les accorder.")
    if _said(tu) == _said(vous):
        found.append(f"data/responses : {key} : les deux variations sont identiques ; en garder une.")
    return found


def _is_vous(variation: dict[str, Any]) -> bool:
    return any(c.get("name") == "registre" and c.get("value") == "vous" for c in variation.get("condition", []))


def _said(variation: dict[str, Any]) -> str:
    titles = " . ".join(str(button["title"]) for button in variation.get("buttons", []))
    return _QUOTED.sub("«»", f"{variation.get('text', '')}\n{titles}")


def _speaks_tu(text: str) -> bool:
    return bool(_TU.search(text) or _ORDER_TU.search(text))


def _speaks_vous(text: str) -> bool:
    return bool(_VOUS.search(text) or _ORDER_VOUS.search(text))
