"""The codes asked for by name: RNCP, ROME, code of the diploma."""

from __future__ import annotations

import re

from actions import fil, rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.codes import codes_de
from actions.precisions import precision
from knowledge.queries.metiers import leading_from

_ROME = re.compile(r"\brome\b")
_DU_METIER = re.compile(r"\bmetiers?\b|\bemplois?\b")  # « le ROME du métier correspondant »
_MOST = 5  # things whose codes are given at once


class Codes(Besoin):
    """The codes of what is named, all at once, else of what is talked of. Read from the words, never by the model."""

    besoin = "codes"
    faits = 2.0  # never: the brochure has no codes

    def repondre(self, contexte: Contexte) -> Reponse:
        nommes = [(slots.DIPLOME, fil.du_metier(contexte, id_)) for id_ in contexte.nommes(slots.DIPLOME)]
        if not nommes or _ROME.search(contexte.ecrit):
            nommes += [(slots.METIER, id_) for id_ in contexte.nommes(slots.METIER)]
        dit = precision(contexte, self.besoin) if not nommes else None
        if dit is not None:
            return dit
        sujet = fil.sujet(contexte)
        choses = nommes[:_MOST] or ([sujet] if sujet else [])
        if not nommes and sujet and sujet[0] == slots.DIPLOME and _DU_METIER.search(contexte.ecrit):
            choses = [(slots.METIER, m.id) for m in leading_from(contexte.base, sujet[1])[:_MOST]] or choses
        trouves = [(fil.nom(contexte, chose), *codes_de(contexte, chose)) for chose in choses]
        lignes = [contexte.dire("utter_codes_ligne", nom=nom, codes=dits) for nom, dits, _ in trouves if dits]
        if not lignes:
            return contexte.reponse("utter_codes_inconnus")
        reponse = contexte.reponse("utter_codes_demandes", liste=rendu.liste(lignes))
        reponse.sources = [source for _, dits, source in trouves if dits and source]
        return reponse
