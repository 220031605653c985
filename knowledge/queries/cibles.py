"""What an official record is in the base: the job that a title leads to, the training that a certification is."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from rapidfuzz import fuzz

from knowledge.base import KnowledgeBase
from knowledge.entities import Correspondance, Diplome, Formation, Metier
from knowledge.names import label
from knowledge.terms import SEPARATOR, cut, key


class Cible(NamedTuple):
    """A thing of the base and how to say it."""

    kind: str
    id: str
    label: str


class Cibles:
    """Jobs and trainings of the base by the names and the codes that official lists give them."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._by_code: dict[str, Cible] = {}
        self._by_name: dict[str, Cible] = {}
        self._by_rome: dict[str, list[tuple[Cible, str]]] = defaultdict(list)
        types = {diplome.id: diplome for diplome in base.all(Diplome)}
        for formation in base.all(Formation):
            found = Cible("formation", formation.id, label(formation, types))
            for code in (formation.id, formation.rncp, formation.code_diplome):
                if code:
                    self._by_code.setdefault(code, found)
        for metier in base.all(Metier):
            found = Cible("metier", metier.id, metier.masculin)
            self._by_code.setdefault(metier.id, found)
            for name in (metier.masculin, metier.feminin, *metier.noms):
                self._by_name.setdefault(key(cut(name)), found)
            if metier.rome:
                self._by_rome[metier.rome].append((found, " ".join(cut(metier.masculin))))
        for tie in base.all(Correspondance):
            known = self._by_code.get(tie.fiche)
            if known is not None and known.kind == tie.kind:
                self._by_code.setdefault(tie.code, known)

    def of(self, kind: str, id_: str, folded: str, codes: str) -> Cible | None:
        """Return what a record of the index is in the base, or None; `folded` are its names, `codes` its codes.

        A certification is known by its codes; a job by its id, by one of its names, else it is the job of its ROME
        code that is nearest in name.
        """
        wanted = "formation" if kind == "certification" else "metier"
        for code in (id_, *codes.split()):
            found = self._by_code.get(code)
            if found is not None and found.kind == wanted:
                return found
        if wanted == "formation":
            return None
        names = folded.split(SEPARATOR)
        for name in names:
            found = self._by_name.get(key(name.split()))
            if found is not None:
                return found
        same = self._by_rome.get(codes, [])
        nearest = max(same, key=lambda job: (fuzz.token_set_ratio(names[0], job[1]), -len(job[1])), default=None)
        return nearest[0] if nearest else None
