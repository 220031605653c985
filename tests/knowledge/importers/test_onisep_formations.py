"""Onisep's sheets of formations: the codes of each, its métiers, what may follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification, Lien

SHEET = """
    <formation>
        <sous_domaines_web>
            <sous_domaine_web><id>T-IDEO2.1</id><libelle>finition</libelle></sous_domaine_web>
            <sous_domaine_web><id>T-IDEO2.2</id><libelle>génie civil</libelle></sous_domaine_web>
        </sous_domaines_web>
        <une_balise_de_plus>2026</une_balise_de_plus>
        <identifiant>FOR.1</identifiant>
        <code_scolarite>\t01022103</code_scolarite>
        <libelle_complet>CAP peintre &amp; décorateur</libelle_complet>
        <type_Formation>
            <type_formation_sigle>CAP</type_formation_sigle>
            <type_formation_libelle_court>CAP court</type_formation_libelle_court>
            <type_formation_libelle>certificat d'aptitude</type_formation_libelle>
        </type_Formation>
        <duree_formation>2 ans</duree_formation>
        <descriptif_acces><![CDATA[<p>Après la <b>3e</b></p>]]></descriptif_acces>
        <url>https://www.francecompetences.fr/recherche/rncp/036394/#anchor1</url>
        <nsf_discipline><NSF_discipline_code>233</NSF_discipline_code></nsf_discipline>
        <niveau_certification>niveau 3 (niveau CAP)</niveau_certification>
        <niveau_etudes><id>REF.4</id><libelle>Bac + 6</libelle></niveau_etudes>
        <annee_derniere_session>2026</annee_derniere_session>
        <poursuites_etudes>
            <poursuite_etudes>
                <type_Poursuite>poursuite d'études conditionnelle</type_Poursuite>
                <formation_poursuite_Etudes>bac pro finition</formation_poursuite_Etudes>
                <formation_poursuite_Etudes/>
                <formation_poursuite_Etudes>MC plaquiste</formation_poursuite_Etudes>
            </poursuite_etudes>
            <poursuite_etudes><formation_poursuite_Etudes>BP peintre</formation_poursuite_Etudes></poursuite_etudes>
        </poursuites_etudes>
        <metiers_formation>
            <metier>
                <id>MET.10</id><nom_metier>peintre en bâtiment</nom_metier>
                <synonymes><synonyme><nom_metier>finisseur/euse</nom_metier></synonyme></synonymes>
            </metier>
            <metier><id>MET.11</id><nom_metier>plâtrier/ère</nom_metier></metier>
        </metiers_formation>
    </formation>"""
READ = [
    Record(
        "certification",
        Certification(
            "FOR.1",
            "CAP peintre & décorateur",
            type="CAP",
            niveau=3,
            duree="2 ans",
            onisep="FOR.1",
            rncp="36394",
            code_diplome="01022103",
            nsf="233",
            domaines=("finition", "génie civil"),
            derniere_session="2026",
            url="https://www.francecompetences.fr/recherche/rncp/036394/#anchor1",
        ),
    ),
    *(
        Record("lien", Lien(f"formation-metier:FOR.1:{met}", "formation-metier", "FOR.1", met, name), counts=False)
        for met, name in (("MET.10", "peintre en bâtiment"), ("MET.11", "plâtrier/ère"))
    ),
    *(
        Record("lien", Lien(f"poursuite:FOR.1:{rank}", "poursuite", "FOR.1", "", label, condition), counts=False)
        for rank, label, condition in (
            (1, "bac pro finition", "poursuite d'études conditionnelle"),
            (2, "MC plaquiste", "poursuite d'études conditionnelle"),
            (3, "BP peintre", ""),
        )
    ),
]


def fiches(*sheets: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?><formations xmlns:exsl="http://exslt.org/common">'
    return f"{head}{''.join(sheets)}\n</formations>"


def fiche(**tags: str) -> str:
    """Return a short sheet with these tags."""
    usual = {"identifiant": "FOR.1", "libelle_complet": "CAP", "code_scolarite": "", "niveau_certification": ""}
    return f"<formation>{''.join(f'<{tag}>{value}</{tag}>' for tag, value in {**usual, **tags}.items())}</formation>"


def test_a_sheet_gives_a_certification_its_metiers_and_what_may_follow(ecrire: Callable[..., Path]) -> None:
    xml = ecrire("fiches.xml", fiches(SHEET))
    zipped = ecrire("fiches.xml", fiches(SHEET), dans="fiches.zip")

    assert lus("onisep-formations", xml) == (READ, [])
    assert lus("onisep-formations", zipped) == (READ, [])


@pytest.mark.parametrize(
    ("written", "niveau"),
    [
        ("niveau 4 (bac ou équivalent)", 4),
        ("niveau 5 (bac + 2)", 5),
        ("niveau 8 (doctorat)", 8),
        ("non inscrit au RNCP", None),
        ("3", None),
        ("", None),
    ],
)
def test_the_level_is_that_of_the_label_never_a_bare_figure(
    ecrire: Callable[..., Path], written: str, niveau: int | None
) -> None:
    kept, _ = lus("onisep-formations", ecrire("f.xml", fiches(fiche(niveau_certification=written))))

    assert [record.fiche for record in kept] == [Certification("FOR.1", "CAP", niveau=niveau, onisep="FOR.1")]


@pytest.mark.parametrize(
    ("url", "rncp"),
    [
        ("https://www.francecompetences.fr/recherche/rncp/37084/", "37084"),
        ("http://francecompetences.fr/recherche/RNCP/37084", "37084"),
        ("http://eduscol.education.fr/referentiels-professionnels/a12.html", ""),
        ("https://ailleurs.fr/recherche/rncp/37084", ""),
    ],
)
def test_the_rncp_number_comes_from_an_address_of_france_competences_only(
    ecrire: Callable[..., Path], url: str, rncp: str
) -> None:
    kept, _ = lus("onisep-formations", ecrire("f.xml", fiches(fiche(url=url))))

    assert [record.fiche for record in kept] == [Certification("FOR.1", "CAP", onisep="FOR.1", rncp=rncp, url=url)]


@pytest.mark.parametrize(
    ("sigle", "court", "kind"),
    [("mastère spé.", "MASTERE SPE", "mastère spé."), ("", "ING", "ING"), ("", "", "diplôme d'ingénieur")],
)
def test_the_type_is_the_shortest_name_that_is_written(
    ecrire: Callable[..., Path], sigle: str, court: str, kind: str
) -> None:
    types = (
        f"<type_formation_sigle>{sigle}</type_formation_sigle>"
        f"<type_formation_libelle_court>{court}</type_formation_libelle_court>"
        "<type_formation_libelle>diplôme d'ingénieur</type_formation_libelle>"
    )
    kept, _ = lus("onisep-formations", ecrire("f.xml", fiches(fiche(type_Formation=types))))

    assert [record.fiche for record in kept] == [Certification("FOR.1", "CAP", type=kind, onisep="FOR.1")]


def test_a_bad_sheet_is_rejected_alone_and_a_spoilt_code_left_out(ecrire: Callable[..., Path]) -> None:
    metier = "<metier><id>10</id><nom_metier>peintre</nom_metier></metier>"
    path = ecrire(
        "f.xml",
        fiches(
            fiche(identifiant="1"),
            fiche(identifiant="FOR.2", libelle_complet=" "),
            fiche(identifiant="FOR.3", code_scolarite="1,02E+07", metiers_formation=metier, url="à venir"),
        ),
    )

    assert lus("onisep-formations", path) == (
        [Record("certification", Certification("FOR.3", "CAP", onisep="FOR.3"))],
        [
            Reject("f.xml", 1, "identifiant FOR absent ou mal formé", "1"),
            Reject("f.xml", 2, "formation sans libellé", "FOR.2"),
            Reject("f.xml", 3, "métier lié sans identifiant MET", "FOR.3 peintre"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("<metiers><metier/></metiers>", "utf-8", r"f\.xml : <formations> attendu, <metiers> trouvé"),
        (fiches(), "utf-8", r"f\.xml : aucun <formation> dans le fichier"),
        (fiches("<formation><identifiant>FOR.1</identifiant></formation>"), "utf-8", "« libelle_complet » absent"),
        (fiches(SHEET)[:900], "utf-8", r"f\.xml : XML illisible .* fichier coupé"),
        (fiches(SHEET, SHEET)[:-200], "utf-8", r"f\.xml, ligne 1 : XML illisible .* fichier coupé"),
        (fiches(SHEET), "cp1252", r"f\.xml : XML illisible"),
        (fiches(SHEET).replace("é", "\ufffd" * 9), "utf-8", "des caractères sont perdus"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><formations>&b;</formations>', "utf-8", "refusé par sécurité"),
        ("identifiant;libelle\nFOR.1;CAP\n", "utf-8", r"f\.xml : XML illisible"),
        ("", "utf-8", r"f\.xml : XML illisible"),
    ],
)
def test_what_is_not_a_file_of_sheets_is_refused_with_the_reason(
    ecrire: Callable[..., Path], text: str, encoding: str, message: str
) -> None:
    with pytest.raises(FileProblem, match=message):
        lus("onisep-formations", ecrire("f.xml", text, encoding))


def test_a_cut_or_damaged_zip_is_refused(ecrire: Callable[..., Path]) -> None:
    path = ecrire("f.xml", fiches(SHEET), dans="f.zip")
    whole = path.read_bytes()

    for spoilt in (whole[:-200], whole[:60] + b"\xff" * 60 + whole[120:], b"\xff" * 8 + whole[8:]):
        path.write_bytes(spoilt)
        with pytest.raises(FileProblem, match=r"f\.zip : archive abîmée"):
            lus("onisep-formations", path)


def test_a_file_without_a_required_field_is_refused_before_its_end(ecrire: Callable[..., Path]) -> None:
    path = ecrire("f.xml", fiches(*["<formation><nom>CAP</nom></formation>"] * 3_000))

    with pytest.raises(FileProblem, match="champ « identifiant » absent"):
        lus("onisep-formations", path)


def test_all_the_sheets_of_2024_are_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("onisep_ideo_fiches_formations/*.zip")
    kept, refused = lus("onisep-formations", *paths)
    sheets = [record.fiche for record in kept if isinstance(record.fiche, Certification)]
    links = [record.fiche for record in kept if isinstance(record.fiche, Lien)]

    assert len(sheets) == 2_164
    assert sum(bool(sheet.rncp) for sheet in sheets) == 1_232
    assert sum(bool(sheet.code_diplome) for sheet in sheets) == 1_617
    assert Counter(sheet.niveau for sheet in sheets) == {3: 230, 4: 301, 5: 230, 6: 387, 7: 842, None: 174}
    assert sum(link.nature == "formation-metier" for link in links) == 5_934
    assert sum(link.nature == "poursuite" for link in links) == 2_487
    assert refused == []
    done = run(url, "onisep-formations", paths)
    assert (done.read, done.created) == (2_164, 10_585)
    assert not run(url, "onisep-formations", paths).changed
