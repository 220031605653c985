"""Onisep's list of métiers: a row for each publication, one record for each métier."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import MetierOfficiel

SLUG = "https://www.onisep.fr/http/redirection/metier/slug"
BUYER = {
    "libelle_metier": "acheteur /  acheteuse",
    "lien_site_onisepfr": f"{SLUG}/MET.571",
    "nom_publication": "Les métiers de l'automobile",
    "annee": 2020,
    "gencod": 9782273015172,
    "gfe": "GFE Q : commerce, gestion, finances",
    "code_rome": "M1101 | M1402 | K15",
    "libelle_rome": "Achat | Conseil",
    "domainesous-domaine": "commerce, vente/achat, approvisionnement| commerce, vente/grande distribution",
}
AGAIN = {**BUYER, "nom_publication": "Écoles de commerce", "annee": 2025, "code_rome": "M1806 | M1101"}
OTHER = {
    "libelle_metier": "accessoiriste",
    "lien_site_onisepfr": f"{SLUG}/MET.69",
    "code_rome": "",
    "domainesous-domaine": "arts/arts du spectacle",
}
READ = [
    Record(
        "metier_officiel",
        MetierOfficiel(
            "MET.571",
            "acheteur / acheteuse",
            rome=("M1101", "M1402", "M1806"),
            domaines=("achat, approvisionnement", "grande distribution"),
            url=f"{SLUG}/MET.571",
        ),
    ),
    Record(
        "metier_officiel",
        MetierOfficiel("MET.69", "accessoiriste", domaines=("arts du spectacle",), url=f"{SLUG}/MET.69"),
    ),
]
ROWS = [BUYER, OTHER, AGAIN]


def liste(*rows: dict[str, object]) -> str:
    """Return the rows as Onisep's XML list: a blank is an empty tag or none."""
    items = ("".join(f"<{key}>{value}</{key}>" for key, value in row.items() if value != "") for row in rows)
    return f"<root>{''.join(f'<item>{item}</item>' for item in items)}</root>"


def test_the_rows_of_a_metier_become_one_record_with_the_codes_of_all(ecrire: Callable[..., Path]) -> None:
    labels = "libellé métier;lien site onisep.fr;nom publication;code ROME;domaine/sous-domaine"
    keys = ["libelle_metier", "lien_site_onisepfr", "nom_publication", "code_rome", "domainesous-domaine"]
    lines = [labels, *(";".join(f'"{row.get(key, "")}"' for key in keys) for row in ROWS)]

    assert lus("ideo-metiers", ecrire("m.xml", liste(*ROWS))) == (READ, [])
    assert lus("ideo-metiers", ecrire("m.json", json.dumps(ROWS))) == (READ, [])
    assert lus("ideo-metiers", ecrire("m.csv", "\n".join(lines), "utf-8-sig")) == (READ, [])
    assert lus("ideo-metiers", ecrire("m.xml", liste(*ROWS), dans="m.zip")) == (READ, [])


def test_the_rows_of_a_metier_meet_across_files(ecrire: Callable[..., Path]) -> None:
    first, second = ecrire("a.xml", liste(BUYER, OTHER)), ecrire("b.json", json.dumps([AGAIN]))

    assert lus("ideo-metiers", first, second) == (READ, [])


def test_a_bad_row_is_rejected_alone(ecrire: Callable[..., Path]) -> None:
    rows = [{**OTHER, "lien_site_onisepfr": ""}, {**OTHER, "libelle_metier": ""}, *ROWS]

    assert lus("ideo-metiers", ecrire("m.json", json.dumps(rows))) == (
        READ,
        [
            Reject("m.json", 1, "identifiant MET absent ou mal formé", "accessoiriste"),
            Reject("m.json", 2, "métier sans nom", "MET.69"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<root><item><ci_intitule>CAP</ci_intitule></item></root>", r"m\.xml : champ « lien_site_onisepfr » absent"),
        (liste(OTHER), r"m\.xml : champ « code_rome » absent"),
        ("<root/>", r"m\.xml : aucun <item>"),
        ("<metiers/>", r"<root> attendu, <metiers> trouvé"),
        (liste(*ROWS)[:-30], r"m\.xml, ligne 2 : XML illisible .* fichier coupé"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><root>&b;</root>', "refusé par sécurité"),
    ],
)
def test_what_is_not_this_list_is_refused_with_the_reason(ecrire: Callable[..., Path], text: str, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        lus("ideo-metiers", ecrire("m.xml", text))


def test_the_list_of_2025_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("onisep_ideo_metiers/*.xml")
    kept, refused = lus("ideo-metiers", *paths)
    read = [record.fiche for record in kept if isinstance(record.fiche, MetierOfficiel)]

    assert len(read) == len({metier.id for metier in read}) == 1_043
    assert sum(bool(metier.rome) for metier in read) == 918
    assert sum(len(metier.rome) for metier in read) == 952
    assert refused == []
    assert run(url, "ideo-metiers", paths).created == 1_043
    assert not run(url, "ideo-metiers", paths).changed
