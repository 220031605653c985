"""What a bare follow-up asks of the thing talked of: how long, how much, how hard, which jobs, which dates.

« Ça coûte combien ? » names nothing: the aspect is in its words, the thing in the memory of the talk.
"""

from __future__ import annotations

import re

from actions import fil, rendu, slots
from actions.contexte import Contexte, Reponse
from actions.du_sujet import longueur, ville
from actions.gestes import Geste
from actions.parcours import chemin
from actions.precisions import dite
from knowledge.entities import Diplome, Formation, Situation
from knowledge.queries import diplomes

MACHINES = re.compile(r"\b(?:machines?|equipements?|materiels?|labos?|plateaux?|plateformes?)\b")
_M, _D, _F, _C = slots.METIER, slots.DIPLOME, slots.DOMAINE, slots.CAMPUS
# The words of an aspect, and the need that answers it for each kind of thing; the first that meets is answered.
_ASPECTS: tuple[tuple[str, dict[str, str]], ...] = (
    (r"\brecrut\w*|\bembauch\w*", {_M: "metier_debouches", _F: "metier_debouches", _D: "formation_debouches"}),
    (
        r"\bgagn\w*|\bsalaires?\b|\bpaie\b|\bpayee?s?\b|\bpaye\b|\btouche\b|\bremuner\w*|\bthunes?\b|\ben viv\w*",
        {_M: "metier_salaire", _F: "metier_salaire", _D: "formation_debouches"},
    ),
    (
        r"\bdebouches?\b|\bbouchee?s?\b|\bsaturee?s?\b|\bpenurie\b|\bd ?avenir\b|\bboulots?\b"
        r"|\bjobs?\b|\bemplois?\b|\btaf\b|\binsertion\b"
        r"|\bmetiers? (?:derriere|apres|possibles?|vises?)\b",
        {_M: "metier_debouches", _F: "metier_debouches", _D: "formation_debouches"},
    ),
    (r"\bconcours\b", {_M: "metier_decouverte", _D: "formation_acces"}),
    (
        r"\bselecti\w*|\bchances?\b|\bsur dossier\b|\bniveau demande\b"
        r"|\bqui peut (?:y )?(?:aller|entrer|postuler)\b|\b(?:c est )?ouvert a qui\b|\bc est pour qui\b|\bon y entre\b"
        r"|\bentrer\b|\badmission\w*|\bprerequis\b|\bles conditions d\b|\bpris comment\b",
        {_M: "formation_acces", _D: "formation_acces"},
    ),
    (r"\bdurs?\b|\bdifficiles?\b|\bfacile\w*", {_M: "metier_conditions", _D: "formation_acces"}),
    (
        r"\bforce\b|\bcostaud\w*|\bmuscl\w*|\bhoraires?\b|\bvertige\b|\bdanger\w*|\bphysique(?:ment)?\b|\bfatig\w*|\bpenible\w*|\bdebout\b|\bfroid\b"
        r"|\b(?:la|de) nuit\b|\bweek ?end\w*|\bhauteur\b|\ballergi\w*|\bmal (?:au|de|aux) (?:dos|mer|bras|mains)\b",
        {_M: "metier_conditions", _D: "metier_conditions"},
    ),
    (
        r"\bon y (?:fait|apprend|etudie|voit)\b|\bmatieres?\b|\bmaths?\b|\bprogramme\b|\bon apprend\b",
        {_D: "formation_contenu", _M: "formation_contenu"},
    ),
    (
        r"\b(?:les|quelles|des) (?:suites?|poursuites?)\b"
        r"|\b(?:faire|fait|fais) quoi (?:avec|apres)\b|\bouvre (?:a|sur) quoi\b"
        r"|\bet (?:apres|ensuite)\b|\bapres ca\b|\bpoursui\w*|\bcontinuer\b|\bplus (?:loin|haut)\b|\bmont(?:er|e)\b"
        r"|\bgrimper\b|\betudes longues\b|\b(?:beaucoup|longues) (?:d )?etudes\b|\bjusqu ou\b",
        {_D: "formation_apres", _M: "metier_devenir", _F: "metier_devenir"},
    ),
    (
        r"\bcomment (?:faire|y|ca se passe)\b"
        r"|\bcomment (?:on|je|tu|il|elle) (?:y |le |la )?(?:dev|fai|arriv|entr|rentr|s y)"
        r"|\b(?:on|je) passe par\b|\bpar (?:ou|quoi)\b|\by arriver\b"
        r"|\bquel(?:le)?s? (?:diplomes?|etudes?|formations?|bac|parcours|ecole)\b"
        r"|\bquoi comme (?:formations?|etudes?|diplomes?)\b|\b(?:le|la) devien\w*|\bfaut quoi\b",
        {_M: "metier_devenir", _F: "metier_devenir", _D: "formation_acces"},
    ),
    (
        r"\bou ca\b|\bc est ou\b|\b(?:pres|vers|autour) de? ?chez\b|\bquel(?:le)?s? (?:lycees?|cfa|villes?)\b"
        r"|\bou (?:se former|je peux|on peut|faire)\b",
        {_M: "formation_ou", _D: "formation_ou", _F: "formation_ou", _C: "campus_presentation"},
    ),
    (MACHINES.pattern, {_C: "campus_equipement"}),
    (r"\bpasserelles?\b", {_D: "passerelle_reorientation"}),
    (
        r"\bc est quoi\b|\bca consiste\b|\ben quoi\b|\bkoi exactement\b",
        {_M: "metier_decouverte", _D: "diplome_niveau", _F: "metier_decouverte", _C: "campus_presentation"},
    ),
)
# What is asked beside the thing itself.
_THEMES = (
    (
        r"\bloyers?\b|\blouer\b|\bstudio\b|\blogements?\b|\bse loger\b|\bloger\b|\binternats?\b|\bdormir\b|\bappart\w*",
        "logement_internat",
    ),
    (r"\bbourses?\b|\baides? (?:financieres?|de la region|possibles?)\b|\bdes aides\b", "financement_aides"),
    (r"\binscri\w+", "procedure_inscription"),
    (r"\b(?:a l )?etranger\b|\berasmus\b", "mobilite_international"),
    (r"\bportes? ouvertes?\b|\bmini ?stages?\b|\bvisiter\b", "campus_evenement"),
    (r"\bvisas?\b|\bcampus france\b", "mobilite_international"),
    (r"\bgarante?s?\b|\bcaution\b|\bvisale\b", "logement_internat"),
    (r"\brqth\b|\bmdph\b|\bamenagements?\b", "handicap"),
    (r"\bstages?\b", "stage_pfmp"),
)
_DU_METIER = re.compile("|".join(words for words, needs in _ASPECTS[:3]))
_DUREE = re.compile(
    r"\b(?:combien|cb) (?:de temps|d ann?ees?|d ans|de mois|ca dure)\b|\b(?:ca|elle|il|elles|ils) dure(?:nt)?\b"
    r"|\bduree\b"
    r"|\bc est long\b|\ben tout\b|\bau total\b"
)
COUT = re.compile(
    r"\bcout\w*|\bcher\b|\bprix\b|\bgratuit\w*|\bpay\w* par qui\b"
    r"|\bqui (?:me |nous |le |la |l )?(?:paye|paie|finance)\b|\brev(?:ient|iendrait) a combien\b|\bpayant\w*|\bfrais\b"
    r"|\bc(?:est| est)? combien\b(?! (?:d|de|le|la)\b)|\btarifs?\b|\b(?:faut|doit) payer\b"
)
_A_LA_FAC = re.compile(r"\b(?:fac|facs|universites?|univ)\b")
_APPRENTI = re.compile(r"\bapprenti\w*|\balternan\w*|\b1\d ans\b")
_ECHEC = re.compile(r"\b(?:rat\w+|plant\w+|foir\w+|echou\w+|echec|loup\w+|redoubl\w+|vautr\w+)\b")
_REFUS = re.compile(
    r"\btout le monde (?:me |m )?(?:dit|dise) non\b|\bnulle part\b"
    r"|\bpas (?:pris|prise|admise?)\b|\b(?:que des|un|des|tous) refus\b|\brefusee? partout\b"
)
_RIEN = re.compile(
    r"\b(?:ai|a|as|avons|jai|obtien\w*|recois|recoit|aucune?) (?:\w+ ){0,2}(?:rien|place|proposition|reponse)\b"
    r"|\b(?:ai|a|jai) que des (?:refus|non)\b|" + _REFUS.pattern
)
PROCHES = re.compile(
    r"\bmetiers? (?:proches?|similaires?|semblables?|voisins?)\b|\bautres? metiers?\b|\bmeme (?:genre|style)\b"
)
_SANS_BREVET = re.compile(r"\b(?:sans|pas|rate\w*|loupe\w*|echoue au)\b.{0,20}\bbrevet\b")
_DISTANCE = re.compile(r"\ba distance\b|\bpar correspondance\b|\bcned\b")
SANS_BAC = re.compile(
    r"\b(?:faut (?:pas )?(?:avoir |forcement )?(?:le|un) bac(?! (?:general|plus|\d))|sans (?:le |mon |avoir le )?bac"
    r"|(?:pas|jamais eu) (?:de |le |mon )?bac)\b(?! (?:pro|techno))"
)
_DEMARCHE = re.compile(r"\bdates?\b|\bcalendrier\b|\blimite\b|\bv(?:oe|e)ux?\b|\bcandidat\w*|\bquand\b")
# Talks about somebody's case: the words above then mean something else (« c'est dur », « les horaires »).
_AUTRE_FIL = frozenset(
    {"logement_internat", "handicap", "vie_scolaire", "financement_aides", "decrochage", "mobilite_international"}
    | {
        "alternance_rupture",
        "alternance_salaire",
        "stage_pfmp",
        "test_interets",
        "stress_orientation",
        "contact_humain",
    }
    | {"vae", "reconversion", "campus_entreprise", "campus_evenement", "campus_equipement"}
)
_ADULTES = frozenset({"vae", "reconversion"})
VILLE = re.compile(r"\bquelles? villes?\b|\bc est (?:ou|dans quel coin)\b|\bou (?:est il|se trouve)\b|\bil est ou\b")
_LYCEE = 4  # the level of the bac
_AU_LYCEE = ("cap", "bac", "bp", "bma", "btm", "cs3", "cs4", "dnb")
_APRES_LE_BAC = frozenset({"pass", "las", "paces", "cpge", "licence", "dcg"})
_BIEN_LU = 0.8  # a need read so surely is not overruled by a word
_COURT = 9  # words of a follow-up that asks one thing
_COLLEGE_LYCEE = frozenset({"6e", "5e", "4e", "3e", "2de-gt", "2de-pro", "3e-prepa-metiers"})


