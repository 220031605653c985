"""What a text names: the longest name, in any gender or number, through one slip, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.entities import Metier
from knowledge.names import Gazetteer, Mention, Nom


@pytest.fixture(scope="module")
def petit(petite: KnowledgeBase) -> Gazetteer:
    return Gazetteer(petite)


@pytest.fixture(scope="module")
def grand(base: KnowledgeBase) -> Gazetteer:
    return Gazetteer(base)


def said(gazetteer: Gazetteer, text: str) -> list[tuple[str, str | None, str]]:
    return [(m.entity, m.id, text[m.start : m.end]) for m in gazetteer.find(text)]


def test_a_mention_says_what_it_is_and_where_it_stands(petit: Gazetteer) -> None:
    assert petit.find("Je veux être boulangère à Lannion") == [
        Mention("metier", "boulanger", "boulangère", 13, 23),
        Mention("lieu", "ville-22-lannion", "Lannion", 26, 33),
    ]


def test_a_text_that_names_nothing_gives_nothing(petit: Gazetteer) -> None:
    assert petit.find("Bonjour, comment ça va ?") == []


@pytest.mark.parametrize(
    "typed", ["boulanger", "boulangère", "BOULANGERS", "boulangères", "boulangere", "Boulanger", "b\u006fulangère"]
)
def test_a_job_is_met_in_any_gender_number_and_case(petit: Gazetteer, typed: str) -> None:
    assert said(petit, f"être {typed} un jour") == [("metier", "boulanger", typed)]


@pytest.mark.parametrize(("typed", "label"), [("soudeuses", "soudeuse"), ("soudeurs", "soudeur")])
def test_a_job_is_answered_in_the_gender_it_was_typed_in(grand: Gazetteer, typed: str, label: str) -> None:
    assert [m.label for m in grand.find(typed)] == [label]


def test_every_job_is_found_under_both_its_names(grand: Gazetteer, base: KnowledgeBase) -> None:
    missed = [
        name
        for metier in base.all(Metier)
        for name in (metier.masculin, metier.feminin)
        if said(grand, name) != [("metier", metier.id, name)]
    ]

    assert missed == []


def test_the_longest_name_wins(petit: Gazetteer) -> None:
    assert said(petit, "le bac pro Boulanger - pâtissier") == [
        ("diplome", "bac-pro-boulanger-patissier", "bac pro Boulanger - pâtissier")
    ]


def test_an_acronym_names_its_formation_by_itself_but_a_common_word_does_not(petit: Gazetteer) -> None:
    assert said(petit, "PROELEC") == [("diplome", "cap-electricien", "PROELEC")]
    assert said(petit, "CAP courant fort") == [("diplome", "cap-electricien", "CAP courant fort")]
    assert said(petit, "du courant fort") == [("domaine", "courant", "courant")]


@pytest.mark.parametrize(
    ("typed", "formation"),
    [
        ("BTS électrotechnique", "bts-electrotechnique"),
        ("bts en électrotechnique", "bts-electrotechnique"),
        ("CAP cuisine", "cap-cuisine"),
        ("bac pro MELEC", "bac-pro-metiers-de-l-electricite-et-de-ses-environnements-connectes"),
    ],
)
def test_a_diploma_and_its_field_are_one_mention(grand: Gazetteer, typed: str, formation: str) -> None:
    assert said(grand, f"Je prépare un {typed}.") == [("diplome", formation, typed)]


def test_a_diploma_and_its_field_are_joined_in_the_tiny_base_too(petit: Gazetteer) -> None:
    text = "un CAP en boulanger"

    assert petit.find(text) == [Mention("diplome", "cap-boulanger", "CAP Boulanger", 3, 19)]


def test_a_diploma_named_by_a_job_is_the_same_in_the_feminine(petit: Gazetteer) -> None:
    assert [m.id for m in petit.find("un CAP de boulangère")] == ["cap-boulanger"]


def test_a_diploma_and_a_place_stay_two_mentions(petit: Gazetteer) -> None:
    assert said(petit, "un CAP à Lannion") == [("diplome", "cap", "CAP"), ("lieu", "ville-22-lannion", "Lannion")]


def test_a_speciality_that_does_not_exist_is_said_unknown_rather_than_replaced(petit: Gazetteer) -> None:
    text = "un bac pro électricité"

    assert petit.find(text) == [
        Mention("diplome", None, "bac pro électricité", 3, 22, exact=False, unknown=True),
    ]


@pytest.mark.parametrize("typed", ["boulangr", "boulnager", "bboulanger", "boulangxr"])
def test_one_slip_is_repaired_and_said(petit: Gazetteer, typed: str) -> None:
    assert petit.find(typed) == [Mention("metier", "boulanger", "boulanger", 0, len(typed), exact=False)]


@pytest.mark.parametrize("typed", ["electriciien", "elecrticeen"])
def test_a_long_word_may_hold_two_slips(petit: Gazetteer, typed: str) -> None:
    assert said(petit, typed) == [("metier", "electricien", typed)]


@pytest.mark.parametrize("typed", ["eltrciien", "xyzulanger", "pian", "pais", "caap"])
def test_a_word_too_far_or_too_short_is_left_alone(petit: Gazetteer, typed: str) -> None:
    assert petit.find(typed) == []


def test_a_word_known_to_be_french_is_never_repaired(petite: KnowledgeBase) -> None:
    assert Gazetteer(petite, known_words=["boulangez"]).find("vous boulangez") == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("je veux être boulanger", False),
        ("je ne veux pas être boulanger", True),
        ("tout sauf boulanger", True),
        ("je déteste le métier de boulanger", True),
        ("pas électricien, boulanger", False),
        ("pas électricien mais boulanger", False),
        ("plutôt boulanger, pas électricien", False),
        ("ni boulanger", True),
    ],
)
def test_a_refusal_governs_what_follows_it_up_to_the_next_connector(petit: Gazetteer, text: str, negated: bool) -> None:
    assert [m.negated for m in petit.find(text) if m.id == "boulanger"] == [negated]


@pytest.mark.parametrize("text", ["mon but", "quel est ton but ?", "Mon but est de partir", "c'est leur but", "ce but"])
def test_the_aim_of_somebody_is_not_the_diploma(grand: Gazetteer, text: str) -> None:
    assert grand.find(text) == []


@pytest.mark.parametrize("text", ["un BUT", "je fais un but", "le BUT en 3 ans"])
def test_the_diploma_is_still_found_beside_an_article(grand: Gazetteer, text: str) -> None:
    assert ("diplome", "but") in [(m.entity, m.id) for m in grand.find(text)]


@pytest.mark.parametrize("text", ["dans le but de réussir", "le but du jeu", "il a marqué un but"])
def test_the_aim_of_something_is_not_the_diploma_either(grand: Gazetteer, text: str) -> None:
    assert grand.find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ça n'a pas de sens", []),
        ("dans un sens, oui", []),
        ("c'est trop cher", []),
        ("j'habite à Sens", ["Sens"]),
        ("je vis dans le Cher", ["Cher"]),
    ],
)
def test_a_town_that_is_also_a_word_needs_company(grand: Gazetteer, text: str, found: list[str]) -> None:
    assert [m.label for m in grand.find(text) if m.entity == "lieu"] == found


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("je suis en 3e", "3e"),
        ("en troisième", "3e"),
        ("ma fille est en terminale", "terminale-generale"),
        ("en terminale STI2D", "terminale-techno"),
        ("1re STMG", "1re-techno"),
        ("BTS 2", "bts2"),
    ],
)
def test_classes_are_met_in_the_words_people_use(grand: Gazetteer, text: str, situation: str) -> None:
    assert [(m.entity, m.id) for m in grand.find(text)] == [("niveau", situation)]


def test_a_campus_is_met_by_its_name_and_by_its_town(petit: Gazetteer) -> None:
    assert said(petit, "le campus du pain et le campus de Lannion") == [
        ("campus", "pain-bretagne", "campus du pain"),
        ("campus", "pain-bretagne", "campus de Lannion"),
    ]


@pytest.mark.parametrize(
    "text", ["😀 œnologue 😀", "ﬁlière … œnologue", "L’ÉTÉ, OENOLOGUE !", "métier :\n\n\tŒnologue\r\n", "𝗼enologue"]
)
def test_offsets_cut_the_name_out_of_the_text_as_typed(grand: Gazetteer, text: str) -> None:
    (mention,) = [m for m in grand.find(text) if m.entity == "metier"]

    assert mention.id == "oenologue"
    assert text[mention.start : mention.end].lower() in {"œnologue", "oenologue", "𝗼enologue"}


def test_offsets_keep_an_accent_written_apart(petit: Gazetteer) -> None:
    text = "électricité".replace("é", "e\u0301")

    assert said(petit, text) == [("domaine", "courant", text)]


def test_the_nearest_names_are_offered_when_nothing_matches(petit: Gazetteer) -> None:
    assert petit.candidates("boulangeur")[0] == Nom("metier", "boulanger", "boulanger")
    assert {nom.id for nom in petit.candidates("boulangeur", "diplome")} == {
        "cap-boulanger",
        "bac-pro-boulanger-patissier",
    }
    assert petit.candidates("zzzz qqqq") == []


def test_no_more_names_are_offered_than_asked_and_none_twice(grand: Gazetteer) -> None:
    offered = [nom.id for nom in grand.candidates("technicien de maintenance", limit=3)]

    assert len(offered) == len(set(offered)) == 3


WORDS = ["boulangère", "CAP", "bac pro", "Lannion", "pas", "mais", "é", "Œ", "😀", ",", "  ", "but", "PROELEC", "xq"]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_mentions_come_in_order_without_overlap_inside_the_text(petit: Gazetteer, pieces: list[str]) -> None:
    text = " ".join(pieces)
    ends = [0]
    for mention in petit.find(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == text[mention.start : mention.end].strip()
        ends.append(mention.end)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(max_size=80))
def test_any_text_at_all_can_be_read(petit: Gazetteer, text: str) -> None:
    assert all(text[m.start : m.end] for m in petit.find(text))


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("un campus au creusot", "ville-71-le creusot"),
        ("je vais au Havre", "ville-76-le havre"),
        ("tu peux dire ça au", None),
        ("on va au port", None),
    ],
)
def test_a_town_whose_article_is_in_the_preposition(base: KnowledgeBase, typed: str, town: str | None) -> None:
    assert [m.id for m in Gazetteer(base, ["port"]).find(typed) if m.entity == "lieu"] == ([town] if town else [])


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("la vente, c'est pas pour moi", True),
        ("la cuisine, bof", True),
        ("la vente c'est bien", False),
        ("la mécanique m'intéresse plus que le reste", False),
        ("la vente ne m'intéresse pas", True),
        ("ça s'appelait pas commerce avant ?", False),
    ],
)
def test_a_refusal_may_follow_its_thing(grand: Gazetteer, typed: str, refused: bool) -> None:
    assert [m.negated for m in grand.find(typed) if m.entity == "domaine"] == [refused]


def test_an_adjective_that_no_title_bears_makes_an_unknown_diploma(base: KnowledgeBase) -> None:
    names = Gazetteer(base, ["criminelles"])

    [named] = [m for m in names.find("vous faites le bts sciences criminelles ?") if m.entity == "diplome"]

    assert (named.id, named.unknown) == (None, True)
