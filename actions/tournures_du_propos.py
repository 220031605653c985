"""What a short message asks of the job, the diploma or the campus talked of, by its plain words: see `tournures`."""

from __future__ import annotations

import re

from actions import du_sujet, fil, slots
from actions.aspects import COUT, MACHINES, PROCHES, SANS_BAC, VILLE, cout, sans_bac
from actions.contexte import Contexte
from actions.gestes import Geste
from actions.parcours import LEQUEL
from actions.portees import accepte
from actions.sante import parle_de_sante
from knowledge.entities import Formation
from knowledge.text import words

_PAREIL = re.compile(r"\bpareil\w*|\bmeme chose\b|\bdifferen\w+|\bvs\b|\bversus\b|\bcompar\w+")
_ENTRE_DEUX = re.compile(_PAREIL.pattern + r"|\bmieux\b|\bplutot\b|\bentre\b|\bou bien\b")
_PAYE_PENDANT = re.compile(
    r"\b(?:etre |est |suis |sera[is]* )?(?:paye|payee|remuneree?)s? (?:\w+ ){0,2}"
    r"(?:en (?:le|la|l) (?:fais\w+|prepar\w+|pass\w+)|pendant|en meme temps|durant)\b"
)
_APRES_QUOI = re.compile(
    r"\b(?:rentre|entre|accede|va|arrive|admis\w*|pris\w*) (?:\w+ ){0,2}(?:apres|avec) (?:quoi|quel\w*)\b"
    r"|\bapres quoi (?:on|peut|je)\b|\bquel bac (?:pour|avant)\b"
)
_QUELLES_ETUDES = re.compile(r"\bquel(?:le)?s? (?:etudes?|parcours|formations?|cursus|diplomes?)\b")
_NU = 5  # words of a question that says no more than itself: « c'est payant ? »
_DU_METIER = ("metier_decouverte", "metier_devenir", "metier_debouches", "metier_conditions")
_POSSIBLE = 0.1  # a second reading less sure than this is none
_VISABLES = (slots.METIER, slots.DOMAINE)
_CAMPUS_OU = re.compile(r"\bcampus (?:a|au|aux|en|vers|dans|pres)\b|\bquoi comme campus\b|\bquels? campus\b")
_SE_LEVER = re.compile(r"\b(?:me|se|te) lev\w+\b|\blever tot\b|\b(?:commence|attaque|embauche) a quelle heure\b")
_VOULU = re.compile(
    r"\b(?:ve(?:ut|ux)|voudrai\w*|aimerai\w*|reve\w*|souhait\w*|parle\w* d|pense\w* a) (?:\w+ ){0,2}"
    r"(?:etre|devenir|faire|conduire|travailler)\b"
)
# « Le BTS SN existe encore ? »
RENOMME = re.compile(
    r"\bd actualite\b|\bexiste\w* (?:encore|toujours|plus)\b|\brenomm\w*|\b(?:nouveau|ancien) nom\b|\bchange de nom\b"
    r"|\bs appel\w+ (?:\w+ )?(?:avant|plus)\b|\bremplacee? par\b|\b(?:par quoi|qui) remplace\b|\bete remplac\w+"
)
_Y_ARRIVER = re.compile(r"\by (?:arriver|parvenir|aller)\b|\b(?:le|la|l) (?:devenir|deviens?|devient)\b|\bfaire ca\b")
# Said just before a kind of diploma that is asked for: « quels BTS », « y a un CAP pour ça ».
_LEQUEL_AVANT = re.compile(
    r"(?:^|\b)(?:quel(?:le)?s?|quoi comme|quoi en|liste|listes|y ?a|y en a|existe(?:nt)?|connais|a t il)"
    r"(?: (?:t il|t elle|sont|les?|des?|du|un|une|la|l|comme|quoi|en|bons?|bonnes?|autres?|specialites?|sortes?))* $"
)
_LEQUEL_EST = re.compile(r"^(?:et |mais |du coup )?(?:lequel|laquelle|lesquels|lesquelles)\b")
_ETUDES_LONGUES = re.compile(
    r"\b(?:plus|moins|trop|si|aussi) (?:long\w*|court\w*|rapide\w*)\b|\bc est long\b|\bcombien (?:de temps|d annees?)\b"
    r"|\betudes (?:sont |elles sont )?(?:\w+ )?(?:dur|long|difficile|court)\w*"
    r"|\b(?:dur|long|difficile)\w* comme etudes?\b"
    r"|\b(?:quel|a quel|c est quel) niveau\b|\bduree des? etudes\b"
)
_PAS_LES_ETUDES = re.compile(r"\b(?:par (?:jour|semaine)|en mer|debout|la nuit|trajets?|a gagner|horaires?)\b")
_SPECIALITES = re.compile(
    r"\b(?:quelles?|combien de|bonnes?) (?:spes?|specialites?)\b"
    r"|\b(?:spes?|specialites?) (?:\w+ ){0,2}(?:garder|prendre|choisir|faut|ouvr\w+|men\w+)\b"
    r"|\b(?:spes?|specialites?)\b.*\b(?:lesquelles|garde|garder|abandonn\w+)\b"
    r"|\bfiche de (?:spes?|specialites?)\b|\ben (?:spes?|specialites?) (?:\w+ ){0,2}(?:ouvr\w+|men\w+|quoi)\b"
    r"|\bprendre (?:la spe )?(?:hlp|ses|nsi|svt|hggsp|llce\w*|amc|si|maths?|physique|arts)\b"
    r".*\b(?:erreur|utile|grave|mieux|oblig\w*|gene)\b"
)


