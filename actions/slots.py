"""The names of the slots, written once, and what is carried from one session to the next."""

NIVEAU = "niveau"
DIPLOME = "diplome"
METIER = "metier"
DOMAINE = "domaine"
LIEU = "lieu"
CAMPUS = "campus"
PERSONA = "persona"
REGISTRE = "registre"
RYTHME = "rythme"
BESOIN = "besoin"  # the last need answered: what « et à Lyon ? » goes on from
SOURCES = "sources"  # those of the last answer, for « d'où tu sors ça ? »
DITS = "dits"  # the words used for the things above: « électricienne », not « électricien »
SUJET = "sujet"  # the last thing named to be talked of: {"entity", "id"}
PARCOURS = "parcours"  # the last pathway asked for: {"de": …, "vers": …}
CONTRAINTES = "contraintes"  # what was asked of a pathway: {"annees_max": 3, "sans": ["prépa"], …}
GOUTS = "gouts"  # what ideas were asked from, in the person's words: {"aime": …, "refus": […]}
MONTRES = "montres"  # the last things listed, for « le deuxième »: [{"entity", "id", "label"} or a route]
INCOMPRIS = "incompris"  # how many messages in a row were not understood
DERNIER = "dernier"  # marks of the last answers, so that none is given twice in a row
QUESTIONNAIRE = "questionnaire"  # where the interest questionnaire stands: {"reponses": {…}, "attend": bool}

THINGS = (NIVEAU, DIPLOME, METIER, DOMAINE, LIEU, CAMPUS)
# What may be talked of; when a message names several, the first of these is its subject.
SUBJECTS = (METIER, DIPLOME, DOMAINE, CAMPUS)
# Who speaks is known for good; « on recommence » forgets all the rest.
WHO = (PERSONA, REGISTRE)
# What a new session keeps after a silence: whole things only.
CARRIED = (*THINGS, *WHO, RYTHME, BESOIN, SOURCES, DITS, SUJET, PARCOURS, CONTRAINTES, GOUTS)
# Half-done things, kept while the conversation goes on (a session is renewed each ten turns, docs/adr/0006) and
# dropped when it was left: nobody comes back to the middle of a questionnaire.
UNDER_WAY = (MONTRES, INCOMPRIS, DERNIER, QUESTIONNAIRE)
FORGOTTEN = (
    *(*THINGS, RYTHME, BESOIN, SOURCES, DITS, SUJET, PARCOURS, CONTRAINTES),
    *(GOUTS, MONTRES, INCOMPRIS, QUESTIONNAIRE),
)

# Readings that are no need of orientation: how somebody speaks, or what is said aside.
NO_NEED = frozenset(
    {"affirmer", "nier", "relance_contextuelle", "nlu_fallback", "saluer", "remercier", "au_revoir", "bot_identite"}
    | {"bot_critique", "insulte", "langue_etrangere", "injection", "devoirs", "hors_sujet", "illisible"}
    | {"detresse", "harcelement", "donnees_personnelles"}
)
