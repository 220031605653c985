"""Messages whose words are plain: read here before the model's reading is followed; some ask that it be unsure."""

from __future__ import annotations

import re

from actions import fil, slots
from actions import tournures_du_cas as du_cas
from actions import tournures_du_propos as du_propos
from actions.aspects import duree_du_parcours
from actions.contexte import Contexte
from actions.gestes import Geste

_QUI = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|bjr|slt|coucou|voila|alors|moi|c est|je|j|jsuis|suis|ai|en|un|une|le|la|l|au|de|d|du|"
    r"mon|ma|notre|fils|fille|enfant|est|a|va|entre|rentre|classe|annee|actuellement|deja|eu|obtenu|niveau|eleve|"
    r"lyceenn?e?|etudiante?|st2s|stmg|sti2d|stl|std2a|sthr|stav|s2tmd)\b ?)*"
)
_DOUTE = re.compile(
    r"\b(?:suis|chui|chuis|jsuis|etre|passer pour) (?:trop |vraiment |qu |juste )*"
    r"(?:pas (?:tres |assez )?douee?|nulle?\b(?! en)|bete|debile|pas capable|une? (?:bon(?:ne)? a rien|rate\w*|nul\w*)"
    r"|le con|la conne|une merde)|\bj (?:ai )?(?:pas|jamais) le niveau\b(?! (?:[abc]\d|en|d|bac|pour|bts))"
    r"|\bbon(?:ne)? a rien\b"
)
_UNE = 1


def _presentation(contexte: Contexte, plain: str) -> Geste | None:
    """Read a first message that only says where somebody stands: what comes after that class or diploma."""
    ou = contexte.nommes(slots.NIVEAU) or contexte.nommes(slots.DIPLOME)
    seul = ou and not contexte.nommes(slots.METIER) and not contexte.slots.get(slots.BESOIN)
    if not (seul and _QUI.fullmatch(fil.reste(contexte))):
        return None
    return Geste("formation_ou" if contexte.nommes(slots.LIEU) else "formation_apres")


def _seul(contexte: Contexte, plain: str) -> Geste | None:
    """Read a first message that is only the name of a thing as its sheet: « infirmière »."""
    named = fil.nomme(contexte)
    nu = named is not None and not contexte.slots.get(slots.BESOIN) and not contexte.bouton
    return Geste(fil.FICHES[named[0]]) if nu and named and not fil.reste(contexte) and not _ailleurs(contexte) else None


def _ailleurs(contexte: Contexte) -> bool:
    """Tell whether a message also says where, or from which class."""
    return any(contexte.nommes(kind) for kind in (slots.LIEU, slots.NIVEAU)) or len(contexte.entites) > _UNE


def _doute(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je suis pas douée de toute façon »: somebody who doubts, and names nothing, is not saying no."""
    nu = not any(contexte.nommes(kind) for kind in slots.THINGS) and len(plain.split()) <= fil.COURT
    autre = contexte.assurance >= fil.BIEN_LU and contexte.lu not in (
        "nier",
        "affirmer",
        "insulte",
        "relance_contextuelle",
    )
    if not nu or autre or not _DOUTE.search(plain):
        return None
    if contexte.slots.get(slots.PERSONA) == "adulte":
        return Geste("reconversion", contexte.reponse("utter_doute_adulte"))
    return Geste("stress_orientation")


# What somebody says of themselves, then what is asked of the thing talked of: the first that reads the message.
DE_SOI = (_seul, _presentation, _doute)

DEMANDES = (
    du_cas.verifier,
    du_cas.employeur,
    du_cas.paye_apprenti,
    du_cas.paye_adulte,
    du_propos.paye_en_formation,
    du_cas.autre_idee,
    du_propos.par_quoi_avant,
    du_propos.voulu,
    du_cas.demission,
    du_propos.specialites,
    du_cas.salarie,
    du_propos.renomme,
    du_cas.decider,
    du_cas.du_handicap,
    du_cas.qui_contacter,
    du_propos.campus_ou,
    du_propos.lever,
    du_cas.diplomee,
    du_propos.chez_eux,
    du_propos.ou_s_y_former,
    du_propos.compare,
    du_propos.un_seul,
    du_propos.proches,
    duree_du_parcours,
    du_propos.quelles_etudes,
    du_propos.cout_nu,
    du_propos.sans_le_bac,
    du_propos.de_la_sante,
    du_propos.y_arriver,
    du_propos.quels_diplomes,
    du_propos.etudes_longues,
    du_propos.quel_diplome,
    du_propos.alternance,
    du_cas.suite,
)
