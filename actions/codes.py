"""The codes of a diploma or a job, for those who look them up: counsellors."""

from __future__ import annotations

from actions import slots
from actions.contexte import Contexte
from knowledge.entities import Formation, Metier


def codes(contexte: Contexte, besoin: str) -> str:
    """Return the line of codes under a sheet when a counsellor asks; empty for anybody else or without a code."""
    voix = [e["value"] for e in contexte.entites if e["entity"] == slots.PERSONA]
    if (voix or [contexte.slots.get(slots.PERSONA)])[0] != "conseiller":
        return ""
    known: dict[str, str] = {}
    if besoin.startswith("metier_"):
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER))
        known = {"rome": metier.rome} if metier else {}
    elif besoin.startswith(("formation_", "diplome_")):
        formation = contexte.base.get(Formation, contexte.chose(slots.DIPLOME))
        if formation:
            known = {"rncp": formation.rncp, "diplome": formation.code_diplome, "rome": " ".join(formation.rome)}
    said = [contexte.dire(f"utter_code_{kind}", code=code) for kind, code in known.items() if code]
    return contexte.dire("utter_codes", codes=" ; ".join(said)) if said else ""
