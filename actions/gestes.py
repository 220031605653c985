"""What a reader of the talk decides: the need to answer, or an answer at once."""

from __future__ import annotations

from dataclasses import dataclass

from actions.contexte import Reponse


@dataclass
class Geste:
    """What to do: answer `besoin` with what the message was found to name, or give `reponse` at once.

    With `faits`, a fact of the brochure may answer that need first, as it would have answered the need read.
    """

    besoin: str | None = None
    reponse: Reponse | None = None
    faits: bool = False
