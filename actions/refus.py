"""Sexual or violent content, refused plainly whatever the message was read as."""

from __future__ import annotations

import re

from actions.contexte import Contexte
from knowledge.text import words

# Said plainly to be refused; the words of jobs and studies (« sexologue », « armurier ») are others.
_CRU = re.compile(
    r"\b(?:porno?s?|pornographi\w*|sexe|sexuels?|sexuelles?|nudes?|a poil|sexy|baiser|bander|masturb\w*|erotique\w*)\b"
)
_VIOLENT = re.compile(
    r"\b(?:fabriquer|faire|construire|acheter|trouver) (?:\w+ ){0,2}(?:bombe|explosifs?|arme|flingue|poison)\b"
    r"|\b(?:tuer|buter|frapper|tabasser|poignarder) (?:quelqu un|un|une|mon|ma|mes|des|le|la|les) \w+\b"
    r"|\bplanter (?:quelqu un|mon|ma|mes) \w+\b"
)


_ORDRE = re.compile(
    r"^(?:(?:tu|vous|stp|allez|vas y|bon) )?"
    r"(?:montre|envoie|donne|file|trouve|dessine|raconte|ecris|fais voir)(?: (?:moi|nous))?\b"
    r"(?!.*\b(?:mes|mon|ma|de moi|d elle|de lui|a tout|aux autres)\b)"
)
_CRU_NU = re.compile(r"\b(?:pornos?|nudes?|a poil|sexy|baiser|bander|masturb\w*)\b")


def exige(contexte: Contexte) -> bool:
    """Tell whether the assistant is told to show or write something sexual: no reading of it matters then."""
    plain = " ".join(words(contexte.texte))
    return not contexte.bouton and bool(_ORDRE.search(plain) and _CRU_NU.search(plain))


def refuse(contexte: Contexte) -> bool:
    """Tell whether sexual or violent content is asked for, whatever the message was read as."""
    plain = " ".join(words(contexte.texte))
    return not contexte.bouton and bool(_CRU.search(plain) or _VIOLENT.search(plain))
