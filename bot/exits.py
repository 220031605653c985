"""How a command ends: exit codes, and the error that says what to do next."""

from __future__ import annotations

OK, FAILED, MISUSED = 0, 1, 2


class CommandError(Exception):
    """A command cannot do what was asked; the message says what to do next."""
