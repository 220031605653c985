"""What a pathway is made of. Years are school years; levels are those of the CEC (3 to 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Genre = Literal["scolaire", "apprentissage", "passerelle", "adulte"]


@dataclass(frozen=True)
class Contraintes:
    """What the person asks: a rhythm, a longest time (years), words to avoid (« prépa », « maths »), a région."""

    rythme: Literal["alternance", "scolaire"] | None = None
    annees_max: float | None = None
    sans: tuple[str, ...] = ()
    region: str | None = None


@dataclass(frozen=True)
class Etape:
    """One rung: prepare `diplome` (a type's id), as `formation` when one is known, for `annees` years."""

    type: str
    label: str
    formation: str | None
    niveau: int | None
    annees: float
    admission: str
    admission_texte: str
    apprentissage: bool
    alternance: str
    condition: str
    frequence: str
    nature: str
    sortie: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A loop-free way to the goal. `raisons` and `attentions` are keys of sentences, not sentences."""

    etapes: tuple[Etape, ...]
    genre: Genre
    raisons: tuple[str, ...]
    attentions: tuple[str, ...]

    @property
    def annees(self) -> float:
        """Return the total of the rungs, in years."""
        return sum(etape.annees for etape in self.etapes)

    @property
    def niveau(self) -> int:
        """Return the highest level reached."""
        return max((etape.niveau or 0 for etape in self.etapes), default=0)


@dataclass(frozen=True)
class Parcours:
    """The answer: up to five routes, best first. Without a route, `relacher` names the constraint in the way."""

    depart: str
    but: str
    routes: tuple[Route, ...]
    relacher: str | None = None
    deja: bool = False
