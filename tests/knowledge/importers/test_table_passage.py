"""The bridge between the codes of one certification."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification

ITEM = {
    "statut": "identique",
    "certif_info_ci_identifiant": "12823",
    "ci_niveau_europeen": "7",
    "ci_intitule_type_diplome": "Diplôme d'ingénieur",
    "ci_intitule": "Ingénieur de l'école nationale",
    "ci_certifiant": "Oui",
    "ci_code_rncp": "RNCP38083",
    "ci_code_scolarite": "\t1702220M",
    "rncp_intitule": "Titre ingénieur",
    "rncp_type_enregistrement": "Enregistrement de droit",
    "v_formation_diplome_libelle_long": "INGENIEUR",
    "ideo_identifiant_formation": "FOR.2063",
    "ideo_libelle_complet_formation": "diplôme d'ingénieur",
}
BARE = {
    "certif_info_ci_identifiant": "54321",
    "ci_niveau_europeen": "non renseigné",
    "ci_intitule_type_diplome": "non renseigné",
    "ci_intitule": "Titre de comptable",
    "rncp_type_enregistrement": "non applicable",
}
READ = [
    Record(
        "certification",
        Certification(
            "12823",
            "Ingénieur de l'école nationale",
            type="Diplôme d'ingénieur",
            niveau=7,
            onisep="FOR.2063",
            rncp="38083",
            code_diplome="1702220M",
            certif_info="12823",
        ),
    ),
    Record("certification", Certification("54321", "Titre de comptable", certif_info="54321")),
]


def table(*rows: dict[str, str]) -> str:
    items = ("".join(f"<{key}>{value}</{key}>" for key, value in row.items()) for row in rows)
    return f"<root>{''.join(f'<item>{item}</item>' for item in items)}</root>"


def test_a_row_brings_together_the_codes_of_a_certification(ecrire: Callable[..., Path]) -> None:
    assert lus("table-passage", ecrire("t.xml.xml", table(ITEM, BARE))) == (READ, [])
    assert lus("table-passage", ecrire("t.xml", table(ITEM, BARE), dans="t.zip")) == (READ, [])
    assert lus("table-passage", ecrire("t.json", json.dumps([ITEM, BARE]))) == (READ, [])


@pytest.mark.parametrize(("written", "niveau"), [("3", 3), ("5", 5), ("8", 8), ("2", None), ("", None)])
def test_its_levels_are_those_of_today(ecrire: Callable[..., Path], written: str, niveau: int | None) -> None:
    kept, _ = lus("table-passage", ecrire("t.xml", table(ITEM, {**BARE, "ci_niveau_europeen": written})))

    assert kept[1].fiche == Certification("54321", "Titre de comptable", niveau=niveau, certif_info="54321")


def test_a_bad_row_is_rejected_alone_and_a_bad_code_left_out(ecrire: Callable[..., Path]) -> None:
    spoilt = {**BARE, "ci_code_rncp": "RS123", "ci_code_scolarite": "1,7E+07", "ideo_identifiant_formation": "2063"}
    path = ecrire(
        "t.xml",
        table({**BARE, "certif_info_ci_identifiant": "CI-1"}, {**BARE, "ci_intitule": ""}, ITEM, spoilt),
    )

    assert lus("table-passage", path) == (
        READ,
        [
            Reject("t.xml", 1, "identifiant Certif Info absent ou mal formé", "CI-1"),
            Reject("t.xml", 2, "certification sans intitulé", "54321"),
        ],
    )


def test_a_certification_read_twice_counts_once(ecrire: Callable[..., Path], url: str) -> None:
    others = [{**BARE, "certif_info_ci_identifiant": str(number)} for number in range(1, 9)]
    done = run(url, "table-passage", [ecrire("t.xml", table(ITEM, *others, ITEM))])

    assert (done.read, done.created, dict(done.rejected)) == (10, 9, {"identifiant déjà lu": 1})


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        (
            "<root><item><libelle_metier>x</libelle_metier></item></root>",
            "utf-8",
            "champ « certif_info_ci_identifiant »",
        ),
        (table(BARE), "utf-8", r"t\.xml : champ « ci_code_rncp » absent"),
        (table(ITEM, BARE)[:-40], "utf-8", r"t\.xml, ligne 1 : XML illisible .* fichier coupé"),
        (table(ITEM, BARE), "cp1252", r"t\.xml : XML illisible"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><root>&b;</root>', "utf-8", "refusé par sécurité"),
    ],
)
def test_what_is_not_this_table_is_refused_with_the_reason(
    ecrire: Callable[..., Path], text: str, encoding: str, message: str
) -> None:
    with pytest.raises(FileProblem, match=message):
        lus("table-passage", ecrire("t.xml", text, encoding))


def test_the_table_of_2025_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("onisep_table_passage_certifications/*.xml")
    kept, refused = lus("table-passage", *paths)
    read = [record.fiche for record in kept if isinstance(record.fiche, Certification)]

    assert len(read) == 4_902
    assert sum(bool(one.rncp) for one in read) == 4_840
    assert sum(bool(one.code_diplome) for one in read) == 3_407
    assert sum(bool(one.onisep) for one in read) == 3_283
    assert sum(bool(one.onisep and one.rncp and one.code_diplome) for one in read) == 2_767
    assert Counter(one.niveau for one in read) == {3: 596, 4: 768, 5: 674, 6: 1_132, 7: 1_697, 8: 1, None: 34}
    assert refused == []
    done = run(url, "table-passage", paths)
    assert (done.read, done.created) == (4_902, 4_902)
    assert not run(url, "table-passage", paths).changed
