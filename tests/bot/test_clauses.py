"""A message is cut where another question starts, and nowhere else."""

from __future__ import annotations

import pytest

from bot.nlu.clauses import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("combien gagne un maçon", []),
        (
            "où faire un CAP cuisine ? et combien ça coûte en tout",
            ["où faire un CAP cuisine", "combien ça coûte en tout"],
        ),
        ("je veux être coiffeur et comment on fait", ["je veux être coiffeur ", "comment on fait"]),
        ("oui. merci", []),
        ("", []),
    ],
)
def test_a_message_is_cut_where_another_question_starts(text: str, parts: list[str]) -> None:
    assert [text[start:end].strip(" ?") for start, end in clauses(text)] == [part.strip(" ?") for part in parts]
