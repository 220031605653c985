"""Reading official files: every encoding and quirk met in them, and nothing that cannot be trusted."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import ROOT
from knowledge.importers.reading import (
    FileProblem,
    archive,
    clean,
    coordinates,
    csv_columns,
    csv_rows,
    decimal,
    last_segment,
    level,
    old_level,
    opened,
    parts,
    plain,
    rncp,
    whole,
    xml_items,
)

Ecrire = Callable[..., Path]
Rows = list[tuple[int, dict[str, str]]]

READ: Rows = [(2, {"code": "01", "libellé": "Pâtissier"}), (3, {"code": "02", "libellé": "Bûcheron"})]
SEMICOLONS = "code;libellé\n01;Pâtissier\n02;Bûcheron\n"


def read(path: Path, *required: str, **names: tuple[str, ...]) -> Rows:
    return list(csv_rows(path, required, names))


# CSV: encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_is_found_out(ecrire: Ecrire, encoding: str) -> None:
    assert read(ecrire("a.csv", SEMICOLONS, encoding), "code", "libellé") == READ


def test_a_typographic_apostrophe_and_a_euro_of_windows_are_read(ecrire: Ecrire) -> None:
    path = ecrire("a.csv", "code\nl’œuvre à 5 €\n", "cp1252")

    assert read(path, "code") == [(2, {"code": "l’œuvre à 5 €"})]


def test_windows_letters_found_late_in_a_file_still_make_it_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"code\n" + b"01\n" * 700_000 + "pâte\n".encode("cp1252"))

    *_, last = csv_rows(path, ["code"])
    assert last == (700_002, {"code": "pâte"})


def test_a_letter_cut_between_two_blocks_is_still_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = b"code\n" + b"x" * ((1 << 20) - 6) + "é\n".encode()
    assert (text[(1 << 20) - 1], text[1 << 20]) == tuple("é".encode())
    path.write_bytes(text)

    with pytest.raises(FileProblem, match=r"a\.csv, ligne 2 : .*field larger"):
        read(path, "code")
    path.write_bytes(text.replace(b"x" * 1_000, b"x" * 999 + b"\n"))
    assert read(path, "code")[-1][1]["code"].endswith("xé")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (SEMICOLONS.encode("utf-16"), "ce n'est pas du texte"),
        (SEMICOLONS.encode("utf-16-le"), "ce n'est pas du texte"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "ce n'est pas du texte"),
        (b"code\n" + b"\x81\x8d\x8f\x90\x9d" * 200, "encodage inconnu"),
        ("code\nP\ufffdtissier\n".encode() * 20, "des caractères sont perdus"),
    ],
    ids=["utf-16", "utf-16 without mark", "image", "no known encoding", "letters lost before us"],
)
def test_what_is_not_readable_text_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    (tmp_path / "a.csv").write_bytes(raw)

    with pytest.raises(FileProblem, match=rf"^a\.csv : {reason}.* ; "):
        read(tmp_path / "a.csv", "code")


def test_a_few_lost_letters_do_not_condemn_a_file(ecrire: Ecrire) -> None:
    assert read(ecrire("a.csv", "code\nP\ufffdtissier\n"), "code") == [(2, {"code": "P\ufffdtissier"})]


# CSV: delimiters, quotes, headers


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_found_out(ecrire: Ecrire, delimiter: str, end: str) -> None:
    text = SEMICOLONS.replace(";", delimiter).replace("\n", end)

    assert read(ecrire("a.csv", text), "code", "libellé") == READ


def test_a_quoted_value_may_hold_delimiters_quotes_and_ends_of_line(ecrire: Ecrire) -> None:
    path = ecrire("a.csv", '"code";"libellé"\n"01";"pâtes ; pain\n""complet"""\n"02";x\n')

    assert read(path, "code") == [
        (3, {"code": "01", "libellé": 'pâtes ; pain "complet"'}),
        (4, {"code": "02", "libellé": "x"}),
    ]


def test_the_first_of_two_columns_with_one_name_counts_and_blank_ones_are_left_out(ecrire: Ecrire) -> None:
    path = ecrire("a.csv", "code;;libellé;code;\n01;x;Pâtissier;99;y\n")

    assert read(path, "code") == [(2, {"code": "01", "libellé": "Pâtissier"})]


def test_a_column_is_found_under_any_of_its_names_whatever_accents_capitals_and_apostrophes(ecrire: Ecrire) -> None:
    path = ecrire("a.csv", "CODE DE L’ECOLE;Région Académique\n01;Bretagne\n")

    assert read(path, "uai", uai=("Code de l'école",), region=("region academique",)) == [
        (2, {"uai": "01", "region": "Bretagne"})
    ]


