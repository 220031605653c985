"""What a message asks of the talk itself: start over, the second one, why, shorter, an answer to a questionnaire.

Whole short messages only, so that no question on orientation is mistaken for one of them.
"""

from __future__ import annotations

import re

from actions import fil, gouts, montres, questionnaire, reprises, slots, souvenir
from actions.aspects import PROCHES, SANS_BAC, aspect
from actions.contexte import Contexte
from actions.contraintes import PLUS_COURT, POURQUOI_PAS
from actions.contraintes import lire as lire_contraintes
from actions.gestes import Geste
from actions.refus import exige, refuse
from actions.route import detail
from knowledge.entities import Diplome, Formation
from knowledge.text import words

_DANGER = frozenset({"detresse", "harcelement"})
_QUI = r"(?:on|je|j|peut on|on peut|tu peux|peux tu|je veux|je voudrais|est ce qu on peut)"
_ZERO = r"(?: (?:tout|a zero|de zero|depuis zero|au debut|du debut|depuis le debut|svp|stp))*"
_RECOMMENCER = re.compile(
    r"(?:ok |bon |allez |stop |non |laisse tomber |oublie |dsl |desolee? |pardon |en fait )*"
    r"(?:finalement |attends? |oula |ah )*"
    rf"(?:{_QUI} )*(?:tout )?(?:recommen\w+|repart\w*|reinitialis\w+|reset){_ZERO}"
    rf"|(?:{_QUI} )?(?:reprendre|reprenons)(?: tout)?(?: (?:a zero|de zero|au debut|depuis le debut))"
    r"|nouvelle (?:conversation|discussion|recherche)|nouveau sujet|on change de sujet|on remet (?:tout )?a zero"
)
_FIN = re.compile(r"\b(?:merci|bye|ciao|a plus|bonne (?:journee|soiree)|je (?:file|vous laisse|te laisse))\b|^allez\b")
_PROPOSITION = re.compile(r"[,;.!?:]")
# « Recommençons, je me suis trompé de domaine »: what comes after says why.
_RECOMMENCONS = re.compile(
    rf"(?:ok |bon |allez |non |pardon |en fait )*(?:recommencons|on recommence|on repart){_ZERO}"
)
# « Recommençons pour elle »: for somebody else, about whom the message already says something.
_POUR_AUTRUI = re.compile(
    r"(?:^|\b(?:ok|bon|plus tard|alors) )"
    r"(?:recommencons|on recommence|repartons|on repart)(?: tout)?(?: a zero| de zero)?"
    r" (?:c (?:est )?)?pour (?:elle|lui|eux|mon|ma|mes|notre)\b"
)
_CELA = r"(?:ca|cela|donc|stp|svp|celui la|celle la|ceux la|dans cet ordre)"
_CES = r"(?:ce|cet|cette|ces) (?:chemins?|routes?|pistes?|metiers?|idees?|formations?|reponses?)"
_DIS = r"(?:tu|vous) (?:me )?(?:dis|dites|proposes?|proposez) (?:ca|cela)"
_POURQUOI = re.compile(rf"(?:et |mais |ok )?(?:pourquoi|pk|pq|prk)(?: (?:{_CELA}|{_CES}|{_DIS}))*")
# « D'où viennent ces données ? », « vous tirez ça d'où ? »
_D_OU = re.compile(
    r"\bd ou (?:vien\w+|sort\w*|tu (?:sors|tiens|tires)|vous (?:sortez|tenez|tirez)) (?:\w+ ){0,2}"
    r"(?:ca|cela|infos?|informations?|donnees|chiffres?|codes?|salaires?|reponses?)\b"
    r"|\b(?:sors|sort|sortez|tiens|tenez|tires|tirez|trouves|trouvez) (?:\w+ )?(?:ca|cela|ces \w+) d ou\b"
)
_EXPLIQUES = {"idees_par_interets": "utter_pourquoi_idees", "test_interets": "utter_pourquoi_idees"}
_BIEN_LU = 0.8  # a need read so surely is answered
_LU = 0.5  # a need read so surely is what was meant
_BREF = 7  # words of a message that only adds a condition: « sans maths », « pas plus de deux ans »


