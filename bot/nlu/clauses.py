"""The parts of a message that may each carry a need: « la paye d'un maçon ? et où faire le CAP » has two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import List, Text, Tuple

_BREAK = re.compile(
    r"[.?!;…]+\s+|,\s+(?:et|mais|puis|sinon|est|combien|comment|o[uù]|quel\w*|qu)\b|"
    r"\b(?:et|mais|puis|sinon|aussi|ensuite|d'ailleurs)\s+(?=(?:est|combien|cb|comment|cmt|o[uù]|quel\w*|kel\w*|qu\w*|"
    r"c|ca|ça|il|ya|y|faut|on|je|j|peut|pour|apr[eè]s|si|aussi|sinon|qui|quand|pourquoi|combien)\b)|\n+",
    re.IGNORECASE,
)
_LINK = re.compile(r"[\s,.?!;…]*(?:(?:et|mais|puis|sinon|aussi|ensuite)\s+)?", re.IGNORECASE)
_LEAST_WORDS, _MOST = 3, 4


def clauses(text: Text) -> List[Tuple[int, int]]:
    """Return the (start, end) of each part of at least three words, when there are several; else nothing."""
    cuts = [0, *(match.start() for match in _BREAK.finditer(text)), len(text)]
    # « et où faire ça » alone would be a follow-up: the link is left out.
    bare = [(a + len(_LINK.match(text[a:b])[0]), b) for a, b in pairwise(cuts)]  # type: ignore[index] # may be empty
    parts = [(a, b) for a, b in bare if len(text[a:b].split()) >= _LEAST_WORDS]
    return parts[:_MOST] if len(parts) > 1 else []
