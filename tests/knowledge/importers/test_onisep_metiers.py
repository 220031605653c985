"""Onisep's sheets of métiers: names, codes, level to enter, métiers nearby and formations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Lien, MetierOfficiel

SHEET = """
    <metier>
        <identifiant>MET.1</identifiant>
        <nom_metier>contrôleur/euse aérien/ne</nom_metier>
        <libelle_feminin>contrôleuse aérienne</libelle_feminin>
        <libelle_masculin>contrôleur aérien</libelle_masculin>
        <synonymes>
            <synonyme>
                <nom_metier>aiguilleur/euse du ciel</nom_metier>
                <libelle_feminin>aiguilleuse du ciel </libelle_feminin>
                <libelle_masculin>aiguilleur du ciel</libelle_masculin>
            </synonyme>
            <synonyme>
                <nom_metier>vigie</nom_metier>
                <libelle_feminin>vigie</libelle_feminin><libelle_masculin>vigie</libelle_masculin>
            </synonyme>
            <synonyme><nom_metier>ICNA</nom_metier></synonyme>
        </synonymes>
        <romesV3><romeV3>N2202</romeV3><romeV3>A15</romeV3><romeV3> N2203</romeV3></romesV3>
        <accroche_metier><![CDATA[
            <p>Garant de la sécurité\u00a0: il guide les pilotes.</p>
            <p>Sans erreur &amp; sans bruit&nbsp;!</p>]]></accroche_metier>
        <niveau_acces_min><id>REF.410</id><libelle>Bac + 5</libelle></niveau_acces_min>
        <metiers_associes>
            <metier_associe><id>MET.2</id><libelle>pilote de ligne</libelle></metier_associe>
            <metier_associe><id>MET.3</id><libelle/></metier_associe>
        </metiers_associes>
        <formations_min_requise>
            <formation_min_requise><id>FOR.5</id><libelle>Ingénieur</libelle></formation_min_requise>
        </formations_min_requise>
        <secteurs_activite>
            <metier_transverse/>
            <secteur_activite><id>T-IDEO2.1</id><libelle>Fonction publique</libelle></secteur_activite>
        </secteurs_activite>
        <centres_interet><centre_interet><id>T</id><libelle>voyager</libelle></centre_interet></centres_interet>
    </metier>"""
READ = [
    Record(
        "metier_officiel",
        MetierOfficiel(
            "MET.1",
            "contrôleur/euse aérien/ne",
            masculin="contrôleur aérien",
            feminin="contrôleuse aérienne",
            noms=("aiguilleur du ciel", "aiguilleuse du ciel", "vigie", "ICNA"),
            rome=("N2202", "N2203"),
            accroche="Garant de la sécurité : il guide les pilotes. Sans erreur & sans bruit !",
            niveau_acces=7,
            domaines=("Fonction publique",),
        ),
    ),
    Record("lien", Lien("metier-proche:MET.1:MET.2", "metier-proche", "MET.1", "MET.2", "pilote de ligne"), False),
    Record("lien", Lien("metier-proche:MET.1:MET.3", "metier-proche", "MET.1", "MET.3"), False),
    Record(
        "lien",
        Lien("formation-metier:FOR.5:MET.1", "formation-metier", "FOR.5", "MET.1", "contrôleur/euse aérien/ne"),
        False,
    ),
]


def fiches(*sheets: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><metiers xmlns:exsl="http://x">{"".join(sheets)}</metiers>'


def fiche(**tags: str) -> str:
    """Return a short sheet with these tags."""
    usual = {"identifiant": "MET.1", "nom_metier": "vigie", "niveau_acces_min": "", "accroche_metier": ""}
    return f"<metier>{''.join(f'<{tag}>{value}</{tag}>' for tag, value in {**usual, **tags}.items())}</metier>"


def test_a_sheet_gives_a_metier_those_nearby_and_its_formations(ecrire: Callable[..., Path]) -> None:
    xml = ecrire("fiches.xml", fiches(SHEET))
    zipped = ecrire("fiches.xml", fiches(SHEET), dans="fiches.zip")

    assert lus("onisep-metiers", xml) == (READ, [])
    assert lus("onisep-metiers", zipped) == (READ, [])


@pytest.mark.parametrize(
    ("written", "niveau"),
    [
        ("CAP ou équivalent", 3),
        ("CAP ou équivalent + 1 an", 3),
        ("Bac ou équivalent", 4),
        ("Bac + 1", 4),
        ("Bac + 2", 5),
        ("Bac + 3", 6),
        ("Bac + 4", 6),
        ("Bac + 5", 7),
        ("Bac + 6", 7),
        ("Bac + 8", 8),
        ("Bac + 9 et plus", 8),
        ("sans diplôme", None),
        ("3E", None),
        ("autre formation", None),
    ],
)
def test_years_after_the_bac_become_the_level_reached_by_then(
    ecrire: Callable[..., Path], written: str, niveau: int | None
) -> None:
    path = ecrire("f.xml", fiches(fiche(niveau_acces_min=f"<id>REF.1</id><libelle>{written}</libelle>")))

    assert lus("onisep-metiers", path)[0] == [
        Record("metier_officiel", MetierOfficiel("MET.1", "vigie", niveau_acces=niveau))
    ]


def test_a_bad_sheet_or_link_is_rejected_alone(ecrire: Callable[..., Path]) -> None:
    path = ecrire(
        "f.xml",
        fiches(
            fiche(identifiant=""),
            fiche(identifiant="MET.2", nom_metier=""),
            fiche(
                identifiant="MET.3",
                metiers_associes="<metier_associe><libelle>pilote</libelle></metier_associe>",
                formations_min_requise="<formation_min_requise><id>5</id><libelle>CAP</libelle></formation_min_requise>",
            ),
        ),
    )

    assert lus("onisep-metiers", path) == (
        [Record("metier_officiel", MetierOfficiel("MET.3", "vigie"))],
        [
            Reject("f.xml", 1, "identifiant MET absent ou mal formé", ""),
            Reject("f.xml", 2, "métier sans nom", "MET.2"),
            Reject("f.xml", 3, "métier associé sans identifiant MET", "MET.3 pilote"),
            Reject("f.xml", 3, "formation liée sans identifiant FOR", "MET.3 CAP"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<formations/>", r"f\.xml : <metiers> attendu, <formations> trouvé"),
        ("<metiers><metier><identifiant>MET.1</identifiant></metier></metiers>", "champ « nom_metier » absent"),
        (fiches(SHEET)[:-40], r"f\.xml : XML illisible .* fichier coupé"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><metiers>&b;</metiers>', "refusé par sécurité"),
    ],
)
def test_what_is_not_a_file_of_sheets_is_refused_with_the_reason(
    ecrire: Callable[..., Path], text: str, message: str
) -> None:
    with pytest.raises(FileProblem, match=message):
        lus("onisep-metiers", ecrire("f.xml", text))


def test_all_the_sheets_of_2024_are_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("onisep_ideo_fiches_metiers/*.zip")
    kept, refused = lus("onisep-metiers", *paths)
    sheets = [record.fiche for record in kept if isinstance(record.fiche, MetierOfficiel)]
    links = [record.fiche for record in kept if isinstance(record.fiche, Lien)]

    assert len(sheets) == sum(bool(sheet.accroche) for sheet in sheets) == 928
    assert sum(len(sheet.rome) for sheet in sheets) == 881
    assert Counter(sheet.niveau_acces for sheet in sheets) == {3: 181, 4: 124, 5: 148, 6: 122, 7: 297, 8: 37, None: 19}
    assert sum(link.nature == "metier-proche" for link in links) == 2_238
    assert sum(link.nature == "formation-metier" for link in links) == 6_066
    assert refused == []
    done = run(url, "onisep-metiers", paths)
    assert (done.read, done.created) == (928, 9_232)
    assert not run(url, "onisep-metiers", paths).changed
