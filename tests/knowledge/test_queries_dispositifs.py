"""Aids and services: those of the need, nearest to the question, and never past their date."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entities import Dispositif
from knowledge.queries import dispositifs

AIDES = """
dispositifs:
- {id: logement, nom: "Aide au logement", categorie: aide, besoins: [financement_aides], description: "Payer le loyer."}
- {id: perimee, nom: "Prime du fournil", categorie: aide, besoins: [financement_aides], description: "Fournil.",
   montant: "500 euros", valid_until: "2020-12-31"}
- {id: ecoute, nom: "Fil du loyer", categorie: ecoute, besoins: [detresse], description: "Parler du loyer."}
- {id: paie, nom: "Paie", categorie: apprentissage, smic_part: {age: "18 ans", parts: [43]}}
"""


@pytest.fixture
def aides(avec: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return avec(aides=AIDES)


def ids(base: KnowledgeBase, question: str, count: int = 5, default: int = 0) -> list[str]:
    return [item.id for item in dispositifs.useful_for(base, "financement_aides", question, count, default)]


def test_only_the_schemes_of_the_need_are_given(aides: KnowledgeBase) -> None:
    assert ids(aides, "Comment payer mon loyer ?") == ["logement"]


def test_an_expired_scheme_is_never_shown(aides: KnowledgeBase) -> None:
    assert ids(aides, "La prime du fournil ?") == ["bourse-fournil"]
    assert "perimee" not in ids(aides, "xyz", default=10)


def test_a_scheme_given_by_default_comes_in_the_order_of_the_facts(aides: KnowledgeBase) -> None:
    assert ids(aides, "xyz") == []
    assert ids(aides, "xyz", default=2) == ["logement", "bourse-fournil"]


def test_no_more_schemes_are_given_than_asked(aides: KnowledgeBase) -> None:
    assert len(ids(aides, "aide logement bourse fournil", count=1)) == 1


@pytest.mark.parametrize(
    ("until", "today", "expired"),
    [
        ("2026-12-31", datetime.date(2026, 12, 31), False),
        ("2026-12-31", datetime.date(2027, 1, 1), True),
        ("", datetime.date(2999, 1, 1), False),
    ],
)
def test_a_scheme_expires_the_day_after_its_date(until: str, today: datetime.date, expired: bool) -> None:
    item = Dispositif(id="x", nom="X", categorie="aide", valid_until=until)

    assert dispositifs.is_expired(item, today) is expired


def test_a_scheme_dated_by_its_month_holds_until_the_end_of_it() -> None:
    item = Dispositif(id="x", nom="X", categorie="aide", valid_until="2026-12")

    assert not dispositifs.is_expired(item, datetime.date(2026, 12, 15))


def test_only_pay_bands_are_pay(aides: KnowledgeBase) -> None:
    assert [item.id for item in dispositifs.apprentice_pay(aides)] == ["paie"]


def test_an_expired_pay_band_is_not_shown(avec: Callable[..., KnowledgeBase]) -> None:
    base = avec(aides=AIDES.replace('nom: "Paie",', 'nom: "Paie", valid_until: "2020-12-31",'))

    assert dispositifs.apprentice_pay(base) == []


def test_no_embedded_scheme_past_its_date_is_given_for_any_need(base: KnowledgeBase) -> None:
    today = datetime.date.today().isoformat()
    needs = {need for item in base.all(Dispositif) for need in item.besoins}
    shown = [
        item
        for need in needs
        for item in dispositifs.useful_for(base, need, "aide bourse prime logement salaire contrat", 50, 50)
    ]

    assert shown
    assert [item.id for item in shown if item.valid_until and item.valid_until < today] == []
