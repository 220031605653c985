"""From what somebody likes to the families of jobs."""

from __future__ import annotations

import re

from knowledge.base import KnowledgeBase
from knowledge.entities import Domaine, Filiere
from knowledge.text import fold, stems

# A refusal runs from its word to the next connector.
_REFUSAL = re.compile(
    r"\b(?:(?:(?:mais )?je )?(?:ne )?(?:veux|voudrais|supporte|aimerais) (?:surtout |vraiment )?(?:pas|plus)|"
    r"mais (?:surtout )?pas|pas (?:de|d|du|des|trop|envie)|j aime pas|n aime pas|sans|sauf|deteste|"
    r"horreur (?:de|du|des)|jamais (?:de|du)|tout sauf|ni)\b(.*?)(?=\b(?:mais|et j aime|par contre|sinon)\b|[.;!?]|$)"
)


def split_wishes(text: str) -> tuple[str, str]:
    """Return (what is liked, what is refused) in the person's words; the refused part is empty when there is none."""
    plain = re.sub(r"[’']", " ", fold(text))
    own = text if len(plain) == len(text) else plain  # offsets match unless a ligature was split
    refusals = list(_REFUSAL.finditer(plain))
    refused = " ".join(own[m.start(1) : m.end(1)].strip(" ,.!?;") for m in refusals)
    liked, last = "", 0
    for match in refusals:
        liked, last = liked + own[last : match.start()], match.end()
    return (liked + own[last:]).strip(" ,.!?;"), refused


def by_interest(base: KnowledgeBase, liked: str, refused: str) -> list[Filiere]:
    """Return the filières whose interests, names or fields meet the liked words, best first."""
    wanted, unwanted = set(stems(liked)), set(stems(refused))
    scored = []
    for filiere in base.all(Filiere):
        fields = [nom for d in base.all(Domaine) if d.filiere == filiere.id for nom in d.noms]
        likes = {word for text in filiere.interets for word in stems(text)}
        names = {word for text in (*filiere.noms, filiere.nom, *fields) for word in stems(text)}
        score = 2 * len(wanted & likes) + len(wanted & names) - 3 * len(unwanted & (likes | names))
        if score > 0:
            scored.append((score, filiere))
    return [filiere for _, filiere in sorted(scored, key=lambda item: -item[0])]
