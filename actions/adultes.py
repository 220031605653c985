"""Adults who change jobs: the short ways first, and who pays and helps."""

from __future__ import annotations

import re
from typing import Any

from actions import slots
from actions.base import Besoin, Contexte, Reponse, besoin_nomme
from actions.paie import autre_age
from actions.parcours import chemin
from actions.precisions import dite, precision
from actions.sante import parle_de_sante
from actions.thematique import Thematique
from knowledge.entities import Metier
from knowledge.pathways import depart_nomme
from knowledge.text import words

# A job held or to be left, by the words just before it: « je suis A », « marre d'être A ».
_AGE = re.compile(r"\b\d\d ans\b")
_TENU = re.compile(
    r"\b(?:suis|etais|etait|ancien\w*|ex|que|quitter|lacher|mari|femme|mere|pere|compagn\w*|accompagne|conjoint\w*"
    r"|marre|assez)\b(?!.*\b(?:devenir|comme|vers|en)\b)"
)
# … or just after it: « aide-soignante depuis dix ans », « maçon, mes genoux ne suivent plus ».
_TENU_APRES = re.compile(
    r"^\W*(?:(?:de )?\d\d ans|depuis|pendant|de metier|en cdi|en poste|en activite|a (?:la )?retraite|jamais"
    r"|pas (?:le |de )?bac"
    r"|sans (?:le )?(?:bac|diplome)|mes |mon dos|le dos|usee?\b|fatiguee?\b)"
)
# Words of a wish before a job or a field, or after it.
_SOUHAIT = re.compile(
    r"\b(?:veux|voudrais|aimerais|souhaite|envie|reve\w*|vers|changer|passer|devenir|tent\w+|attir\w+|interess\w+|plait"
    r"|plairait|reportage|documentaire|intrigu\w+|verrais|trotte|de l oeil|passionn\w+|lancer|etudi\w+)\b"
)
_SANS_BAC = re.compile(
    r"\b(?:sans|pas|jamais|rate|loupe|arrete avant|ni)\b.{0,18}\bbac\b|\bbac\b.{0,12}\b(?:rate|jamais)\b"
    r"|\bdaeu\b|\bcapacite\b"
)
_ETUDES = re.compile(
    r"\b(?:fac|universit\w*|licence|etudes?|etudier|droit|psycho\w*|histoire|lettres|langues|socio\w*|daeu|capacite)\b"
)
_VAE = re.compile(r"\bvae\b|\bexperience\b|\bdiplome\w*|\bvalid\w+|\bjury\b")
_DROIT = re.compile(r"\b(?:droit|juri\w+|avocat\w*|notaire|justice|capacite)\b")


def _eleve_encore(contexte: Contexte) -> bool:
    """Tell whether the person said a class, and this message speaks of nobody else nor of an age."""
    autre = contexte.bouton or contexte.slots.get(slots.PERSONA) in ("adulte", "parent") or _AGE.search(contexte.texte)
    return bool(contexte.chose(slots.NIVEAU)) and not autre


def _depart(contexte: Contexte, but: dict[str, Any]) -> str:
    """Return where an adult starts, with the diploma held when the message tells it and it is not the goal."""
    said = depart_nomme(contexte.base, contexte.texte) or ""
    metier = contexte.base.get(Metier, but["value"])
    first, _, held = said.partition("+")
    return said if first == "adulte" and held and held not in (metier.formations if metier else ()) else "adulte"