def aspect(contexte: Contexte, plain: str) -> Geste | None:
    """Return what a short message asks of the thing talked of, when its words tell an aspect of it."""
    if len(plain.split()) > _COURT + 2:
        return None
    dernier = contexte.slots.get(slots.BESOIN) or ""
    chose = fil.sujet(contexte)
    if dernier.startswith("campus_") and not fil.nomme(contexte):
        chose = (_C, contexte.slots.get(_C) or "")  # the one told last, or campuses at large
    if contexte.slots.get(slots.PERSONA) == "entreprise":
        return _entreprise(contexte, plain)
    connu = chose or dernier or _A_LA_FAC.search(plain)
    if COUT.search(plain) and connu and dernier not in ("financement_aides", "mobilite_international"):
        return Geste(dernier or "financement_aides", cout(contexte, dernier, chose))
    if _SANS_BREVET.search(plain) and dernier:
        return Geste(dernier, contexte.reponse("utter_fil_sans_brevet"))
    if chose is None or (dernier in _AUTRE_FIL and not fil.nomme(contexte)):
        theme = _theme(plain)
        return theme if theme is not None and dernier and theme.besoin != dernier else None
    return _dit(contexte, plain, chose) or _besoin(contexte, plain, chose) or _theme(plain)


def _entreprise(contexte: Contexte, plain: str) -> Geste | None:
    """Return what an employer asks: what a young person costs, not what studies do, or a sentence of its own."""
    if COUT.search(plain):
        jeune = contexte.slots.get(slots.RYTHME) or _APPRENTI.search(plain)
        return Geste("campus_entreprise", None if jeune else contexte.reponse("utter_campus_entreprise_devis"))
    return Geste("campus_entreprise") if contexte.phrases.precise("campus_entreprise", contexte.ecrit) else None


