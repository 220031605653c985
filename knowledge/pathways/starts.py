"""Read where somebody stands in the words people use: a class, a diploma, a working life (« j'ai 42 ans »)."""

from __future__ import annotations

import re

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Formation, Metier, Situation
from knowledge.mention import Mention
from knowledge.pathways import rules
from knowledge.pathways.mentions import gazetteer, mentions
from knowledge.pathways.proximity import Sujet, proximity, roots
from knowledge.text import STOPWORDS, fold, words

_ADULT, _OLD = 26, 75  # years of age; past them, a class named is one of the past
_AGE = re.compile(
    r"(?<!depuis )(?<!il y a )(?<!pendant )\b(\d\d) ans\b(?! (?:d |de |dans |en |sur |a |chez |comme |qu))"
)
_FOR_YEARS = re.compile(
    r"\b(?:depuis|pendant|il y a)(?: plus de| bientot)? \w+ ans\b|\bans (?:de metier|d experience)\b"
)
_REGULATED = frozenset({"deas", "deap", "deaes", "deme", "de-social", "ifsi", "de-paramedical", "de-kine"})
_WISHED = re.compile(r"\b(?:veux|voudrai\w*|aimerai\w*|devenir|vers|envie|reve\w*|souhaite\w*|etre)\b")
_WHOLE = 0.6  # share of a title found in what was typed
_FIELD = 0.7  # how near a title must be to the field named with a class (« L3 maths »)


def depart_nomme(base: KnowledgeBase, text: str) -> str | None:
    """Return the id a text starts from: a situation, a diploma, a formation (« 3e », « bac pro MELEC », « rien »).

    A class with the speciality prepared in it is « class+diploma », and so is an adult with a diploma.
    """
    exact = " ".join(words(text))
    for situation in base.all(Situation):
        if exact in (" ".join(words(name)) for name in (situation.id, situation.nom, *situation.noms)):
            return situation.id
    named = mentions(base, text)
    held = _held(base, text, named)
    kinds = {m.entity for m in named}
    if _is_adult(base, exact) or ("metier" in kinds and "niveau" not in kinds and _FOR_YEARS.search(exact)):
        if _says(base, "rien", exact):
            return "adulte+rien"
        held = held or _regulated(base, text, named)
        return f"adulte+{held}" if held is not None else "adulte"
    # « je ne suis plus au lycée depuis la 1re » refuses the school, and still tells the class.
    classe = _class(named) or _class(gazetteer(base).find(text))
    if classe is not None:
        return _in_class(base, text, classe, exact)
    return held or ("rien" if _says(base, "rien", exact) else None)


def _class(named: list[Mention]) -> Mention | None:
    return next((m for m in named if m.entity == "niveau" and m.id), None)


def diplome_nomme(base: KnowledgeBase, text: str) -> str | None:
    """Return the id of the diploma a text names, closed ones included."""
    return next((m.id for m in mentions(base, text) if m.entity == "diplome" and m.id), None)


def _is_adult(base: KnowledgeBase, exact: str) -> bool:
    """Tell whether a text says a working life or an age past school: « en reconversion », « 38 ans, vendeuse »."""
    ages = [int(age) for age in _AGE.findall(exact)]
    return any(_ADULT <= age <= _OLD for age in ages[:1]) or _says(base, "adulte", exact)


def _says(base: KnowledgeBase, id_: str, exact: str) -> bool:
    situation = base.get(Situation, id_)
    names = [" ".join(words(name)) for name in (*situation.noms, situation.nom)] if situation else []
    return any(re.search(rf"\b{re.escape(name)}\b", exact) for name in names if name)


def _regulated(base: KnowledgeBase, text: str, named: list[Mention]) -> str | None:
    """Return the diploma without which the job somebody does is closed: an aide-soignante has hers.

    A job that is wished for is not held: « 38 ans, je veux devenir aide-soignante ».
    """
    held = (m for m in named if m.entity == "metier" and m.id and not _WISHED.search(fold(text[: m.start])))
    metier = next((base.get(Metier, m.id) for m in held), None)
    known = [base.get(Formation, id_) for id_ in metier.formations] if metier else []
    return next((f.id for f in known if f is not None and f.type in _REGULATED), None)


def _held(base: KnowledgeBase, text: str, named: list[Mention]) -> str | None:
    """Return the diploma named, as precisely as its title allows: « CAP réalisations industrielles… »."""
    first = next((m for m in named if m.entity == "diplome" and m.id), None)
    if first is None or base.get(Formation, first.id) is not None:
        return first.id if first else None
    return _by_title(base, str(first.id), text[first.start :], first.label) or first.id


def _in_class(base: KnowledgeBase, text: str, classe: Mention, exact: str) -> str:
    """Return a class, with the series or speciality prepared in it when the text names one."""
    situation = base.get(Situation, classe.id)
    prepared = situation.prepare if situation else None
    if prepared == "bac-techno":
        said = set(exact.split())
        series = next((d.id for d in base.all(Diplome) if rules.is_series(d.id) and d.id.split("-")[-1] in said), None)
        return f"{classe.id}+{series}" if series else str(classe.id)
    diplome = base.get(Diplome, prepared)
    if diplome is None or prepared in (*rules.GENERAL_BACS, "dnb"):
        return str(classe.id)
    # « 2e année de BTS CPI » is read again as « BTS CPI », « L3 maths » as « licence maths ».
    name = diplome.sigle or diplome.nom
    rest = re.sub(rf"^[\s,:-]*{re.escape(name)}\b", "", text[classe.end :], flags=re.IGNORECASE)
    for part in (rest, text[: classe.start]):
        again = f"{name} {part.strip(' ,:-')}" if part is rest else part
        formation = next(
            (f for m in mentions(base, again) if (f := base.get(Formation, m.id)) and f.type == prepared), None
        )
        if formation is not None:
            return f"{classe.id}+{formation.id}"
    found = _by_title(base, str(prepared), rest, name)
    return f"{classe.id}+{found}" if found else str(classe.id)


def _by_title(base: KnowledgeBase, type_: str, text: str, name: str) -> str | None:
    """Return the formation of a kind whose title a text says nearly whole, or whose field it names."""
    near = proximity(base)
    said = roots(text) - roots(name)
    whole = near.within(type_, said, None, _WHOLE)
    if whole:
        return max(whole, key=lambda id_: (len(near.sujets[id_].mots & said), -len(near.sujets[id_].mots)))
    field = next((m for m in mentions(base, text) if m.entity == "domaine"), None)
    if field is None or any(word not in STOPWORDS for word in words(text[: field.start])):
        return None  # named far from the class: a wish, not what is studied
    domaine = base.get(Domaine, field.id)
    mots = frozenset(root for nom in domaine.noms for root in roots(nom)) if domaine else roots(field.label)
    best = near.nearest(type_, Sujet(near.known(mots)), 1, _FIELD)
    return best[0][1] if best else None
