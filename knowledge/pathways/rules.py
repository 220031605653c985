"""What is known of whole kinds of diploma, and of no speciality: the rules a counsellor has in mind.

Facts about one diploma live in the fact files; these say what a kind is for.
"""

from __future__ import annotations

from knowledge.text import fold, stems

# How much a rung weighs beyond its years: a rare bridge is shown, but after the usual ways.
RARITY = {"tres-courant": 0.0, "courant": 0.3, "possible": 1.0, "rare": 2.5, "tres-rare": 4.5}
_BAC_LEVEL = 4
DEEPEST = 6  # rungs in a way, at most: 3e to doctorate takes four or five

# The trunk everybody knows: a rung of it is plain without a speciality.
PLAIN = frozenset({"dnb", "bac-general", "cpge", "prepa-integree", "prepa-metiers", "daeu", "pass-las"})
# A speciality exists, but the kind says enough when the base lists none that fits.
GENERAL = PLAIN | {"ats", "cpge-pro", "licence", "master", "ingenieur", "doctorat", "capacite", "classe-passerelle"}
# Told without a speciality on the way when no speciality is near: the kinds entered with any of several.
OPEN = PLAIN | {"licence", "cpge-pro", "capacite", "classe-passerelle"}
# Ends of a way, not rungs of one: what follows them asks for the level again.
ENDS = frozenset(
    {"titre-pro", "titre-rncp", "cqp", "ms", "bachelor", "fcil", "bafa", "du", "hmonp", "dec", "bm", "concours"}
)
# A class made for what follows it, and for nothing else.
ONLY_BEFORE = {
    "pass-las": frozenset({"ecole-medecine", "de-kine", "de-paramedical", "de-sage-femme"}),
    "ats": frozenset({"ingenieur", "ecole-veterinaire", "diplome-etat"}),
    "classe-passerelle": frozenset({"bts", "btsa"}),
    "cpge": frozenset({"ingenieur", "ecole-commerce", "ecole-veterinaire", "licence", "concours"}),
    "cpge-pro": frozenset({"ingenieur", "ecole-commerce"}),
    "prepa-integree": frozenset({"ingenieur"}),
    "dnb": frozenset({"cap", "capa", "bac-pro", "bac-general", "bac-techno"}),
}
# Detours: what they open is open without them to who comes from school; they are for who needs them.
DETOURS = frozenset(
    {"dnb", "prepa-seconde", "prepa-apprentissage", "cippa", "ftlv", "classe-passerelle", "prepa-seconde-chance",
     "prepa-metiers", "bafa"}
)  # fmt: skip
GENERAL_BACS = frozenset({"bac-general", "bac-techno"})
TRADES = frozenset(
    {"bp", "bma", "btm", "cs3", "cs4", "csa", "bprea", "bm", "bpjeps", "deas", "deap", "titre-pro",
     "diplome-etat", "concours"}
)  # fmt: skip
OF_THE_TRADE = frozenset({"bp", "bm"})  # an adult enters them with some years in the trade
SHORT_TITLES = frozenset({"titre-pro", "cqp", "titre-rncp", "ctm"})
FIRST_ONLY = frozenset({"titre-pro", "cqp", "ctm"})  # taken from where one stands, not at the end of a way
BY_SELECTION = frozenset({"deaes", "deas", "deap", "deme", "bpjeps"})  # no diploma asked, a selection by the school
VOCATIONAL = frozenset({"cap", "capa", "bac-pro", "bp", "cs3", "cs4", "bts", "btsa"})
_OPEN_TO_ALL = frozenset({"daeu", "capacite", "titre-pro", "cqp", "titre-rncp"}) | BY_SELECTION
PREPAS = frozenset({"cpge", "ats", "prepa-integree", "cpge-pro"})
FEW_PLACES = frozenset(
    {"ingenieur", "ecole-commerce", "ecole-archi", "ecole-veterinaire", "ecole-medecine", "iep", "doctorat", "cmi",
     "dsaa", "dsp", "dna", "cpge-pro", "titre-rncp", "de-sage-femme", "de-kine", "concours"}
)  # fmt: skip
# Prepared in the evening, at a distance or part-time by adults (Cned, Cnam, Greta, universities).
BESIDE_A_JOB = frozenset(
    {"cap", "bp", "bac-pro", "bts", "btsa", "daeu", "capacite", "licence", "licence-pro", "master", "dcg", "dscg",
     "titre-pro", "titre-rncp", "cqp", "bprea", "bpa", "du", "ingenieur", "doctorat", "bm", "ms"}
)  # fmt: skip
# The fields of each technological series; the other kinds get theirs from their formations.
_INDUSTRY = {
    "systemes-innovants-mecatronique", "materiaux", "mobilite-aeronautique-transports", "transition-energetique",
    "numerique-telecommunications", "infrastructures-batiment",
}  # fmt: skip
FIELDS: dict[str, frozenset[str]] = {
    "bac-techno-sti2d": frozenset(_INDUSTRY),
    "bac-techno-stl": frozenset(
        {"chimie-biotechnologies", "alimentaire-agroalimentaire", "materiaux", "services-personne"}
    ),
    "bac-techno-st2s": frozenset({"services-personne"}),
    "bac-techno-std2a": frozenset({"creation-design-audiovisuel"}),
    "bac-techno-s2tmd": frozenset({"creation-design-audiovisuel"}),
    "bac-techno-sthr": frozenset({"tourisme-gastronomie"}),
    "bac-techno-stav": frozenset({"alimentaire-agroalimentaire", "infrastructures-batiment", "transition-energetique"}),
    "bac-techno-stmg": frozenset({"services-entreprises-logistique", "tourisme-gastronomie"}),
    "btsa": frozenset(
        {"alimentaire-agroalimentaire", "transition-energetique", "infrastructures-batiment", "chimie-biotechnologies",
         "services-personne", "services-entreprises-logistique", "mobilite-aeronautique-transports"}
    ),
    "capacite": frozenset({"services-entreprises-logistique"}),
    "dscg": frozenset({"services-entreprises-logistique"}),
    "dec": frozenset({"services-entreprises-logistique"}),
    "dcg": frozenset({"services-entreprises-logistique"}),
    "bprea": frozenset({"alimentaire-agroalimentaire", "infrastructures-batiment"}),
    "bpa": frozenset({"alimentaire-agroalimentaire", "infrastructures-batiment", "transition-energetique"}),
    "csa": frozenset({"alimentaire-agroalimentaire", "infrastructures-batiment", "transition-energetique"}),
    "bpjeps": frozenset({"services-personne", "tourisme-gastronomie"}),
    "bafa": frozenset({"services-personne", "tourisme-gastronomie"}),
    "deme": frozenset({"services-personne"}),
    "ecole-commerce": frozenset(
        {"services-entreprises-logistique", "tourisme-gastronomie", "creation-design-audiovisuel"}
    ),
    "bma": frozenset({"creation-design-audiovisuel", "materiaux", "infrastructures-batiment"}),
    "dnmade": frozenset({"creation-design-audiovisuel", "materiaux"}),
}  # fmt: skip
_MATHS = frozenset(stems("mathématiques statistique actuariat physique mécanique électronique automatique finance"))
_HEAVY = PREPAS | {"ingenieur", "bac-techno-sti2d", "ecole-veterinaire"}