def geste(contexte: Contexte) -> Geste | None:
    """Return what a typed message asks of the talk itself, or None when it asks something of the base."""
    intent = (contexte.tracker.latest_message.get("intent") or {}).get("name")
    if contexte.bouton or intent in _DANGER:
        return None
    if exige(contexte) or (refuse(contexte) and contexte.assurance < _LU):
        return Geste("hors_sujet")  # read as nothing sure: « planter des arbres » is a taste, surely read
    typed, *spelt = (" ".join(words(line)) for line in contexte.ecrit.split("\n"))
    made = _lire(contexte, intent, typed)
    return made if made is not None or not spelt else _lire(contexte, intent, spelt[0])


def _lire(contexte: Contexte, intent: str | None, plain: str) -> Geste | None:
    """Return what the words ask of the talk, as they were typed or with their short forms spelt out."""
    fil.relever(contexte, plain)
    readers = (_repondu, _recommencer, _adieu, _souvenir, _pourquoi_pas, _pourquoi, _designe, _condition)
    found = next((made for read in readers if (made := read(contexte, plain))), None)
    if found is not None:
        return found
    if intent in ("relance_contextuelle", "affirmer", "nier") or fil.faible(contexte):
        _preciser(contexte)
    goute = "idees_par_interets" in (intent, contexte.slots.get(slots.BESOIN))
    if montres.rappeler(contexte, plain) and goute:  # « et le deuxième, c'est long ? » asks for no more ideas
        return aspect(contexte, plain) or Geste(fil.FICHES[(fil.nomme(contexte) or (slots.DOMAINE,))[0]])
    return reprises.lire(contexte, plain)


def _repondu(contexte: Contexte, plain: str) -> Geste | None:
    """Read an answer to the statement of the questionnaire that was just asked."""
    answer = questionnaire.tape(contexte, plain)
    return Geste(questionnaire.BESOIN, questionnaire.avancer(contexte, answer)) if answer else None


def _recommencer(contexte: Contexte, plain: str) -> Geste | None:
    """Read « on recommence »: all is forgotten but who speaks."""
    debut = " ".join(words(_PROPOSITION.split(contexte.texte.strip(), maxsplit=1)[0]))
    demande = contexte.sujet_nomme() is not None and contexte.assurance >= _BIEN_LU and not _POUR_AUTRUI.search(plain)
    if demande or not (_RECOMMENCER.fullmatch(plain) or _RECOMMENCONS.fullmatch(debut) or _POUR_AUTRUI.search(plain)):
        return None  # « on repart : c'est quoi un CAP ? » asks something
    reponse = contexte.reponse("utter_recommencer")
    reponse.memoire = dict.fromkeys(slots.FORGOTTEN)
    reponse.memoire |= {kind: contexte.nommes(kind)[0] for kind in slots.THINGS if contexte.nommes(kind)}
    site = (contexte.slots.get("session_started_metadata") or {}).get("campus")
    if site:
        reponse.memoire[slots.CAMPUS] = site
    return Geste(reponse=reponse)


def _adieu(contexte: Contexte, plain: str) -> Geste | None:
    """Read « allez salut, merci ! » at the end of a talk: no greeting."""
    fin = contexte.lu == "saluer" and contexte.slots.get(slots.BESOIN) and _FIN.search(plain)
    return Geste(reponse=contexte.reponse("utter_au_revoir")) if fin else None


def _souvenir(contexte: Contexte, plain: str) -> Geste | None:
    """Read « tu te souviens de ma classe ? »: what is remembered of the person."""
    return Geste(souvenir.BESOIN, souvenir.reponse(contexte)) if souvenir.demande(plain) else None


