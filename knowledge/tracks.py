"""The track of a class said without it: « tle » is a terminale professionnelle beside « MELEC »."""

from __future__ import annotations

from knowledge.text import fold

_TRACKLESS = frozenset({"terminale", "tle", "term", "1re", "1ere", "premiere", "2de", "2nde", "seconde"})
_TRACKS = {
    ("terminale-generale", "pro"): ("terminale-pro", "terminale professionnelle"),
    ("terminale-generale", "techno"): ("terminale-techno", "terminale technologique"),
    ("1re-generale", "pro"): ("1re-pro", "première professionnelle"),
    ("1re-generale", "techno"): ("1re-techno", "première technologique"),
    ("2de-gt", "pro"): ("2de-pro", "seconde professionnelle"),
}


def is_trackless(typed: str) -> bool:
    """Tell whether a class was typed without its track: « première », not « première générale »."""
    return fold(typed) in _TRACKLESS


def in_track(classe: str, track: str) -> tuple[str, str] | None:
    """Return the id and the name of a class in a track (`pro`, `techno`), or None when it has no other."""
    return _TRACKS.get((classe, track))
