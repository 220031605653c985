"""Whether a message speaks of health or disability: the answer then says whom to ask, never what is possible."""

from __future__ import annotations

import re

from knowledge.text import fold

_SANTE = re.compile(
    r"\b(?:handica\w*|handika\w*|rqth|ulis|fauteuil|sourde?s?|malentendant\w*|malvoyant\w*|aveugle|daltonien\w*|asthm\w*"
    r"|allergi\w*|epilep\w*|diabet\w*|mal (?:de|au) dos|probleme de dos|scoliose|dys\w{3,}|tdah|autis\w*|vertige\w*"
    r"|malad\w+|enceinte|sante|medical\w*|lunettes|lentilles|myop\w*|eliminatoire|surpoids|prothese|tatouages?)\b"
)


def parle_de_sante(texte: str) -> bool:
    """Tell whether health, a handicap or an accommodation is mentioned."""
    return bool(_SANTE.search(fold(texte)))
