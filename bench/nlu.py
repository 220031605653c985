"""How well three systems understand the same questions after learning the same sentences.

`python -m bench.nlu [--without-diet] [--without-nlpjs] [--write]`; docs/benchmarks/nlu.md says how to read it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

from bench import readers, stock
from bench.processes import BenchError
from bench.readers import Reader
from bench.report import BEGIN, END
from bot.evaluation import DANGER, NOISES, OUT_OF_SCOPE, Phrase, load_phrases, rank
from bot.lint import trained_sentences

PAGE = stock.ROOT / "docs" / "benchmarks" / "nlu.md"


def main() -> int:
    """Run the comparison; 0 when it could measure, whatever the figures, and 1 when it could not."""
    options = _options()
    phrases = load_phrases()
    questions = [phrase.texte for phrase in phrases]
    try:
        read = [readers.jalon(questions)]
        if options.diet:
            read.append(readers.stock_rasa(questions))
        if options.nlpjs:
            learnt = [(text, intent) for intent, texts in trained_sentences(stock.ROOT).items() for text in texts]
            read.append(readers.nlp_js(learnt, questions))
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    text = table(phrases, read)
    print("\n" + text)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


def table(phrases: list[Phrase], read: list[Reader]) -> str:
    """Return the report in Markdown: one column a system."""
    rows = {
        **{f"right, {noise}": [_right(phrases, r, noise) for r in read] for noise in NOISES},
        "right, all": [_right(phrases, r) for r in read],
        "in the first three": [_right(phrases, r, first=3) for r in read],
        "out of scope caught": [_in(phrases, r, OUT_OF_SCOPE, True) for r in read],
        "refused by mistake": [_in(phrases, r, OUT_OF_SCOPE, False) for r in read],
        "danger recognised": [_in(phrases, r, DANGER, True) for r in read],
        "false alarms": [_in(phrases, r, DANGER, False) for r in read],
    }
    lines = [
        f"| measure | {' | '.join(r.name for r in read)} |",
        f"| --- |{' ---: |' * len(read)}",
        *(f"| {name} | {' | '.join(f'{value:.1%}' for value in values)} |" for name, values in rows.items()),
        *(
            f"| parse, {name} (ms) | {' | '.join(f'{rank([x.ms for x in r.readings], share):.1f}' for r in read)} |"
            for name, share in (("p50", 0.5), ("p95", 0.95))
        ),
        f"| training (s) | {' | '.join('kept' if r.training_s is None else f'{r.training_s:.0f}' for r in read)} |",
        "",
        f"{date.today().isoformat()}; {len(phrases)} questions; Rasa {version('rasa')}, node-nlp {readers.NLPJS}; "
        f"load of the machine at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.",
    ]
    return "\n".join(lines)


def _right(phrases: list[Phrase], read: Reader, noise: str | None = None, first: int = 1) -> float:
    return _share(
        phrase.intent in reading.ranking[:first]
        for phrase, reading in zip(phrases, read.readings, strict=True)
        if phrase.intent not in OUT_OF_SCOPE and noise in (None, phrase.bruit)
    )


def _in(phrases: list[Phrase], read: Reader, family: frozenset[str], inside: bool) -> float:
    """Return the share read as one of a family, among the questions that are (`inside`) or are not of it."""
    return _share(
        bool(reading.ranking) and reading.ranking[0] in family
        for phrase, reading in zip(phrases, read.readings, strict=True)
        if (phrase.intent in family) is inside
    )


def _share(results: Iterable[bool]) -> float:
    counted = list(results)
    return sum(counted) / len(counted) if counted else 0.0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument("--without-nlpjs", dest="nlpjs", action="store_false", help="leave NLP.js out")
    parser.add_argument("--without-diet", dest="diet", action="store_false", help="leave stock Rasa out (an hour)")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks/nlu.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
