"""Tell names from everyday words by the company they keep: « mon but », « pas cher », « ai-je droit à »."""

from __future__ import annotations

from knowledge.everyday import company, everyday
from knowledge.text import STOPWORDS, Token

# Single words that are everyday French after these.
_FAILED = frozenset({"me", "te", "se", "nous", "ai", "as", "a", "ont", "avoir", "suis", "est", "etre"})
_PLAIN_AFTER = {
    "but": frozenset({"mon", "ton", "son", "notre", "votre", "leur", "quel", "seul", "ce"}),
    "plante": _FAILED,  # « elle se plante en première année » grows nothing
    "plantes": _FAILED,
}
_PLAIN_BETWEEN = frozenset(("but", "le", after) for after in ("de", "du", "est", "c", "d", "qu"))
_TOWARDS = frozenset({"a", "vers", "sur", "en", "pres", "region", "departement", "autour", "cote", "habite", "jabite"})
_HAS = frozenset(
    {"m", "t", "l", "s", "n", "on", "il", "elle", "qui", "y", "j", "ca", "patron", "ecole", "lycee", "cfa"}
)
_AROUND = frozenset(
    {"pres", "pre", "prs", "autour", "cote", "cotes", "loin", "region", "departement", "ville", "academie"}
)
_REPAIRED_PLACE = 6  # letters of a town that may be typed with a slip: « Corée » is not « Corse »
_ARTICLES = frozenset({"le", "la", "les", "l", "entre"})
_NOT_YEARS = frozenset(
    {"trimestre", "semestre", "fois", "annee", "annees", "ane", "ans", "voeu", "etage", "cycle", "formation", "option"}
    | {"piste", "route", "idee", "proposition", "ecole", "solution", "etape", "chose"}
)
# « Et la première ? » is the first of a list; « après la première » is a class.
_OF_A_LIST = frozenset({"et", "pour", "sur", "dans", "ok", "oui", "non", "plutot", "alors", "voir", "quoi", "mais"})


def is_towards(typed: list[Token], position: int) -> bool:
    """Tell whether what stands before a word announces a place: « à », « vers », « près de », « j'habite »."""
    before = [token.text for token in typed[max(0, position - 2) : position]]
    if not before:
        return False
    if before[-1] == "a" and before[0] in _HAS:
        return False  # « on m'a viré »
    if before[-1] in _TOWARDS or before == ["dans", "le"]:
        return True
    return before[-1] in ("de", "d") and before[0] in _AROUND


def is_plain(entity: str, text: str, typed: list[Token], position: int, size: int) -> bool:
    """Tell whether what could be a name is everyday French here."""
    if needs_capital(entity, text, typed[position : position + size]):
        return True
    if size == 1 and (is_plain_word(text, typed, position) or is_a_start_of_counting(typed, position)):
        return True
    return entity == "niveau" and is_rank(typed, position, size)


def is_a_start_of_counting(typed: list[Token], position: int) -> bool:
    """Tell whether « bac » is where years are counted from: « combien d'années après le bac ? »."""
    before = tuple(token.text for token in typed[max(0, position - 2) : position])
    counted = any(token.text in ("combien", "cb", "cmb", "combi1") for token in typed)
    return typed[position].text == "bac" and counted and before in (("apres", "le"), ("depuis", "le"))


def is_plain_place(text: str, typed: list[Token], position: int, size: int, exact: bool) -> bool:
    """Tell whether what could be a place is everyday French here: « pas cher », « le port du bleu », « talent »."""
    named = typed[position + size - 1]
    if is_towards(typed, position):
        return not exact and len(named.text) < _REPAIRED_PLACE
    if not exact:
        return size == 1  # a typo in a town's name is believed after « à », « vers », « près de »
    if size == 1:
        return named.text in everyday("lieux") and not text[named.start].isupper()
    written = text[named.start].isupper() or named.text in everyday("avec_au")
    return size == 2 and typed[position].text in _ARTICLES and not written


def is_plain_word(text: str, typed: list[Token], position: int) -> bool:
    """Tell whether a single word is everyday French here: « mon but », « j'ai droit », « donne »."""
    word = typed[position].text
    before = typed[position - 1].text if position else ""
    after = typed[position + 1].text if position + 1 < len(typed) else ""
    if word == "but" and text[typed[position].start : typed[position].end] == "BUT" and not text.isupper():
        return False
    if word == "master" and before == "mon" and text[typed[position].start].isupper():
        return True  # the site Mon Master
    if word == "but" and position > 1 and typed[position - 2].text.startswith("marqu"):
        return True
    alone = before in _PLAIN_AFTER.get(word, ()) or (word, before, after) in _PLAIN_BETWEEN
    if alone or _in_a_phrase(typed, position):
        return True
    needed = company("apres").get(word)
    if needed is not None and len(typed) > 2 and before not in needed:
        return True
    return word in everyday("seuls")


def _in_a_phrase(typed: list[Token], position: int) -> bool:
    """Tell whether a word is one of a set phrase: « billet d'avion »."""
    near = " ".join(token.text for token in typed[max(0, position - 2) : position + 2])
    return any(
        typed[position].text in phrase.split() and f" {phrase} " in f" {near} " for phrase in everyday("locutions")
    )


def is_rank(typed: list[Token], position: int, size: int) -> bool:
    """Tell whether a class is only a rank here: « le 3e trimestre », « en première année », « et la première ? »."""
    after = typed[position + size].text if position + size < len(typed) else ""
    before = [token.text for token in typed[max(0, position - 2) : position]]
    if size == 1 and before[-1:] == ["le"]:
        return True
    listed = size == 1 and typed[position].text in ("premiere", "1ere") and before[-1:] == ["la"]
    return after in _NOT_YEARS or (listed and (len(before) == 1 or before[0] in _OF_A_LIST))


def needs_capital(entity: str, text: str, part: list[Token]) -> bool:
    """Tell whether a name with a little word at its end was typed without its capital: « a l », « l'as », « bts à »."""
    small = [token for token in (part[-1],) if token.text in STOPWORDS and len(token.text) <= 2]
    if entity == "diplome" and part[0].text in STOPWORDS:
        small.append(part[0])
    return len(part) > 1 and any(not text[token.start].isupper() for token in small)
