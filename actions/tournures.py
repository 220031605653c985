"""Messages whose words are plain: read here before the model's reading is followed; some ask that it be unsure."""

from __future__ import annotations

import re

from actions import fil, slots
from actions.aspects import MACHINES, PROCHES, VILLE, duree_du_parcours
from actions.contexte import Contexte
from actions.du_sujet import alternance_du_diplome, diplomes_de, proches, ville
from actions.gestes import Geste
from actions.parcours import LEQUEL
from actions.portees import accepte
from knowledge.entities import Formation
from knowledge.text import words

COURT = 12  # words of a message that only leans on the last answer
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
_PAREIL = re.compile(r"\bpareil\w*|\bmeme chose\b|\bdifferen\w+|\bvs\b|\bversus\b|\bcompar\w+")
_ENTRE_DEUX = re.compile(_PAREIL.pattern + r"|\bmieux\b|\bplutot\b|\bentre\b|\bou bien\b")
_UNE = 1
_VISABLES = (slots.METIER, slots.DOMAINE)
_BIEN_LU = 0.8  # a need read so surely is not read again
_DIPLOME_EN_POCHE = re.compile(r"\bapres (?:le|mon|son|ce) (?:diplome|cap|bts|bp|contrat|bac)\b|\bdiplomee?s?\b")
_CAMPUS_OU = re.compile(r"\bcampus (?:a|au|aux|en|vers|dans|pres)\b|\bquoi comme campus\b|\bquels? campus\b")
_SE_LEVER = re.compile(r"\b(?:me|se|te) lev\w+\b|\blever tot\b|\b(?:commence|attaque|embauche) a quelle heure\b")
_MAL_LU = 0.5  # a need read less surely than this is only a guess
_VOULU = re.compile(r"\b(?:ve(?:ut|ux)|voudrai\w*|aimerai\w*|reve\w*|souhait\w*) (?:\w+ ){0,2}(?:etre|devenir|faire)\b")
_SPECIALITES = re.compile(
    r"\b(?:quelles?|combien de|bonnes?) (?:spes?|specialites?)\b"
    r"|\b(?:spes?|specialites?) (?:\w+ ){0,2}(?:garder|prendre|choisir|faut)\b"
)
_EN_POSTE = re.compile(r"\b(?:en cdi|en cdd|en poste|salariee?)\b")
_SE_FORMER = re.compile(r"\b(?:financ\w+|paie|paye|salaire|form(?:er|ation))\b")
# « Le BTS SN existe encore ? »
RENOMME = re.compile(
    r"\bd actualite\b|\bexiste\w* (?:encore|toujours|plus)\b|\brenomm\w*|\b(?:nouveau|ancien) nom\b|\bchange de nom\b"
    r"|\bs appel\w+ (?:\w+ )?(?:avant|plus)\b|\bremplacee? par\b|\b(?:par quoi|qui) remplace\b|\bete remplac\w+"
)
_A_MA_PLACE = re.compile(
    r"\b(?:tu|vous) (?:me )?(?:(?:fe|choisi|prend)rais|(?:fe|choisi|prend)riez) (?:quoi|lequel|laquelle|a ma place)\b"
    r"|\bsi tu etais a ma place\b|\b(?:fe|choisi|prend)(?:rais|riez) (?:\w+ )?a ma place\b"
    r"|\b(?:tu|vous) me conseill\w+ (?:lequel|laquelle)\b"
)
_Y_ARRIVER = re.compile(r"\by (?:arriver|parvenir|aller)\b|\b(?:le|la|l) (?:devenir|deviens?|devient)\b|\bfaire ca\b")

# Said just before a kind of diploma that is asked for: « quels BTS », « y a un CAP pour ça ».
_LEQUEL_AVANT = re.compile(
    r"(?:^|\b)(?:quel(?:le)?s?|quoi comme|quoi en|liste|listes|y ?a|y en a|existe(?:nt)?|connais|a t il)"
    r"(?: (?:t il|t elle|sont|les?|des?|du|un|une|la|l|comme|quoi|en|bons?|bonnes?|autres?|specialites?|sortes?|types?))* $"
)
_ETUDES_LONGUES = re.compile(
    r"\b(?:plus|moins|trop|si|aussi) (?:long\w*|court\w*|rapide\w*)\b|\bc est long\b|\bcombien (?:de temps|d annees?)\b"
    r"|\betudes (?:sont |elles sont )?(?:\w+ )?(?:dur|long|difficile|court)\w*|\b(?:dur|long|difficile)\w* comme etudes?\b"
    r"|\b(?:quel|a quel|c est quel) niveau\b|\bduree des? etudes\b"
)
_PAS_LES_ETUDES = re.compile(r"\b(?:par (?:jour|semaine)|en mer|debout|la nuit|trajets?|a gagner|horaires?)\b")