def specialites(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quelles spécialités garder ? »: how those of the bac général are chosen."""
    kind, id_ = fil.sujet(contexte) or ("", "")
    autre = kind == slots.CAMPUS or (kind == slots.DIPLOME and id_ not in ("bac", "bac-general"))
    if autre or not _SPECIALITES.search(plain) or contexte.nommes(slots.DIPLOME):
        return None
    return Geste("formation_acces", contexte.reponse("utter_specialites_du_bac"))


def compare(contexte: Contexte, plain: str) -> Geste | None:
    """Read « aide-soignante et auxiliaire de vie, c'est pas pareil ? »: two things named are compared."""
    deux = any(len(contexte.nommes(kind)) == 2 for kind in (slots.METIER, slots.DIPLOME))
    part = contexte.en_main(slots.METIER) or contexte.en_main(slots.DIPLOME) or _VOULU.search(plain)
    if not deux or part:  # « je suis caissière, je voudrais plutôt être aide-soignante » leaves one for the other
        return None
    sans_doute = contexte.assurance < fil.BIEN_LU and _ENTRE_DEUX.search(plain)
    return Geste("formation_comparer") if _PAREIL.search(plain) or sans_doute else None


def paye_en_formation(contexte: Contexte, plain: str) -> Geste | None:
    """Read « le BPJEPS, je peux être payé en le faisant ? »: whether it is prepared with an employer."""
    diplome = next(iter(contexte.nommes(slots.DIPLOME)), None)
    if diplome is None or not _PAYE_PENDANT.search(plain):
        return None
    return Geste("alternance_generalites", du_sujet.alternance_du_diplome(contexte, diplome))


def par_quoi_avant(contexte: Contexte, plain: str) -> Geste | None:
    """Read « on y rentre après quoi ? »: what one needs before the thing talked of."""
    sujet = fil.sujet(contexte) or ("", "")
    lu = len(plain.split()) <= fil.COURT and _APRES_QUOI.search(plain)
    besoin = {slots.METIER: "metier_devenir", slots.DIPLOME: "formation_acces"}.get(sujet[0])
    return Geste(besoin) if lu and besoin else None


def voulu(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il veut être pêcheur », « en terminale, je veux faire un BTS », hardly read, as the way to that."""
    vise = contexte.nommes(slots.METIER) or (contexte.nommes(slots.NIVEAU) and contexte.nommes(slots.DIPLOME))
    ailleurs = contexte.lu in ("vae", "decrochage") and contexte.assurance < fil.BIEN_LU and "vae" not in plain
    mal = contexte.assurance < fil.MAL_LU or ailleurs  # « 22 ans, pas de diplôme, je veux conduire des pelleteuses »
    return Geste("metier_devenir") if mal and vise and _VOULU.search(plain) else None


def renomme(contexte: Contexte, plain: str) -> Geste | None:
    """Read « le BTS SN existe encore ? »: what became of a diploma is on its sheet."""
    return Geste("diplome_niveau") if contexte.nommes(slots.DIPLOME) and RENOMME.search(plain) else None


def lever(contexte: Contexte, plain: str) -> Geste | None:
    """Read « je me lève à quelle heure ? » of the job talked of, whatever was asked between."""
    du_metier = (contexte.slots.get(slots.SUJET) or {}).get("entity") == slots.METIER and not fil.nomme(contexte)
    return Geste("metier_conditions") if du_metier and _SE_LEVER.search(plain) else None


def campus_ou(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quel campus au Creusot ? »: which one is there, whatever else is asked of it."""
    lu = contexte.lu in ("campus_presentation", "campus_evenement") and contexte.nommes(slots.LIEU)
    if not lu or contexte.nommes(slots.CAMPUS) or not _CAMPUS_OU.search(plain):
        return None
    return Geste("campus_trouver", faits=False)


def chez_eux(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quelles formations y a-t-il ? » in a talk about campuses: those of the campus, of no other school."""
    campus = str(contexte.slots.get(slots.BESOIN) or "").startswith("campus_")
    if not campus or fil.nomme(contexte) or contexte.nommes(slots.LIEU):
        return None
    if VILLE.search(plain) and contexte.slots.get(slots.CAMPUS):
        return Geste("campus_presentation", du_sujet.ville(contexte, contexte.slots[slots.CAMPUS]))
    if contexte.lu not in ("etablissement_info", "formation_ou"):
        return None
    return Geste("campus_equipement" if MACHINES.search(plain) else "campus_presentation")


def ou_s_y_former(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il y en a près de Nancy ? » of a job or a diploma as where that is taught."""
    sujet = fil.sujet(contexte) or ("", "")
    campus = "campus" in plain or str(contexte.slots.get(slots.BESOIN) or "campus_").startswith("campus_")
    lu = contexte.lu == "campus_trouver" and contexte.nommes(slots.LIEU) and not fil.nomme(contexte)
    return Geste("formation_ou") if lu and not campus and sujet[0] in (slots.METIER, slots.DIPLOME) else None


def un_seul(contexte: Contexte, plain: str) -> Geste | None:
    """Read again what was taken for a comparison and names one thing only: nothing can be compared."""
    if contexte.lu != "formation_comparer" or contexte.slots.get(slots.BESOIN) == "formation_comparer":
        return None
    kinds = (slots.METIER, slots.DIPLOME, slots.NIVEAU, slots.DOMAINE)
    named = fil.nomme(contexte)
    if max(len(contexte.nommes(kind)) for kind in kinds) > 1 or _ENTRE_DEUX.search(plain) or named is None:
        return None
    autres = [n for n, sure in contexte.lectures[1:4] if n != "formation_comparer" and sure >= _POSSIBLE]
    lu = next((n for n in autres if accepte(n, named[0])), None)
    return None if " ou " in f" {plain} " and contexte.assurance >= fil.BIEN_LU else Geste(lu or fil.FICHES[named[0]])


def proches(contexte: Contexte, plain: str) -> Geste | None:
    """Read « un métier proche ? »: those of the job talked of, however it was read."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    nu = sujet.get("entity") == slots.METIER and not fil.nomme(contexte) and len(plain.split()) <= fil.COURT
    return Geste("metier_decouverte", du_sujet.proches(contexte, sujet["id"])) if nu and PROCHES.search(plain) else None


def quelles_etudes(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quelles études du coup ? » of the job talked of: the way to it, not what follows a class."""
    du_metier = (contexte.slots.get(slots.SUJET) or {}).get("entity") == slots.METIER and not fil.nomme(contexte)
    lu = contexte.lu.startswith("formation_") and not contexte.nommes(slots.NIVEAU)
    return Geste("metier_devenir") if du_metier and lu and _QUELLES_ETUDES.search(plain) else None


def cout_nu(contexte: Contexte, plain: str) -> Geste | None:
    """Read « c'est payant ? » of the job or the diploma talked of: what its studies cost."""
    dernier = str(contexte.slots.get(slots.BESOIN) or "")
    suivi = dernier.startswith(("metier_", "formation_", "diplome_")) and not fil.nomme(contexte)
    lu = contexte.lu in ("financement_aides", "etablissement_fiabilite") and len(plain.split()) <= _NU
    if not (suivi and lu and COUT.search(plain)):
        return None
    return Geste(dernier, cout(contexte, dernier, fil.sujet(contexte)))


def sans_le_bac(contexte: Contexte, plain: str) -> Geste | None:
    """Read « faut pas le bac ? » of the job talked of: the ways to it without the bac."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    vise = sujet.get("entity") in _VISABLES and not any(contexte.nommes(kind) for kind in _VISABLES)
    demande = vise and len(plain.split()) <= fil.COURT and contexte.assurance < fil.BIEN_LU and SANS_BAC.search(plain)
    return Geste("metier_devenir", sans_bac(contexte)) if demande else None


def de_la_sante(contexte: Contexte, plain: str) -> Geste | None:
    """Read « j'ai des lunettes, c'est éliminatoire ? » of the job talked of: what is said of health for it."""
    du_metier = (contexte.slots.get(slots.SUJET) or {}).get("entity") == slots.METIER and not contexte.nommes(
        slots.METIER
    )
    suivi = str(contexte.slots.get(slots.BESOIN) or "").startswith(("metier_", "formation_"))
    if not (du_metier and suivi and parle_de_sante(contexte.texte) and contexte.assurance < fil.BIEN_LU):
        return None
    contexte.entites[:] = [e for e in contexte.entites if e["entity"] != slots.DOMAINE]  # « des lunettes » is no field
    return Geste("metier_conditions")


def y_arriver(contexte: Contexte, plain: str) -> Geste | None:
    """Read « comment y arriver après une 3e ? »: the way to the job talked of, however it was read."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    named = fil.nomme(contexte)
    vers = sujet.get("entity") in (slots.METIER, slots.DOMAINE) and (named is None or named[0] == slots.DIPLOME)
    return Geste("metier_devenir") if vers and _Y_ARRIVER.search(plain) else None


def quels_diplomes(contexte: Contexte, plain: str) -> Geste | None:
    """Read « quels BTS dans le commerce ? », « y a un CAP pour ça ? »: the diplomas of that kind, by their names."""
    dits = [e for e in contexte.entites if e["entity"] == slots.DIPLOME]
    retenu = contexte.slots.get(slots.DIPLOME)
    if not dits and retenu and contexte.nommes(slots.DOMAINE) and _LEQUEL_EST.search(plain):
        dits = [{"id": retenu, "start": len(contexte.texte)}]  # « je veux un BTS », then « lequel pour l'immobilier ? »
    ailleurs = bool(contexte.nommes(slots.LIEU) or contexte.nommes(slots.NIVEAU) or contexte.refus)
    if len(dits) != 1 or not dits[0].get("id") or ailleurs:
        return None
    if contexte.base.get(Formation, str(dits[0]["id"])) is not None:
        return None
    avant = " ".join(words(contexte.texte[: dits[0]["start"]])) + " "
    if not (_LEQUEL_AVANT.search(avant) or _LEQUEL_EST.search(plain)):
        return None
    named = next(((kind, ids[0]) for kind in (slots.METIER, slots.DOMAINE) if (ids := contexte.nommes(kind))), None)
    kept = contexte.slots.get(slots.SUJET) or {}
    chose = named or ((str(kept["entity"]), str(kept["id"])) if kept.get("entity") in _VISABLES else None)
    champ = contexte.slots.get(slots.DOMAINE)
    chose = chose or ((slots.DOMAINE, str(champ)) if champ else None)
    du_metier = chose is not None and chose[0] == slots.METIER and LEQUEL.search(plain)
    if chose is None or du_metier or dits[0]["id"] == "bac":  # « il faut quoi comme bac ? » is the way to a job
        return None
    reponse = du_sujet.diplomes_de(contexte, dits[0]["id"], chose, fil.nom(contexte, chose))
    contexte.entites[:] = [e for e in contexte.entites if e is not dits[0]]  # a kind asked for is no subject
    return Geste("metier_devenir" if chose[0] == slots.METIER else "formation_apres", reponse)


def etudes_longues(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et aide-soignante, c'est plus court ? »: the way to that job tells how long it is."""
    nu = contexte.nommes(slots.METIER) and not contexte.nommes(slots.DIPLOME) and len(plain.split()) <= fil.COURT
    deja = contexte.lu in ("metier_devenir", "metier_salaire", "reconversion") and contexte.assurance >= fil.BIEN_LU
    return Geste("metier_devenir") if nu and not deja and _etudes(plain) else None


def _etudes(plain: str) -> bool:
    return bool(_ETUDES_LONGUES.search(plain)) and not _PAS_LES_ETUDES.search(plain)


def quel_diplome(contexte: Contexte, plain: str) -> Geste | None:
    """Read « il faut quoi comme bac ? »: the way to the job talked of; a type of diploma asked for is no subject."""
    sujet = contexte.slots.get(slots.SUJET) or {}
    named = fil.nomme(contexte)
    types = [e for e in contexte.entites if e["entity"] == slots.DIPLOME]
    precis = any(contexte.base.get(Formation, str(e.get("id"))) is not None for e in types)
    if sujet.get("entity") not in (slots.METIER, slots.DOMAINE) or precis or not LEQUEL.search(plain):
        return None
    if named is not None and named[0] != slots.DIPLOME:
        return None
    contexte.entites[:] = [e for e in contexte.entites if e not in types]
    return Geste("metier_devenir")


def alternance(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et en alternance, c'est possible ? » about a job or a diploma: that way to it, not the rules of it."""
    dernier = str(contexte.slots.get(slots.BESOIN) or "")
    rythme = any(e["entity"] == slots.RYTHME and e["value"] == "alternance" for e in contexte.entites)
    kind = (fil.sujet(contexte) or ("",))[0]
    du_diplome = dernier.startswith(("formation_", "diplome_")) and kind == slots.DIPLOME
    du_metier = dernier in _DU_METIER and kind == slots.METIER
    lu = contexte.lu == "alternance_generalites" or (
        contexte.lu == "relance_contextuelle" and (du_diplome or du_metier)
    )
    nu = lu and rythme and not fil.nomme(contexte)
    suivi = dernier.startswith(("metier_", "formation_", "diplome_", "passerelle_")) and len(plain.split()) <= fil.COURT
    sujet = fil.sujet(contexte)
    ecrit = contexte.phrases.precise("alternance_generalites", contexte.ecrit)
    if not (nu and suivi and sujet) or ecrit not in (None, "utter_alternance_generalites_diplomes"):
        return None
    if sujet[0] == slots.DIPLOME:
        return Geste("alternance_generalites", du_sujet.alternance_du_diplome(contexte, sujet[1]))
    return Geste("metier_devenir") if sujet[0] in (slots.METIER, slots.DOMAINE) else None
