"""What the official datasets say, row by row: one frozen dataclass per kind of record.

Importers fill them, `knowledge/importing.py` keeps them, `knowledge/consolidation/` joins them to the curated
facts. Plain dataclasses: importers check values one by one, and there are a hundred thousand of them.
Codes are text. `None` and empty mean « the source does not say », never « no ». Levels are those of the CEC (3–8).
"""

from __future__ import annotations

from dataclasses import dataclass

Textes = tuple[str, ...]

# How the ids of Onisep begin: those of the formations and métiers that an official list brought into the base.
MADE = ("FOR.", "MET.")


def is_imported(id_: str) -> bool:
    """Tell whether an official list brought it: nobody here can write what Onisep itself does not say."""
    return id_.startswith(MADE)


@dataclass(frozen=True)
class Certification:
    """A diploma, title or training of a national list, under the codes each list gives it.

    `onisep` is a FOR id, `rncp` the number without prefix, `code_diplome` the eight characters of the BCN (CFD).
    `type` is written as in the source; `domaines` are Onisep's sub-domains.
    """

    id: str
    intitule: str
    type: str = ""
    niveau: int | None = None
    duree: str = ""
    onisep: str = ""
    rncp: str = ""
    code_diplome: str = ""
    certif_info: str = ""
    nsf: str = ""
    rome: Textes = ()
    domaines: Textes = ()
    ouverte: bool | None = None
    derniere_session: str = ""
    url: str = ""


@dataclass(frozen=True)
class MetierOfficiel:
    """A job of Onisep's lists; `accroche` is their one-paragraph summary, `niveau_acces` a CEC level."""

    id: str
    nom: str
    masculin: str = ""
    feminin: str = ""
    noms: Textes = ()
    rome: Textes = ()
    accroche: str = ""
    niveau_acces: int | None = None
    domaines: Textes = ()
    url: str = ""


@dataclass(frozen=True)
class CodeRome:
    """A sheet of the ROME 4.0; `id` is the code (H2902)."""

    id: str
    libelle: str
    ecologie: str = ""
    numerique: str = ""
    demographie: str = ""
    reglemente: str = ""
    cadre: str = ""


@dataclass(frozen=True)
class Appellation:
    """A job title of the ROME 4.0; `id` is its OGR code, `libelle` holds both genders where they differ."""

    id: str
    libelle: str
    court: str
    rome: str
    rare: bool = False


@dataclass(frozen=True)
class Lien:
    """A link between two records: `de` and `vers` are ids of the source, `vers` empty when it only gives a name.

    Natures: `formation-metier`, `poursuite`, `metier-proche`, `remplace-par`, `licence-conseillee`, `famille`.
    """

    id: str
    nature: str
    de: str
    vers: str = ""
    libelle: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Mef:
    """A class as the ministry codes it: `id` is the MEF (10 characters), `mefstat11` the key of InserJeunes."""

    id: str
    libelle: str
    code_diplome: str = ""
    mefstat11: str = ""
    annees: int | None = None
    annee: int | None = None
    ouverte: bool | None = None


@dataclass(frozen=True)
class Offre:
    """A course at a place: `annee` is that of the campaign, `conseillees` the diplomas its university advises."""

    id: str
    intitule: str
    etablissement: str
    uai: str = ""
    statut: str = ""
    commune: str = ""
    departement: str = ""
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    annee: str = ""
    selective: bool | None = None
    capacite: int | None = None
    ouverte: bool | None = None
    conseillees: Textes = ()
    url: str = ""


@dataclass(frozen=True)
class Insertion:
    """What became of those who left: percentages (0–100) at 6, 12, 18 and 24 months, and who went on studying.

    `perimetre` is `etablissement`, `cfa` or `region`; `population` who is counted (apprentis, scolaires, ensemble).
    """

    id: str
    perimetre: str
    millesime: str
    uai: str = ""
    region: str = ""
    libelle: str = ""
    population: str = ""
    code_diplome: str = ""
    mefstat11: str = ""
    emploi_6: float | None = None
    emploi_12: float | None = None
    emploi_18: float | None = None
    emploi_24: float | None = None
    poursuite: float | None = None
    effectif: int | None = None


@dataclass(frozen=True)
class Etablissement:
    """A school; `id` is its UAI. `region` is the name of the région of today, coordinates are WGS 84 degrees."""

    id: str
    nom: str
    type: str = ""
    statut: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    departement: str = ""
    academie: str = ""
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    telephone: str = ""
    site: str = ""
    onisep: str = ""
    voies: Textes = ()
    internat: bool | None = None
    ulis: bool | None = None
    apprentissage: bool | None = None
    ouvert: bool | None = None


@dataclass(frozen=True)
class CampusOfficiel:
    """A campus of our own CSV template: one row per entry of an arrêté."""

    id: str
    nom: str
    categorie: str
    filiere: str
    region: str
    academie: str = ""
    ville: str = ""
    uai_support: str = ""
    etablissement_support: str = ""
    date_arrete: str = ""
    duree_ans: int | None = None
    site: str = ""
    source_url: str = ""


Fiche = (
    Certification
    | MetierOfficiel
    | CodeRome
    | Appellation
    | Lien
    | Mef
    | Offre
    | Insertion
    | Etablissement
    | CampusOfficiel
)

OFFICIAL_KINDS: dict[str, type] = {
    "certification": Certification,
    "metier_officiel": MetierOfficiel,
    "code_rome": CodeRome,
    "appellation": Appellation,
    "lien": Lien,
    "mef": Mef,
    "offre": Offre,
    "insertion": Insertion,
    "etablissement": Etablissement,
    "campus_officiel": CampusOfficiel,
}
