"""What grep holds back never concerns the plan."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.fileref import FileRef
from tracker.domain.message import meaning
from tracker.domain.prefilter import file_patterns, name_patterns

KNOWN = {name: name for name in ("SEC-1", "DB-POOL", "SHUTDOWN", "H1", "77")}
IDS = ("SEC-1", "sec-1", "db-pool", "SHUTDOWN", "shutdown", "H1", "#77", "77")
WORDS = ("Resolves:", "Refs: ", "Ticks: ", "fixes ", "This reverts commit 0123456.")
PARTS = st.sampled_from([*IDS, *WORDS, "\n\n", *"\n ,x`'(ß"])


def python_pattern(pattern: str) -> str:
    """The POSIX pattern as Python writes it."""
    return pattern.replace("[[:blank:]]", r"[ \t]")


def passes(message: str) -> bool:
    patterns = [python_pattern(pattern) for pattern in name_patterns(KNOWN)]
    return any(re.search(pattern, line) for pattern in patterns for line in message.split("\n"))


@settings(max_examples=400)
@given(st.lists(PARTS, max_size=9).map("".join))
def test_what_names_an_item_passes(message: str) -> None:
    said = meaning(message, KNOWN)
    if said.items or said.reverts:
        assert passes(message) or "\n " in message or "\n\t" in message


@pytest.mark.parametrize("message", ["words", "the shutdown", "77 of them", "UTF-8", "h12345-1"])
def test_most_messages_do_not(message: str) -> None:
    assert not passes(message) or message.startswith("h1")


def test_without_ids_nothing_passes() -> None:
    assert name_patterns(()) == ()


def test_many_ids_make_few_patterns() -> None:
    assert len(name_patterns([f"IT-{n}" for n in range(10_000)])) < 10
    words = [f"WORD{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n // 676)}" for n in range(10_000)]
    assert len(name_patterns(words)) < 250


def test_grep_takes_every_pattern(tmp_path: Path) -> None:
    """POSIX patterns, as grep reads them, agree with what Python says of them."""
    paths = ("a.b", "a+(x)", "src/[id]/page", "*.py", "b/**/c?", "back\\slash*", "x{1}|y^$*", "[!a]z", "[")
    files, globs = file_patterns(map(FileRef, paths))
    lists = {"names": name_patterns(KNOWN), "globs": globs}
    for name, patterns in lists.items():
        (tmp_path / name).write_text("\n".join(patterns) + "\n")
        assert grep("-E", tmp_path / name, "nothing of it") == 1
    assert set(files) == set(paths)
    for path in ("x/y.py", "b/x/y/cd", "src/i/page", "bz", "back\\slashes", "x{1}|y^$z"):
        assert any(FileRef(name).covers(path) for name in paths)
        assert grep("-E", tmp_path / "globs", path) == 0
    for path in ("apb", "aa(x)", "y.pyc", "src/id"):
        assert grep("-E", tmp_path / "globs", path) == 1
    assert grep("-E", tmp_path / "names", "fixes sec-1") == 0


def grep(kind: str, patterns: Path, text: str) -> int:
    command: Sequence[str | Path] = ["grep", "-q", kind, "-f", patterns]
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, input=text.encode(), env=environment, check=False).returncode


def test_folders_and_unprintable_paths() -> None:
    files, globs = file_patterns([FileRef("lib/"), FileRef("a\nb"), FileRef("lib")])
    assert (files, globs) == (("lib",), ())