def _dit(contexte: Contexte, plain: str, chose: tuple[str, str]) -> Geste | None:
    """Return the aspects that no need answers by itself: in which town, without the bac, after a failure, how long."""
    if chose[0] == _C and chose[1] and VILLE.search(plain):
        return Geste("campus_presentation", ville(contexte, chose[1]))
    if SANS_BAC.search(plain):
        return Geste("metier_devenir", sans_bac(contexte)) if chose[0] in (_M, _F) else None
    if _REFUS.search(plain):
        return Geste("procedure_parcoursup", refus(contexte))
    if _ECHEC.search(plain):
        return Geste("passerelle_reorientation", echec(contexte, chose))
    if _DISTANCE.search(plain):
        return Geste(
            "procedure_inscription", dite(contexte, "utter_procedure_inscription_libre", "utter_procedure_inscription")
        )
    return duree(contexte, chose) if _DUREE.search(plain) else None


def _theme(plain: str) -> Geste | None:
    """Return the need of another theme that a follow-up names: « et le logement là-bas ? »."""
    return next((Geste(besoin) for words, besoin in _THEMES if re.search(words, plain)), None)


def theme_seul(contexte: Contexte, plain: str) -> Geste | None:
    """Return the theme that a first message names, when it was hardly read: « combien ça coûte un studio ? »."""
    nu = not contexte.slots.get(slots.BESOIN) and not fil.nomme(contexte) and contexte.assurance < fil.MAL_LU
    return _theme(plain) if nu and len(plain.split()) <= _COURT + 2 else None


