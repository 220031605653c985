"""What an unsure reading goes on from: a place, a class, a thing or a code, about what was talked of before.

A message read as nothing sure, while something is talked of, is more often a follow-up than a new need.
"""

from __future__ import annotations

import re

from actions import fil, rendu, slots, tournures
from actions.aspects import aspect, demarche, sans_rien, theme_seul
from actions.contexte import Contexte
from actions.gestes import Geste
from actions.ou import cherche_une_ecole
from actions.portees import CAS, accepte
from knowledge.entities import Formation, Lieu
from knowledge.queries import campus, dispositifs
from knowledge.text import words

_ENSUITE = re.compile(
    r"(?:(?:ok|bon|et|alors|puis) )*(?:apres|ensuite)(?: ca| cela| (?:on|je) (?:fais|fait) quoi| quoi)*"
)
_VERS = re.compile(
    r"\b(?:dans|pour (?:etre|devenir|faire)|vers|devenir|travailler|bosser)(?: (?:le|la|les|l|un|une|de|d|en))*$"
)
_POSSIBLE = 0.05  # a reading less sure than this is not looked at
_D_UN_CAS_SEUL = 0.3  # somebody's case, read less surely than this beside a thing named, is no reading
_A_PEINE = 0.4  # a reading less sure than this is no reading
# The needs that a place, or a class, changes.
_AVEC_LIEU = frozenset(
    {"formation_ou", "metier_salaire", "metier_debouches", "formation_debouches", "alternance_recherche"}
    | {"logement_internat", "etablissement_info", "vie_scolaire", "contact_humain", "stage_pfmp"}
)
_AVEC_CLASSE = frozenset(
    {"metier_devenir", "formation_apres", "passerelle_reorientation", "procedure_parcoursup", "procedure_affelnet"}
    | {
        "procedure_inscription",
        "financement_aides",
        "formation_acces",
        "idees_par_interets",
        "stage_pfmp",
        "decrochage",
    }
    | {"alternance_generalites", "alternance_salaire", "mobilite_international", "handicap", "indecis", "reconversion"}
)
_APPUI = re.compile(
    r"\bquand$|^(?:et|mais|ok|donc|alors|bon|du coup|combien|quand|comment)\b"
    r"|\b(?:ca|cela|dedans|la dessus|compte)\b"
    r"|\b(?:on|je|il|elle|faut|peut|vais|va) (?:le|la|les|l|y|en)\b|\b(?:ils|elles|leurs?)\b"
)
_D_UN_CAS = 0.35  # « une aide pour le CAP coiffure »: read that surely, somebody's case is not the sheet of a thing
# Said around a thing that is only named: « en fait je suis en terminale », « non, je parlais du BTS ».
_MOTS = re.compile(
    r"(?: |\b(?:j|je|t|tu|suis|j?suis|chuis|chui|en|fait|moi|a|au|aux|la|le|les|l|un|une|mon|ma|mes|non|nan|oui|ok|bon"
    r"|alors|du|de|d|des|coup|fils|fille|gamine?|enfant|elle|lui|et|mais|pardon|erreur|me|m|trompee?|tape|n|importe"
    r"|truc|machin|aide|idem|pareil|meme|question|aussi|quoi|koi|ecrit|dit|dis|voulais|dire|parlais?|plutot|pour|actuellement|maintenant|deja|ai|eu|jai|ca|change|quelque|chose|ya|y|il|c|cest|est|desolee?"
    r"|euh|ben|bah|ou|enfin|passe|rentre|entre|donc|sinon|vers|pas|ce|cet|cette|ces|voir|peut|on)\b)*"
)
_CORRIGE = re.compile(
    r"^(?:et|ok et|idem|pareil|meme (?:chose|question))\b"
    r"|\b(?:en fait|pardon|erreur|trompee?|n importe quoi|voulais dire|parlais d\w*|c est pas|plutot|oups|rectif\w*)\b"
)
_CODE = re.compile(r"\b(?:rncp|rome|mef|codes?(?: (?:diplome|rncp|rome|mef|formation))?)\b")
_PAS_CODE = re.compile(r"\btitres? rncp\b|\bcode (?:de la route|postal|wifi|du travail|civil|barres?)\b|\bcodes? edu")