def _pourquoi_pas(contexte: Contexte, plain: str) -> Geste | None:
    """Read « pourquoi pas un CAP ? » said of a pathway: no refusal, a question."""
    if not POURQUOI_PAS.search(plain):
        return None
    if contexte.slots.get(slots.BESOIN) == "idees_par_interets" and contexte.nommes(slots.METIER):
        return Geste("metier_decouverte")  # a job that was not among the ideas: what it is, and how long it takes
    return Geste("metier_devenir") if contexte.slots.get(slots.PARCOURS) else None


def _pourquoi(contexte: Contexte, plain: str) -> Geste | None:
    """Read « pourquoi ? »: how routes or ideas were chosen, else where the last answer comes from."""
    if _D_OU.search(plain):
        return Geste("bot_critique")
    if not _POURQUOI.fullmatch(montres.sans_rang(plain)):
        return None
    dernier = contexte.slots.get(slots.BESOIN)
    shown = contexte.slots.get(slots.MONTRES) or []
    if dernier in _EXPLIQUES:
        return Geste(dernier, gouts.pourquoi(contexte, plain) or contexte.reponse(_EXPLIQUES[dernier]))
    if shown and shown[0]["entity"] == "route" and dernier == "metier_devenir":
        return Geste(dernier, contexte.reponse("utter_pourquoi_parcours"))
    return Geste("bot_critique")


def _designe(contexte: Contexte, plain: str) -> Geste | None:
    """Read « le deuxième », « l'autre »: the sheet of that thing, or that route step by step."""
    pointe = montres.choisi(contexte, plain)
    if pointe is None:
        return None
    contexte.entites[:] = [e for e in contexte.entites if e["entity"] != slots.NIVEAU]  # « la troisième » is no class
    if pointe["entity"] == "route":
        return Geste("metier_devenir", detail(contexte, pointe))
    contexte.nommer(pointe["entity"], pointe["id"], pointe["label"])
    return Geste(fil.FICHES[pointe["entity"]])


def _condition(contexte: Contexte, plain: str) -> Geste | None:
    """Read a message that only adds a condition to the pathway or the ideas talked of: « sans maths »."""
    if len(plain.split()) > _BREF or any(contexte.nommes(thing) for thing in (slots.METIER, slots.DIPLOME)):
        return None
    same = lire_contraintes(contexte) == (contexte.slots.get(slots.CONTRAINTES) or {})
    if same and not PLUS_COURT.search(plain):
        return None
    if SANS_BAC.search(plain) or PROCHES.search(plain):
        return None
    if contexte.slots.get(slots.BESOIN) == "idees_par_interets":
        return Geste("idees_par_interets")
    if contexte.slots.get(slots.BESOIN) in ("formation_apres", "formation_debouches"):
        return Geste("formation_apres") if PLUS_COURT.search(plain) else None
    vise = PLUS_COURT.search(plain) and (fil.sujet(contexte) or ("",))[0] in (slots.METIER, slots.DOMAINE)
    return Geste("metier_devenir") if contexte.slots.get(slots.PARCOURS) or vise else None


def _preciser(contexte: Contexte) -> None:
    """Read a kind of diploma as the one of that kind that was just shown: « non, je parlais du BTS »."""
    named = contexte.nommes(slots.DIPLOME)
    if len(named) != 1 or contexte.base.get(Diplome, named[0]) is None or contexte.en_main(slots.DIPLOME):
        return
    shown = [item["id"] for item in contexte.slots.get(slots.MONTRES) or [] if item["id"]]
    formations = [contexte.base.get(Formation, id_) for id_ in (*shown, contexte.slots.get(slots.DIPLOME))]
    same = next((f for f in formations if f and f.type == named[0]), None)
    if same is not None:
        contexte.nommer(slots.DIPLOME, same.id)
