"""What the base is made of: one frozen, validated dataclass per kind of thing.

Field names are the keys of the fact files and the columns of the tables: one word, three places.
Codes are text. `None` and empty tuples mean « not known », never « no ».
"""

from __future__ import annotations

from typing import Any, Literal, Optional, TypeVar

from pydantic import Extra
from pydantic.dataclasses import dataclass
from typing_extensions import dataclass_transform

T = TypeVar("T")


class _Strict:
    """Refuse unknown keys, so that a typing slip in a fact file is an error, not a silence."""

    extra = Extra.forbid
    smart_union = True


@dataclass_transform(frozen_default=True)
def entity(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass whose values are validated when it is built."""
    made: type[T] = dataclass(frozen=True, config=_Strict)(cls)
    return made


OuiNon = Literal["oui", "possible", "non"]
Confiance = Literal["verified", "high", "medium", "low"]
Textes = tuple[str, ...]


@entity
class Source:
    """Where facts were read. `date` is the publication date when known (ISO, month at least)."""

    id: str
    titre: str
    editeur: str = ""
    url: str = ""
    date: str = ""
    licence: str = ""
    verified_on: str = ""


@entity
class Filiere:
    """One of the twelve families of the Campus network, with the words that lead to it."""

    id: str
    nom: str
    noms: Textes = ()
    description: str = ""
    interets: Textes = ()
    riasec: str = ""
    mixite: Optional[Literal["femmes-rares", "hommes-rares"]] = None
    page: str = ""


@entity
class Domaine:
    """A field inside a filière (soudage, hydrogène, petite enfance…)."""

    id: str
    noms: Textes
    filiere: str


@entity
class Affirmation:
    """A statement of the interest questionnaire: its letter (RIASEC) and the words of jobs that it speaks of."""

    id: str
    lettre: Literal["R", "I", "A", "S", "E", "C"]
    texte: str
    court: str
    mots: Textes = ()


@entity
class Campus:
    """A Campus des métiers et des qualifications. `contact` carries the date it was published."""

    id: str
    nom: str
    filiere: str
    region: str
    confiance: Confiance
    noms: Textes = ()
    categorie: Optional[Literal["excellence", "standard", "projet"]] = None
    filiere_sure: bool = False
    domaines: Textes = ()
    academies: Textes = ()
    villes: Textes = ()
    support: str = ""
    site: str = ""
    contact: Optional[dict[str, Any]] = None
    label: str = ""
    resume: str = ""
    formations: Textes = ()
    premiers_23: str = "inconnu"
    sources: Textes = ()
    verified_on: str = ""


@entity
class Diplome:
    """A type of diploma, class, scheme or title. `niveau` is the CEC level (3 to 8)."""

    id: str
    nom: str
    nature: str
    statut: Literal["ouvert", "ferme", "renomme"] = "ouvert"
    sigle: str = ""
    noms: Textes = ()
    niveau: Optional[int] = None
    duree_ans: Optional[float] = None
    duree_texte: str = ""
    entree: str = ""
    admission: str = ""
    admission_texte: str = ""
    alternance: OuiNon = "non"
    remplace_par: Optional[str] = None
    depuis: Optional[int] = None
    description: str = ""
    a_savoir: str = ""
    sources: Textes = ()
    confiance: Confiance = "high"
    verified_on: str = ""


@entity
class Situation:
    """Where somebody starts from: a class, a year of study, « rien » or « adulte »."""

    id: str
    nom: str
    noms: Textes = ()
    niveau_atteint: Optional[int] = None
    equivaut: Optional[str] = None
    prepare: Optional[str] = None
    annees_restantes: Optional[float] = None


@entity
class Poursuite:
    """One rung in `annees` years, under a condition.

    `de` is a situation, a type of diploma or a formation; `vers` a type of diploma or a formation.
    """

    de: str
    vers: str
    annees: float
    nature: Literal["droit", "priorite", "dossier", "concours", "passerelle", "vae", "reprise", "contrat"]
    frequence: Literal["tres-courant", "courant", "possible", "rare", "tres-rare"]
    meme_domaine: bool = False
    alternance: OuiNon = "non"
    condition: str = ""
    source: str = ""
    confiance: Confiance = "high"
    verified_on: str = ""


@entity
class Formation:
    """A named training (diploma type + speciality). `rome` are codes of ROME 4.0."""

    id: str
    type: str
    intitule: str
    niveau: int
    filiere: str
    annees: Optional[float] = None
    noms: Textes = ()
    rncp: str = ""
    code_diplome: str = ""
    derniere_session: str = ""
    rome: Textes = ()
    campus: str = ""
    description: str = ""
    source: str = ""
    confiance: Confiance = "verified"
    verified_on: str = ""


@entity
class Metier:
    """A job, in both genders. `formations` are formation ids that usually lead to it, lowest level first."""

    id: str
    masculin: str
    feminin: str
    filiere: str
    rome: str = ""
    noms: Textes = ()
    niveaux: tuple[int, ...] = ()
    formations: Textes = ()
    description: str = ""
    conditions: str = ""
    qualites: Textes = ()
    proches: Textes = ()
    interets: Textes = ()
    acces: str = ""
    perspectives: str = ""
    source: str = ""
    confiance: Confiance = "high"
    verified_on: str = ""


@entity
class Salaire:
    """What a beginner earns in a job: gross euros a month, as the source publishes it.

    `brut_min` is None when the source only says « from the Smic »; `brut_max` when it gives one figure.
    """

    metier: str
    source: str
    brut_min: Optional[int] = None
    brut_max: Optional[int] = None
    des_le_smic: bool = False
    releve: str = ""
    verified_on: str = ""


@entity
class Rome:
    """A ROME 4.0 sheet: what the national job nomenclature says of a code.

    `ecologie`, `numerique` and `demographie` tell that the job takes part in that transition; `reglemente`
    that its exercise is regulated.
    """

    code: str
    libelle: str
    ecologie: bool = False
    numerique: bool = False
    demographie: bool = False
    reglemente: bool = False
    cadre: bool = False
    source: str = ""
    verified_on: str = ""


@entity
class Correspondance:
    """The code that an official list gives to a formation or a métier of the base (`systeme`: onisep, rncp, bcn)."""

    kind: Literal["formation", "metier"]
    fiche: str
    systeme: str
    code: str
    source: str


@entity
class Divergence:
    """A value on which an official list differs from the facts: `retenu` is what the base says."""

    fiche: str
    champ: str
    retenu: str
    officiel: str
    source: str


@entity
class Dispositif:
    """An aid, a help line, a procedure or a service. Amounts are dated; `valid_until` ends them."""

    id: str
    nom: str
    categorie: str
    noms: Textes = ()
    public: str = ""
    montant: str = ""
    valid_until: str = ""
    contact: str = ""
    url: str = ""
    description: str = ""
    besoins: Textes = ()
    verifie: bool = False
    source: str = ""
    smic_part: Optional[dict[str, Any]] = None
    verified_on: str = ""


@entity
class Echeance:
    """A dated step of a national procedure, in whole days (ISO); `fin` is empty for a single day."""

    id: str
    procedure: str
    titre: str
    debut: str
    fin: str = ""
    source: str = ""
    verified_on: str = ""


@entity
class Fait:
    """A short, sourced answer to one question about a subject (`cmq`, `filiere` or a campus id)."""

    id: str
    sujet: str
    theme: str
    question: str
    reponse: str
    etat: Literal["etabli", "projet", "absent", "depasse"]
    indices: str = ""
    lignes: str = ""
    source: str = ""
    verified_on: str = ""


@entity
class Lieu:
    """A région, a département or a town. `region` is the region's id; coordinates are WGS 84 degrees."""

    id: str
    nature: Literal["region", "departement", "ville"]
    nom: str
    noms: Textes = ()
    code: str = ""
    region: str = ""
    departement: str = ""
    academie: str = ""
    lat: Optional[float] = None
    lon: Optional[float] = None


KINDS: dict[str, type] = {
    "source": Source,
    "filiere": Filiere,
    "domaine": Domaine,
    "affirmation": Affirmation,
    "campus": Campus,
    "diplome": Diplome,
    "situation": Situation,
    "poursuite": Poursuite,
    "formation": Formation,
    "metier": Metier,
    "salaire": Salaire,
    "rome": Rome,
    "correspondance": Correspondance,
    "divergence": Divergence,
    "dispositif": Dispositif,
    "echeance": Echeance,
    "fait": Fait,
    "lieu": Lieu,
}
