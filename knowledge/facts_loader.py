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
    "affirmations": "affirmation",
    "campus": "campus",
    "diplomes": "diplome",
    "situations": "situation",
    "poursuites": "poursuite",
    "formations": "formation",
    "metiers": "metier",
    "dispositifs": "dispositif",
    "echeances": "echeance",
    "faits": "fait",
    "regions": "lieu",
    "departements": "lieu",
    "outre_mer": "lieu",
}
# A CSV file is told by its folder, or by its own name at the top of the facts.
_CSV_KINDS = {"formations": "formation", "poursuites": "poursuite", "salaires": "salaire", "rome": "rome"}
# Files that say one more thing of entities written elsewhere: section, key of each entry, field it fills.
_ADDED = {"noms": "noms", "descriptions": "description"}
_WHOLE = (int, typing.Optional[int])  # noqa: UP045 (compared with what get_type_hints gives)
# Modules that say what a base made of these facts holds.
_DERIVES = ("entities", "indexing", "schema", "searchable", "terms", "text")
# What a file may say once for all its entries.
_SHARED = ("verified_on", "source", "filiere", "confiance")


class FactsError(ValueError):
    """The fact files cannot be used; `problems` lists every reason."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def fingerprint(folder: Path = FACTS) -> str:
    """Return a hash that changes when any fact file, the shape of the entities or what names are cut into, changes."""
    digest = hashlib.sha256()
    code = [Path(__file__).with_name(f"{name}.py") for name in _DERIVES]
    for path in [*sorted(folder.rglob("*.*")), *code, Path(__file__)]:
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
    added: list[tuple[str, str, dict[str, Any]]] = []
    for path in paths:
        where = str(path.relative_to(folder))
        try:
            entries = list(_entries(path))
        except (yaml.YAMLError, csv.Error, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{where} : illisible ({' '.join(str(error).split())}) ; corriger la syntaxe.")
            continue
        for kind, entry in entries:
            if kind in _ADDED:
                added.append((where, kind, entry))
                continue
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
    _complete(facts, added, problems)
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
        if section in _ADDED:
            yield from ((section, dict(entry)) for entry in entries or [])
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
    """Yield the rows of a CSV file; « # key: value » lines before the header say what all rows share."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    shared = dict(pair for line in lines[:first] if (pair := _shared_line(line)))
    rows = csv.DictReader(lines[first:])
    if path.name == "villes.csv":
        for row in rows:
            ville = {"nature": "ville", "nom": row["nom"], "departement": row["departement"]}
            ville["id"] = f"ville-{row['departement']}-{row['nom'].lower()}"
            yield "lieu", {**ville, "lat": float(row["lat"]), "lon": float(row["lon"])}
        return
    kind = _CSV_KINDS.get(path.stem) or _CSV_KINDS.get(path.parent.name)
    if kind is None:
        raise ValueError(f"un CSV se range dans {', '.join(_CSV_KINDS)}")
    fields = {field.name: field for field in dataclasses.fields(KINDS[kind])}
    hints = typing.get_type_hints(KINDS[kind])
    if kind == "formation":
        shared["filiere"] = path.stem
    for row in rows:
        entry: dict[str, Any] = {**shared, **{key: value for key, value in row.items() if value}}
        for key in entry.keys() & fields.keys():
            if typing.get_origin(hints[key]) is tuple:
                entry[key] = tuple(entry[key].split())
            elif hints[key] is bool:
                entry[key] = entry[key] == "oui"
        yield kind, entry


def _shared_line(line: str) -> tuple[str, str] | None:
    key, colon, value = line.lstrip("# ").partition(":")
    return (key.strip(), value.strip()) if colon and key.strip() in _SHARED else None


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


def _complete(facts: dict[str, list[Any]], added: list[tuple[str, str, dict[str, Any]]], problems: list[str]) -> None:
    """Give formations the short names (MELEC, GEII…) and the descriptions that are written in files of their own."""
    places = {formation.id: place for place, formation in enumerate(facts["formation"])}
    for where, section, entry in added:
        field = _ADDED[section]
        id_, value = entry.get("formation"), entry.get(field)
        if set(entry) != {"formation", field} or not value:
            problems.append(f"{where} : « {id_} » : les clés « formation » et « {field} » sont attendues ; les écrire.")
        elif id_ not in places:
            problems.append(f"{where} : formation « {id_} » inconnue ; corriger l'identifiant.")
        else:
            formation = facts["formation"][places[id_]]
            if field == "noms":
                value = (*formation.noms, *value)
            facts["formation"][places[id_]] = dataclasses.replace(formation, **{field: value})
