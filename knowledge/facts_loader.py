"""Read the fact files of `knowledge/facts/` into entities, or say exactly what is wrong and where.

Every problem names the file, the entry, the key and the remedy; all of them are gathered before giving up,
so that a correction needs one run, not ten.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.entities import KINDS

FACTS = Path(__file__).parent / "facts"

# The top-level list of a YAML file tells the kind of its entries.
_SECTIONS = {
    "sources": "source",
    "filieres": "filiere",
    "campus": "campus",
    "diplomes": "diplome",
    "situations": "situation",
    "poursuites": "poursuite",
    "formations": "formation",
    "metiers": "metier",
    "dispositifs": "dispositif",
    "faits": "fait",
    "regions": "lieu",
    "departements": "lieu",
    "outre_mer": "lieu",
}
_SHORT_NAMES = "noms.yml"
_WHOLE = (int, typing.Optional[int])  # noqa: UP045 (compared with what get_type_hints gives)
# What a file may say once for all its entries.
_SHARED = ("verified_on", "source", "filiere", "confiance")


class FactsError(ValueError):
    """The fact files cannot be used; `problems` lists every reason."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def fingerprint(folder: Path = FACTS) -> str:
    """Return a hash that changes when any fact file, or the shape of the entities, changes."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.rglob("*.*")), Path(__file__).with_name("entities.py"), Path(__file__)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(folder: Path = FACTS) -> dict[str, list[Any]]:
    """Return every entity of the folder by kind (keys of `KINDS`), or raise `FactsError`."""
    facts: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    problems: list[str] = []
    written: dict[tuple[str, str], str] = {}
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".csv"})
    if not paths:
        raise FactsError([f"{folder} : aucun fichier de faits (.yml ou .csv) ; vérifier le chemin."])
    for path in paths:
        where = str(path.relative_to(folder))
        if path.name == _SHORT_NAMES:
            continue
        try:
            entries = list(_entries(path))
        except (yaml.YAMLError, csv.Error, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{where} : illisible ({' '.join(str(error).split())}) ; corriger la syntaxe.")
            continue
        for kind, entry in entries:
            entity = _entity(kind, entry, where, problems)
            if entity is None:
                continue
            facts[kind].append(entity)
            id_ = getattr(entity, "id", None)
            if id_ is not None and (kind, id_) in written:
                problems.append(
                    f"{where} : {kind} « {id_} » est déjà dans {written[kind, id_]} ; changer l'identifiant."
                )
            elif id_ is not None:
                written[kind, id_] = where
    _rename(facts, folder, problems)
    if problems:
        raise FactsError(problems)
    return facts


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if path.suffix == ".csv":
        yield from _csv_entries(path)
        return
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(content, dict):
        raise ValueError("le fichier doit être un dictionnaire YAML")
    for section, entries in content.items():
        if section in _SHARED:
            continue
        if section not in _SECTIONS:
            raise ValueError(f"section « {section} » inconnue ; sections possibles : {', '.join(_SECTIONS)}")
        kind = _SECTIONS[section]
        names = {field.name for field in dataclasses.fields(KINDS[kind])}
        shared = {key: content[key] for key in _SHARED if key in content and key in names}
        for entry in entries or []:
            if not isinstance(entry, dict):
                raise ValueError(f"une entrée de « {section} » n'est pas un dictionnaire : {entry!r}")
            if _SECTIONS[section] == "lieu":
                yield from _lieux(section, entry)
                continue
            complete = {**shared, **entry}
            if kind == "filiere":
                complete["riasec"] = "".join(complete.get("riasec", ()))
                for domaine in complete.pop("domaines", []):
                    yield "domaine", {**domaine, "filiere": complete.get("id")}
            yield kind, complete


def _lieux(section: str, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    nature = "region" if section == "regions" else "departement"
    entry = {"nature": nature, **entry}
    academies = entry.pop("academies", None)
    if academies and "academie" not in entry:
        entry["academie"] = " / ".join(academies)
    entry.setdefault("id", f"{nature}-{entry.get('code')}")
    yield "lieu", entry


def _csv_entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        if path.name == "villes.csv":
            for row in rows:
                ville = {"nature": "ville", "nom": row["nom"], "departement": row["departement"]}
                ville["id"] = f"ville-{row['departement']}-{row['nom'].lower()}"
                yield "lieu", {**ville, "lat": float(row["lat"]), "lon": float(row["lon"])}
            return
        for row in rows:
            entry: dict[str, Any] = {key: value for key, value in row.items() if value}
            for key in ("rome", "suites"):
                entry[key] = tuple(row.get(key, "").split())
            entry["filiere"] = path.stem
            entry["verified_on"] = "2026-11-23"
            yield "formation", entry


def _entity(kind: str, entry: dict[str, Any], where: str, problems: list[str]) -> Any:
    entity = KINDS[kind]
    name = entry.get("id") or f"{entry.get('de')} → {entry.get('vers')}"
    known = [field.name for field in dataclasses.fields(entity)]
    unknown = sorted(set(entry) - set(known))
    if unknown:
        problems.append(f"{where} : {name} : clé inconnue {', '.join(unknown)} ; possibles : {', '.join(known)}.")
        return None
    hints = typing.get_type_hints(entity)
    for key, value in entry.items():
        if isinstance(value, float) and not value.is_integer() and hints[key] in _WHOLE:
            problems.append(f"{where} : {name} : {key} : un nombre entier est attendu, pas {value} ; corriger.")
            return None
    try:
        return entity(**{key: _plain(value) for key, value in entry.items() if value is not None})
    except ValidationError as error:
        for detail in error.errors():
            key = ".".join(str(part) for part in detail["loc"])
            problems.append(f"{where} : {name} : {key} : {detail['msg']} ; corriger cette valeur.")
    except TypeError as error:
        missing = [key for key in _required(entity) if key not in entry]
        problems.append(f"{where} : {name} : il manque {', '.join(missing) or error} ; l'ajouter.")
    return None


def _required(entity: type) -> list[str]:
    empty = dataclasses.MISSING
    return [f.name for f in dataclasses.fields(entity) if f.default is empty and f.default_factory is empty]


def _plain(value: Any) -> Any:
    """Give YAML's dates back as text and its lists as tuples."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _rename(facts: dict[str, list[Any]], folder: Path, problems: list[str]) -> None:
    """Give formations the short names of `formations/noms.yml` (MELEC, GEII…)."""
    path = folder / "formations" / _SHORT_NAMES
    where = f"formations/{_SHORT_NAMES}"
    if not path.exists():
        return
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["noms"]
        short = {entry["formation"]: tuple(entry["noms"]) for entry in entries}
    except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError) as error:
        problems.append(f"{where} : illisible ({' '.join(str(error).split())}) ; corriger la syntaxe.")
        return
    unknown = set(short) - {formation.id for formation in facts["formation"]}
    problems += [f"{where} : formation « {id_} » inconnue ; corriger l'identifiant." for id_ in sorted(unknown)]
    facts["formation"] = [
        dataclasses.replace(f, noms=(*f.noms, *short[f.id])) if f.id in short else f for f in facts["formation"]
    ]
