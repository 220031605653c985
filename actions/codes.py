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
    chose = None
    if besoin.startswith("metier_"):
        chose = (slots.METIER, contexte.chose(slots.METIER) or "")
    elif besoin.startswith(("formation_", "diplome_")):
        chose = (slots.DIPLOME, contexte.chose(slots.DIPLOME) or "")
    said = codes_de(contexte, chose)[0] if chose else ""
    return contexte.dire("utter_codes", codes=said) if said else ""


def codes_de(contexte: Contexte, chose: tuple[str, str]) -> tuple[str, str]:
    """Return (the codes of a job or a formation, their source)."""
    kind, id_ = chose
    known: dict[str, str] = {}
    connu: Metier | Formation | None = None
    if kind == slots.METIER and (metier := contexte.base.get(Metier, id_)):
        connu, known = metier, {"rome": metier.rome}
    elif formation := contexte.base.get(Formation, id_):
        connu = formation
        known = {"rncp": formation.rncp, "diplome": formation.code_diplome, "rome": " ".join(formation.rome)}
    said = [contexte.dire(f"utter_code_{kind}", code=code) for kind, code in known.items() if code]
    return " ; ".join(said), connu.source if connu else ""