def fiche_plutot(contexte: Contexte, besoin: str) -> str | None:
    """Return the sheet of what a message names, when the need read cannot be asked of it, or was hardly read."""
    named = fil.nomme(contexte)
    if besoin == "formation_apres" and not contexte.bouton and _vise(contexte):
        return "metier_devenir"  # « l'horlogerie, après un bac général ? »
    if named is None or contexte.bouton or accepte(besoin, named[0]):
        return None
    fiche = {slots.METIER: "diplome_niveau", slots.DIPLOME: "metier_decouverte"}.get(named[0])
    if fiche is None:
        return None  # a field may be said in passing: « quelle part des ventes… »
    # « C'est quoi, un ébéniste ? », « c'est quoi exactement, la filière STI2D ? »: one sheet taken for the other.
    if besoin == "etablissement_info" and contexte.nommes(slots.LIEU):
        return "formation_ou"  # « bac pro cuisine à Perpignan, y a quoi ? »
    peu = 0.0 < contexte.assurance < (_D_UN_CAS_SEUL if besoin in CAS else _A_PEINE)
    return fil.FICHES[named[0]] if besoin == fiche or peu else None


def _vise(contexte: Contexte) -> bool:
    """Tell whether a job or a field is where one wants to go, beside the class or diploma one starts from."""
    depart = contexte.nommes(slots.DIPLOME) or contexte.nommes(slots.NIVEAU)
    visees = [e for e in contexte.entites if e["entity"] in (slots.METIER, slots.DOMAINE) and e.get("end")]
    if not depart or not visees:
        return False
    avant = " ".join(words(contexte.texte[: visees[0]["start"]]))
    return not avant or _VERS.search(avant) is not None


def _apres(contexte: Contexte, plain: str) -> Geste | None:
    """Read « et après ? » of the diploma talked of, on a way or by its sheet."""
    return Geste("formation_apres") if _ENSUITE.fullmatch(plain) and contexte.slots.get(slots.DIPLOME) else None


def nue(contexte: Contexte) -> bool:
    """Tell whether a message only names something: « en fait, Angers »."""
    return _MOTS.fullmatch(fil.reste(contexte)) is not None


def lire(contexte: Contexte, plain: str) -> Geste | None:
    """Return what an unsure message goes on from; None when it was read surely, or goes on from nothing."""
    code = _code(contexte, plain) or sans_rien(contexte, plain) or demarche(contexte, plain)
    if code is not None:
        return code
    corrige = next((made for read in _SURS if (made := read(contexte, plain))), None) or theme_seul(contexte, plain)
    if corrige is not None or not fil.faible(contexte):
        return corrige
    readers = (
        _inconnu,
        _apres,
        _precise,
        _dispositif,
        aspect,
        _precise_ailleurs,
        _classe,
        _chose,
        _lieu,
        _suite,
        _meme_fil,
    )
    return next((made for read in readers if (made := read(contexte, plain))), None)


def sinon(contexte: Contexte, besoin: str) -> str | None:
    """Return the need to answer when the answer to this one was just given: the sheet of what is named now."""
    named = fil.nomme(contexte)
    if named is not None and contexte.slots.get(named[0]) != named[1]:
        if named[0] == slots.DOMAINE and not accepte(besoin, slots.DOMAINE):
            return None  # « y a des maths ? » asks for no sheet
        en_main = named[0] == slots.DIPLOME and contexte.en_main(slots.DIPLOME)
        return "formation_apres" if en_main else fil.FICHES[named[0]]
    classe = next(iter(contexte.nommes(slots.NIVEAU)), None)
    if classe and classe != contexte.slots.get(slots.NIVEAU):
        return "formation_apres"
    lieu = next(iter(contexte.nommes(slots.LIEU)), None)
    return "formation_ou" if lieu and lieu != contexte.slots.get(slots.LIEU) and fil.sujet(contexte) else None


def besoin_du_lieu(contexte: Contexte, dernier: str | None) -> str | None:
    """Return the need that a place named alone asks: the last when it depends on a place, else where to train."""
    if dernier == "campus_presentation":
        return "campus_trouver"
    if cherche_une_ecole(contexte.texte) and fil.sujet(contexte):
        return "formation_ou"
    if dernier is not None and (dernier in _AVEC_LIEU or dernier.startswith("campus_")):
        return dernier
    return "formation_ou" if fil.sujet(contexte) else None


