"""What the importers of schools and courses share: one spelling of places, UAI codes, stable identifiers.

Names of régions and départements come from `knowledge/facts/lieux.yml`, the one list the project has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.facts_loader import FACTS
from knowledge.importers.reading import clean, csv_rows, opened
from knowledge.text import slug

_UAI = re.compile(r"\d{7}[A-Z]")
_LONGEST = 160  # characters of an identifier, in the tables
# Spellings met in the official files that the facts do not list (slug of the name: Insee code of the région).
_OTHER_NAMES = {
    "centre": "24",
    "alsace-champagne-ardenne-lorraine": "44",
    "aquitaine-limousin-poitou-charentes": "75",
    "languedoc-roussillon-midi-pyrenees": "76",
    "nord-pas-de-calais-picardie": "32",
}


def rows(
    path: Path, required: Sequence[str], names: Mapping[str, Sequence[str]] | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV file, or of the one CSV in a zip: see `csv_rows`."""
    with opened(path, ".csv") as (stream, where):
        yield from csv_rows(path, required, names, stream, where)


def uai(value: str) -> str:
    """Return a UAI in capitals, or nothing for what is not one; its check letter is not asked to be right."""
    code = clean(value).upper()
    return code if _UAI.fullmatch(code) else ""


def departement(code: str) -> str:
    """Return the code of a département as Insee writes it: « 035 » → « 35 », « 1 » → « 01 », « 720 » → « 2B »."""
    code = clean(code).upper()
    code = {"620": "2A", "720": "2B"}.get(code, code)
    if len(code) == 3 and code.startswith("0"):
        code = code[1:]
    return code.zfill(2) if code else ""


def departement_of_uai(code: str) -> str:
    """Return the département that gave a UAI: « 0062126D » → « 06 », « 7200664J » → « 2B »."""
    return departement({"983": "988", "984": "987"}.get(code[:3], code[:3]))


def region(name: str, code: str = "") -> str:
    """Return the name of today's région: from any spelling, else from the code of a département, else as written."""
    names, _, departements = _places()
    return names.get(slug(name)) or departements.get(code) or clean(name)


def region_of_insee(code: str) -> str:
    """Return the région of an Insee code of 2016 (« 11 » is Île-de-France), or nothing."""
    return _places()[1].get(code, "")


def is_region(name: str) -> bool:
    """Tell whether a name, as `region` gives it, is one of today's régions or territories."""
    return name in _places()[0].values()


def identifier(*pieces: str) -> str:
    """Return an identifier joined by colons; a long one is cut, and its end replaced by a hash of the whole."""
    whole = ":".join(pieces)
    if len(whole) <= _LONGEST:
        return whole
    return f"{whole[: _LONGEST - 17]}~{hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()}"


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return names by slug, régions by Insee code and régions by code of département."""
    told = yaml.load((FACTS / "lieux.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    codes = {str(one["code"]): str(one["nom"]) for one in told["regions"]}
    names = {
        slug(name): str(one["nom"])
        for one in [*told["regions"], *told["outre_mer"]]
        for name in (one["nom"], *one.get("noms", ()))
    }
    names.update({name: codes[code] for name, code in _OTHER_NAMES.items()})
    departements = {str(one["code"]): codes[one["region"]] for one in told["departements"]}
    departements.update({str(one["code"]): str(one["nom"]) for one in told["outre_mer"]})
    return names, codes, departements
