"""What a short message goes on about in somebody's case or procedure, read by its plain words: see `tournures`."""

from __future__ import annotations

import re

from actions import fil, slots
from actions.aspects import COUT
from actions.contexte import Contexte
from actions.gestes import Geste
from actions.paie import parle_de_paie, salaire_apprenti
from actions.portees import CAS
from actions.precisions import dite

# Who to turn to, and what happens at school: in a talk on a case, they are about that case.
_DU_LIEU = ("contact_humain", "vie_scolaire")
_A_PART = ("affirmer", "nier", "remercier", "au_revoir", "saluer", "bot_critique", "detresse", "harcelement", "insulte")
_DIPLOMEE = re.compile(r"\bapres\b|\bune fois\b|\bdiplomee?s?\b|\bmetier\b")
_PENDANT = re.compile(r"\b(?:pendant|durant|le temps|en formation|en attendant)\b")
_AUTRE_IDEE = re.compile(
    r"\b(?:autres?|nouvelles?) (?:idees?|pistes?|metiers?|choses?)\b|\bquoi d autre\b|\bd autres?$"
)
_DIPLOME_EN_POCHE = re.compile(r"\bapres (?:le|mon|son|ce) (?:diplome|cap|bts|bp|contrat|bac)\b|\bdiplomee?s?\b")
_EN_POSTE = re.compile(r"\b(?:en cdi|en cdd|en poste|salariee?)\b")
_SE_FORMER = re.compile(r"\b(?:financ\w+|paie|paye|salaire|form(?:er|ation))\b")
_A_MA_PLACE = re.compile(
    r"\b(?:tu|vous) (?:me )?(?:(?:fe|choisi|prend)rais|(?:fe|choisi|prend)riez) (?:quoi|lequel|laquelle|a ma place)\b"
    r"|\bsi tu etais a ma place\b|\b(?:fe|choisi|prend)(?:rais|riez) (?:\w+ )?a ma place\b"
    r"|\b(?:tu|vous) me conseill\w+ (?:lequel|laquelle)\b"
)


def suite(contexte: Contexte, plain: str) -> Geste | None:
    """Read « qui peut m'aider à lui parler ? » as the case talked of has a sentence for these words.

    A person asked for is that of the case; any other need must have been read surely to be heard instead.
    """
    dernier = contexte.slots.get(slots.BESOIN)
    rien = not any(e["entity"] in slots.THINGS and e["entity"] != slots.LIEU for e in contexte.entites)
    nu = dernier in CAS and len(plain.split()) <= fil.COURT and rien
    autre = contexte.lu not in _DU_LIEU and (contexte.assurance >= fil.BIEN_LU or contexte.lu in (dernier, *_A_PART))
    ecrit = nu and not autre and not contexte.bouton and contexte.phrases.precise(str(dernier), contexte.ecrit)
    return Geste(dernier) if ecrit else None


def paye_apprenti(contexte: Contexte, plain: str) -> Geste | None:
    """Read « on est payé combien ? » in a talk on apprenticeship as an apprentice's pay."""
    dernier = str(contexte.slots.get(slots.BESOIN) or "")
    parle = dernier.startswith("alternance_") or (contexte.slots.get(slots.RYTHME) == "alternance" and dernier)
    nu = not fil.nomme(contexte) and len(plain.split()) <= fil.COURT
    lu = contexte.lu.startswith(("formation_", "metier_salaire", "relance_", "nlu_fallback"))
    if not (parle and nu and lu and parle_de_paie(plain)) or _DIPLOMEE.search(plain):
        return None
    return Geste("alternance_salaire", salaire_apprenti(contexte))