class Reconversion(Besoin):
    """A career change: the job named, how adults enter it, and who pays and helps."""

    besoin = "reconversion"

    def repondre(self, contexte: Contexte) -> Reponse:
        plain = " ".join(words(contexte.texte))
        if (paie := autre_age(contexte)) is not None:
            return paie
        if _eleve_encore(contexte):
            return chemin(contexte)  # a pupil who changes their mind is no adult who changes jobs
        memoire = {slots.PERSONA: "adulte", slots.REGISTRE: "vous"}
        contexte = _vous(contexte)
        if not contexte.bouton and _SANS_BAC.search(plain) and _ETUDES.search(plain):
            reponse = dite(contexte, f"utter_reconversion_sans_bac{'_droit' * bool(_DROIT.search(plain))}")
            reponse.memoire |= memoire
            return reponse
        but = _but(contexte)
        if but is None and contexte.slots.get(slots.BESOIN) == "handicap":
            return dite(contexte, "utter_handicap_age", "utter_handicap")  # « il a 31 ans, trop tard ? »
        if but is not None:
            reponse = chemin(contexte, but_dit=but["label"], depart_dit=_depart(contexte, but))
            dits = {**contexte.retenu()[slots.DITS], but["entity"]: but["label"]}
            metier = but["value"] if but["entity"] == slots.METIER else None  # a job left behind is not a wish
            reponse.memoire |= memoire | {slots.METIER: metier, slots.DITS: dits}
            qui_paie = dite(contexte, "utter_reconversion_aides")
            reponse.texte += "\n\n" + qui_paie.texte
            reponse.sources += qui_paie.sources
            reponse.boutons = contexte.boutons("utter_reconversion")
            return reponse
        reponse = precision(contexte, self.besoin) or contexte.reponse("utter_reconversion")
        reponse.memoire |= memoire
        return reponse


class Vae(Thematique):
    """A diploma by experience; a message that speaks of health and not of it is answered on health."""

    besoin = "vae"

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what is said of health when years of illness were read as years of work."""
        sante = besoin_nomme("handicap")
        malade = not contexte.bouton and parle_de_sante(contexte.ecrit) and not _VAE.search(contexte.ecrit)
        if sante is None or not malade:
            return super().repondre(contexte)
        reponse = sante.repondre(contexte)
        reponse.memoire[slots.BESOIN] = "handicap"
        return reponse


def _vous(contexte: Contexte) -> Contexte:
    """Return the same message, answered to an adult: « vous » from this very answer."""
    poli = Contexte(contexte.tracker, contexte.base, contexte.phrases)
    poli.entites[:] = contexte.entites
    poli.slots[slots.REGISTRE] = "vous"
    return poli


def _quitte(contexte: Contexte, metier: dict[str, Any]) -> bool:
    """Tell whether a job is the one held, or to be left, from the words around it."""
    fins = [e["end"] for e in contexte.entites if e["entity"] == slots.METIER and e["end"] <= metier["start"]]
    avant = " ".join(words(contexte.texte[max(fins, default=0) : metier["start"]])[-4:])
    apres = " ".join(words(contexte.texte[metier["end"] :])[:6])
    if _SOUHAIT.search(avant) and not _TENU.search(avant):
        return False
    return bool(_TENU.search(avant) or _TENU_APRES.search(apres))


def _but(contexte: Contexte) -> dict[str, Any] | None:
    """Return the mention that tells the goal: « je suis A, je veux devenir B », « A, je veux aller dans le bois »."""
    if contexte.bouton:
        return None
    metiers = [e for e in contexte.entites if e["entity"] == slots.METIER and contexte.base.get(Metier, e.get("id"))]
    champs = [e for e in contexte.entites if e["entity"] == slots.DOMAINE and e.get("id")]
    if not metiers:
        return next((c for c in champs if _SOUHAIT.search(" ".join(words(contexte.texte[: c["start"]])[-8:]))), None)
    vises = [metier for metier in metiers if not _quitte(contexte, metier)]
    tenu = (vises or metiers)[-1]
    for champ in champs:
        entre = " ".join(words(contexte.texte[tenu["end"] : champ["start"]]))
        apres = " ".join(words(contexte.texte[champ["end"] :])[:8])
        voulu = champ["start"] > tenu["end"] and (_SOUHAIT.search(entre) or _SOUHAIT.search(apres))
        if len(metiers) == 1 and voulu:
            return champ
    return vises[-1] if vises else None  # « un autre métier que maçon »: a job held is no goal
