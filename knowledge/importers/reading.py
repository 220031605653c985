"""Open what public bodies publish: CSV, XML and XLSX in every encoding met, one row at a time.

Every function streams, reads columns by name whatever their order, and refuses what it cannot trust with a
`FileProblem` that names the file, the row and the remedy.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TextIO
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from knowledge.official import Fiche

_LARGEST = 2_000_000_000  # bytes of one file once unzipped: the full RNCP is 600 MB
_RATIO = 200  # a zip that swells more than this is not a dataset
_TAGS = re.compile(r"<[^>]+>")
_BLOCK = 1 << 20  # bytes
_FEW = 5  # characters lost that a small file may have
_DAMAGED = 0.001  # share of characters that may be lost (U+FFFD) before a file is refused


class FileProblem(ValueError):
    """A file that cannot be imported: which one, where in it, and what to do."""

    def __init__(self, file: Path | str, row: int | None, reason: str) -> None:
        name = file.name if isinstance(file, Path) else file
        super().__init__(f"{name}{f', ligne {row}' if row else ''} : {reason}")


@dataclass(frozen=True)
class Record:
    """A row that can be kept: its kind (a key of `OFFICIAL_KINDS`) and what it says."""

    kind: str
    fiche: Fiche
    counts: bool = True  # False for what comes with a row already counted (its links)


@dataclass(frozen=True)
class Reject:
    """A row that cannot be kept: where it is, why (a short reason, counted), and what it said."""

    file: str
    row: int
    reason: str
    content: str = ""


def csv_rows(
    path: Path,
    required: Sequence[str],
    names: Mapping[str, Sequence[str]] | None = None,
    stream: IO[bytes] | None = None,
    called: str | None = None,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV file; values are stripped, absent ones empty.

    `required` are the columns that must be there. `names` gives other spellings of a column (label and API key);
    the row is keyed by the first. Delimiter and encoding are found out; extra columns are kept; of two columns
    with one name the first counts. `stream` reads an open file (a member of a zip), `called` its name.
    """
    where = called or path.name
    with _text(path, stream, where) as text:
        yield from _csv_rows(text, where, required, names or {})


def csv_columns(path: Path) -> set[str]:
    """Return the names of the columns of a CSV file, rows or not: what tells one table from another."""
    with _text(path, None, path.name) as text:
        return set(_columns(_start(text, path.name)[1], {}).values())


def _start(text: TextIO, where: str) -> tuple[Any, list[str]]:
    """Return a reader of the rows and the header that comes before them."""
    first = text.readline()
    text.seek(0)
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        return reader, next(reader)
    except StopIteration:
        raise FileProblem(where, None, "le fichier est vide ; le télécharger à nouveau") from None
    except csv.Error as error:
        raise FileProblem(where, 1, f"ce n'est pas un CSV ({error}) ; vérifier le fichier") from error


