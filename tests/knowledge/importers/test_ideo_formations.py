"""Onisep's list of initial formations: the columns of 2022, the keys of today, and levels that mean another thing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lecture import lus

from knowledge.importers.reading import FileProblem, Record, Reject
from knowledge.importing import run
from knowledge.official import Certification

HEADER_2022 = (
    '"code CNIS";"sigle type formation";"libellé type formation";"libellé formation principal";"sigle formation";'
    'durée;"code RNCP";"niveau RNCP";"libellé niveau RNCP";tutelle;"lien site onisep.fr";domaine/sous-domaine\n'
)
CSV_2022 = (
    HEADER_2022
    + """032;BTS;"brevet de technicien";"BTS bioqualité";;"2 ans";RNCP07426;3;"niveau 5 (bac + 2)";"non renseigné";\
http://www.onisep.fr/http/redirection/formation/slug/FOR.6913;"santé - social/travail social| sciences/biologie"
;;"formation d'école spécialisée";"Manager social média";;"non renseigné";;0;"non inscrit au RNCP";"non renseigné";\
http://www.onisep.fr/http/redirection/formation/slug/FOR.6830/;"commerce/marketing - vente"
"""
)
READ_2022 = [
    Certification(
        "FOR.6913",
        "BTS bioqualité",
        type="BTS",
        niveau=5,
        duree="2 ans",
        onisep="FOR.6913",
        rncp="7426",
        nsf="032",
        domaines=("travail social", "biologie"),
        url="http://www.onisep.fr/http/redirection/formation/slug/FOR.6913",
    ),
    Certification(
        "FOR.6830",
        "Manager social média",
        type="formation d'école spécialisée",
        onisep="FOR.6830",
        domaines=("marketing - vente",),
        url="http://www.onisep.fr/http/redirection/formation/slug/FOR.6830/",
    ),
]
TODAY: dict[str, Any] = {
    "code_nsf": "334",
    "code_scolarite": "\t40033401",
    "sigle_type_formation": "",
    "libelle_type_formation": "baccalauréat technologique",
    "libelle_formation_principal": "bac techno\u00a0STHR",
    "sigle_formation": "STHR",
    "duree": "1 an",
    "niveau_de_sortie_indicatif": "Bac + 6",
    "code_rncp": 37084,
    "niveau_de_certification": "3",
    "libelle_niveau_de_certification": "niveau 5 (bac + 2)",
    "tutelle": None,
    "url_et_id_onisep": "https://www.onisep.fr/ressources/formation/FOR.494",
    "domainesous-domaine": "hôtellerie, tourisme/hôtellerie | hôtellerie, tourisme/restauration",
}
LABELS = {
    "code_nsf": "code NSF",
    "code_scolarite": "code scolarité",
    "sigle_type_formation": "sigle type formation",
    "libelle_type_formation": "libellé type formation",
    "libelle_formation_principal": "libellé formation principal",
    "duree": "durée",
    "code_rncp": "code RNCP",
    "niveau_de_certification": "niveau de certification",
    "libelle_niveau_de_certification": "libellé niveau de certification",
    "url_et_id_onisep": '"URL et ID Onisep"',
    "domainesous-domaine": "domaine/sous-domaine",
}
READ_TODAY = Certification(
    "FOR.494",
    "bac techno STHR",
    type="baccalauréat technologique",
    niveau=5,
    duree="1 an",
    onisep="FOR.494",
    rncp="37084",
    code_diplome="40033401",
    nsf="334",
    domaines=("hôtellerie", "restauration"),
    url="https://www.onisep.fr/ressources/formation/FOR.494",
)


def lu(path: Path) -> Certification:
    """Return the one certification of a file."""
    (record,), refused = lus("ideo-formations", path)
    assert refused == []
    assert isinstance(record.fiche, Certification)
    return record.fiche


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_the_twelve_columns_of_2022_are_read_with_the_new_levels(ecrire: Callable[..., Path], encoding: str) -> None:
    expected = [Record("certification", certification) for certification in READ_2022]

    assert lus("ideo-formations", ecrire("f.csv", CSV_2022, encoding)) == (expected, [])
    assert lus("ideo-formations", ecrire("f.csv", CSV_2022, encoding, dans="f.zip")) == (expected, [])


def test_the_keys_of_today_are_read_in_json_in_csv_and_in_xml(ecrire: Callable[..., Path]) -> None:
    columns = list(reversed(LABELS.items()))
    quoted = [f'"{str(TODAY[key]).strip()}"' for key, _ in columns]
    header = [f'"{label}"' if '"' not in label else '"""URL et ID Onisep"""' for _, label in columns]
    more = "AF date création;" + ";".join(header) + "\r\n2026;" + ";".join(quoted) + "\r\n"
    tags = "".join(f"<{key}>{value}</{key}>" if value else f"<{key}/>" for key, value in TODAY.items())

    assert lu(ecrire("f.json", json.dumps([TODAY]))) == READ_TODAY
    assert lu(ecrire("g.json", json.dumps([{**TODAY, "code_rncp": 37084.0}], indent=1), "utf-8-sig")) == READ_TODAY
    assert lu(ecrire("f.json", json.dumps([TODAY]), dans="f.zip")) == READ_TODAY
    assert lu(ecrire("f.csv", more, "utf-8-sig")) == READ_TODAY
    assert lu(ecrire("f.xml.xml", f"<root><item>{tags}</item></root>")) == READ_TODAY


@pytest.mark.parametrize(
    ("number", "label", "niveau"),
    [
        ("2", "niveau 6 (bac + 3)", 6),
        ("5", "niveau 3 (niveau CAP)", 3),
        ("8", "niveau 8 (doctorat)", 8),
        ("0", "non inscrit au RNCP", None),
        ("2", "non inscrit au RNCP", None),
        ("", "non renseigné", None),
        ("3", "", 5),
        ("1", "", 7),
        ("6", "", None),
        ("0", "", None),
    ],
)
def test_an_old_level_number_is_never_taken_for_a_new_one(
    ecrire: Callable[..., Path], number: str, label: str, niveau: int | None
) -> None:
    row = {**TODAY, "niveau_de_certification": number, "libelle_niveau_de_certification": label}

    assert lu(ecrire("f.json", json.dumps([row]))).niveau == niveau


def test_a_bad_row_is_rejected_alone(ecrire: Callable[..., Path]) -> None:
    rows = [
        {**TODAY, "url_et_id_onisep": "https://www.onisep.fr/"},
        "une chaîne",
        {**TODAY, "libelle_formation_principal": ""},
        TODAY,
    ]

    assert lus("ideo-formations", ecrire("f.json", json.dumps(rows))) == (
        [Record("certification", READ_TODAY)],
        [
            Reject("f.json", 1, "identifiant FOR absent ou mal formé", "https://www.onisep.fr/"),
            Reject("f.json", 2, "identifiant FOR absent ou mal formé", ""),
            Reject("f.json", 3, "formation sans libellé", "FOR.494"),
        ],
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("f.csv", "code RNCP;libellé formation principal\n1;CAP\n", r"f\.csv : champ « url_et_id_onisep » absent"),
        ("f.csv", HEADER_2022, r"f\.csv : aucun <item>"),
        ("f.csv", CSV_2022 + '1;"coupé', r"f\.csv, ligne 4 : ligne illisible"),
        ("f.csv", "", r"f\.csv : le fichier est vide"),
        ("f.csv", CSV_2022.replace("é", "\ufffd" * 4), "des caractères sont perdus"),
        ("f.json", json.dumps([TODAY, TODAY])[:-300], r"f\.json, ligne 2 : JSON illisible ; fichier coupé"),
        ("f.json", "[" + json.dumps(TODAY) + ",]", r"f\.json, ligne 2 : JSON illisible"),
        ("f.json", "[" + json.dumps(TODAY), r"f\.json, ligne 1 : JSON illisible"),
        ("f.json", "[" * 100_000, r"f\.json, ligne 1 : JSON illisible"),
        ("f.json", '{"total": 1, "results": []}', r"f\.json : une liste JSON est attendue"),
        ("f.json", "[]", r"f\.json : aucun <item>"),
        ("f.xml", "<formations><formation/></formations>", r"<root> attendu, <formations> trouvé"),
        ("f.xml", '<!DOCTYPE a [<!ENTITY b "c">]><root>&b;</root>', "refusé par sécurité"),
    ],
)
def test_what_is_not_this_list_is_refused_with_the_reason(
    ecrire: Callable[..., Path], name: str, text: str, message: str
) -> None:
    with pytest.raises(FileProblem, match=message):
        lus("ideo-formations", ecrire(name, text))


def test_binary_files_other_archives_and_cut_ones_are_refused(ecrire: Callable[..., Path], tmp_path: Path) -> None:
    cut = ecrire("f.csv", CSV_2022, dans="f.zip")
    cut.write_bytes(cut.read_bytes()[:-60])

    with pytest.raises(FileProblem, match=r"g\.csv : ce n'est pas du texte"):
        lus("ideo-formations", ecrire("g.csv", CSV_2022, "utf-16"))
    with pytest.raises(FileProblem, match=r"h\.zip : ni XML, ni JSON, ni CSV"):
        lus("ideo-formations", ecrire("lisez-moi.txt", "rien", dans="h.zip"))
    with pytest.raises(FileProblem, match=r"f\.zip : archive abîmée"):
        lus("ideo-formations", cut)
    with pytest.raises(FileProblem, match=r"rien\.csv : ce fichier n'existe pas"):
        lus("ideo-formations", tmp_path / "rien.csv")


def test_the_list_of_2022_and_the_records_of_today_are_read(reels: Callable[..., list[Path]], url: str) -> None:
    paths = reels("onisep_ideo_formations_initiales/*.csv")
    kept, refused = lus("ideo-formations", *paths)
    read = [record.fiche for record in kept if isinstance(record.fiche, Certification)]

    assert len(read) == len({certification.id for certification in read}) == 6_086
    assert Counter(one.niveau for one in read) == {3: 350, 4: 538, 5: 620, 6: 898, 7: 1_525, 8: 4, None: 2_151}
    assert sum(bool(one.rncp) for one in read) == 2_993
    assert refused == []
    done = run(url, "ideo-formations", paths)
    assert (done.read, done.created) == (6_086, 6_086)
    assert not run(url, "ideo-formations", paths).changed

    kept, refused = lus("ideo-formations", *reels("onisep_ideo_formations_initiales/*.json"))
    assert ([record.fiche.id for record in kept], refused) == (["FOR.494", "FOR.3469"], [])
