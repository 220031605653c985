"""Jobs and families of jobs: of a field, of a taste, of a formation; and where facts were read."""

from __future__ import annotations

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Metier, Source
from knowledge.queries import filieres, metiers, sources


def ids(found: list[Metier]) -> list[str]:
    return [metier.id for metier in found]


@pytest.mark.parametrize(
    ("field", "jobs"),
    [("pain", ["boulanger"]), ("energie", ["electricien"]), ("courant", ["electricien"]), ("inconnu", [])],
)
def test_a_field_gives_its_jobs(petite: KnowledgeBase, field: str, jobs: list[str]) -> None:
    assert ids(metiers.of_field(petite, field)) == jobs


@pytest.mark.parametrize(
    ("formation", "jobs"),
    [("bac-pro-boulanger-patissier", ["boulanger"]), ("cap-electricien", ["electricien"]), ("inconnue", [])],
)
def test_a_formation_leads_to_its_jobs(petite: KnowledgeBase, formation: str, jobs: list[str]) -> None:
    assert ids(metiers.leading_from(petite, formation)) == jobs


def test_a_taste_gives_the_jobs_it_meets_and_none_of_the_refused_ones(petite: KnowledgeBase) -> None:
    assert ids(metiers.by_interest(petite, ["cuisiner"], [], 3)) == ["boulanger"]
    assert ids(metiers.by_interest(petite, ["cuisiner", "bricoler"], ["pain", "boulangerie"], 3)) == [
        "boulanger",
        "electricien",
    ]
    assert ids(metiers.by_interest(petite, ["cuisiner", "bricoler"], ["cuisiner"], 3)) == ["electricien"]


def test_a_job_above_the_highest_level_wished_is_left_out(petite: KnowledgeBase) -> None:
    assert metiers.by_interest(petite, ["cuisiner"], [], 3, highest=2) == []


def job(id_: str, *niveaux: int) -> Metier:
    return Metier(id=id_, masculin=id_, feminin=id_, filiere="alimentaire", niveaux=niveaux)


def test_jobs_are_spread_over_levels_the_best_of_each_kept_lowest_first() -> None:
    four = [job("master", 7), job("ingenieur", 7), job("bts", 5, 6), job("cap", 3)]

    assert ids(metiers.spread(four, 3)) == ["cap", "bts", "master"]
    assert ids(metiers.spread(four, 1)) == ["master"]
    assert len(metiers.spread(four, 9)) == 4


def test_spreading_jobs_of_one_level_keeps_their_order() -> None:
    assert ids(metiers.spread([job("a", 3), job("b", 3), job("c", 3)], 2)) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "liked", "refused"),
    [
        ("j'aime cuisiner", "j'aime cuisiner", ""),
        ("j'aime cuisiner mais pas les maths", "j'aime cuisiner", "les maths"),
        ("J'aime l'été. Sans maths, avec du bois", "J'aime l'été. avec du bois", "maths"),
    ],
)
def test_wishes_are_told_from_refusals(text: str, liked: str, refused: str) -> None:
    wished, unwished = filieres.split_wishes(text)

    assert unwished.split(",")[0] == refused
    assert wished.split()[0] == liked.split(maxsplit=1)[0]
    assert "maths" not in wished


def test_a_taste_gives_its_filieres_best_first(petite: KnowledgeBase) -> None:
    assert [f.id for f in filieres.by_interest(petite, "goûter du pain", "")] == ["alimentaire"]
    assert [f.id for f in filieres.by_interest(petite, "cuisiner et bricoler", "pain")] == ["energie"]
    assert filieres.by_interest(petite, "xyz", "") == []


def test_a_source_is_cited_by_its_title_address_and_day(petite: KnowledgeBase) -> None:
    assert sources.cite(petite, ["guide"]) == [
        {
            "title": "Le petit guide (Onisep)",
            "url": "https://exemple.fr/guide",
            "verified_on": "2026-11-23",
        }
    ]


def test_sources_are_cited_once_and_unknown_words_left_out(petite: KnowledgeBase) -> None:
    cited = sources.cite(
        petite, ["guide ; https://www.onisep.fr/page", "guide", "connaissance générale", "https://www.onisep.fr/autre"]
    )

    assert [source["title"] for source in cited] == ["Le petit guide (Onisep)", "onisep.fr"]


def test_no_more_sources_are_cited_than_asked(petite: KnowledgeBase) -> None:
    addresses = [f"https://site{n}.fr/" for n in range(9)]

    assert len(sources.cite(petite, addresses)) == 4
    assert len(sources.cite(petite, addresses, limit=2)) == 2


def test_every_embedded_source_can_be_cited(base: KnowledgeBase) -> None:
    assert [s.id for s in base.all(Source) if s.url and not sources.cite(base, [s.id])] == []


@pytest.mark.parametrize(
    ("refused", "each"),
    [
        ("la vente ni la nuit", ["la vente", "la nuit"]),
        ("véto ni rien avec du sang, et pas 10 ans d'études", ["véto", "sang"]),
        ("les chevaux", ["les chevaux"]),
        ("", []),
    ],
)
def test_each_refusal_is_told_apart_and_the_length_of_studies_is_none(refused: str, each: list[str]) -> None:
    assert filieres.refusals(refused) == each


@pytest.mark.parametrize(("refused", "years"), [("10 ans d'études", 10), ("dix ans à la fac", 10), ("les maths", None)])
def test_how_long_studies_may_not_last_is_read(refused: str, years: int | None) -> None:
    assert filieres.refused_years(refused) == years


def test_what_is_not_wanted_either_is_a_refusal() -> None:
    assert filieres.split_wishes("pas les chevaux non plus") == ("", "les chevaux")
