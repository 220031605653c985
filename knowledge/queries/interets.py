"""From the answers to the interest questionnaire to leads: filières and jobs, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.entities import Affirmation, Filiere, Metier
from knowledge.everyday import company
from knowledge.text import STOPWORDS, stem, stems, tokens

_LEADS, _JOBS = 2, 2
_WEIGHT = {"oui": 2.0, "bof": 0.5, "non": -1.0}
_PLACE = (3.0, 2.0, 1.0)  # what the first, second and third letters of a filière weigh
# Roots that tell no taste: how long, how, and the verbs around it.
_EMPTY = frozenset(
    {
        *stems("études étude court courte long longue métier métiers travail travailler boulot truc trucs idée idées"),
        *stems("aime aimer adore adorer voudrais autre autres chose choses rester plutôt job trop vraiment surtout"),
        *stems("beaucoup mais bien ans après bac envie plus moins rien tout avec kiff kiffe"),
        *stems("donne donner montre montrer propose proposer stop là liste vas-y allez pistes genre finalement"),
        *stems("premier première deuxième second seconde troisième quatrième dernier dernière"),
        *stems("coup pourquoi dérange aussi encore nom noms appelle comment veux fait faire ok enlève"),
    }
)


@dataclass(frozen=True)
class Piste:
    """A filière to look at, some of its jobs, and the statements said yes to that lead there.

    `autrement` marks a lead where the other gender than in the first ones is rare: to be looked at as well.
    """

    filiere: Filiere
    metiers: tuple[Metier, ...]
    parce_que: tuple[str, ...]
    autrement: bool = False


def statements(base: KnowledgeBase) -> tuple[Affirmation, ...]:
    """Return the statements in the order they are asked."""
    return base.all(Affirmation)


def leads(base: KnowledgeBase, answers: Mapping[str, str]) -> list[Piste]:
    """Return two filières nearest to the answers (`oui`, `bof`, `non` by statement id) and one against the usual.

    Empty when nothing was said yes to.
    """
    said = {a: answers[a.id] for a in statements(base) if a.id in answers}
    liked = [a for a, answer in said.items() if answer == "oui"]
    if not liked:
        return []
    letters: dict[str, float] = {}
    for statement, answer in said.items():
        letters[statement.lettre] = letters.get(statement.lettre, 0.0) + _WEIGHT.get(answer, 0.0)
    ranked = sorted(base.all(Filiere), key=lambda f: -_near(f, letters, _echo(f, liked)))
    kept = [_piste(base, f, said) for f in ranked[:_LEADS]]
    usual = {p.filiere.mixite for p in kept}
    others = [_piste(base, f, said, autrement=True) for f in ranked[_LEADS:] if f.mixite and f.mixite not in usual]
    return [*kept, *sorted(others, key=lambda p: -len(p.parce_que))[:1]]


def liked_roots(liked: Sequence[str]) -> set[str]:
    """Return the roots of what is liked, and of what these words also stand for: « gens », « bio »."""
    meant = {key: stems(" ".join(others)) for word, others in company("rejoint").items() for key in stems(word)}
    roots = {root for text in liked for root in stems(text)}
    return roots.union(*(meant.get(root, ()) for root in roots))


def refused_roots(refused: Sequence[str]) -> set[str]:
    """Return the roots of what is refused, and of what these words also stand for: « sang », « opération »."""
    evoked = {key: stems(" ".join(others)) for word, others in company("evoque").items() for key in stems(word)}
    roots = {root for text in refused for root in stems(text)} - _EMPTY
    return roots.union(*(evoked.get(root, []) for root in roots))


def refuses(metier: Metier, refused: Sequence[str]) -> bool:
    """Tell whether a job meets what is refused, in its names, conditions or description: « rester assis », « sang »."""
    texts = (metier.masculin, *metier.noms, *metier.interets, metier.conditions, metier.description)
    return bool(refused_roots(refused) & {root for text in texts for root in stems(text)})


def meaningful(text: str) -> str:
    """Return the words of a wish that may tell a taste; empty when it only says how long or how."""
    return " ".join(
        text[t.start : t.end] for t in tokens(text) if t.text not in STOPWORDS and stem(t.text) not in _EMPTY
    )


def words_met(item: Filiere | Metier, liked: str) -> tuple[str, ...]:
    """Return the words of a wish, as typed, that led to a filière or a job: « animaux », « dehors »."""
    texts = [*item.interets, *item.noms]
    texts += [item.masculin, item.feminin] if isinstance(item, Metier) else [item.nom]
    own = {root for text in texts for root in stems(text)} - _EMPTY
    met = [liked[t.start : t.end] for t in tokens(liked) if t.text not in STOPWORDS and stem(t.text) in own]
    return tuple(dict.fromkeys(met))[:3]


def _near(filiere: Filiere, letters: Mapping[str, float], echo: int) -> float:
    """Return how near a filière is: its letters, then the tastes that it shares word for word."""
    weights = _PLACE[: len(filiere.riasec)]
    return sum(w * letters.get(c, 0.0) for w, c in zip(weights, filiere.riasec, strict=True)) / sum(weights) + echo


def _echo(filiere: Filiere, liked: list[Affirmation]) -> int:
    return sum(1 for a in liked if set(a.mots) & set(filiere.interets))


def _piste(base: KnowledgeBase, filiere: Filiere, said: Mapping[Affirmation, str], *, autrement: bool = False) -> Piste:
    """Return a filière with the two jobs that most of the statements said yes to speak of."""
    liked = [a for a, answer in said.items() if answer == "oui"]
    refused = [a for a, answer in said.items() if answer == "non"]
    jobs = [m for m in base.all(Metier) if m.filiere == filiere.id]
    jobs = sorted(jobs, key=lambda m: len(_shared(m, refused)) - 2 * len(_shared(m, liked)))
    first = jobs[0]
    rest = [m for m in jobs[1:8] if min(m.niveaux, default=0) != min(first.niveaux, default=0)] or jobs[1:2]
    chosen = [first, *rest[: _JOBS - 1]]
    why = {a.court: a for m in chosen for a in _shared(m, liked)}
    why = why or {a.court: a for a in liked if a.lettre in filiere.riasec[:2]}
    return Piste(filiere, tuple(chosen), tuple(why)[:3], autrement)


def _shared(metier: Metier, statements_: list[Affirmation]) -> list[Affirmation]:
    return [a for a in statements_ if set(a.mots) & set(metier.interets)]
