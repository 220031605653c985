"""Find the official files in a folder of datasets, under the names they are published with."""

from __future__ import annotations

from pathlib import Path

# Datasets made of several files; of the others one is given, the last by name: names bear the date or the version.
_SEVERAL = frozenset({"rome", "bcn", "inserjeunes", "annuaire"})
_PATTERNS = {
    "rome": ("unix_referentiel_code_rome*.csv", "unix_referentiel_appellation*.csv"),
    "bcn": (
        "[vV]*[fF]ormation*[dD]iplome*.csv",
        "n[fF]ormation*[dD]iplome*.csv",
        "n[mM]ef*.csv",
        "familleMetiers*.csv",
        "n_groupe_formation*.csv",
        "n_lien_formation_groupe*.csv",
    ),
    "onisep-formations": ("5fe07a9ecc960*.zip", "5fe07a9ecc960*.xml"),
    "onisep-metiers": ("5fe0808a2da6f*.zip", "5fe0808a2da6f*.xml"),
    "ideo-formations": ("5fa591127f501*.*", "ideo-formations_initiales*.csv"),
    "ideo-metiers": ("5fa5949243f97*.*", "ideo-metiers*.xml"),
    "table-passage": ("6152ccdf850ef*.*", "table_de_passage*.xml"),
    "certif-info": ("certif_info*.csv",),
    "kit-apprentissage": ("Kit_apprentissage*.xlsx",),
    "diplomes-professionnels": ("fr-en-diplomes-professionnels*.csv",),
    "rncp": ("export-fiches-csv-*.zip",),
    "parcoursup": ("fr-esr-parcoursup.csv", "fr-esr-parcoursup_*_national*.csv"),
    "mon-master": ("fr-esr-tmm-*mentions-de-master*.csv",),
    "inserjeunes": ("fr-en-inserjeunes-cfa*.csv", "ij_region_data*.csv", "depp-*-etablissements-*.csv"),
    "annuaire": (
        "fr-en-annuaire-education*.csv",
        "fr-en-adresse-et-geolocalisation*.csv",
        "lycees-donnees-generales*.csv",
    ),
}


def datasets(folder: Path) -> dict[str, list[Path]]:
    """Return the files of each dataset found in a folder and those within it, in the best order to import them."""
    found = {
        name: [path for pattern in patterns for path in sorted(folder.glob(f"**/{pattern}"))]
        for name, patterns in _PATTERNS.items()
    }
    return {name: paths if name in _SEVERAL else paths[-1:] for name, paths in found.items() if paths}
