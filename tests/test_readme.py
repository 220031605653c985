"""What the documents say is true: commands run, targets, files and links exist, settings are all documented."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from parleur import variable_folder

from bot.cli import _parser
from bot.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BIN = Path(sys.executable).parent
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CONSOLE = [line[2:] for kind, body in _BLOCK.findall(README) if kind == "console" for line in body.splitlines()]


def code(text: str) -> str:
    """Return the code of a document: its blocks and its `spans`, a line each."""
    blocks = [body for _, body in _BLOCK.findall(text)]
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text))])


def subcommands(parser: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """Return the commands of a parser with their help and their own parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            return {name: (helps[name], made) for name, made in action.choices.items()}
    return {}


def commands_block() -> str:
    """Return the list of commands as the README shows it."""
    lines = []
    for name, (help_, parser) in subcommands(_parser()).items():
        inner = " / ".join(subcommands(parser))
        lines.append(f"jalon {name:10s} {help_}{f' : {inner}' if inner else ''}")
    return "\n".join(lines)


@pytest.mark.model
@pytest.mark.parametrize("line", _CONSOLE)
def test_the_commands_of_the_console_block_run(line: str) -> None:
    assert line.startswith(".venv/bin/jalon "), line
    line = line.replace(".venv/bin/jalon", str(BIN / "jalon"), 1)
    run = subprocess.run(  # noqa: S603 - a line of our own README
        ["bash", "-c", line],  # noqa: S607 - as somebody would type it
        cwd=ROOT,
        env={**os.environ, "JALON_VAR": str(variable_folder()), "JALON_MODELS": str(Settings().models)},
        input="\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()


def test_there_are_commands_to_try() -> None:
    assert len(_CONSOLE) >= 4


def test_the_list_of_commands_is_that_of_the_command_line() -> None:
    shown = re.search(r"<!-- commands:.*?-->\n```text\n(.*?)\n```\n<!-- end of commands -->", README, re.DOTALL)

    assert shown is not None
    assert shown[1] == commands_block(), f"write this between the markers of README.md:\n{commands_block()}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_named_exists(document: Path) -> None:
    known = subcommands(_parser())
    named = re.findall(r"\bjalon ([a-z]+)(?: ([a-z]+))?", code(document.read_text(encoding="utf-8")))

    for command, inner in named:
        assert command in known, command
        actions = subcommands(known[command][1])
        assert not (actions and inner) or inner in actions, f"{command} {inner}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", code(document.read_text(encoding="utf-8"))))

    assert named <= targets, named - targets


def test_every_target_that_explains_itself_is_listed_by_make_help() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert re.findall(r"^  make ([a-z-]+)", told, re.MULTILINE) == targets


def test_every_file_and_folder_of_the_tree_exists() -> None:
    block = README.partition("## Where things are")[2].partition("```\n")[2].partition("```")[0]
    named = [name for line in block.splitlines() for name in re.split(r"\s{3,}", line)[0].split()]

    assert len(named) >= 12
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_room_of_the_project_is_in_the_tree() -> None:
    tracked = _tracked()
    rooms = {path.parts[0] for path in tracked if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    block = README.partition("## Where things are")[2]

    assert [room for room in sorted(rooms) if f"{room}/" not in block] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_points_to_a_file_and_its_section(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in _LINK.findall(_BLOCK.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, section = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert ROOT in target.parents, f"{link} leaves the project"
        if section:
            assert section in _sections(target), link


def test_every_document_is_reached_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        seen.add(document)
        for link in _LINK.findall(_BLOCK.sub("", document.read_text(encoding="utf-8"))):
            target = (document.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.exists() and target not in seen:
                waiting.append(target)

    assert [str(d.relative_to(ROOT)) for d in DOCUMENTS if d not in seen] == []


def test_every_setting_that_the_code_reads_is_in_the_webmasters_guide() -> None:
    guide = (ROOT / "docs" / "guide-webmestre.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for room in ("bot", "knowledge") for path in _python(room))
    read = set(re.findall(r"[\"'](JALON_[A-Z_]+)[\"']", source)) | {"HOST", "PORT"}

    assert [name for name in sorted(read) if f"`{name}`" not in guide] == []


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    places = ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/op" + "t/", "/tm" + "p/wt"]
    registries = ["pypi." + "org/simple", "files.python" + "hosted", "--index" + "-url", "--find" + "-links"]
    found = []
    for path in _tracked():
        if path.suffix in (".png", ".gz", ".db"):
            continue
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
            place = re.search(r"(?<![\w./:-])(?:file://)?(" + "|".join(places) + ")", line)
            if place or any(word in line for word in registries):
                found.append(f"{path}:{number}: {line.strip()[:100]}")

    assert found == []


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [path for line in listed.stdout.splitlines() if (ROOT / (path := Path(line))).is_file()]


def _python(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def _sections(document: Path) -> set[str]:
    """Return the anchors of a document's titles, as the forge makes them."""
    titles = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