def _csv_rows(
    text: TextIO, where: str, required: Sequence[str], names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    reader, header = _start(text, where)
    columns = _columns(header, names)
    missing = [name for name in required if name not in columns.values()]
    if missing:
        raise FileProblem(
            where, 1, f"colonne « {missing[0]} » absente ; ce n'est pas le format attendu, ou il a changé"
        )
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileProblem(where, reader.line_num, f"ligne illisible ({error}) ; fichier coupé ?") from error
        if any(values):
            yield (
                reader.line_num,
                {name: clean(values[place]) if place < len(values) else "" for place, name in columns.items()},
            )


def _columns(header: list[str], names: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Return the name of each useful place: the first of two columns that share one."""
    known = {_key(other): name for name, others in names.items() for other in (name, *others)}
    columns: dict[int, str] = {}
    for place, label in enumerate(header):
        name = known.get(_key(label), clean(label).strip('"'))
        if name and name not in columns.values():
            columns[place] = name
    return columns


def _key(label: str) -> str:
    plain = unicodedata.normalize("NFKD", clean(label).strip('"').lower().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@contextmanager
def _text(path: Path, stream: IO[bytes] | None, where: str) -> Iterator[TextIO]:
    """Open a CSV as text: a file is read through, never whole; a stream (a member of a zip) is read at once."""
    if stream is not None:
        yield io.StringIO(decode(stream.read(), where), newline="")
        return
    try:
        encoding = _encoding(_blocks(path), where)
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            yield text
    except OSError as error:
        raise FileProblem(path, None, f"impossible à lire ({error.strerror}) ; vérifier le chemin") from error


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def decode(raw: bytes, where: str) -> str:
    """Return the text of a file in UTF-8 (with or without BOM) or Windows-1252; raises `FileProblem` when damaged."""
    return raw.decode(_encoding([raw], where), errors="replace")


def _encoding(blocks: Iterable[bytes], where: str) -> str:
    """Return the encoding of a file given block by block; raises `FileProblem` for what is not text or is damaged.

    UTF-8 unless a byte contradicts it, then Windows-1252; a file that lost characters before us is refused.
    """
    utf8 = codecs.getincrementaldecoder("utf-8-sig")()
    cp1252 = codecs.getincrementaldecoder("cp1252")(errors="replace")
    lost, replaced, size, is_utf8 = 0, 0, 0, True
    for block in blocks:
        if not size and b"\x00" in block[:1_000]:
            raise FileProblem(where, None, "ce n'est pas du texte ; vérifier le fichier")
        size += len(block)
        replaced += cp1252.decode(block).count("\ufffd")
        if is_utf8:
            try:
                lost += utf8.decode(block).count("\ufffd")
            except UnicodeDecodeError:
                is_utf8 = False
    if is_utf8:
        try:
            utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if is_utf8 and lost > _DAMAGED * size + _FEW:
        raise FileProblem(where, None, "des caractères sont perdus ; le télécharger à nouveau")
    if not is_utf8 and replaced > _DAMAGED * size + _FEW:
        raise FileProblem(where, None, "encodage inconnu ; l'enregistrer en UTF-8")
    return "utf-8-sig" if is_utf8 else "cp1252"


def xml_items(path: Path, root: str, item: str) -> Iterator[tuple[int, Element]]:
    """Yield (rank, element) of an XML file, or of the one XML file in a zip; elements are freed as they go.

    Entities and DTDs are refused (`defusedxml`): no file can make the parser expand or fetch anything.
    """
    with opened(path, ".xml") as (stream, where):
        rank = 0
        top: Element | None = None
        try:
            for event, element in SafeTree.iterparse(stream, events=("start", "end"), forbid_dtd=True):
                if top is None:
                    top = element
                    if element.tag != root:
                        raise FileProblem(where, None, f"<{root}> attendu, <{element.tag}> trouvé ; autre jeu ?")
                if event == "end" and element.tag == item:
                    rank += 1
                    yield rank, element
                    top.clear()
        except DefusedXmlException as error:
            raise FileProblem(where, None, "le XML définit des entités : refusé par sécurité") from error
        except (ParseError, UnicodeDecodeError, EOFError) as error:
            raise FileProblem(where, rank or None, f"XML illisible ({error}) ; fichier coupé ?") from error


@contextmanager
def opened(path: Path, suffix: str) -> Iterator[tuple[IO[bytes], str]]:
    """Open a file, or the one member of a zip that ends in `suffix`; yields (binary stream, its name)."""
    if not path.is_file():
        raise FileProblem(path, None, "ce fichier n'existe pas ; vérifier le chemin")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise FileProblem(path, None, "archive abîmée ou coupée ; la télécharger à nouveau")
        with _open(path) as stream:
            yield stream, path.name
        return
    with archive(path) as zipped:
        members = [info for info in zipped.infolist() if info.filename.lower().endswith(suffix)]
        if len(members) != 1:
            raise FileProblem(path, None, f"un seul fichier {suffix} attendu dans l'archive, {len(members)} trouvés")
        try:
            with zipped.open(members[0]) as stream:
                yield stream, members[0].filename
        except (zipfile.BadZipFile, zlib.error) as error:
            raise FileProblem(path, None, "archive abîmée ; la télécharger à nouveau") from error


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileProblem(path, None, f"impossible à lire ({error.strerror}) ; vérifier les droits") from error


@contextmanager
def archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose members have a believable size; raises `FileProblem`."""
    if not path.is_file():
        raise FileProblem(path, None, "ce fichier n'existe pas ; vérifier le chemin")
    try:
        zipped = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise FileProblem(path, None, "archive abîmée ou coupée ; la télécharger à nouveau") from error
    with zipped:
        for info in zipped.infolist():
            if info.file_size > _LARGEST or info.file_size > _RATIO * max(info.compress_size, 1_000):
                raise FileProblem(path, None, f"« {info.filename} » grossit trop une fois ouvert : refusé par sécurité")
        yield zipped


def text_of(element: Element, path: str) -> str:
    """Return the text of a child (« a/b »), cleaned; empty when it is absent."""
    return clean(element.findtext(path) or "")


def clean(value: Any) -> str:
    """Return a value without its odd blanks: no-break spaces, tabs before codes, doubled spaces."""
    return " ".join(str(value if value is not None else "").replace("\u00a0", " ").split())


def plain(html: str) -> str:
    """Return the words of a bit of HTML."""
    return clean(_TAGS.sub(" ", html).replace("&nbsp;", " ").replace("&amp;", "&"))


def last_segment(url: str) -> str:
    """Return the id at the end of an Onisep address: « …/slug/FOR.494 » → « FOR.494 »."""
    return clean(url).rstrip("/").rpartition("/")[2]


def whole(value: str) -> int | None:
    """Return a whole number (« 24 », « 24.0 »), or None when it is not one."""
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def decimal(value: str) -> float | None:
    """Return a number (« 47,5 », « 47.5 »), or None."""
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def coordinates(value: str) -> tuple[float | None, float | None]:
    """Return (latitude, longitude) of « 47.46, -0.54 », or (None, None)."""
    lat, _, lon = value.partition(",")
    pair = decimal(lat.strip()), decimal(lon.strip())
    return pair if None not in pair else (None, None)


# Old numbering (V to I as 5 to 1) still written by Onisep's lists and the BCN; 8 is the doctorate already.
_OLD_LEVELS = {"5": 3, "4": 4, "3": 5, "2": 6, "1": 7, "8": 8}


def old_level(value: str) -> int | None:
    """Return the CEC level of a level in the old numbering: « 3 » is bac + 2, so 5."""
    return _OLD_LEVELS.get(value.strip())


def level(value: str) -> int | None:
    """Return a CEC level written « 5 », « 05 », « NIV5 » or « niveau 5 (bac + 2) », or None."""
    found = re.search(r"(?:niv\w*\s*)?0?([3-8])\b", value.strip().lower())
    return int(found[1]) if found else None


def rncp(value: str) -> str:
    """Return an RNCP number without its prefix; empty for what is not one."""
    found = re.fullmatch(r"(?:RNCP)?\s*(\d{1,6})", value.strip().upper())
    return found[1].lstrip("0") if found else ""


def parts(value: str, separator: str = "|") -> tuple[str, ...]:
    """Return the values joined in one cell, each once, cleaned."""
    return tuple(dict.fromkeys(part for piece in value.split(separator) if (part := clean(piece))))
