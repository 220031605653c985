"""What identifies somebody is masked before anything keeps it; what helps to answer stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parleur import Parleur

from bot.privacy import mask


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mon mail : lou.martin+bts@lycee-x.fr merci", "mon mail : [courriel] merci"),
        ("écris à LOU@EXEMPLE.FR.", "écris à [courriel]."),
        ("06 12 34 56 78", "[téléphone]"),
        ("0612345678", "[téléphone]"),
        ("06.12.34.56.78", "[téléphone]"),
        ("06-12-34-56-78", "[téléphone]"),
        ("+33 6 12 34 56 78", "[téléphone]"),
        ("+33612345678", "[téléphone]"),
        pytest.param("0033612345678", "[téléphone]"),
        pytest.param("+33 (0)6 12 34 56 78", "[téléphone]"),
        ("le 0612345678 ou le 07 12 34 56 78", "le [téléphone] ou le [téléphone]"),
        ("mon INE : 123456789AB", "mon INE : [identifiant]"),
        ("ine 1234567890a", "ine [identifiant]"),
        ("ma sécu 2 05 03 75 123 456 78", "ma sécu [identifiant]"),
        ("205037512345678", "[identifiant]"),
        ("j'habite 12 rue des Lilas", "j'habite [adresse]"),
        ("j'habite 12 bis avenue Jean Jaurès", "j'habite [adresse]"),
        ("5 place de l'Église", "[adresse]"),
        ("4 impasse du Moulin, 29200 Brest", "[adresse], 29200 Brest"),
        pytest.param("12 rue Hugo et je veux un BTS", "[adresse] et je veux un BTS"),
        ("je m'appelle Lou", "je m'appelle [prénom]"),
        ("je m’appelle Jean-Pierre Dupont et je veux", "je m’appelle [prénom] et je veux"),
        ("Je m'appelle lou martin, j'ai 15 ans", "Je m'appelle [prénom], j'ai 15 ans"),
        ("je mappelle Karim", "je mappelle [prénom]"),
        ("jmappelle Karim", "jmappelle [prénom]"),
        pytest.param("jm'appelle Karim", "jm'appelle [prénom]"),
        ("mon nom est Martin", "mon nom est [prénom]"),
        ("mon prénom c'est Léa", "mon prénom c'est [prénom]"),
        ("moi c'est Inès, et toi ?", "moi c'est [prénom], et toi ?"),
        pytest.param("je m'appelle Lou et je veux un BTS", "je m'appelle [prénom] et je veux un BTS"),
    ],
)
def test_what_identifies_somebody_is_masked(typed: str, kept: str) -> None:
    assert mask(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "je suis en 3e et je veux devenir boulangère",
        "un BTS en 2 ans ou un BUT en 3 ans ?",
        "le métier s'appelle comment ?",
        "le SMIC est à 1 823,03 € en 2026",
        "le numéro 3114 ou le 0 800 235 236",
        "RNCP 38878, code 0750712V, 40 000 euros",
        "après 2025 ou 2026 ?",
        "combien de places, 24 ou 30 ?",
        "10 vœux plus 10 en apprentissage",
        "mon lycée est rue des Lilas",
        "3 cours de maths par semaine, c'est beaucoup ?",
        "il reste 1 place en internat à Lyon ?",
        "quels sont les 2 chemins pour devenir soudeur",
        "moi c'est la soudure qui me plaît",
        "il y a 1 chemin pour devenir soudeur ?",
    ],
)
def test_what_helps_to_answer_is_left(typed: str) -> None:
    assert mask(typed) == typed


@given(st.text(max_size=300))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@given(st.text(alphabet="0123456789 .-+", max_size=40))
def test_no_phone_number_survives_among_figures(figures: str) -> None:
    assert "0612345678" not in mask(f"{figures} 0612345678 {figures}")


@given(st.from_regex(r"[a-z0-9][a-z0-9._+-]{0,20}@(?:exemple|lycee-x\.education)\.fr", fullmatch=True))
def test_no_address_survives(address: str) -> None:
    masked = mask(f"écris à {address} merci")

    assert address.rpartition("@")[2] not in masked


@pytest.mark.model
def test_nothing_of_it_reaches_the_stored_conversation(parleur: Parleur) -> None:
    parleur.dit("je m'appelle Zébulon, zebulon@exemple.fr, 06 12 34 56 78, 12 rue des Lilas, INE 123456789AB")
    stored = str([event.as_dict() for event in parleur.events]).lower()

    assert "[courriel]" in stored
    for secret in ("zébulon", "zebulon", "exemple.fr", "06 12", "lilas", "123456789ab"):
        assert secret not in stored
