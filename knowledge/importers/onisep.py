"""What the files of Onisep share: lists in XML, JSON or CSV under one set of keys, ids at the end of addresses.

Onisep publishes each list in three formats: the keys of its XML and JSON are the labels of its CSV without accents
nor signs (« domaine/sous-domaine » → `domainesous-domaine`). Rows are keyed by the former whatever was given.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from knowledge.importers.reading import (
    FileProblem,
    archive,
    clean,
    csv_rows,
    decode,
    last_segment,
    level,
    opened,
    parts,
    xml_items,
)

LICENCE = "ODbL 1.0"
_SUFFIXES = (".xml", ".json", ".csv")
_SPELLINGS = {"FOR": re.compile(r"FOR\.\d+"), "MET": re.compile(r"MET\.\d+")}
_ROME = re.compile(r"[A-N]\d{4}")
_CODE_DIPLOME = re.compile(r"[0-9A-Z]{8}")
_PATIENCE = 1_000  # rows without a key that every row must have, before the file is refused
_UNSAID = {"non renseigné", "non applicable"}

Row = tuple[int, dict[str, str]]


def ident(value: str, prefix: str) -> str:
    """Return the FOR or MET id of an id or of an address that ends with it; empty when there is none."""
    end = last_segment(value)
    return end if _SPELLINGS[prefix].fullmatch(end) else ""


def romes(values: Sequence[str]) -> tuple[str, ...]:
    """Return the well-formed ROME codes among the values: Onisep also writes « A15 », which is no sheet."""
    return tuple(dict.fromkeys(value for value in values if _ROME.fullmatch(value)))


def code_diplome(value: str) -> str:
    """Return the eight characters of a BCN code, or nothing when a spreadsheet has spoilt it."""
    return value if _CODE_DIPLOME.fullmatch(value) else ""


def said(value: str) -> str:
    """Return a value, or nothing when it only says that nothing is known."""
    return "" if value.lower() in _UNSAID else value


def labelled_level(label: str) -> int | None:
    """Return the CEC level of « niveau 5 (bac + 2) »; a bare figure or « Bac + 5 » is none."""
    return level(label) if label.lower().startswith("niveau") else None


def sub_domains(cell: str) -> tuple[str, ...]:
    """Return the sub-domains of « domaine/sous-domaine | domaine/sous-domaine »."""
    return tuple(dict.fromkeys(clean(pair.partition("/")[2]) or pair for pair in parts(cell)))


def web(value: str) -> str:
    """Return an address, or nothing when the cell holds something else."""
    return value if value.startswith(("http://", "https://")) else ""


def sheets(path: Path, root: str, item: str, required: Sequence[str]) -> Iterator[tuple[int, Element]]:
    """Yield (rank, element) of a file of sheets; refused when no element has a required child."""
    watch = _Watch(path, item, required)
    for rank, element in xml_items(path, root, item):
        watch.see({child.tag for child in element}, "".join(element.itertext()))
        yield rank, element
    watch.end()


def rows(path: Path, required: Sequence[str], others: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield (line or rank, row) of a list in XML, JSON or CSV, zipped or not; values are cleaned, absent ones empty.

    `required` are the keys that must be somewhere in the file; `others` gives the key of today for a former one.
    """
    others = others or {}
    suffix = _format(path)
    watch = _Watch(path, "item", required)
    read = {".xml": _xml_rows, ".json": _json_rows, ".csv": _csv_rows}[suffix]
    for number, found in read(path):
        row: dict[str, str] = {}
        for label, value in found.items():
            key = _tag(label)
            row.setdefault(others.get(key, key), value)
        watch.see(row, " ".join(row.values()))
        yield number, {**dict.fromkeys(required, ""), **row}
    watch.end()


class _Watch:
    """Refuse the file that is not what it should be, even when each of its rows could be read."""

    def __init__(self, path: Path, item: str, required: Sequence[str]) -> None:
        self._path, self._item, self._missing = path, item, list(required)
        self._count = self._lost = self._characters = 0

    def see(self, keys: Collection[str], text: str) -> None:
        """Note a row: its keys, its text."""
        self._count += 1
        self._missing = [key for key in self._missing if key not in keys]
        self._lost += text.count("\ufffd")
        self._characters += len(text)
        if self._missing and self._count >= _PATIENCE:
            self.end()

    def end(self) -> None:
        """Raise `FileProblem` for a file without rows, without a key, or whose accents are lost."""
        if not self._count:
            raise FileProblem(self._path, None, f"aucun <{self._item}> dans le fichier ; le télécharger à nouveau")
        if self._missing:
            reason = f"champ « {self._missing[0]} » absent ; ce n'est pas le format attendu, ou il a changé"
            raise FileProblem(self._path, None, reason)
        if self._lost > 5 + self._characters / 1_000:
            raise FileProblem(self._path, None, "des caractères sont perdus ; le télécharger à nouveau")


def _format(path: Path) -> str:
    """Tell the format by the member of the zip, or by the first character: names lie (« .xml.xml »)."""
    if zipfile.is_zipfile(path):
        with archive(path) as zipped:
            names = [name.lower() for name in zipped.namelist()]
        found = [suffix for suffix in _SUFFIXES if any(name.endswith(suffix) for name in names)]
        if not found:
            raise FileProblem(path, None, "ni XML, ni JSON, ni CSV dans l'archive ; vérifier le fichier")
        return found[0]
    with opened(path, "") as (stream, _):
        start = stream.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"<": ".xml", b"[": ".json", b"{": ".json"}.get(start, ".csv")


def _xml_rows(path: Path) -> Iterator[Row]:
    for rank, element in xml_items(path, "root", "item"):
        yield rank, {child.tag: clean("".join(child.itertext())) for child in element}


def _csv_rows(path: Path) -> Iterator[Row]:
    content, where = _content(path, ".csv")
    yield from csv_rows(path, [], stream=io.BytesIO(content), called=where)


def _json_rows(path: Path) -> Iterator[Row]:
    content, where = _content(path, ".json")
    text = decode(content, where).strip()
    if not text.startswith("["):
        raise FileProblem(where, None, "une liste JSON est attendue ; donner le fichier téléchargé")
    for rank, item in enumerate(_json_items(text, where), 1):
        yield rank, {key: _written(value) for key, value in item.items()} if isinstance(item, dict) else {}


def _json_items(text: str, where: str) -> Iterator[Any]:
    """Yield the items of a JSON array one at a time."""
    decoder, blank = json.JSONDecoder(), re.compile(r"\s*")

    def after(place: int) -> int:
        found = blank.match(text, place)
        return found.end() if found else place

    place, rank = after(1), 0
    while text[place : place + 1] != "]" or rank:
        rank += 1
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise FileProblem(where, rank, "JSON illisible ; fichier coupé ?") from error
        yield item
        place = after(place)
        mark = text[place : place + 1]
        if mark == "]":
            return
        if mark != ",":
            raise FileProblem(where, rank, "JSON illisible ; fichier coupé ?")
        place = after(place + 1)


def _tag(label: str) -> str:
    """Return the key of a CSV label, as Onisep makes it: « n° SIRET » → `n_siret`; a key is its own."""
    letters = unicodedata.normalize("NFD", label.lower().replace(" ", "_"))
    return "".join(char for char in letters if char.isascii() and (char.isalnum() or char in "_-"))


def _written(value: Any) -> str:
    return clean(int(value) if isinstance(value, float) and value.is_integer() else value)


def _content(path: Path, suffix: str) -> tuple[bytes, str]:
    with opened(path, suffix) as (stream, where):
        return stream.read(), where
