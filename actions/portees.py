"""Which needs can be asked of which kind of thing, and which are somebody's case."""

from __future__ import annotations

from actions import slots

_METIER = frozenset(
    {"metier_decouverte", "metier_devenir", "metier_salaire", "metier_debouches", "metier_conditions", "formation_ou"}
    | {"formation_comparer", "reconversion", "codes"}
)
_DIPLOME = frozenset(
    {"formation_ou", "formation_comparer", "formation_acces", "formation_apres", "formation_debouches", "codes"}
    | {"formation_contenu", "diplome_niveau", "procedure_inscription", "passerelle_reorientation", "metier_devenir"}
    | {"metier_salaire", "etablissement_fiabilite"}
)
_DOMAINE = frozenset(
    {"metier_decouverte", "metier_devenir", "metier_debouches", "metier_salaire", "formation_ou", "campus_trouver"}
    | {"idees_par_interets", "campus_entreprise", "reconversion", "stage_pfmp"}
)
_CAMPUS = frozenset(
    {"campus_presentation", "campus_trouver", "campus_evenement", "campus_equipement", "campus_contact"}
    | {"campus_entreprise"}
)
# The needs that can be asked of each kind of thing.
_ACCEPTE = {slots.METIER: _METIER, slots.DIPLOME: _DIPLOME, slots.DOMAINE: _DOMAINE, slots.CAMPUS: _CAMPUS}

# Somebody's case or a procedure: what leans on the answer is still about it.
CAS = frozenset(
    {"logement_internat", "handicap", "vie_scolaire", "financement_aides", "decrochage", "mobilite_international"}
    | {"alternance_rupture", "alternance_salaire", "alternance_recherche", "stage_pfmp", "vae", "reconversion"}
    | {"procedure_parcoursup", "procedure_affelnet", "procedure_inscription", "etablissement_fiabilite"}
)


def accepte(besoin: str | None, kind: str) -> bool:
    """Tell whether a need can be asked of a kind of thing."""
    return besoin in _ACCEPTE.get(kind, frozenset())
