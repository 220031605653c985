"""What a subject is, in roots of words: what is wished for, what is refused, and which trainings are about it."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.base import KnowledgeBase
from knowledge.entities import Diplome, Domaine, Formation, Metier
from knowledge.terms import cut, key
from knowledge.text import stems

Roots = frozenset[str]


class Subject:
    """A field, words and refusals; `domaine` is the id of a domaine or of a filière.

    A training is of a domaine when its title names it, when its description does inside the filière of the domaine,
    or when it leads to a job that is named after it.
    """

    def __init__(self, base: KnowledgeBase, domaine: str | None, mots: str, sans: Iterable[str]) -> None:
        field = base.get(Domaine, domaine)
        self._filiere = field.filiere if field else domaine
        self._names = [roots_of([nom]) for nom in field.noms] if field else []
        self._leading = _leading(base, self._names)
        self._words = roots_of([mots])
        refused = tuple(sans)
        self._kinds = {key(cut(name)) for name in refused}
        self._refused = [found for name in refused if (found := roots_of([name]))]

    def fits(self, filiere: str, title: Roots, rest: Roots, id_: str = "") -> bool:
        """Tell whether something of a filière, with these roots in its title and its description, is wished for."""
        if not self._words <= title | rest:
            return False
        if not self._names:
            return self._filiere in (None, filiere)
        said = title | rest if filiere == self._filiere else title
        return id_ in self._leading or any(name <= said for name in self._names)

    def refuses(self, kind: Diplome | None, title: Roots, rest: Roots) -> bool:
        """Tell whether its kind of diploma, or its subject, is refused."""
        if kind is not None and self._kinds & {key(cut(name)) for name in (kind.id, kind.sigle, kind.nom, *kind.noms)}:
            return True
        return any(refused <= title | rest for refused in self._refused)

    def missing(self, title: Roots) -> int:
        """Return how many of the words wished for a title does not have; naming the field counts for one."""
        return len(self._words - title) + (bool(self._names) and not any(name <= title for name in self._names))


def roots_of(texts: Iterable[str]) -> Roots:
    """Return the roots of the words of texts."""
    return frozenset(stem for text in texts for stem in stems(text))


def roots(base: KnowledgeBase) -> dict[str, tuple[Roots, Roots]]:
    """Return the roots of each training, by id: those of its title and names, those of its description."""

    def make(base: KnowledgeBase) -> dict[str, tuple[Roots, Roots]]:
        return {
            formation.id: (roots_of((formation.intitule, *formation.noms)), roots_of([formation.description]))
            for formation in base.all(Formation)
        }

    made: dict[str, tuple[Roots, Roots]] = base.derived("racines_des_formations", make)
    return made


def _leading(base: KnowledgeBase, names: list[Roots]) -> frozenset[str]:
    """Return the trainings that jobs named after a field list."""
    return frozenset(
        id_
        for metier in (base.all(Metier) if names else ())
        if any(name <= roots_of((metier.masculin, metier.feminin)) for name in names if name)
        for id_ in metier.formations
    )