def is_series(type_: str) -> bool:
    """Tell whether a type is a series of the technological bac."""
    return type_.startswith("bac-techno-")


def family(type_: str) -> str:
    """Return the kind a type is a case of: a series is a « bac-techno »."""
    return "bac-techno" if is_series(type_) else type_


def is_one_school(title: str) -> bool:
    """Tell whether a title is that of a single school (« Ingénieur diplômé de l'école… »), not of a speciality."""
    return fold(title).startswith("ingenieur diplome")


def serves(before: str, after: str) -> bool:
    """Tell whether a class may come before what follows it."""
    allowed = ONLY_BEFORE.get(before)
    return allowed is None or family(after) in allowed


def is_maths_heavy(type_: str, title: str) -> bool:
    """Tell whether a rung asks for a lot of mathematics, by its kind or the subject its title names."""
    if type_ in _HEAVY or (type_ in ("licence", "master", "doctorat", "but") and _MATHS & set(stems(title))):
        return "lettres" not in fold(title)
    return False


def asks_no_diploma(kind: str, level: int) -> bool:
    """Tell whether a kind may be begun without any diploma: up to the level of the bac, or made for that."""
    return level <= _BAC_LEVEL or kind in _OPEN_TO_ALL


def refused(type_: str, label: str, sans: tuple[str, ...]) -> bool:
    """Tell whether a rung is one of those a person does not want (« prépa », « maths », « BTS »)."""
    if not sans:
        return False
    name = set(stems(label)) | {type_, family(type_), *type_.split("-")}
    for word in sans:
        plain = fold(word)
        if "prepa" in plain and type_ in PREPAS:
            return True
        if "math" in plain:
            if is_maths_heavy(type_, label):
                return True
            continue
        wanted = set(stems(word))
        if wanted and wanted <= name:
            return True
    return False
