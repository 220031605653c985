"""Bring SMS, glued apostrophes and missing accents to the form the classifier reads.

The text itself is never changed: entities keep their offsets in what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.sound import sound
from knowledge.text import fold

# Short forms with one reading only; ambiguous ones (cv, las, pro, info) are left to the classifier.
_SMS = {
    "g": "j ai",
    "c": "c est",
    "jsuis": "je suis",
    "chuis": "je suis",
    "chui": "je suis",
    "jss": "je suis",
    "jve": "je veux",
    "jveu": "je veux",
    "jveux": "je veux",
    "jvoudrai": "je voudrais",
    "jvoudrais": "je voudrais",
    "jv": "je vais",
    "jvais": "je vais",
    "jvai": "je vais",
    "jpe": "je peux",
    "jc": "je sais",
    "jpeu": "je peux",
    "jpeux": "je peux",
    "jfais": "je fais",
    "jfai": "je fais",
    "jaime": "j aime",
    "jaim": "j aime",
    "jai": "j ai",
    "jen": "j en",
    "javais": "j avais",
    "jsp": "je sais pas",
    "jsai": "je sais",
    "jsais": "je sais",
    "chais": "je sais",
    "chai": "je sais",
    "jcherche": "je cherche",
    "jarrive": "j arrive",
    "jaurai": "j aurai",
    "jaurais": "j aurais",
    "jdois": "je dois",
    "jme": "je me",
    "jte": "je te",
    "jpense": "je pense",
    "jhesite": "j hesite",
    "jkiff": "je kiffe",
    "koi": "quoi",
    "kwa": "quoi",
    "kel": "quel",
    "kelle": "quelle",
    "kels": "quels",
    "kan": "quand",
    "qd": "quand",
    "q": "que",
    "komen": "comment",
    "coment": "comment",
    "cmt": "comment",
    "komment": "comment",
    "com": "comme",
    "cb": "combien",
    "cmb": "combien",
    "cbien": "combien",
    "avc": "avec",
    "jamai": "jamais",
    "oci": "aussi",
    "osi": "aussi",
    "ossi": "aussi",
    "tps": "temps",
    "bi1": "bien",
    "lgt": "longtemps",
    "qq": "quelque",
    "qqn": "quelqu un",
    "qqch": "quelque chose",
    "kelkun": "quelqu un",
    "etc": "etc",
    "dla": "de la",
    "chez": "chez",
    "skil": "ce qu il",
    "ske": "ce que",
    "keskil": "qu est ce qu il",
    "kess": "qu est ce",
    "kes": "qu est ce",
    "esk": "est ce que",
    "eske": "est ce que",
    "eskon": "est ce qu on",
    "chu": "je suis",
    "ptet": "peut etre",
    "ptetre": "peut etre",
    "pske": "parce que",
    "pcke": "parce que",
    "jms": "jamais",
    "dm1": "demain",
    "msg": "message",
    "cad": "c est a dire",
    "nimp": "n importe quoi",
    "jcomprend": "je comprends",
    "pk": "pourquoi",
    "pkoi": "pourquoi",
    "pq": "pourquoi",
    "pck": "parce que",
    "psk": "parce que",
    "pcq": "parce que",
    "paske": "parce que",
    "dc": "donc",
    "ds": "dans",
    "ac": "avec",
    "av": "avec",
    "pr": "pour",
    "ss": "sans",
    "bcp": "beaucoup",
    "tt": "tout",
    "ts": "tous",
    "tjrs": "toujours",
    "tjr": "toujours",
    "tkt": "t inquiete",
    "vrmt": "vraiment",
    "mtn": "maintenant",
    "auj": "aujourd hui",
    "ajd": "aujourd hui",
    "rdv": "rendez vous",
    "stp": "s il te plait",
    "svp": "s il vous plait",
    "slt": "salut",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "mrc": "merci",
    "dsl": "desole",
    "pb": "probleme",
    "ya": "il y a",
    "yaura": "il y aura",
    "ki": "qui",
    "fo": "faut",
    "fau": "faut",
    "fodra": "faudra",
    "kestion": "question",
    "nn": "non",
    "ui": "oui",
    "sa": "ca",
    "ke": "que",
    "keske": "qu est ce que",
    "kesk": "qu est ce que",
    "keskon": "qu est ce qu on",
    "queske": "qu est ce que",
    "cest": "c est",
    "ct": "c etait",
    "cetai": "c etait",
    "quil": "qu il",
    "quelle": "quelle",
    "daccord": "d accord",
    "dac": "d accord",
    "jusqua": "jusqu a",
    "jusquou": "jusqu ou",
    "lusine": "l usine",
    "ne": "ne",
    "etr": "etre",
    "vs": "vous",
    "ns": "nous",
    "pa": "pas",
    "ms": "mais",
    "mai": "mais",
    "tro": "trop",
    "bo": "beau",
    "apre": "apres",
    "apré": "apres",
    "taf": "travail",
    "bosser": "travailler",
    "boulot": "travail",
    "thune": "argent",
    "thunes": "argent",
    "tune": "argent",
    "fric": "argent",
    "boite": "entreprise",
    "biz": "bise",
    "pti": "petit",
    "ptit": "petit",
    "gro": "gros",
    "dun": "d un",
    "dune": "d une",
    "lecole": "l ecole",
    "lycee": "lycee",
    "etud": "etudes",
    "form": "formation",
    "appren": "apprentissage",
    "mn": "mon",
    "tn": "ton",
    "fam": "famille",
    "ordi": "ordinateur",
    "prof": "prof",
    "profs": "profs",
}
_MARKS = frozenset({"xlien", "xmail", "xemoji"})

# The same by their accents: « mé » is « mais », « me » is not.
_BY_EAR = {
    "é": "et",
    "è": "et",
    "jé": "j ai",
    "jè": "j ai",
    "fé": "fait",
    "fè": "fait",
    "mé": "mais",
    "dé": "des",
    "lé": "les",
    "cé": "c est",
    "sé": "sais",
    "té": "tes",
    "né": "n ai",
    "ché": "chez",
    "vé": "vais",
    "kè": "que",
    "épi": "et puis",
}
_AFTER_C = frozenset({"est", "etait", "etaient", "etais", "sera", "serait"})  # « c’est »: nothing to spell out
_BEFORE_IRON = frozenset({"du", "le", "de", "en", "au", "chemin"})
_TYPED = re.compile(r"[^\W_]+|[?!€%]")
_PLAIN = re.compile(r"[a-z0-9]+|[?!€%]")
_GLUED = re.compile(r"^j(?=[bcdfghklmnpqrstvwxz]{1,2}[a-zéèê])")  # « jcherche », « jtrouve »: no French word starts so
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"\S+@\S+\.\w+")
_STRETCH = re.compile(r"([a-z])\1{2,}")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


@lru_cache(maxsize=50_000)
def _spelt(word: str) -> str:
    """Return a word as typed (lower case) with its short form spelt out, accents kept."""
    short = _BY_EAR.get(word) or _SMS.get(fold(word))
    if short:
        return short
    glued = _GLUED.match(word)
    return f"je {_spelt(word[1:])}" if glued else word


def _words(text: str) -> list[str]:
    """Return the words of a text, in lower case, short forms spelt out, accents kept."""
    text = _EMOJI.sub(" xemoji ", _MAIL.sub(" xmail ", _LINK.sub(" xlien ", text)))
    typed = _TYPED.findall(_STRETCH.sub(r"\1\1", unicodedata.normalize("NFKC", text).lower()))
    found = []
    for index, word in enumerate(typed):
        after = typed[index + 1] if index + 1 < len(typed) else ""
        if word == "1" and after[:1].isalpha():
            found.append("un")
        elif word == "fer" and not (found and found[-1] in _BEFORE_IRON):
            found.append("faire")
        else:
            found += word.split() if word == "c" and fold(after) in _AFTER_C else _spelt(word).split()
    return found


def spoken(text: str) -> str:
    """Return the sound keys of the words of a text (`knowledge/sound.py`), short forms spelt out first."""
    keys = (sound(word) for word in _words(text) if word not in _MARKS)
    return " ".join(key for key in keys if key)


def normalise(text: str) -> str:
    """Return the text folded, with short forms spelt out and stretched letters shortened.

    Words are joined by single spaces; links, addresses and emoji become the marks `xlien`, `xmail`, `xemoji`.
    """
    return " ".join(_PLAIN.findall(" ".join(fold(word) for word in _words(text))))
