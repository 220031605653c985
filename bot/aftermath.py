"""How somebody goes on after a danger was told, so that the next turns stay protective. Their words are not kept.

The ways of going on are data: `bot/aftermath.yml`, reviewed by people like what is said to each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.danger import DANGER
from knowledge.spelling import normalise

WINDOW = 3  # turns after the last word of a danger in which a message may go on about it
# Said to go on with the studies: nobody is held back.
_ELSEWHERE = re.compile(
    r"\b(?:on (?:peut )?(?:reprend\w*|continue\w*)|reprenons|revenons|revenir a|(?:autre|une) question"
    r"|sinon (?:pour|c est)|revenir (?:aux|au|sur)|parler d autre chose)\b"
)
# Words of studies: with none of suffering beside them, the danger is not what is talked of.
_STUDIES = re.compile(
    r"\b(?:en alternance|apprentissage|salaires?|bts|(?:un|le|en) cap|licence|master|parcoursup|formations?|diplomes?"
    r"|debouches?|quel bac|bac pro|metiers?|inscription|l1|l2|quelles etudes)\b"
)
_SURE = 0.5  # a need of orientation read so surely is a question of its own
_NAMED = 0.3  # the same, when the message also names something of the base
_VERY_SURE = 0.9
# Said so plainly that only a very sure reading is another question; the first three after another question too.
_PLAIN = frozenset({"plainte", "secret", "adulte"})
_PLAIN_AT_ONCE = _PLAIN | {"changer", "appel", "rester"}
_FADING = frozenset({"merci", "laisser", "rester"})  # ways that do not make the talk of danger last longer
_THINGS = frozenset({"niveau", "diplome", "metier", "domaine", "campus", "lieu"})
_THANKS = re.compile(r"\b(?:merci\w*|bye|ciao|au revoir|a bientot|a plus|bonne (?:nuit|soiree|journee)|salut)\b")
_LEAVING = frozenset({"remercier", "au_revoir"})
# How somebody feels, in a few words: « je sais pas » is no question on studies yet.
_FEELING, _FEW = frozenset({"indecis", "stress_orientation", "decrochage"}), 7
_TAKEN_FOR = _FEELING | {"idees_par_interets"}  # what such words are also read as
# Not needs of orientation: how somebody speaks, goes on, or talks to the assistant.
_ASIDE = _LEAVING | {
    "affirmer", "nier", "relance_contextuelle", "nlu_fallback", "saluer", "bot_critique", "insulte", "hors_sujet",
    "illisible", "contact_humain",
}  # fmt: skip


@dataclass(frozen=True)
class Alert:
    """A danger told in a conversation: which, who is in it if it is somebody else, the turn it was last spoken of.

    `left`: a question about something else was asked since.
    """

    need: str
    who: str | None
    turn: int
    left: bool = False


def goes_on(text: str, parsed: dict[str, Any], alert: Alert | None, turn: int) -> str | None:
    """Return the way in which a message goes on about the danger told before; None when it is about something else."""
    from bot.nlu.safety import danger, hints

    if alert is None or turn - alert.turn > WINDOW or danger(text):
        return None
    name, sure = parsed["intent"]["name"], float(parsed["intent"]["confidence"])
    if name in DANGER and name != alert.need:
        return None
    plain = normalise(text)
    studies = _STUDIES.search(plain) and name not in DANGER and not hints(text)
    if studies or _ELSEWHERE.search(plain):
        return None  # « et le salaire après ? » is another question, whatever it was read as
    way = next((way for way, patterns in _ways().items() if any(p.search(plain) for p in patterns)), None)
    if alert.left and way not in _PLAIN:
        return None
    named = any(e["entity"] in _THINGS and e.get("id") for e in parsed.get("entities") or [])
    felt = name in _TAKEN_FOR and not named  # « je veux pas appeler, j'aime pas le téléphone » tells no taste
    plainly = way in _PLAIN_AT_ONCE and (sure < _VERY_SURE or felt) and not _aims_at_a_job(text, parsed)
    if _is_a_question_of_its_own(parsed, way, plain) and not plainly:
        return None
    return way or ("merci" if name in _LEAVING and _THANKS.search(plain) else "rester")


def _aims_at_a_job(text: str, parsed: dict[str, Any]) -> bool:
    """Tell whether a job of several words is aimed at: « la police scientifique » is no complaint."""
    jobs = [e for e in parsed.get("entities") or [] if e["entity"] == "metier" and e.get("id")]
    typed = [text[int(e.get("start") or 0) : int(e.get("end") or 0)] for e in jobs]
    return parsed["intent"]["name"] == "metier_devenir" and any(len(words.split()) > 1 for words in typed)


def as_follow_up(parsed: dict[str, Any], alert: Alert, way: str) -> dict[str, Any]:
    """Return a message as one more of the danger it goes on about, with the way in which it does."""
    intent = {"name": alert.need, "confidence": 1.0}
    kept = [e for e in parsed.get("entities") or [] if e["entity"] not in _THINGS]
    added = {"suite": way, "proche": alert.who}
    kept += [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in added.items() if value]
    return {**parsed, "intent": intent, "intent_ranking": [intent], "also": None, "entities": kept}


def told(parsed: dict[str, Any], turn: int, before: Alert | None) -> Alert | None:
    """Return the alert after a message: of this turn when it told a danger or went on about it, else the one before."""
    name = parsed["intent"]["name"]
    values = {e["entity"]: e["value"] for e in parsed.get("entities") or []}
    if name not in DANGER:
        return replace(before, left=True) if before and name not in _ASIDE else before
    if values.get("suite") in _FADING:
        return before
    return Alert(name, values.get("proche"), turn)


@cache
def _ways() -> dict[str, list[re.Pattern[str]]]:
    content = yaml.safe_load(Path(__file__).with_name("aftermath.yml").read_text(encoding="utf-8"))
    return {
        way: [re.compile(re.sub(r"<(\w+)>", lambda hole: content["mots"][hole[1]], pattern)) for pattern in patterns]
        for way, patterns in content["manieres"].items()
    }


def _is_a_question_of_its_own(parsed: dict[str, Any], way: str | None, plain: str) -> bool:
    """Tell whether a message is read as a need of orientation, surely enough, or goes back to a thing of the base."""
    name, sure = parsed["intent"]["name"], float(parsed["intent"]["confidence"])
    named = any(e["entity"] in _THINGS and e.get("id") for e in parsed.get("entities") or [])
    if name == "relance_contextuelle":
        return named
    if name == "donnees_personnelles" and way:
        return False
    if name in _FEELING and not named and len(plain.split()) <= _FEW:
        return False
    return name not in DANGER | _ASIDE and sure >= (_NAMED if named else _SURE)
