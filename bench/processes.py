"""The servers under measure: started on loopback, watched, weighed, and ended by their own process ids."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
_TAIL_LINES = 15


class BenchError(RuntimeError):
    """The benchmark cannot go on; the message says why and where to look."""


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**changes: str) -> dict[str, str]:
    """Return the environment given to every process: this one without Jalon's settings, then `changes`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JALON_")}
    for key in ("PYTHONPATH", "HOST", "PORT"):
        kept.pop(key, None)
    quiet = {
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    return {**kept, **quiet, **changes}


@dataclass(frozen=True)
class Memory:
    """Memory of a group of processes, in MiB: resident, and proportional (shared pages divided)."""

    rss: float
    pss: float


class Processes:
    """A group of child processes; leaving the `with` block ends them, and only them."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._started: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, name: str, command: list[str], cwd: Path, env: dict[str, str]) -> None:
        """Start a process; what it prints goes to `<logs>/<name>.log`."""
        self._logs.mkdir(parents=True, exist_ok=True)
        with (self._logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self._started.append((name, process))

    def check_alive(self) -> None:
        """Raise `BenchError`, with the end of its log, when a process has stopped."""
        for name, process in self._started:
            if process.poll() is not None:
                raise BenchError(f"{name} stopped with code {process.returncode}:\n{self.tail(name)}")

    def tail(self, name: str) -> str:
        """Return the last lines that a process printed."""
        text = (self._logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-_TAIL_LINES:])

    def memory(self) -> Memory:
        """Return the memory of all these processes and of the ones they started."""
        sizes = [_size(pid) for pid in self.pids()]
        return Memory(sum(rss for rss, _ in sizes) / 1024, sum(pss for _, pss in sizes) / 1024)

    def cpu(self) -> float:
        """Return the processor seconds that these processes have used since they started."""
        return sum(_cpu(pid) for pid in self.pids())

    def pids(self) -> list[int]:
        """Return the ids of the live processes of the group, children of children included."""
        roots = [process.pid for _, process in self._started if process.poll() is None]
        return _with_children(roots)

    def stop(self, grace: float = 10.0) -> None:
        """Ask every process to end, then end for good those that have not after `grace` seconds."""
        pids = self.pids()
        for pid in pids:
            _signal(pid, signal.SIGTERM)
        deadline = time.monotonic() + grace
        while any(_is_running(pid) for pid in pids) and time.monotonic() < deadline:
            for _, process in self._started:
                process.poll()
            time.sleep(0.05)
        for pid in pids:
            if _is_running(pid):
                _signal(pid, signal.SIGKILL)
        for _, process in self._started:
            process.wait()
        self._started.clear()


def run_logged(command: list[str], cwd: Path, env: dict[str, str], log: Path, limit: float, what: str) -> None:
    """Run a long command to its end, saying every half minute that it still works.

    Raises `BenchError` when it fails or takes more than `limit` seconds.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with Processes(log.parent) as group:
        name, began, said = log.stem, time.monotonic(), 0.0
        group.start(name, command, cwd, env)
        process = group._started[0][1]
        while process.poll() is None:
            elapsed = time.monotonic() - began
            if elapsed > limit:
                raise BenchError(f"{what}: not finished after {limit / 60:.0f} minutes; log: {log}")
            if elapsed - said >= 30:
                said = elapsed
                print(f"   … {what}: {elapsed / 60:.1f} min", flush=True)
            time.sleep(0.2)
        if process.returncode:
            raise BenchError(f"{what} failed with code {process.returncode}; log: {log}\n{group.tail(name)}")


def end_cleanly_on_sigterm() -> None:
    """Turn SIGTERM into `SystemExit`, so that the servers are ended when the benchmark is."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)


def _with_children(roots: list[int]) -> list[int]:
    children: dict[int, list[int]] = {}
    for pid in [int(entry.name) for entry in PROC.glob("[0-9]*")]:
        fields = _stat(pid)
        if fields:
            children.setdefault(int(fields[1]), []).append(pid)
    found: list[int] = []
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _size(pid: int) -> tuple[int, int]:
    """Return the RSS and PSS of a process in KiB, (0, 0) when it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0, 0
    values = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}
    return values.get("Rss", 0), values.get("Pss", 0)


def _cpu(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat from the state on, none when it has ended."""
    try:
        stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return stat.rpartition(")")[2].split()


def _is_running(pid: int) -> bool:
    fields = _stat(pid)
    return bool(fields) and fields[0] != "Z"


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