def employeur(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il peut travailler la nuit ? » of an employer as the rules of the contract, which are the apprentice's."""
    parle = contexte.slots.get(slots.PERSONA) == "entreprise" and len(plain.split()) <= fil.COURT
    argent = parle_de_paie(contexte.ecrit) or COUT.search(plain)
    if not parle or argent or any(e["entity"] in slots.THINGS for e in contexte.entites):
        return None
    if contexte.lu == "campus_entreprise" and contexte.assurance >= fil.BIEN_LU:
        return None
    if contexte.phrases.precise("campus_entreprise", contexte.ecrit):
        return Geste("campus_entreprise")
    key = contexte.phrases.precise("alternance_generalites", contexte.ecrit)
    return Geste("campus_entreprise", dite(contexte, key, "utter_campus_entreprise")) if key else None


def paye_adulte(contexte: Contexte, plain: str) -> Geste | None:
    """Read « on est payée pendant ? » of an adult who trains: who pays meanwhile."""
    dernier = contexte.slots.get(slots.BESOIN)
    adulte = contexte.slots.get(slots.PERSONA) == "adulte" or dernier in ("reconversion", "vae")
    nu = adulte and not fil.nomme(contexte) and len(plain.split()) <= fil.COURT
    if not (nu and parle_de_paie(plain) and _PENDANT.search(plain)):
        return None
    return Geste("reconversion", dite(contexte, "utter_reconversion_vivre", "utter_reconversion"))


def autre_idee(contexte: Contexte, plain: str) -> Geste | None:
    """Read « t'as une autre idée ? » after ideas: others from the same tastes."""
    dernier = contexte.slots.get(slots.BESOIN)
    apres = dernier in ("idees_par_interets", "test_interets") and contexte.slots.get(slots.GOUTS)
    return Geste("idees_par_interets") if apres and _AUTRE_IDEE.search(plain) and not fil.nomme(contexte) else None


def verifier(contexte: Contexte, plain: str) -> Geste | None:
    """Read « comment je vérifie ? » as the last need has a sentence for these words, not as a doubt on the answer."""
    dernier = contexte.slots.get(slots.BESOIN)
    ecrit = contexte.lu == "bot_critique" and dernier and contexte.phrases.precise(dernier, contexte.ecrit)
    return Geste(dernier) if ecrit else None


def decider(contexte: Contexte, plain: str) -> Geste | None:
    """Read « tu ferais quoi à ma place ? »: what helps to decide, and who; never a decision."""
    besoin = contexte.slots.get(slots.BESOIN)
    if not besoin or fil.nomme(contexte) or not _A_MA_PLACE.search(plain):
        return None
    return Geste(besoin, contexte.reponse("utter_decider"))


def demission(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je dois démissionner avant ? » of an adult who changes jobs, not of an apprentice."""
    adulte = contexte.slots.get(slots.PERSONA) == "adulte" and contexte.lu == "alternance_rupture"
    return Geste("reconversion") if adulte and "demission" in plain and "apprenti" not in plain else None


def salarie(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je suis en CDI, comment financer sans perdre ma paie ? », hardly read, as an adult's training."""
    lu = contexte.assurance < fil.MAL_LU and _EN_POSTE.search(plain) and _SE_FORMER.search(plain)
    return Geste("reconversion") if lu else None


def du_handicap(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je dois le dire dans Parcoursup ? » in a talk on handicap: it is still about that."""
    parle = contexte.slots.get(slots.BESOIN) == "handicap" and contexte.lu == "procedure_parcoursup"
    return Geste("handicap") if parle and "parcoursup" in plain and not fil.nomme(contexte) else None


def qui_contacter(contexte: Contexte, plain: str) -> Geste | None:
    """Read « vous avez un numéro ? » out of any talk about campuses: who can be talked to."""
    campus = contexte.slots.get(slots.CAMPUS) or str(contexte.slots.get(slots.BESOIN) or "").startswith("campus_")
    lu = contexte.lu == "campus_contact" and contexte.slots.get(slots.BESOIN) and "campus" not in plain
    autre = campus or contexte.nommes(slots.CAMPUS) or fil.meme(contexte)
    return Geste("contact_humain") if lu and not autre else None


def diplomee(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et après le diplôme ? » said of an apprentice's pay: what the job pays."""
    paye = contexte.slots.get(slots.BESOIN) == "alternance_salaire" and contexte.slots.get(slots.METIER)
    return Geste("metier_salaire") if paye and not fil.nomme(contexte) and _DIPLOME_EN_POCHE.search(plain) else None
