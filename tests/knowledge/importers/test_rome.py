"""ROME 4.0: codes and titles, in any order of files and columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Reject
from knowledge.importing import run
from knowledge.official import Appellation, CodeRome

CODES = """"code_rome","code_fiche_metier","libelle_rome","transition_eco","emploi_cadre","une_colonne_de_plus"
"H2902","12","Chaudronnier / Chaudronnière","Emploi Blanc","","x"
"D1102","13","Boulanger / Boulangère","","",""
"""
TITLES = """"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","peu_usite"
"10200","Tôlier-chaudronnier / Tôlière-chaudronnière","Tôlier(ère)-chaudronnier(ère)","H2902","N"
"10201","Mitron / Mitronne","Mitron / Mitronne","D1102","O"
"10202","","","D1102","N"
"""


def test_codes_and_titles_are_read_whatever_the_order(ecrire: Callable[..., Path]) -> None:
    codes, titles = ecrire("codes.csv", CODES), ecrire("titres.csv", TITLES)

    for paths in ((codes, titles), (titles, codes)):
        kept, refused = lus("rome", *paths)
        assert {record.fiche for record in kept} == {
            CodeRome("H2902", "Chaudronnier / Chaudronnière", "Emploi Blanc"),
            CodeRome("D1102", "Boulanger / Boulangère"),
            Appellation(
                "10200", "Tôlier-chaudronnier / Tôlière-chaudronnière", "Tôlier(ère)-chaudronnier(ère)", "H2902"
            ),
            Appellation("10201", "Mitron / Mitronne", "Mitron / Mitronne", "D1102", rare=True),
        }
        assert refused == [Reject("titres.csv", 4, "appellation sans libellé ou sans code ROME", "10202")]


def test_another_dataset_is_refused_by_name(ecrire: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match=r"autre\.csv, ligne 1 : .*ROME"):
        lus("rome", ecrire("autre.csv", "code_rome,couleur\nH2902,bleu\n"))


def test_the_whole_nomenclature_is_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("rome4/unix_referentiel_code_rome*.csv", "rome4/unix_referentiel_appellation*.csv")
    kept, refused = lus("rome", *paths)

    assert sum(record.kind == "code_rome" for record in kept) == 1_584
    assert sum(record.kind == "appellation" for record in kept) == 13_120
    assert refused == []
    assert run(url, "rome", paths).created == 14_704
    assert not run(url, "rome", paths).changed
