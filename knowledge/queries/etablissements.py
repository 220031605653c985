"""Schools and guidance centres of the official directory, when it was imported: by name, or near a place."""

from __future__ import annotations

import math
import re

from knowledge.base import KnowledgeBase
from knowledge.entities import Lieu
from knowledge.official import Etablissement
from knowledge.queries.campus import kilometres
from knowledge.queries.officiels import is_imported, records, table_of
from knowledge.text import fold, words

NEAR = 60.0  # kilometres
GUIDANCE = "Information et orientation"  # the directory's type of a CIO
_KIND = r"(?:lycee|college|cfa|iut|ifsi|mfr|erea|cio|ecole|lp|lep)s?"
_NAMED = re.compile(rf"\b({_KIND})\b((?:[ '’-]+[\w]+){{1,8}})")
_WRITTEN = {"lp": "lycee", "lep": "lycee"}
# Words after « lycée » that are not its name.
_NOT_A_NAME = frozenset(
    """
    professionnel professionnels pro general generale technologique polyvalent agricole hotelier public prive privee
    prives superieur superieure des metiers de du la le les l d un une et ou a au aux en dans pour avec sur pres cote
    qui que quel quelle est il elle on y t je tu vous nous ont ai as a-t sont propose proposent enseigne fait font
    cest c ca quoi comment combien quand bien mieux bon bonne internat cantine formation formations classe section
    bts cap bac but option specialite ouvert ouverts recrute proche chez moi vers par si ma mon ton son sa notre
    privees publics publique hors contrat commerce ingenieur ingenieurs infirmiere infirmier art arts
    """.split()  # noqa: SIM905 - a hundred quotes would hide the words
)
_LOOSE = str.maketrans(dict.fromkeys("aeiouyc", "_"))  # LIKE knows no accents: any letter where one may stand


def named(base: KnowledgeBase, text: str, town: str = "", count: int = 3) -> list[Etablissement]:
    """Return the schools that the text names (« le lycée Gustave Eiffel de Massy »), of the town when one is given.

    Every word of the name must be in the school's own; none when the text names no school.
    """
    wanted = name_words(text, town)
    if not wanted or not is_imported(base, Etablissement):
        return []
    table = table_of(Etablissement)
    likes = [table.c.nom.ilike(f"%{word.translate(_LOOSE)}%") for word in wanted]
    kind = next((match[1].rstrip("s") for match in _NAMED.finditer(fold(text))), "")
    asked = wanted | ({_WRITTEN.get(kind, kind)} if kind else set())
    rows = [row for row in records(base, Etablissement, *likes, limit=200) if asked <= set(words(row.nom))]
    if town:
        rows = [row for row in rows if fold(row.commune) == fold(town)]  # a namesake elsewhere is another school
    return sorted(rows, key=lambda row: (len(row.nom), row.id))[:count]


def name_words(text: str, town: str = "") -> set[str]:
    """Return the words that name a school in a text, folded: « gustave », « eiffel »; empty when it names none."""
    found = _NAMED.search(fold(text))
    if not found:
        return set()
    place = set(words(town))
    kept: list[str] = []
    for word in words(found[2]):
        if word in place or (kept and word in {"a", "est", "et", "il", "elle", "y", "on", "pour", "ou", "en", "avec"}):
            break
        if word not in _NOT_A_NAME and len(word) > 2:
            kept.append(word)
    return set(kept[:4])


def near(base: KnowledgeBase, place: Lieu, count: int = 3, **having: bool | str) -> list[tuple[Etablissement, float]]:
    """Return the schools nearest to a town with their kilometres; `having` are columns (`internat=True`)."""
    if place.lat is None or place.lon is None or not is_imported(base, Etablissement):
        return []
    table = table_of(Etablissement)
    span = NEAR / 111.0
    wide = span / max(0.2, math.cos(math.radians(place.lat)))
    rows = records(
        base,
        Etablissement,
        table.c.lat.between(place.lat - span, place.lat + span),
        table.c.lon.between(place.lon - wide, place.lon + wide),
        *(table.c[column] == value for column, value in having.items()),
    )
    found = [(row, kilometres(Lieu("", "ville", "", lat=row.lat, lon=row.lon), place)) for row in rows]
    return sorted((item for item in found if item[1] <= NEAR), key=lambda item: item[1])[:count]
