"""What a pathway is made of. Years are school years; levels are those of the CEC (3 to 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.pathways.proximity import Sujet

Genre = Literal["scolaire", "apprentissage", "passerelle", "adulte"]


@dataclass(frozen=True)
class Contraintes:
    """What the person asks; everything unset asks nothing.

    `rythme` keeps one rhythm, `annees_max` bounds the total, `sans` are words to avoid (« prépa », « maths », a
    diploma). `en_emploi` and `temps_partiel` keep what is prepared in the evening, at a distance, part-time or by
    experience. `region`, `sans_mobilite` and `handicap` change no route: they add what to check and whom to ask.
    """

    rythme: Literal["alternance", "scolaire"] | None = None
    annees_max: float | None = None
    sans: tuple[str, ...] = ()
    region: str | None = None
    temps_partiel: bool = False
    handicap: bool = False
    en_emploi: bool = False
    sans_mobilite: bool = False


@dataclass(frozen=True)
class Etape:
    """One rung: prepare `type` (a diploma type's id), as `formation` when one is known, for `annees` years.

    `sortie` tells that one may stop there and work with it.
    """

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

    @property
    def titre(self) -> str:
        """Return the key of its title: an apprenticeship of some rungs only does not pay all along."""
        part = self.genre == "apprentissage" and not all(etape.apprentissage for etape in self.etapes)
        return f"{self.genre}_partiel" if part else self.genre

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types of diploma in order."""
        return tuple(etape.type for etape in self.etapes)


@dataclass(frozen=True)
class Parcours:
    """The answer: up to five routes, best first.

    Without a route, `relacher` names the one constraint in the way and `relaches` what is found without it;
    `raison` says why there is none (`niveau`, `aucune-suite`, `hors-base`). `deja` tells that what is held is
    already what was aimed at.
    """

    depart: str
    but: str
    routes: tuple[Route, ...]
    relacher: str | None = None
    deja: bool = False
    relaches: tuple[Route, ...] = ()
    raison: str | None = None


@dataclass(frozen=True)
class But:
    """A goal as understood.

    `types` are the diploma types that end the way, `par` the types or formations it may pass through; `formations`
    are ends known by name; `racines` the subject, `contexte` the words of what is written about it; `des_metiers` are
    formations of the jobs of a field; `haut` tells a goal that is already as high as one can go.
    """

    label: str
    types: tuple[str, ...]
    formations: tuple[str, ...] = ()
    filiere: str | None = None
    mots: frozenset[str] = frozenset()
    rome: tuple[str, ...] = ()
    metier: str | None = None
    par: tuple[str, ...] = ()
    racines: frozenset[str] = frozenset()
    contexte: frozenset[str] = frozenset()
    niveaux: tuple[int, ...] = ()
    des_metiers: tuple[str, ...] = ()
    haut: bool = False

    @property
    def sujet(self) -> Sujet | None:
        """Return what the goal is about, or None when it names no subject (« un BTS »)."""
        if not (self.racines or self.rome or self.mots or self.formations):
            return None
        return Sujet(self.racines or frozenset(word[:6] for word in self.mots), frozenset(self.rome), self.filiere)