def _presentation(contexte: Contexte, plain: str) -> Geste | None:
    """Read a first message that only says where somebody stands: what comes after that class or diploma."""
    ou = contexte.nommes(slots.NIVEAU) or contexte.nommes(slots.DIPLOME)
    seul = ou and not contexte.nommes(slots.METIER) and not contexte.slots.get(slots.BESOIN)
    return Geste("formation_apres") if seul and _QUI.fullmatch(fil.reste(contexte)) else None


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
    nu = not any(contexte.nommes(kind) for kind in slots.THINGS) and len(plain.split()) <= COURT
    autre = contexte.assurance >= _BIEN_LU and contexte.lu not in (
        "nier",
        "affirmer",
        "insulte",
        "relance_contextuelle",
    )
    return Geste("stress_orientation") if nu and not autre and _DOUTE.search(plain) else None


def _compare(contexte: Contexte, plain: str) -> Geste | None:
    """Read « aide-soignante et auxiliaire de vie, c'est pas pareil ? »: two things named are compared."""
    deux = any(len(contexte.nommes(kind)) == 2 for kind in (slots.METIER, slots.DIPLOME))
    part = contexte.en_main(slots.METIER) or contexte.en_main(slots.DIPLOME) or _VOULU.search(plain)
    if not deux or part:  # « je suis caissière, je voudrais plutôt être aide-soignante » leaves one for the other
        return None
    sans_doute = contexte.assurance < _BIEN_LU and _ENTRE_DEUX.search(plain)
    return Geste("formation_comparer") if _PAREIL.search(plain) or sans_doute else None


def _verifier(contexte: Contexte, plain: str) -> Geste | None:
    """Read « comment je vérifie ? » as the last need has a sentence for these words, not as a doubt on the answer."""
    dernier = contexte.slots.get(slots.BESOIN)
    ecrit = contexte.lu == "bot_critique" and dernier and contexte.phrases.precise(dernier, contexte.ecrit)
    return Geste(dernier) if ecrit else None