def _code(contexte: Contexte, plain: str) -> Geste | None:
    """Read « le RNCP du CAP tonnelier », and the follow-ups of such a question."""
    dernier = contexte.slots.get(slots.BESOIN)
    named = fil.nomme(contexte)
    if _CODE.search(plain) and not _PAS_CODE.search(plain):
        connu = named or fil.sujet(contexte)
        return Geste("codes") if connu and connu[0] in (slots.METIER, slots.DIPLOME) else None
    suit = dernier == "codes" and fil.faible(contexte)
    return Geste("codes") if suit and named is not None and named[0] in (slots.METIER, slots.DIPLOME) else None


def _corrige(contexte: Contexte, plain: str) -> Geste | None:
    """Read a message that only puts right what was said: the last need again, with what replaces."""
    dernier = contexte.slots.get(slots.BESOIN)
    if not dernier or not contexte.entites or not nue(contexte):
        return None
    named = fil.nomme(contexte)
    if named is None or (named[0] == slots.DIPLOME and contexte.en_main(slots.DIPLOME)):
        return _classe(contexte, plain)
    if not _CORRIGE.search(plain):
        return None
    kept = (contexte.slots.get(slots.SUJET) or {}).get("entity")
    autre = kept == slots.METIER and contexte.base.get(Formation, named[1]) is not None  # « prof… et le BTS ESF ? »
    return Geste(dernier if accepte(dernier, named[0]) and not autre else fil.FICHES[named[0]])


def _precise_ailleurs(contexte: Contexte, plain: str) -> Geste | None:
    """Read words for which one of the next readings has a sentence of its own: « une aide pour le billet d'avion »."""
    lectures = [name for name, sure in contexte.lectures[:4] if sure >= _POSSIBLE and name not in slots.NO_NEED]
    lu = next((name for name in lectures if contexte.phrases.precise(name, contexte.ecrit)), None)
    vague = contexte.lu in ("nlu_fallback", "hors_sujet")
    named = fil.nomme(contexte)
    type_seul = named is None or (named[0] == slots.DIPLOME and contexte.base.get(Formation, named[1]) is None)
    return Geste(lu) if vague and lu and type_seul else None


def _precise(contexte: Contexte, plain: str) -> Geste | None:
    """Read words for which the last need has a sentence of its own."""
    dernier = contexte.slots.get(slots.BESOIN)
    named = fil.nomme(contexte)  # « éducatrice, ça me parle, c'est combien d'années ? » is about her
    autre = named is not None and (named[0] == slots.METIER or contexte.base.get(Formation, named[1]) is not None)
    return Geste(dernier) if dernier and not autre and contexte.phrases.precise(dernier, contexte.ecrit) else None


def _dispositif(contexte: Contexte, plain: str) -> Geste | None:
    """Read an aid or a service called by its name: « et le CEJ, c'est combien ? »."""
    nomme = fil.nomme(contexte) or contexte.nommes(slots.LIEU) or contexte.nommes(slots.NIVEAU)
    item = None if nomme else dispositifs.named(contexte.base, contexte.texte)
    if item is None:
        return None
    besoin = item.besoins[0] if item.besoins else "financement_aides"
    reponse = contexte.reponse("utter_dispositif_nomme", dispositif=rendu.dispositif(contexte, item))
    reponse.boutons += contexte.boutons(f"utter_{besoin}")[:2]
    reponse.sources = [item.source]
    return Geste(besoin, reponse)


def _inconnu(contexte: Contexte, plain: str) -> Geste | None:
    """Read a diploma that nobody knows, whatever is asked of it."""
    return Geste("diplome_niveau") if any(e.get("unknown") for e in contexte.entites) else None


def _chose(contexte: Contexte, plain: str) -> Geste | None:
    """Read a thing that the message names: two are compared, else its sheet or the last need about it."""
    named = fil.nomme(contexte)
    if named is None or contexte.lu in ("affirmer", "nier", "relance_contextuelle"):
        return None
    kind = named[0]
    if contexte.lu == "hors_sujet" and (kind == slots.DOMAINE or contexte.phrases.precise("hors_sujet", plain)):
        return None  # « une histoire » is no field when nothing of orientation is read
    for deux, besoin in ((slots.DIPLOME, "formation_comparer"), (slots.METIER, "metier_decouverte")):
        if kind == deux and len(contexte.nommes(deux)) == 2:
            return Geste(besoin)
    if kind == slots.DOMAINE and (contexte.slots.get(slots.BESOIN) or "").startswith("campus_"):
        return Geste("campus_trouver")
    seule = {"formation_comparer"}  # one thing is compared with nothing
    lectures = [] if contexte.lu == "nlu_fallback" else contexte.lectures[:4]
    lu = next((name for name, _ in lectures if accepte(name, kind) and name not in seule), None)
    dernier = contexte.slots.get(slots.BESOIN)
    sure = max((sure for name, sure in lectures if name in CAS), default=0.0)
    if lu == contexte.lu or sure >= _D_UN_CAS:
        return None
    meme = accepte(dernier, kind) and (contexte.lu != "nlu_fallback" or nue(contexte))
    return Geste(lu or (dernier if meme else fil.FICHES[kind]))