def test_short_rows_are_filled_long_ones_cut_and_blank_ones_passed_over(ecrire: Ecrire) -> None:
    path = ecrire("a.csv", "code;libellé\n01\n\n;\n02;x;y;z\n")

    assert read(path, "code") == [(2, {"code": "01", "libellé": ""}), (5, {"code": "02", "libellé": "x"})]


def test_values_are_stripped_of_odd_blanks(ecrire: Ecrire) -> None:
    assert read(ecrire("a.csv", "code\n\t 01\u00a0 02 \n"), "code") == [(2, {"code": "01 02"})]


def test_the_columns_of_a_table_without_rows_are_known(ecrire: Ecrire) -> None:
    assert csv_columns(ecrire("a.csv", "code;libellé;;code\n")) == {"code", "libellé"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^a\.csv : le fichier est vide ; le télécharger à nouveau$"),
        ("libellé\nx\n", r"^a\.csv, ligne 1 : colonne « code » absente ; "),
        ('code;libellé\n01;x\n02;"coupé', r"^a\.csv, ligne 3 : ligne illisible .* ; fichier coupé \?$"),
        ('code;libellé\n01;"x" y\n', r"^a\.csv, ligne 2 : ligne illisible"),
        ('"code', r"^a\.csv, ligne 1 : ce n'est pas un CSV .* ; vérifier le fichier$"),
        ("<html><body>Erreur 404</body></html>", r"^a\.csv, ligne 1 : colonne « code » absente"),
    ],
    ids=["empty", "column", "cut in quotes", "quote inside", "cut header", "web page"],
)
def test_what_is_not_the_table_is_refused_with_its_row_and_the_remedy(ecrire: Ecrire, text: str, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        read(ecrire("a.csv", text), "code")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"^a\.csv : impossible à lire \(No such file"):
        read(tmp_path / "a.csv", "code")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"impossible à lire \(Is a directory\) ; vérifier le chemin"):
        read(tmp_path, "code")