def _voulu(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il veut être pêcheur », « en terminale, je veux faire un BTS », hardly read, as the way to that."""
    vise = contexte.nommes(slots.METIER) or (contexte.nommes(slots.NIVEAU) and contexte.nommes(slots.DIPLOME))
    return Geste("metier_devenir") if contexte.assurance < _MAL_LU and vise and _VOULU.search(plain) else None


def _renomme(contexte: Contexte, plain: str) -> Geste | None:
    """Read « le BTS SN existe encore ? »: what became of a diploma is on its sheet."""
    return Geste("diplome_niveau") if contexte.nommes(slots.DIPLOME) and RENOMME.search(plain) else None


def _decider(contexte: Contexte, plain: str) -> Geste | None:
    """Read « tu ferais quoi à ma place ? »: what helps to decide, and who; never a decision."""
    besoin = contexte.slots.get(slots.BESOIN)
    if not besoin or fil.nomme(contexte) or not _A_MA_PLACE.search(plain):
        return None
    return Geste(besoin, contexte.reponse("utter_decider"))


def _demission(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je dois démissionner avant ? » of an adult who changes jobs, not of an apprentice."""
    adulte = contexte.slots.get(slots.PERSONA) == "adulte" and contexte.lu == "alternance_rupture"
    return Geste("reconversion") if adulte and "demission" in plain and "apprenti" not in plain else None


def _specialites(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quelles spécialités garder ? »: how those of the bac général are chosen."""
    kind, id_ = fil.sujet(contexte) or ("", "")
    autre = kind == slots.CAMPUS or (kind == slots.DIPLOME and id_ not in ("bac", "bac-general"))
    if autre or not _SPECIALITES.search(plain) or contexte.nommes(slots.DIPLOME):
        return None
    return Geste("formation_acces", contexte.reponse("utter_specialites_du_bac"))


def _salarie(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je suis en CDI, comment financer sans perdre ma paie ? », hardly read, as an adult's training."""
    lu = contexte.assurance < _MAL_LU and _EN_POSTE.search(plain) and _SE_FORMER.search(plain)
    return Geste("reconversion") if lu else None


def _du_handicap(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je dois le dire dans Parcoursup ? » in a talk on handicap: it is still about that."""
    parle = contexte.slots.get(slots.BESOIN) == "handicap" and contexte.lu == "procedure_parcoursup"
    return Geste("handicap") if parle and "parcoursup" in plain and not fil.nomme(contexte) else None


def _qui_contacter(contexte: Contexte, plain: str) -> Geste | None:
    """Read « vous avez un numéro ? » out of any talk about campuses: who can be talked to."""
    campus = contexte.slots.get(slots.CAMPUS) or str(contexte.slots.get(slots.BESOIN) or "").startswith("campus_")
    lu = contexte.lu == "campus_contact" and contexte.slots.get(slots.BESOIN) and "campus" not in plain
    autre = campus or contexte.nommes(slots.CAMPUS) or fil.meme(contexte)
    return Geste("contact_humain") if lu and not autre else None


def _lever(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je me lève à quelle heure ? » of the job talked of, whatever was asked between."""
    du_metier = (contexte.slots.get(slots.SUJET) or {}).get("entity") == slots.METIER and not fil.nomme(contexte)
    return Geste("metier_conditions") if du_metier and _SE_LEVER.search(plain) else None


def _diplomee(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et après le diplôme ? » said of an apprentice's pay: what the job pays."""
    paye = contexte.slots.get(slots.BESOIN) == "alternance_salaire" and contexte.slots.get(slots.METIER)
    return Geste("metier_salaire") if paye and not fil.nomme(contexte) and _DIPLOME_EN_POCHE.search(plain) else None


def _campus_ou(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quel campus au Creusot ? »: which one is there, whatever else is asked of it."""
    lu = contexte.lu in ("campus_presentation", "campus_evenement") and contexte.nommes(slots.LIEU)
    if not lu or contexte.nommes(slots.CAMPUS) or not _CAMPUS_OU.search(plain):
        return None
    return Geste("campus_trouver", faits=False)


def _chez_eux(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quelles formations y a-t-il ? » in a talk about campuses: those of the campus, of no other school."""
    campus = str(contexte.slots.get(slots.BESOIN) or "").startswith("campus_")
    if not campus or fil.nomme(contexte) or contexte.nommes(slots.LIEU):
        return None
    if VILLE.search(plain) and contexte.slots.get(slots.CAMPUS):
        return Geste("campus_presentation", ville(contexte, contexte.slots[slots.CAMPUS]))
    if contexte.lu not in ("etablissement_info", "formation_ou"):
        return None
    return Geste("campus_equipement" if MACHINES.search(plain) else "campus_presentation")


def _ou_s_y_former(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il y en a près de Nancy ? » of a job or a diploma as where that is taught, not as which campus is there."""
    sujet = fil.sujet(contexte) or ("", "")
    campus = "campus" in plain or str(contexte.slots.get(slots.BESOIN) or "campus_").startswith("campus_")
    lu = contexte.lu == "campus_trouver" and contexte.nommes(slots.LIEU) and not fil.nomme(contexte)
    return Geste("formation_ou") if lu and not campus and sujet[0] in (slots.METIER, slots.DIPLOME) else None


def _un_seul(contexte: Contexte, plain: str) -> Geste | None:
    """Read again what was taken for a comparison and names one thing only: nothing can be compared."""
    if contexte.lu != "formation_comparer" or contexte.slots.get(slots.BESOIN) == "formation_comparer":
        return None
    kinds = (slots.METIER, slots.DIPLOME, slots.NIVEAU, slots.DOMAINE)
    named = fil.nomme(contexte)
    if sum(len(contexte.nommes(kind)) for kind in kinds) > 1 or _ENTRE_DEUX.search(plain) or named is None:
        return None
    lu = next((n for n, _ in contexte.lectures[1:4] if n != "formation_comparer" and accepte(n, named[0])), None)
    return Geste(lu or fil.FICHES[named[0]]) if contexte.assurance < _BIEN_LU else None


def _proches(contexte: Contexte, plain: str) -> Geste | None:
    """Read « un métier proche ? »: those of the job talked of, however it was read."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    nu = sujet.get("entity") == slots.METIER and not fil.nomme(contexte) and len(plain.split()) <= COURT
    return Geste("metier_decouverte", proches(contexte, sujet["id"])) if nu and PROCHES.search(plain) else None


def _y_arriver(contexte: Contexte, plain: str) -> Geste | None:
    """Read « comment y arriver après une 3e ? »: the way to the job talked of, however it was read."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    named = fil.nomme(contexte)
    vers = sujet.get("entity") in (slots.METIER, slots.DOMAINE) and (named is None or named[0] == slots.DIPLOME)
    return Geste("metier_devenir") if vers and _Y_ARRIVER.search(plain) else None


def _quels_diplomes(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quels BTS dans le commerce ? », « y a un CAP pour ça ? »: the diplomas of that kind, by their names."""
    dits = [e for e in contexte.entites if e["entity"] == slots.DIPLOME]
    ailleurs = contexte.nommes(slots.LIEU) or contexte.nommes(slots.NIVEAU) or contexte.refus
    if len(dits) != 1 or not dits[0].get("id") or ailleurs or contexte.base.get(Formation, dits[0]["id"]):
        return None
    if not _LEQUEL_AVANT.search(" ".join(words(contexte.texte[: dits[0]["start"]])) + " "):
        return None
    named = next(((kind, ids[0]) for kind in (slots.METIER, slots.DOMAINE) if (ids := contexte.nommes(kind))), None)
    kept = contexte.slots.get(slots.SUJET) or {}
    chose = named or ((str(kept["entity"]), str(kept["id"])) if kept.get("entity") in _VISABLES else None)
    retenu = contexte.slots.get(slots.DOMAINE)
    chose = chose or ((slots.DOMAINE, str(retenu)) if retenu else None)
    du_metier = chose is not None and chose[0] == slots.METIER and LEQUEL.search(plain)
    if chose is None or du_metier or dits[0]["id"] == "bac":  # « il faut quoi comme bac ? » is the way to a job
        return None
    reponse = diplomes_de(contexte, dits[0]["id"], chose, fil.nom(contexte, chose))
    contexte.entites.remove(dits[0])  # a kind asked for is no subject
    return Geste("metier_devenir" if chose[0] == slots.METIER else "formation_apres", reponse)


def _etudes_longues(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et aide-soignante, c'est plus court ? »: the way to that job tells how long it is."""
    nu = contexte.nommes(slots.METIER) and not contexte.nommes(slots.DIPLOME) and len(plain.split()) <= COURT
    deja = contexte.lu in ("metier_devenir", "metier_salaire", "reconversion") and contexte.assurance >= _BIEN_LU
    return Geste("metier_devenir") if nu and not deja and _etudes(plain) else None


def _etudes(plain: str) -> bool:
    return bool(_ETUDES_LONGUES.search(plain)) and not _PAS_LES_ETUDES.search(plain)


def _quel_diplome(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il faut quoi comme bac ? »: the way to the job talked of; a type of diploma asked for is no subject."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    named = fil.nomme(contexte)
    types = [e for e in contexte.entites if e["entity"] == slots.DIPLOME]
    precis = any(contexte.base.get(Formation, e.get("id")) for e in types)
    if sujet.get("entity") not in (slots.METIER, slots.DOMAINE) or precis or not LEQUEL.search(plain):
        return None
    if named is not None and named[0] != slots.DIPLOME:
        return None
    contexte.entites[:] = [e for e in contexte.entites if e not in types]
    return Geste("metier_devenir")


def _alternance(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et en alternance, c'est possible ? » about a job or a diploma: that way to it, not the rules of it."""
    dernier = str(contexte.slots.get(slots.BESOIN) or "")
    rythme = any(e["entity"] == slots.RYTHME and e["value"] == "alternance" for e in contexte.entites)
    du_diplome = dernier.startswith(("formation_", "diplome_")) and (fil.sujet(contexte) or ("",))[0] == slots.DIPLOME
    lu = contexte.lu == "alternance_generalites" or (contexte.lu == "relance_contextuelle" and du_diplome)
    nu = lu and rythme and not fil.nomme(contexte)
    suivi = dernier.startswith(("metier_", "formation_", "diplome_", "passerelle_")) and len(plain.split()) <= COURT
    sujet = fil.sujet(contexte)
    if not (nu and suivi and sujet) or contexte.phrases.precise("alternance_generalites", contexte.ecrit):
        return None
    if sujet[0] == slots.DIPLOME:
        return Geste("alternance_generalites", alternance_du_diplome(contexte, sujet[1]))
    return Geste("metier_devenir") if sujet[0] in (slots.METIER, slots.DOMAINE) else None


# What somebody says of themselves, then what is asked of the thing talked of: the first that reads the message.
DE_SOI = (_seul, _presentation, _doute)
DEMANDES = (
    _verifier,
    _voulu,
    _demission,
    _specialites,
    _salarie,
    _renomme,
    _decider,
    _du_handicap,
    _qui_contacter,
    _campus_ou,
    _lever,
    _diplomee,
    _chez_eux,
    _ou_s_y_former,
    _compare,
    _un_seul,
    _proches,
    duree_du_parcours,
    _y_arriver,
    _quels_diplomes,
    _etudes_longues,
    _quel_diplome,
    _alternance,
)
