"""A name is found however it is written, in the gender it was typed in, with what it took to find it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from knowledge.base import BaseUnavailable, KnowledgeBase, sqlite_url
from knowledge.build import build
from knowledge.importing import run
from knowledge.queries.search import Trouve, find, suggest
from knowledge.searchable import genders

TITLES = """"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","peu_usite"
"1","Mitron / Mitronne","Mitron / Mitronne","D1102","N"
"2","Fauconnier / Fauconnière de spectacle","Fauconnier(ère) de spectacle","A1499","N"
"""
CODES = """"code_rome","libelle_rome"
"D1102","Boulanger / Boulangère"
"""


def first(base: KnowledgeBase, typed: str, *kinds: str) -> tuple[str, str, str]:
    found = find(base, typed, kinds or None)[0]
    return found.id, found.label, found.how


@pytest.mark.parametrize(
    ("typed", "kind", "id_", "label", "how"),
    [
        ("boulanger", "metier", "boulanger", "boulanger", "exact"),
        ("Boulangère", "metier", "boulanger", "boulangère", "exact"),
        ("boulangere", "metier", "boulanger", "boulangère", "fold"),
        ("boulangers", "metier", "boulanger", "boulanger", "fold"),
        ("boulang", "metier", "boulanger", "boulanger", "prefix"),
        ("boulangr", "metier", "boulanger", "boulanger", "typo"),
        ("boulenjé", "metier", "boulanger", "boulanger", "typo"),
        ("je veux être boulangère", "metier", "boulanger", "boulangère", "words"),
        ("bac pro Boulanger - pâtissier", "formation", "bac-pro-boulanger-patissier", "", "exact"),
        ("bacpro boulanger pâtissier", "formation", "bac-pro-boulanger-patissier", "", "fold"),
        ("pâtissier boulanger bac pro", "formation", "bac-pro-boulanger-patissier", "", "words"),
        ("baccalauréat professionnel boulanger pâtissier", "formation", "bac-pro-boulanger-patissier", "", "words"),
        ("PROELEC", "formation", "cap-electricien", "CAP Électricien", "exact"),
        ("c.a.p.", "diplome", "cap", "CAP", "fold"),
        ("certificat d'aptitude professionnelle", "diplome", "cap", "CAP", "exact"),
        ("électricité", "domaine", "courant", "électricité", "exact"),
        ("elec", "domaine", "courant", "électricité", "prefix"),
        ("énergie", "filiere", "energie", "Énergie", "exact"),
        ("campus du pain", "campus", "pain-bretagne", "Pain et blé", "exact"),
        ("campus de Lannion", "campus", "pain-bretagne", "Pain et blé", "exact"),
        ("lanion", "lieu", "ville-22-lannion", "Lannion", "typo"),
        ("22", "lieu", "departement-22", "Côtes-d'Armor", "exact"),
        ("fournil bourse", "dispositif", "bourse-fournil", "Bourse du fournil", "words"),
        ("troisième", "situation", "3e", "classe de 3e", "exact"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    petite: KnowledgeBase, typed: str, kind: str, id_: str, label: str, how: str
) -> None:
    found = find(petite, typed, [kind])[0]

    assert (found.kind, found.id, found.how) == (kind, id_, how)
    assert found.label == (label or "bac pro Boulanger - pâtissier")


def test_a_whole_name_scores_most_and_each_liberty_costs(petite: KnowledgeBase) -> None:
    ways = ["boulangère", "boulangere", "boulangères", "boulangrere"]
    scores = [find(petite, typed, ["metier"])[0].score for typed in ways]

    assert scores == sorted(set(scores), reverse=True)
    assert scores[0] == 1.0
    assert scores[-1] > 0.5


def test_what_is_found_comes_best_first_from_every_kind(petite: KnowledgeBase) -> None:
    assert [(t.kind, t.id, t.how) for t in find(petite, "boulanger")] == [
        ("metier", "boulanger", "exact"),
        ("domaine", "pain", "prefix"),
        ("formation", "cap-boulanger", "words"),
        ("formation", "bac-pro-boulanger-patissier", "words"),
    ]


def test_no_more_is_given_than_asked(petite: KnowledgeBase) -> None:
    assert find(petite, "boulanger", limit=1) == (Trouve("metier", "boulanger", "boulanger", 1.0, "exact"),)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "de la", "xyzzy", "CAP Licorne", "campus de la lune", "x" * 5_000])
def test_what_names_nothing_finds_nothing(petite: KnowledgeBase, typed: str) -> None:
    assert find(petite, typed) == ()


def test_a_kind_that_is_not_asked_for_is_not_given(petite: KnowledgeBase) -> None:
    assert find(petite, "Lannion", ["metier", "formation"]) == ()
    assert find(petite, "Lannion", []) == ()


def test_without_a_base_the_next_step_is_said(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailable, match="jalon kb build"):
        find(KnowledgeBase(sqlite_url(tmp_path / "vide.db")), "boulanger")


@pytest.fixture
def avec_titres(dossier: Path, tmp_path: Path) -> str:
    url = sqlite_url(tmp_path / "titres.db")
    build(url, dossier)
    (tmp_path / "titres.csv").write_text(TITLES, encoding="utf-8")
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    run(url, "rome", [tmp_path / "titres.csv", tmp_path / "codes.csv"])
    return url


def test_a_job_title_leads_to_the_job_of_the_facts(avec_titres: str) -> None:
    base = KnowledgeBase(avec_titres)

    assert find(base, "mitron") == (Trouve("metier", "boulanger", "boulanger", 1.0, "exact"),)
    assert first(base, "mitronne", "metier") == ("boulanger", "boulangère", "exact")
    assert find(base, "mitron", ["appellation"]) == ()


def test_a_job_title_that_leads_nowhere_is_given_as_itself(avec_titres: str) -> None:
    base = KnowledgeBase(avec_titres)
    title = "Fauconnier / Fauconnière de spectacle"

    assert find(base, "fauconnière de spectacle") == (Trouve("appellation", "2", title, 1.0, "exact"),)
    assert first(base, "fauconnier spectacle") == ("2", title, "fold")


def test_titles_are_still_found_after_a_build_and_lead_to_what_the_facts_hold_now(
    avec_titres: str, dossier: Path, remplacer: Callable[[Path, str, str], None]
) -> None:
    remplacer(dossier / "metiers.yml", "rome: D1102", "rome: A1499")
    build(avec_titres, dossier)
    base = KnowledgeBase(avec_titres)

    assert first(base, "fauconnier de spectacle")[:2] == ("boulanger", "boulanger")
    assert first(base, "mitron") == ("1", "Mitron / Mitronne", "exact")


def test_records_indexed_by_other_code_are_indexed_again_by_the_next_build(avec_titres: str, dossier: Path) -> None:
    with KnowledgeBase(avec_titres).engine.begin() as connection:
        connection.execute(text("UPDATE recherche_forme SET empreinte = 'ancienne'"))
        connection.execute(text("DELETE FROM recherche WHERE source = 'rome-4'"))
    build(avec_titres, dossier, force=True)

    assert first(KnowledgeBase(avec_titres), "mitron") == ("boulanger", "boulanger", "exact")


def test_a_title_taken_out_of_the_dataset_is_no_longer_found(avec_titres: str, tmp_path: Path) -> None:
    (tmp_path / "titres.csv").write_text("\n".join(TITLES.splitlines()[:2]), encoding="utf-8")
    run(avec_titres, "rome", [tmp_path / "titres.csv", tmp_path / "codes.csv"], force=True)

    assert find(KnowledgeBase(avec_titres), "fauconnier de spectacle") == ()


def test_titles_imported_before_the_facts_are_found_once_these_are_there(dossier: Path, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "seul.db")
    (tmp_path / "titres.csv").write_text(TITLES, encoding="utf-8")
    run(url, "rome", [tmp_path / "titres.csv"])
    with pytest.raises(BaseUnavailable, match="jalon kb build"):
        find(KnowledgeBase(url), "mitron")

    build(url, dossier)
    assert first(KnowledgeBase(url), "mitronne") == ("boulanger", "boulangère", "exact")


CERTIFICATIONS = """Code_Diplome;Libelle_Diplome;Code_RNCP;Code_Scolarité;Code_Niveau_Europeen;Etat;codeIdeo2
1;CAP - Boulanger;37537;;3;0;
2;CAP - Fauconnier;99999;;3;0;
3;CAP Fauconnier;99998;;3;0;
4;CAP Boulanger;;;3;3;
"""


def test_a_certification_leads_to_the_training_that_has_its_code_and_is_told_once(
    dossier: Path, tmp_path: Path
) -> None:
    url = sqlite_url(tmp_path / "certifications.db")
    build(url, dossier)
    (tmp_path / "certif_info.csv").write_text(CERTIFICATIONS, encoding="utf-8")
    run(url, "certif-info", [tmp_path / "certif_info.csv"])
    base = KnowledgeBase(url)

    # The archived one has no code that tells which training it was, but the same name: it is not told again.
    assert [(t.kind, t.id, t.label) for t in find(base, "cap boulanger")][:1] == [
        ("formation", "cap-boulanger", "CAP Boulanger")
    ]
    assert "4" not in {t.id for t in find(base, "cap boulanger")}
    assert [(t.kind, t.label) for t in find(base, "fauconnier")] == [("certification", "CAP Fauconnier")]
    assert [t.id for t in find(base, "cap boulanger", ["certification"])] == ["4"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Accessoiriste", ("Accessoiriste",)),
        ("Mitron / Mitronne", ("Mitron", "Mitronne", "Mitron / Mitronne")),
        (
            "Abatteur / Abatteuse de carrière",
            ("Abatteur de carrière", "Abatteuse de carrière", "Abatteur / Abatteuse de carrière"),
        ),
    ],
)
def test_a_title_has_both_genders_whole(title: str, names: tuple[str, ...]) -> None:
    assert genders(title) == names


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_searched(petite: KnowledgeBase, typed: str) -> None:
    assert all(0.0 < found.score <= 1.0 for found in find(petite, typed))


def test_quotes_stars_and_operators_are_only_text(petite: KnowledgeBase) -> None:
    for typed in ('boulanger" OR "x', "boulanger* AND NOT", "'boulanger' & 'x':*", "NEAR(boulanger)", "_boulanger_"):
        assert find(petite, typed, ["metier"])[:1] in ((), find(petite, typed, ["metier"], 1))
    assert first(petite, '"boulanger"', "metier")[0] == "boulanger"


def test_what_shares_words_with_an_unknown_name_is_suggested(petite: KnowledgeBase) -> None:
    kinds = ["metier", "diplome", "formation"]

    assert find(petite, "électricienne spatiale", kinds) == ()
    assert [t.label for t in suggest(petite, "électricienne spatiale", kinds)] == ["électricienne", "CAP Électricien"]
    assert suggest(petite, "boulangère", kinds, 1) == find(petite, "boulangère", kinds, 1)
    assert suggest(petite, "zzzz", kinds) == ()
