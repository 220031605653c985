"""The ladder from where somebody stands to where they want to go, CAP to doctorate."""

from knowledge.pathways.goals import But, depart_nomme, lire_but
from knowledge.pathways.model import Contraintes, Etape, Parcours, Route
from knowledge.pathways.search import parcours

__all__ = ["But", "Contraintes", "Etape", "Parcours", "Route", "depart_nomme", "lire_but", "parcours"]
