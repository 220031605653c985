"""RNCP: a zip of CSV with odd member names, streamed, and who replaces whom."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers import rncp
from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification, Lien

TABLES = {
    "Standard": [
        '"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Nomenclature_Europe_Niveau";"Actif"',
        '"1";"\tRNCP509";"Agent vérificateur ; d\'appareils\r\nextincteurs";"CAP";"NIV3";"INACTIVE"',
        '"2";"RS5000";"Exploiter la ""blockchain""";;;"ACTIVE"',
        '"3";"RNCP19468";"CQP Tourier";;"REPRISE";',
        '"4";"FICHE";"Sans numéro";;"NIV6";"ACTIVE"',
        '"5";"RNCP7";;;"NIV6";"ACTIVE"',
    ],
    "Rome": [
        '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"',
        '"RNCP509";"I1203";"Maintenance"',
        '"RNCP509";"K2503";"Sécurité"',
        '"RNCP509";"I1203";"Maintenance"',
        '"RNCP509";"x";""',
    ],
    "Nsf": ['"Numero_Fiche";"Nsf_Code";"Nsf_Intitule"', '"RS5000";"326";"326 : a"', '"RS5000";"114b";"114b : b"'],
    "Ancienne_Nouvelle_Certification": [
        '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"',
        '"RNCP509";;"\tRNCP38228"',
        '"RNCP38228";"RNCP509";',
        '"RNCP19468";;"RS6117"',
        '"RS6117";"RNCP19468";"RS6117"',
        '"RNCP8";"inconnue";',
    ],
    # Never read: their names, as Python shows UTF-8 without the flag, composed and not; the SIRET after a TAB.
    "Blocs_De_Comp├⌐tences": ['"Numero_Fiche"', '"RNCP509"'],
    "VoixdAcce╠Çs": ['"Numero_Fiche";"Si_Jury"', '"RNCP509";"Par expérience"'],
    "Certificateurs": ['"Numero_Fiche";"Siret_Certificateur"', '"RNCP509";"\t11004301500012"'],
}


