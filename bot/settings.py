"""Where things are and how they are set: every environment variable of Jalon is read here, once."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.base import KnowledgeBase, database_url, shared, sqlite_url

ROOT = Path(__file__).resolve().parent.parent
MAX_CHARS = 1_000  # a message longer than this is refused: one turn is one need, and parsing stays quick


class SettingsError(ValueError):
    """An environment variable cannot be used; the message names it and the remedy."""


def _env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def _number(name: str, default: int) -> int:
    value = _env(name) or str(default)
    if not value.isdigit():
        raise SettingsError(f"{name}={value} : un nombre entier est attendu, par exemple {default}.")
    return int(value)


@dataclass(frozen=True)
class Settings:
    """The running configuration. All defaults work on files in `var/`."""

    var: Path = field(default_factory=lambda: Path(_env("JALON_VAR") or ROOT / "var"))
    models: Path = field(default_factory=lambda: Path(_env("JALON_MODELS") or ROOT / "models"))
    host: str = field(default_factory=lambda: _env("HOST") or "127.0.0.1")
    port: int = field(default_factory=lambda: _number("PORT", 8000))
    origins: tuple[str, ...] = field(
        default_factory=lambda: tuple(o for o in _env("JALON_ORIGINS").replace(",", " ").split())
    )
    retention_days: int = field(default_factory=lambda: _number("JALON_RETENTION_DAYS", 30))
    conseil_token: str = field(default_factory=lambda: _env("JALON_CONSEIL_TOKEN"))
    messages_per_minute: int = field(default_factory=lambda: _number("JALON_MESSAGES_PER_MINUTE", 40))
    campus: str = field(default_factory=lambda: _env("JALON_CAMPUS"))

    @property
    def database_url(self) -> str:
        """Return the knowledge base's SQLAlchemy address."""
        return database_url()

    @property
    def tracker_url(self) -> str:
        """Return the conversations' SQLAlchemy address."""
        return _env("JALON_TRACKER_URL") or sqlite_url(self.var / "tracker.db")

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach the server."""
        return self.host in {"127.0.0.1", "localhost", "::1"}

    def secret(self) -> str:
        """Return the key that signs session ids; made and kept in `var/` when only this machine listens."""
        given = _env("JALON_SECRET")
        if given:
            return given
        if not self.is_loopback:
            raise SettingsError(
                f"JALON_SECRET est nécessaire quand HOST={self.host} n'est pas une adresse locale : "
                "export JALON_SECRET=$(openssl rand -hex 32)"
            )
        path = self.var / "secret"
        if not path.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32), encoding="ascii")
        return path.read_text(encoding="ascii")

    def base(self) -> KnowledgeBase:
        """Return the knowledge base (opened lazily)."""
        return shared(self.database_url)
