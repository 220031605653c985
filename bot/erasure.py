"""« Efface tout »: whether a message asks to forget the conversation, for real."""

from __future__ import annotations

import re

from knowledge.text import words

_POLI = (
    r"(?:(?:svp|stp|s il (?:te|vous) plait|ok|bon|allez|non|maintenant|je veux que tu|je veux|je voudrais|j aimerais|"
    r"peux tu|tu peux|pouvez vous|vous pouvez|on peut|merci d|merci de|il faut|vas y) )*"
)
_VERBE = r"(?:(?:t|m|me|moi) )?(?:effac(?:e|er|ez|es)|supprim(?:e|er|ez|es)|oubli(?:e|er|ez|es)|detrui(?:s|re|sez))"
_DE_SUITE = (
    r"(?: (?:stp|svp|merci|maintenant|d un coup|tout de suite|immediatement|definitivement|s il (?:te|vous) plait))*"
)
_OBJET = (
    r"(?:moi |bien )?(?:"
    rf"tout(?: (?:ce que (?:j|je|on)\b.*|sur moi|de moi|mon historique|l historique|mes \w+.*|nos \w+.*))?{_DE_SUITE}"
    r"|(?:toute? )?(?:la|ma|notre|cette|nos|mon|l) ?(?:conversation|discussion|historique|echanges?|t?chat)\b.*"
    r"|(?:toutes? |tous )?mes (?:donnees|messages|infos|informations|reponses|traces|questions)\b.*"
    r"|ce que (?:j|je) (?:ai |t ai |viens )?.*"
    r")"
)
_ASKS = re.compile(rf"{_POLI}{_VERBE} {_OBJET}")


def asks_to_erase(text: str) -> bool:
    """Tell whether the whole message is an order to erase; a question on how to erase is not one."""
    return _ASKS.fullmatch(" ".join(words(text))) is not None
