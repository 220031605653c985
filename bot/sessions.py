"""Session identifiers nobody can guess or forge: random, signed with the server's secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets


class Sessions:
    """Make and check session ids with a key (any string)."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def new(self) -> str:
        """Return a fresh id: 128 random bits and their signature, safe in a URL."""
        name = secrets.token_hex(16)
        return f"{name}.{self._sign(name)}"

    def is_genuine(self, session: object) -> bool:
        """Tell whether this server (or one with the same secret) made the id."""
        if not isinstance(session, str) or session.count(".") != 1 or not session.isascii():
            return False
        name, signature = session.split(".")
        return hmac.compare_digest(signature, self._sign(name))

    def _sign(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:32]
