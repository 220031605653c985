"""Jobs: what they are, what they pay, whether they hire, how they feel; under the word the person used."""

from __future__ import annotations

import pytest
from parleur import Parleur

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("said", "shown"), [("frigoriste", "Frigoriste"), ("boulangère", "Boulangère")])
def test_a_job_is_told_under_the_name_the_person_gave(said: str, shown: str, parleur: Parleur) -> None:
    text = parleur.dit(f"c'est quoi le métier de {said} ?")

    assert text.startswith(f"**{shown}**")
    assert parleur.cards[0]["type"] == "metier"
    assert "Le chemin pour y arriver" in parleur.titles


def test_two_jobs_named_are_both_told(parleur: Parleur) -> None:
    text = parleur.dit("quelle différence entre un plombier et un chauffagiste ?")

    assert "plombier" in text.lower()
    assert "chauffagiste" in text.lower()


def test_the_button_under_a_job_leads_to_its_pathway(parleur: Parleur) -> None:
    parleur.dit("c'est quoi le métier de boulangère ?")
    text = parleur.presse("Le chemin pour y arriver")

    assert "boulang" in text
    assert parleur.cards[0]["type"] == "parcours"


def test_a_salary_is_never_invented(parleur: Parleur) -> None:
    text = parleur.dit("ça gagne combien un frigoriste ?")

    assert "SMIC" in text.upper()
    assert "frigoriste" in text


def test_hiring_is_no_promise(parleur: Parleur) -> None:
    text = parleur.dit("ça recrute, la chaudronnerie ?")

    assert "personne ne peut promettre un emploi" in text


def test_a_health_limit_is_for_a_doctor_to_judge(parleur: Parleur) -> None:
    text = parleur.dit("couvreur avec le vertige, c'est possible ?")

    assert "médecin" in text or "visite" in text or "infirmi" in text


def test_a_refused_job_is_not_the_goal(parleur: Parleur) -> None:
    parleur.dit("je veux travailler avec des enfants mais pas devenir prof")

    assert parleur.memory.get("metier") != "professeur-des-ecoles"


def test_without_a_job_the_assistant_asks_which(parleur: Parleur) -> None:
    assert "?" in parleur.demande("/metier_decouverte")
    assert "?" in parleur.demande("/metier_salaire")