def _besoin(contexte: Contexte, plain: str, chose: tuple[str, str]) -> Geste | None:
    """Return the need that the words name, about the thing talked of."""
    metier = contexte.slots.get(slots.METIER)
    nu = chose[0] == _D and not fil.nomme(contexte) and contexte.base.get(Formation, chose[1]) is None
    if nu and metier and _DU_METIER.search(plain):
        chose = (_M, metier)  # a type of diploma pays nothing by itself: the job talked of does
    besoin = next((needs.get(chose[0]) for words, needs in _ASPECTS if re.search(words, plain)), None)
    if besoin == "metier_salaire" and (contexte.lu == "alternance_salaire" or contexte.slots.get(slots.RYTHME)):
        besoin = "alternance_salaire"  # « et je toucherai quoi, moi ? » after « en apprentissage »
    if besoin == "formation_apres" and not contexte.nommes(slots.DIPLOME):
        contexte.nommer(slots.DIPLOME, chose[1], rendu.nom(contexte, chose[1]), rappel=True)
    return Geste(besoin) if besoin else None


def duree(contexte: Contexte, chose: tuple[str, str] | None) -> Geste | None:
    """Return how long it takes: of each route just shown, else of the training, else the routes to the job."""
    routes = [item for item in contexte.slots.get(slots.MONTRES) or [] if item["entity"] == "route"]
    parcours = contexte.slots.get(slots.PARCOURS) or {}
    vers = chose is None or chose[0] in (_M, _F) or fil.nomme(contexte) is None
    if routes and vers and contexte.slots.get(slots.BESOIN) not in _AUTRE_FIL - _ADULTES:
        lignes = [longueur(contexte, item) for item in routes[:3]]
        depart = diplomes.name(contexte.base, str(parcours.get("de") or "3e").partition("+")[0])
        reponse = contexte.reponse("utter_fil_duree", depart=depart, liste=rendu.liste(lignes))
        reponse.citees = contexte.slots.get(slots.SOURCES) or []
        return Geste("metier_devenir", reponse)
    if chose is None:
        return None
    return Geste("formation_contenu" if chose[0] == _D else "metier_devenir") if chose[0] != _C else None


