"""The commands `jalon kb …`: build, count, check, import and export the knowledge base."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.exits import FAILED, OK
from bot.settings import Settings
from knowledge.consolidation import Joined
from knowledge.importers import NAMES


def add_parser(commands: Any) -> None:
    """Add `kb` and its actions to the commands of `jalon`."""
    kb = commands.add_parser(
        "kb",
        help="la base de connaissances",
        description="La base de connaissances.",
        epilog="exemple : jalon kb stats --json",
    )
    inner = kb.add_subparsers(title="actions", required=True, metavar="ACTION")

    def action(name: str, help_: str, run: Callable[..., int], example: str = "") -> argparse.ArgumentParser:
        made = inner.add_parser(name, help=help_, description=help_, epilog=f"exemple : jalon kb {example or name}")
        made.set_defaults(run=run)
        return made

    action("build", "construire la base à partir des fichiers de faits", _build).add_argument(
        "--force", action="store_true", help="reconstruire même si rien n'a changé"
    )
    action("stats", "compter ce que contient la base", _stats).add_argument("--json", action="store_true")
    action("check", "vérifier les faits : liens, niveaux, dates, échelles, codes", _check).add_argument(
        "--donnees", type=Path, metavar="DOSSIER", help="jeux de données officiels où vérifier les codes"
    )
    load = action(
        "import",
        "ajouter un jeu de données officiel",
        _import,
        "import rome codes_rome.csv appellations.csv",
    )
    load.add_argument("source", choices=list(NAMES), metavar="SOURCE", help=", ".join(NAMES))
    load.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
    load.add_argument("--rejets", type=Path, metavar="CSV", help="où écrire les lignes rejetées")
    load.add_argument("--force", action="store_true", help="accepter un fichier bien plus court que le précédent")
    action("export", "écrire toute la base en JSON", _export)


def _build(options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.build import build

    built = build(settings.database_url, force=options.force)
    rows = ", ".join(f"{count} {kind}" for kind, count in built.rows.items())
    print(f"base construite : {rows}" if built.changed else "la base est à jour")
    return OK


def _stats(options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.stats import stats

    counted = stats(settings.base())
    if options.json:
        print(json.dumps(counted, ensure_ascii=False, indent=2))
    else:
        for kind, count in counted["kinds"].items():
            print(f"{count:6d}  {kind}")
    return OK


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.checks import check

    problems = check(settings.base(), official=options.donnees)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problème(s)" if problems else "aucun problème")
    return FAILED if problems else OK


def _export(_options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.stats import export

    json.dump(export(settings.base()), sys.stdout, ensure_ascii=False, indent=1)
    return OK


def _import(options: argparse.Namespace, settings: Settings) -> int:
    from tqdm import tqdm

    from knowledge.consolidation import consolidate
    from knowledge.importing import run

    rejects = options.rejets or settings.var / "rejets" / f"{options.source}.csv"
    begun = time.monotonic()
    with tqdm(unit=" lignes", desc=options.source, file=sys.stderr, disable=None) as bar:
        done = run(
            settings.database_url,
            options.source,
            options.files,
            rejects,
            options.force,
            lambda count: bar.update(count - bar.n),
        )
    print(
        f"{done.source} : {done.read} lignes lues, {done.created} créées, {done.updated} mises à jour, "
        f"{done.unchanged} inchangées, {done.removed} retirées, {sum(done.rejected.values())} rejetées "
        f"en {time.monotonic() - begun:.1f} s"
    )
    for reason, count in done.rejected.most_common():
        print(f"  {count} × {reason}")
    if done.rejected:
        print(f"  lignes rejetées : {rejects}")
    if done.changed and settings.base().is_built():
        print(_told(consolidate(settings.base().engine)))
    return OK


def _told(joined: Joined) -> str:
    """Return what the base gained by an import."""
    rows, links, labels = joined.rows, joined.links, joined.labels
    return (
        f"base : {rows.get('formation', 0)} formations, {rows.get('metier', 0)} métiers et "
        f"{rows.get('poursuite', 0)} poursuites ajoutés ; {rows.get('correspondance', 0)} fiches rapprochées, "
        f"{rows.get('divergence', 0)} valeurs différentes (celle de la base est gardée) ; "
        f"liens vers un métier {links[0]}/{links[1]}, poursuites reconnues {labels[0]}/{labels[1]}"
    )
