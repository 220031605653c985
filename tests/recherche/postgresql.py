"""A PostgreSQL server of the tests' own: made in a temporary folder, on a socket in it, ended with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_INSTALLED = Path("/usr/lib/postgresql")
_NOT_ROOT = ("postgres", "nobody")  # PostgreSQL refuses to be started by root


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of an empty database; skips the test where PostgreSQL is not installed."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    with tempfile.TemporaryDirectory(prefix="jalon-pg-") as name:
        folder = Path(name)
        owner = _owner(folder)
        _run(owner, initdb, "-D", folder / "data", "-U", "jalon", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        # No port on the network: the socket in the folder is the only way in.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = (pg_ctl, "-D", folder / "data", "-w", "-l", folder / "log", "-o", options)
        _run(owner, *control, "start")
        try:
            yield f"postgresql+psycopg2://jalon@/postgres?host={folder}"
        finally:
            _run(owner, pg_ctl, "-D", folder / "data", "-m", "immediate", "stop")


def _program(name: str) -> str:
    candidates = [shutil.which(name), *sorted(map(str, _INSTALLED.glob(f"*/bin/{name}")), reverse=True)]
    found = next((path for path in candidates if path), None)
    if found is None:
        pytest.skip(f"{name} is not installed: PostgreSQL is not tested here (on Debian: apt-get install postgresql)")
    return found


def _owner(folder: Path) -> str | None:
    """Give the folder to somebody who may start PostgreSQL when that is not us."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    owner = next((user for user in _NOT_ROOT if user in known), None)
    if owner is None:
        pytest.skip("PostgreSQL does not start as root, and there is no user to start it as")
    shutil.chown(folder, owner)
    return owner


def _run(owner: str | None, *command: object) -> None:
    subprocess.run(  # noqa: S603 (our own commands; their paths come from the system)
        list(map(str, command)),
        user=owner,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
    )