@pytest.fixture
def export(ecrire: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Write an export; a table that is given replaces the usual one, None takes it out."""

    def write(encoding: str = "utf-8", **changed: list[str] | None) -> Path:
        (tmp_path / "export.zip").unlink(missing_ok=True)
        for table, lines in {**TABLES, **changed}.items():
            if lines is not None:
                name = f"export_fiches_CSV_{table}_2024_02_22.csv"
                ecrire(name, "\r\n".join(lines) + "\r\n", encoding, dans="export.zip")
        return tmp_path / "export.zip"

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("block", [1, 90, 1_000_000])
def test_sheets_and_successions_are_read_whatever_the_size_of_the_pieces(
    export: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, encoding: str, block: int
) -> None:
    monkeypatch.setattr(rncp, "_BLOCK", block)
    odd = {name: None for name in TABLES if not name.isascii()} if encoding == "cp1252" else {}

    kept, refused = lus("rncp", export(encoding, **odd))

    address = "https://www.francecompetences.fr/recherche"
    assert kept == [
        Record(
            "certification",
            Certification(
                "509",
                "Agent vérificateur ; d'appareils extincteurs",
                type="CAP",
                niveau=3,
                rncp="509",
                rome=("I1203", "K2503"),
                ouverte=False,
                url=f"{address}/rncp/509/",
            ),
        ),
        Record(
            "certification",
            Certification(
                "RS5000", 'Exploiter la "blockchain"', nsf="326|114b", ouverte=True, url=f"{address}/rs/5000/"
            ),
        ),
        Record("certification", Certification("19468", "CQP Tourier", rncp="19468", url=f"{address}/rncp/19468/")),
        _replaced("509", "38228"),
        _replaced("19468", "RS6117"),
    ]
    standard = "export_fiches_CSV_Standard_2024_02_22.csv"
    successions = "export_fiches_CSV_Ancienne_Nouvelle_Certification_2024_02_22.csv"
    assert refused == [
        Reject(standard, 6, "numéro de fiche mal formé", "FICHE"),
        Reject(standard, 7, "fiche sans intitulé", "RNCP7"),
        Reject(successions, 6, "succession sans numéro de fiche", "inconnue -> RNCP8"),
    ]


def test_an_archive_without_a_table_or_a_column_is_refused(export: Callable[..., Path]) -> None:
    for table in ("Standard", "Rome", "Nsf", "Ancienne_Nouvelle_Certification"):
        with pytest.raises(FileProblem, match=rf"export\.zip : .* « {table} »"):
            lus("rncp", export(**{table: None}))
    with pytest.raises(FileProblem, match=r"Standard_2024_02_22\.csv, ligne 1 : colonne « Actif » absente"):
        lus("rncp", export(Standard=['"Numero_Fiche";"Intitule"', '"RNCP1";"x"']))
    with pytest.raises(FileProblem, match=r"Rome_2024_02_22\.csv, ligne 1 : colonne « Numero_Fiche » absente"):
        lus("rncp", export(Rome=[]))


def test_a_cut_table_is_refused(export: Callable[..., Path]) -> None:
    cut = [*TABLES["Standard"], '"6";"RNCP9";"Titre cou']

    with pytest.raises(FileProblem, match=r"Standard_2024_02_22\.csv, ligne \d+ : .*fichier coupé"):
        lus("rncp", export(Standard=cut))


def test_what_is_not_the_export_is_refused(ecrire: Callable[..., Path], export: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"fiches\.xml : ce n'est pas un zip"):
        lus("rncp", ecrire("fiches.xml", "<FICHES/>"))
    with pytest.raises(FileProblem, match=r"xml\.zip : .*« fiches CSV »"):
        lus("rncp", ecrire("fiches.xml", "<FICHES/>", dans="xml.zip"))
    whole = export().read_bytes()
    cut, damaged = ecrire("coupe.zip", ""), ecrire("abime.zip", "")
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileProblem, match=r"coupe\.zip : archive abîmée ou coupée"):
        lus("rncp", cut)
    start = whole.index(b"Standard_2024_02_22.csv") + 40
    damaged.write_bytes(whole[:start] + bytes(20) + whole[start + 20 :])
    with pytest.raises(FileProblem, match=r"abime\.zip : « .*Standard.* » est abîmé"):
        lus("rncp", damaged)


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "gros.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("export_fiches_CSV_Standard_2024_02_22.csv", b" " * 50_000_000)

    with pytest.raises(FileProblem, match="grossit trop"):
        lus("rncp", tmp_path / "gros.zip")


@pytest.mark.parametrize("case", ["*22_SAMPLE.zip", "*CONTINUITY_SAMPLE.zip"])
def test_the_official_samples_are_read(reels: Callable[..., list[Path]], url: str, case: str) -> None:
    paths = reels(f"rncp_france_competences/{case}")
    kept, refused = lus("rncp", *paths)

    sheets = {record.fiche.id: record.fiche for record in kept if isinstance(record.fiche, Certification)}
    assert sorted(sheets) == sorted(["509", "1197", "4049", "22094", "28155", "30271", "19468", "RS5000", "RS6117"])
    assert sheets["509"] == Certification(
        "509",
        "Agent vérificateur d'appareils extincteurs",
        type="CAP",
        niveau=3,
        rncp="509",
        nsf="251",
        rome=("I1203",),
        ouverte=False,
        url="https://www.francecompetences.fr/recherche/rncp/509/",
    )
    assert sheets["4049"].rome == ("D1407", "D1406", "H1102")
    assert _replaced("509", "38228") in kept
    assert refused == []
    assert run(url, "rncp", paths).created == 15
    assert not run(url, "rncp", paths).changed


def _replaced(old: str, new: str) -> Record:
    return Record("lien", Lien(f"remplace-par:{old}:{new}", "remplace-par", old, new), counts=False)