_MEASURE = """
import resource, sys
from pathlib import Path
from knowledge.importers.reading import csv_rows
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = sum(1 for _ in csv_rows(Path(sys.argv[1]), ["code"]))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_file_of_50_mb_is_read_without_holding_it(tmp_path: Path, encoding: str) -> None:
    path, row = tmp_path / "gros.csv", ("01;" + "pâtes et pains ; " * 60 + "\n").replace(" ; ", " - ").encode(encoding)
    count = 50_000_000 // len(row) + 1
    with path.open("wb") as handle:
        handle.write("code;libellé\n".encode(encoding))
        handle.writelines(row for _ in range(count))
    assert path.stat().st_size > 50_000_000

    done = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", _MEASURE, str(path)], cwd=ROOT, capture_output=True, check=True
    )
    rows, more = map(int, done.stdout.split())
    assert rows == count
    assert more < 60 * 1024  # KiB


# XML


def elements(path: Path) -> list[tuple[int, str]]:
    return [(rank, element.attrib.get("id", "")) for rank, element in xml_items(path, "liste", "fiche")]


def test_items_are_numbered_in_a_file_as_in_a_zip(ecrire: Ecrire) -> None:
    text = '<liste><fiche id="a"/><autre/><fiche id="b"><fiche_liee/></fiche></liste>'

    assert elements(ecrire("f.xml", text)) == [(1, "a"), (2, "b")]
    assert elements(ecrire("f.xml", text, dans="f.zip")) == [(1, "a"), (2, "b")]


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'<!DOCTYPE liste [<!ENTITY e0 "ha">{BOMB}]><liste><fiche>&e9;</fiche></liste>', "refusé par sécurité"),
        ('<!DOCTYPE liste [<!ENTITY e SYSTEM "file:///etc/passwd">]><liste>&e;</liste>', "refusé par sécurité"),
        ('<!DOCTYPE liste SYSTEM "http://127.0.0.1:9/x.dtd"><liste/>', "refusé par sécurité"),
        ("<metiers><fiche/></metiers>", r"^f\.xml : <liste> attendu, <metiers> trouvé ; autre jeu \?$"),
        ('<liste><fiche id="a"/><fiche id="b"', r"^f\.xml, ligne 1 : XML illisible .* fichier coupé \?$"),
        ("<liste>&inconnue;</liste>", r"^f\.xml : XML illisible"),
        ("code;libellé\n", r"^f\.xml : XML illisible"),
        ("", r"^f\.xml : XML illisible"),
    ],
    ids=["bomb", "external entity", "external DTD", "root", "cut", "unknown entity", "CSV", "empty"],
)
def test_an_xml_that_cannot_be_trusted_is_refused(ecrire: Ecrire, text: str, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        elements(ecrire("f.xml", text))


# Archives


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return path


def content(path: Path, suffix: str = ".xml") -> bytes:
    with opened(path, suffix) as (stream, _):
        return stream.read()


def test_the_one_member_of_the_kind_is_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "f.zip", fiches_xml=b"<a/>", LISEZMOI_txt=b"...")

    with opened(path, ".xml") as (stream, name):
        assert (stream.read(), name) == (b"<a/>", "fiches.xml")


@pytest.mark.parametrize(("members", "count"), [({"a_txt": b"x"}, 0), ({"a_xml": b"x", "b_XML": b"y"}, 2)])
def test_an_archive_with_none_or_several_is_refused(tmp_path: Path, members: dict[str, bytes], count: int) -> None:
    with pytest.raises(FileProblem, match=rf"^f\.zip : un seul fichier \.xml attendu dans l'archive, {count} trouvés"):
        content(zipped(tmp_path / "f.zip", **members))


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "f.zip", fiches_xml=os.urandom(5_000))
    path.write_bytes(path.read_bytes()[:-100])

    for read_it in (content, lambda path: archive(path).__enter__()):
        with pytest.raises(FileProblem, match=r"^f\.zip : archive abîmée ou coupée ; la télécharger à nouveau$"):
            read_it(path)


def test_an_archive_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "f.zip", fiches_xml=os.urandom(5_000))
    raw = path.read_bytes()
    path.write_bytes(raw[:2_000] + bytes(100) + raw[2_100:])

    with pytest.raises(FileProblem, match=r"^f\.zip : archive abîmée ; la télécharger à nouveau$"):
        content(path)


def test_an_archive_that_swells_too_much_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "f.zip", fiches_xml=bytes(30_000_000))
    assert path.stat().st_size < 50_000

    with pytest.raises(FileProblem, match=r"^f\.zip : « fiches\.xml » grossit trop une fois ouvert"):
        content(path)


def test_a_file_that_may_not_be_read_is_named(ecrire: Ecrire, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ecrire("f.xml", "<a/>")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileProblem, match=r"^f\.xml : impossible à lire \(Permission denied\) ; vérifier les droits"):
        content(path)


# Values


@pytest.mark.parametrize(
    ("written", "now"), [("5", 3), ("4", 4), ("3", 5), (" 2 ", 6), ("1", 7), ("8", 8), ("6", None)]
)
def test_levels_of_the_old_numbering_become_those_of_today(written: str, now: int | None) -> None:
    assert old_level(written) == now


@pytest.mark.parametrize(
    ("written", "now"),
    [("5", 5), ("05", 5), ("NIV5", 5), ("niveau 3 (CAP)", 3), ("Niveau 8", 8), ("2", None), ("9", None), ("", None)],
)
def test_levels_of_today_are_read_in_every_spelling(written: str, now: int | None) -> None:
    assert level(written) == now


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("RNCP38083", "38083"),
        ("rncp 38083", "38083"),
        ("00509", "509"),
        ("RS5000", ""),
        ("RNCP", ""),
        ("38083.0", ""),
        ("1234567", ""),
    ],
)
def test_an_rncp_number_loses_its_prefix_and_what_is_not_one_is_empty(written: str, number: str) -> None:
    assert rncp(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("24", 24), ("24.0", 24), ("24,0", 24), ("24,5", None), ("nd", None), ("", None), ("nan", None), ("inf", None)],
)
def test_a_whole_number_is_whole(written: str, number: int | None) -> None:
    assert whole(written) == number


@pytest.mark.parametrize(
    ("written", "number"), [("47,5", 47.5), ("47.5", 47.5), ("x", None), ("nan", None), ("inf", None)]
)
def test_a_decimal_takes_a_comma_or_a_point(written: str, number: float | None) -> None:
    assert decimal(written) == number


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("47.46, -0.54", (47.46, -0.54)),
        ("47.46,-0.54", (47.46, -0.54)),
        ("47.46", (None, None)),
        ("47.46, nord", (None, None)),
        ("", (None, None)),
    ],
)
def test_coordinates_are_whole_or_absent(written: str, place: tuple[float | None, float | None]) -> None:
    assert coordinates(written) == place


def test_cells_are_cut_cleaned_and_freed_of_html() -> None:
    assert parts(" a | b|a || c\u00a0d ") == ("a", "b", "c d")
    assert clean(None) == ""
    assert plain("<p>Pain&nbsp;<b>complet</b> &amp; blé</p>") == "Pain complet & blé"
    assert last_segment("https://www.onisep.fr/http/redirection/formation/slug/FOR.494/") == "FOR.494"