def duree_du_parcours(contexte: Contexte, plain: str) -> Geste | None:
    """Return how long the routes just shown take, when a message that names nothing asks it, however it was read."""
    court = len(plain.split()) <= _COURT and not fil.nomme(contexte)
    suivi = contexte.slots.get(slots.BESOIN) not in _AUTRE_FIL - _ADULTES
    shown = contexte.slots.get(slots.MONTRES) or []
    if not (court and suivi and _DUREE.search(plain) and any(item["entity"] == "route" for item in shown)):
        return None
    return duree(contexte, fil.sujet(contexte))


def cout(contexte: Contexte, dernier: str, chose: tuple[str, str] | None) -> Reponse:
    """Return what it costs, by the way one studies: school, university, with an employer, as an adult."""
    if dernier == "logement_internat":
        return dite(contexte, "utter_fil_cout_internat")
    if dernier in _ADULTES or _adulte(contexte):
        return dite(contexte, "utter_fil_cout_adulte")
    if dernier.startswith("alternance_"):
        return dite(contexte, "utter_fil_cout_alternance")
    if _A_LA_FAC.search(contexte.ecrit):
        return dite(contexte, "utter_fil_cout_superieur", formation="À la fac")
    if chose is not None and chose[0] == _D:
        fiche = diplomes.describe(contexte.base, chose[1])
        formation = contexte.base.get(Formation, chose[1])
        kind = formation.type if formation else chose[1]
        niveau = fiche.niveau if fiche else None
        ou = "bts" if kind in ("bts", "btsa") else "superieur" if niveau and niveau > _LYCEE else "lycee"
        if ou != "lycee" or kind.startswith(_AU_LYCEE):
            return dite(contexte, f"utter_fil_cout_{ou}", formation=fiche.nom if fiche else "")
    return dite(contexte, "utter_fil_cout_general")


def echec(contexte: Contexte, chose: tuple[str, str]) -> Reponse:
    """Return what is possible after a year or an exam that was failed, before or after the bac."""
    if _adulte(contexte):
        return dite(contexte, "utter_fil_echec_adulte")
    diplome = contexte.base.get(Formation, chose[1]) or contexte.base.get(Diplome, chose[1])
    niveau = diplome.niveau if diplome and diplome.niveau else 0
    classe = contexte.base.get(Situation, contexte.slots.get(slots.NIVEAU))
    apres = niveau > _LYCEE or (classe is not None and classe.id.startswith(("l1", "l2", "l3", "bts", "but", "m1")))
    if apres or chose[1] in _APRES_LE_BAC:
        return dite(contexte, "utter_fil_echec_superieur")
    return dite(contexte, "utter_passerelle_reorientation_echec", "utter_passerelle_reorientation")


def refus(contexte: Contexte, *, college: bool = False) -> Reponse:
    """Return what is left to somebody who was accepted nowhere, at their level."""
    college = college or contexte.chose(slots.NIVEAU) in _COLLEGE_LYCEE
    key = "utter_procedure_affelnet_sans" if college else "utter_procedure_parcoursup_refus"
    return dite(contexte, key, "utter_procedure_affelnet" if college else "utter_procedure_parcoursup")


