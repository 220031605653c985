"""Whom a message of danger is about, and that nothing of its words is kept."""

from __future__ import annotations

import pytest
from parleur import Parleur

from bot.danger import WITHHELD, about


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("un ami me dit qu'il veut mourir", "ami"),
        ("ma meilleure amie parle de se suicider", "ami"),
        ("une fille de ma classe se fait harceler", "ami"),
        ("ma petite sœur se scarifie", "ami"),
        ("ma fille dit qu'elle veut en finir", "enfant"),
        ("un de mes élèves est battu chez lui", "enfant"),
        ("elle se scarifie et m'a fait promettre le silence", "ami"),
        ("une de mes potes parle de disparaître", "ami"),
        ("un gars de l'internat dit qu'il va se tuer", "ami"),
        ("il m'a montré ses bras, il veut en finir", "ami"),
        ("il me frappe", None),
        ("mon copain me frappe", None),
        ("je veux mourir et mon ami le sait", None),
        ("mes parents me tapent", None),
        ("j'ai plus envie de vivre", None),
    ],
)
def test_the_message_is_about_oneself_unless_it_says_who(line: str, who: str | None) -> None:
    assert about(line) == who


@pytest.mark.model
@pytest.mark.parametrize(
    "line",
    ["mon ami Théophraste veut se suicider à Rennes", "on me harcèle au lycée Barnabé parce que je suis soudeuse"],
)
def test_nothing_of_the_words_is_stored_not_even_what_they_name(line: str, parleur: Parleur) -> None:
    parleur.dit(line)

    stored = " ".join(str(event.as_dict()) for event in parleur.events)
    assert WITHHELD in stored
    for word in ("Théophraste", "Rennes", "Barnabé", "soud", "ville-35"):
        assert word not in stored