def _classe(contexte: Contexte, plain: str) -> Geste | None:
    """Read where the person stands: the last answer again from there."""
    en_main = contexte.en_main(slots.DIPLOME)
    named = fil.nomme(contexte)
    autre = named is not None and named[0] not in (slots.DIPLOME, slots.DOMAINE)  # « terminale pro commerce »
    if not (contexte.nommes(slots.NIVEAU) or en_main) or autre:
        return None
    dernier = contexte.slots.get(slots.BESOIN)
    if dernier in _AVEC_CLASSE:
        return Geste(dernier)
    sujet = contexte.slots.get(slots.SUJET) or {}
    if sujet.get("entity") in (slots.METIER, slots.DOMAINE):
        return Geste("metier_devenir")
    if not dernier:  # « je suis en terminale ST2S », said first: what comes after it
        return Geste("formation_apres")
    return Geste("formation_acces") if sujet.get("entity") == slots.DIPLOME and not en_main else None


def _lieu(contexte: Contexte, plain: str) -> Geste | None:
    """Read a place named alone: where that is taught there, or which campus is there."""
    ailleurs = contexte.lu == "relance_contextuelle" or (
        contexte.lu == "hors_sujet" and contexte.assurance >= fil.BIEN_LU
    )
    if not contexte.nommes(slots.LIEU) or fil.nomme(contexte) or ailleurs:
        return None
    dernier = contexte.slots.get(slots.BESOIN)
    besoin = besoin_du_lieu(contexte, dernier)
    return Geste(besoin, faits=bool(besoin and besoin.startswith("campus_"))) if besoin else None


def _suite(contexte: Contexte, plain: str) -> Geste | None:
    """Read what leans on the last answer and asks nothing that is known: what else the last need has to say."""
    dernier = contexte.slots.get(slots.BESOIN)
    cas = dernier in CAS and contexte.lu not in ("relance_contextuelle", "affirmer", "nier")
    court = len(plain.split()) <= fil.COURT and not fil.nomme(contexte)
    return Geste(dernier) if cas and court and _APPUI.search(plain) else None


def _meme_fil(contexte: Contexte, plain: str) -> Geste | None:
    """Read a short message that names nothing as the last need, when that is nearly as likely as what was read."""
    vague = contexte.lu in ("relance_contextuelle", "affirmer", "nier")
    court = len(plain.split()) <= fil.COURT
    return Geste(contexte.slots.get(slots.BESOIN)) if court and not vague and fil.meme(contexte) else None


def _rien(contexte: Contexte, plain: str) -> Geste | None:
    """Read a yes or thanks, hardly read as such and said of nothing, as what was not understood."""
    nu = not contexte.slots.get(slots.BESOIN) and not contexte.entites and contexte.assurance < _A_PEINE
    return Geste("incompris") if nu and contexte.lu in ("affirmer", "nier", "remercier") else None


def campus_du_lieu(contexte: Contexte) -> None:
    """Name the campus of the town that a message names in a talk about campuses: « et au Creusot ? »."""
    lieu = next(iter(contexte.nommes(slots.LIEU)), None)
    if lieu is None or contexte.nommes(slots.CAMPUS):
        return
    place = contexte.base.get(Lieu, lieu)
    proche = next(iter(campus.find(contexte.base, lieu=lieu)), None)
    if proche is not None and place is not None and place.nom in proche.villes:
        contexte.nommer(slots.CAMPUS, proche.id, proche.nom)


# The putting right of what was said comes after what somebody says of themselves, before what is asked.
_SURS = (_rien, *tournures.DE_SOI, _corrige, *tournures.DEMANDES)
