"""The command `jalon`: serve, talk, look things up, build, train, evaluate."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from bot import cli_kb
from bot.exits import FAILED, OK, CommandError
from bot.settings import Settings, SettingsError
from knowledge.base import BaseUnavailable
from knowledge.facts_loader import FactsError
from knowledge.importers.reading import FileProblem
from knowledge.importing import ImportRefused


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with 0 (done), 1 (could not) or 2 (misused)."""
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options, Settings())
    except (CommandError, SettingsError, BaseUnavailable, FactsError, FileProblem, ImportRefused) as error:
        print(f"jalon : {error}", file=sys.stderr)
        code = FAILED
    except BrokenPipeError:
        code = OK
    except KeyboardInterrupt:
        print(file=sys.stderr)
        code = FAILED
    except RuntimeError as error:
        print(f"jalon : {error}", file=sys.stderr)
        code = FAILED
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jalon",
        description="Jalon, assistant d'orientation : du CAP au doctorat, sources à l'appui.",
        epilog='exemple : jalon ask "je suis en 3e, je veux devenir soudeuse"',
    )
    commands = parser.add_subparsers(title="commandes", required=True, metavar="COMMANDE")

    def command(name: str, help_: str, example: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_, description=help_, epilog=f"exemple : {example}")
        made.set_defaults(run=run)
        return made

    command("serve", "lancer l'assistant complet (page, widget, API)", "PORT=8080 jalon serve", _serve)
    command("chat", "discuter dans le terminal", "jalon chat", _chat)
    ask = command("ask", "poser une question", 'jalon ask "c\'est quoi un BUT ?" --json', _ask)
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="les réponses telles que l'API les donne")
    parse = command(
        "parse",
        "comprendre un message par ligne, un objet JSON par ligne",
        "jalon parse questions.txt",
        _parse,
    )
    parse.add_argument("file", nargs="?", default="-", metavar="FICHIER", help="« - » : l'entrée standard")
    ways = command(
        "parcours",
        "chemins d'une situation à un but, le meilleur d'abord",
        'jalon parcours --de 3e --vers "technicienne en soudage"',
        _parcours,
    )
    ways.add_argument("--de", required=True, help="classe, diplôme, « rien » ou « adulte »")
    ways.add_argument("--vers", required=True, help="métier, formation, diplôme ou domaine")
    ways.add_argument("--alternance", action="store_true", help="seulement en apprentissage")
    ways.add_argument("--region", help="région où chercher un campus")
    ways.add_argument("--sans", action="append", default=[], help="ce qu'il faut éviter, par exemple « prépa »")
    ways.add_argument("--max", type=float, metavar="N", help="nombre d'années au plus")
    ways.add_argument("--json", action="store_true")
    cli_kb.add_parser(commands)
    train = command("train", "entraîner le modèle (rien à faire si rien n'a changé)", "jalon train", _train)
    train.add_argument("--force", action="store_true", help="réentraîner même si rien n'a changé")
    evaluate = command(
        "evaluate", "mesurer la compréhension sur les questions gardées à part", "jalon evaluate", _evaluate
    )
    evaluate.add_argument("--json", action="store_true")
    purge = command("purge", "effacer les conversations anciennes", "jalon purge --older-than 30d", _purge)
    purge.add_argument("--older-than", required=True, type=_days, metavar="30d")
    erase = command("erase", "effacer une conversation", "jalon erase SESSION", _erase)
    erase.add_argument("session")
    return parser


def _days(text: str) -> float:
    number, unit = text[:-1], text[-1:]
    if unit != "d" or not number.replace(".", "", 1).isdigit():
        raise argparse.ArgumentTypeError("un nombre de jours suivi de « d » est attendu, par exemple 30d")
    return float(number)


def _serve(_options: argparse.Namespace, settings: Settings) -> int:
    from bot.server import serve

    serve(settings)
    return OK


def _chat(_options: argparse.Namespace, settings: Settings) -> int:
    from bot.console import chat

    chat(settings)
    return OK


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot.console import ask, show

    replies = ask(settings, options.question)
    if options.json:
        print(json.dumps(replies, ensure_ascii=False, indent=2))
    else:
        show(replies)
    return OK


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    from bot.understanding import Understanding

    reader = Understanding(settings)
    for line in _lines(options.file):
        print(json.dumps(reader.parse(line), ensure_ascii=False), flush=True)
    return OK


def _lines(name: str) -> Iterator[str]:
    """Yield the lines of a file (« - » is the standard input) that say something."""
    try:
        with contextlib.nullcontext(sys.stdin) if name == "-" else open(name, encoding="utf-8") as stream:
            for line in stream:
                if line.strip():
                    yield line.rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} : illisible ({error}) ; donner un fichier de texte en UTF-8, ou « - ».") from error


def _parcours(options: argparse.Namespace, settings: Settings) -> int:
    from bot import ladder

    try:
        found = ladder.find(
            settings.base(),
            options.de,
            options.vers,
            "alternance" if options.alternance else None,
            options.region,
            tuple(options.sans),
            options.max,
        )
    except ladder.UnknownName as error:
        raise CommandError(str(error)) from error
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(ladder.as_text(found))
    return OK if found["routes"] else FAILED


def _train(options: argparse.Namespace, settings: Settings) -> int:
    from bot.agent import train
    from knowledge.build import build

    build(settings.database_url)
    print(f"modèle : {train(settings, options.force).name}")
    return OK


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation import evaluate, report

    figures = evaluate(settings)
    print(json.dumps(figures, ensure_ascii=False, indent=2) if options.json else report(figures))
    return OK


def _purge(options: argparse.Namespace, settings: Settings) -> int:
    from bot.retention import purge

    print(f"{purge(settings.tracker_url, options.older_than)} conversation(s) effacée(s)")
    return OK


def _erase(options: argparse.Namespace, settings: Settings) -> int:
    from sqlalchemy import create_engine

    from bot.feedback import Feedback
    from bot.retention import erase

    gone = erase(create_engine(settings.tracker_url, future=True), options.session)
    Feedback(settings.tracker_url).erase(options.session)
    if not gone:
        raise CommandError(f"aucune conversation « {options.session} » ; vérifier l'identifiant.")
    print("conversation effacée")
    return OK


if __name__ == "__main__":
    main()
