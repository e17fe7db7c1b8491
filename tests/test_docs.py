"""The documentation and the program say the same."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from tracker.cli.main import cli
from tracker.cli.registry import COMMANDS
from tracker.domain.event import EventKind
from tracker.domain.query import WORDS
from tracker.domain.state import Status
from tracker.exporters.registry import EXPORTERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONCEPTS = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")


def command_table() -> str:
    return README.split("## Commands")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_table(name: str) -> None:
    assert re.search(rf"`{name}[` ]", command_table()), f"README's command table does not mention {name}"


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"\btracker ([a-z][a-z-]+)", README))
    prose = {"demo", "is", "turns", "itself"}
    assert named - set(COMMANDS) - prose == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    assert COMMANDS[name].help.endswith((".", "?"))


@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained(status: Status) -> None:
    label = status.value.replace("_", " ").replace("wont", "won't")
    assert label in CONCEPTS


@pytest.mark.parametrize("word", [word for word in WORDS if word.startswith("is:")])
def test_every_flag_of_the_query_language_is_named(word: str) -> None:
    assert f"`{word.removeprefix('is:')}`" in command_table()


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_named(name: str) -> None:
    assert f"`{name}`" in command_table()


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_every_link_inside_the_documentation_leads_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            assert "://" in target or (page.parent / target).exists(), f"{page.name} links to {target}"


def test_ci_runs_the_test_command_of_the_readme() -> None:
    block = README.split("<!-- test-command -->")[1].split("<!-- /test-command -->")[0]
    (command,) = re.findall(r"```sh\n(.+)\n```", block)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    extract = re.search(r"test_command=\$\((.+)\)\n", script)
    assert extract
    found = subprocess.run(["bash", "-c", extract[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == command
    assert command.endswith("pytest")


def test_every_kind_of_event_has_words() -> None:
    source = (ROOT / "tracker" / "domain" / "wording.py").read_text(encoding="utf-8")
    plain = {EventKind.START, EventKind.RESOLVE, EventKind.UNBLOCK, EventKind.UNDO, EventKind.REDO}
    worded = {kind for kind in EventKind if f"EventKind.{kind.name}" in source}
    assert set(EventKind) - plain - worded == set()
