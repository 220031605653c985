"""From what somebody likes to the families of jobs."""

from __future__ import annotations

import re

from knowledge.base import KnowledgeBase
from knowledge.entities import Domaine, Filiere
from knowledge.names import REFUSED_AFTER
from knowledge.queries.interets import liked_roots
from knowledge.text import fold, stems

# A refusal runs from its word to the next connector, or up to « non plus ».
_REFUSAL = re.compile(
    r"\b(?:(?:(?:mais )?je )?(?:ne )?(?:veux|voudrais|supporte|aimerais) (?:surtout |vraiment )?(?:pas|plus)|"
    r"mais (?:surtout )?pas|pas (?:de|d|du|des|le|la|les|l|trop|envie|question)|n aime pas|"
    r"j aime(?:rais)? (?:vraiment |trop )?pas|sans|sauf|deteste|horreur (?:de|du|des|les|la|le)|"
    r"jamais (?:de|du|des)|tout sauf|ni|rien (?:avec|de|qui)|(?:enleve|retire|evite)[rsz]?(?: aussi)?|non merci)\b"
    r"(.*?)(?=\b(?:mais|(?:et )?j aime(?! (?:vraiment |trop )?pas)|"
    r"par contre|sinon|j adore|je veux bien|je prefere)\b|[.;!?]|$)"
)
_AFTER = re.compile(
    r"(?:^|[,.;!?]|\b(?:et|mais|que|franchement|sinon)\b)\s*(?:(?:franchement|moi) )?"
    rf"((?!je? )[^,.;!?]{{2,30}}?){REFUSED_AFTER}"
)
_NEITHER = re.compile(r"^\W*(?:et |ni )*(?:pas )?(.+?),? non plus\b")  # « les enfants non plus »
_PARTS = re.compile(r",|;|/|\b(?:ni|et|ou|pas|non plus|merci|aussi|surtout)\b")
_HEAD = re.compile(r"^(?:(?:j aime|rien|tout ce|avec|qui touche a|trop|question|envie|le fait|de|d|du|des) )+")
# « pas dix ans d'études »: how long, not what.
_LENGTH = re.compile(r"\b(\d+|cinq|six|sept|huit|neuf|dix|douze) ans?\b")
_FIGURES = {"cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12}


def split_wishes(text: str) -> tuple[str, str]:
    """Return (what is liked, what is refused) in the person's words; the refused part is empty when there is none."""
    plain = re.sub(r"[’']", " ", fold(text))
    own = text if len(plain) == len(text) else plain  # offsets match unless a ligature was split
    neither = _NEITHER.search(plain)
    refusals = [neither] if neither else _spans(plain)
    refused = " ".join(own[m.start(1) : m.end(1)].strip(" ,.!?;") for m in refusals)
    liked, last = "", 0
    for match in refusals:
        liked, last = liked + own[last : match.start()], match.end()
    return (liked + own[last:]).strip(" ,.!?;"), refused


def _spans(plain: str) -> list[re.Match[str]]:
    """Return the refusals of a text, said before or after their thing, in order and apart."""
    found: list[re.Match[str]] = []
    for match in sorted([*_AFTER.finditer(plain), *_REFUSAL.finditer(plain)], key=lambda m: m.start()):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found


def refusals(refused: str) -> list[str]:
    """Return what is refused, one thing each, in the person's words; how long studies may last is left out."""
    plain = re.sub(r"[’']", " ", fold(refused))
    own = refused if len(plain) == len(refused) else plain
    cuts = [*((m.start(), m.end()) for m in _PARTS.finditer(plain)), (len(own), len(own))]
    found, last = [], 0
    for start, end in cuts:
        part = own[last:start].strip(" ,.!?;:")
        head = _HEAD.match(re.sub(r"[’']", " ", fold(part)) + " ")
        part = part[min(head.end(), len(part)) :].strip() if head else part
        if part and not _LENGTH.search(re.sub(r"[’']", " ", fold(part))):
            found.append(part)
        last = end
    return list(dict.fromkeys(found))


def refused_years(refused: str) -> int | None:
    """Return the number of years of study that a refusal finds too long, None when it speaks of none."""
    match = _LENGTH.search(re.sub(r"[’']", " ", fold(refused)))
    if match is None:
        return None
    return _FIGURES.get(match[1]) or int(match[1])


def by_interest(base: KnowledgeBase, liked: str, refused: str) -> list[Filiere]:
    """Return the filières whose interests, names or fields meet the liked words, best first."""
    wanted, unwanted = liked_roots([liked]), set(stems(refused))
    scored = []
    for filiere in base.all(Filiere):
        fields = [nom for d in base.all(Domaine) if d.filiere == filiere.id for nom in d.noms]
        likes = {word for text in filiere.interets for word in stems(text)}
        names = {word for text in (*filiere.noms, filiere.nom, *fields) for word in stems(text)}
        score = 2 * len(wanted & likes) + len(wanted & names) - 3 * len(unwanted & (likes | names))
        if score > 0:
            scored.append((score, filiere))
    return [filiere for _, filiere in sorted(scored, key=lambda item: -item[0])]
