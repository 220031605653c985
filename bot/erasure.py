"""« Efface tout »: whether a message asks to forget the conversation, for real."""

from __future__ import annotations

import re

from knowledge.text import words

_POLI = (
    r"(?:(?:svp|stp|s il (?:te|vous) plait|ok|bon|bah|ben|alors|donc|allez|non|oui|mais|maintenant|"
    r"je veux que tu|je veux|"
    r"je voudrais que vous|je voudrais|j aimerais|peux tu|tu peux|pouvez vous|vous pouvez|on peut|merci d|merci de|"
    r"il faut|vas y|vazy|du coup|dans ce cas) )*"
)
_VERBE = (
    r"(?:(?:t|m|me|moi) )?(?:effac(?:e|er|ez|es)|supprim(?:e|er|ez|es)|oubli(?:e|er|ez|es)|detrui(?:s|re|sez)|"
    r"vire[rz]?|enleve[rz]?|efface donc|supprime donc)"
)
_DE_SUITE = (
    r"(?: (?:stp|svp|merci|maintenant|alors|donc|hein|du coup|vite|ok|d ici|ici|bien|d un coup|tout de suite|"
    r"immediatement|definitivement|s il (?:te|vous) plait))*"
)
_OBJET = (
    r"(?:moi |bien )?(?:"
    rf"tout(?: (?:ca|cela|ce que (?:j|je|on)\b.*|ce qu on\b.*|sur moi|de moi|"
    rf"ce qui (?:est|a ete) (?:ecrit|dit|note)\b.*|mon historique|l historique|mes \w+.*|nos \w+.*))?{_DE_SUITE}"
    rf"|(?:ces (?:infos|informations|messages|donnees)){_DE_SUITE}"
    r"|(?:toute? )?(?:la|ma|notre|cette|nos|mon|l) ?(?:conversation|discussion|historique|echanges?|t?chat)\b.*"
    r"|(?:toutes? |tous )?mes (?:donnees|messages|infos|informations|reponses|traces|questions)\b.*"
    r"|(?:toutes |tous )?(?:les|ces) (?:donnees|messages|infos|informations) que j.*"
    r"|ce que (?:j|je) (?:ai |t ai |viens )?.*"
    r")"
)
_TOUT = (
    r"(?:(?:je veux|je voudrais) que )?tout (?:soit |doit etre )?(?:effacer|efface|supprimer|supprime|virer|oublier)"
)
_SEUL = r"(?:efface[rz]?|supprime[rz]?)(?: moi)?(?: (?:tout|ca|cela))?"
_ASKS = re.compile(rf"{_POLI}(?:{_VERBE} {_OBJET}|{_TOUT}{_DE_SUITE}|{_SEUL}{_DE_SUITE})")


def asks_to_erase(text: str) -> bool:
    """Tell whether the whole message is an order to erase; a question on how to erase is not one."""
    return _ASKS.fullmatch(" ".join(words(text))) is not None