def sans_bac(contexte: Contexte) -> Reponse:
    """Return the routes to what is talked of for somebody without the bac."""
    contexte.entites[:] = [e for e in contexte.entites if e["entity"] != slots.DIPLOME]
    niveau = contexte.chose(slots.NIVEAU)
    if niveau in _COLLEGE_LYCEE:
        return chemin(contexte)
    contexte.refus[:] = [e for e in contexte.refus if e["entity"] != slots.DIPLOME]  # where one starts says it all
    reponse = chemin(contexte, depart_dit="adulte" if _adulte(contexte) else "rien")
    if slots.PARCOURS in reponse.memoire:  # said for this once: the class remembered starts the next one
        reponse.memoire[slots.PARCOURS]["niveau"] = None
    return reponse


def sans_rien(contexte: Contexte, plain: str) -> Geste | None:
    """Return what is left to somebody whom no one takes, on the site talked of: « et si j'ai rien ? »."""
    dernier = str(contexte.slots.get(slots.BESOIN) or "")
    court = len(plain.split()) <= _COURT and not fil.nomme(contexte)
    if not (court and dernier.startswith(("procedure_", "formation_acces")) and _RIEN.search(plain)):
        return None
    if _parle_de_master(contexte):
        return Geste("procedure_inscription", dite(contexte, "utter_procedure_inscription_master_sans"))
    college = dernier == "procedure_affelnet" or contexte.chose(slots.NIVEAU) in _COLLEGE_LYCEE
    college = "affelnet" in plain or (college and "parcoursup" not in plain)
    return Geste("procedure_affelnet" if college else "procedure_parcoursup", refus(contexte, college=college))


def demarche(contexte: Contexte, plain: str) -> Geste | None:
    """Return the site where the wishes are made at that level, when its dates or its wishes are asked of no site."""
    if not _DEMARCHE.search(plain) or len(plain.split()) > _COURT or fil.nomme(contexte):
        return None
    lu, sure = next(iter(contexte.lectures), ("", 0.0))
    # « à qui demander des aménagements, et quand ? » is no date of wishes
    autre = sure >= _BIEN_LU and not lu.startswith(("procedure_", "formation_", "relance_", "metier_devenir"))
    if autre or re.search(r"parcour ?s? ?sup|affelnet|mon ?master|portes? ouvertes?", plain):
        return None
    dernier = contexte.slots.get(slots.BESOIN)
    if not (dernier or "").startswith(
        ("formation_", "metier_devenir", "procedure_inscription", "diplome_", "procedure_p")
    ):
        return None
    niveau = str(contexte.chose(slots.NIVEAU) or "")
    diplome = str(contexte.slots.get(slots.DIPLOME) or "")
    if niveau in ("l3", "m1") or diplome.startswith(("master", "licence")) or _parle_de_master(contexte):
        key = "voeux" if re.search(r"\bv(?:oe|e)ux?\b", plain) else "dates"
        return Geste("procedure_inscription", dite(contexte, f"utter_fil_master_{key}"))
    if dernier == "procedure_parcoursup":
        return None
    return Geste("procedure_affelnet" if niveau in _COLLEGE_LYCEE else "procedure_parcoursup")


def _adulte(contexte: Contexte) -> bool:
    """Tell whether the person said to be an adult at work or looking for work."""
    depart = str((contexte.slots.get(slots.PARCOURS) or {}).get("de") or "")
    return "adulte" in (contexte.slots.get(slots.PERSONA), contexte.slots.get(slots.NIVEAU), depart.partition("+")[0])


def _parle_de_master(contexte: Contexte) -> bool:
    """Tell whether the last answer was about the master: the wishes are those of its own site."""
    return any("monmaster" in source.get("url", "") for source in contexte.slots.get(slots.SOURCES) or [])
