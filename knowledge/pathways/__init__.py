"""The ladder from where somebody stands to where they want to go, CAP to doctorate."""

from knowledge.pathways.engine import parcours
from knowledge.pathways.explain import Refus, pourquoi_pas
from knowledge.pathways.goals import lire_but
from knowledge.pathways.model import But, Contraintes, Etape, Parcours, Route
from knowledge.pathways.starts import depart_nomme
from knowledge.pathways.targets import sommet

__all__ = [
    "But",
    "Contraintes",
    "Etape",
    "Parcours",
    "Refus",
    "Route",
    "depart_nomme",
    "lire_but",
    "parcours",
    "pourquoi_pas",
    "sommet",
]
