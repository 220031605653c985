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
PARCOURS = "parcours"  # the last pathway asked for: {"de": …, "vers": …}
INCOMPRIS = "incompris"  # how many messages in a row were not understood

THINGS = (NIVEAU, DIPLOME, METIER, DOMAINE, LIEU, CAMPUS)
CARRIED = (*THINGS, PERSONA, REGISTRE, RYTHME, BESOIN, SOURCES, DITS, PARCOURS)
