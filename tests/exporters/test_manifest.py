"""The manifest is what `sha256sum` itself would write, whatever files are called."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tracker.exporters.manifest import manifest

HOSTILE = (
    "plain.txt",
    "-c",
    "--help",
    "two words",
    "back\\slash",
    "new\nline",
    "\\n",
    " lead",
    "*star",
    "\x1b[31m",
    "ä",
)
sha256sum = shutil.which("sha256sum")


def write(folder: Path) -> dict[str, str]:
    digests = {}
    for place, name in enumerate(HOSTILE):
        (folder / name).write_bytes(b"x" * place)
        digests[name] = hashlib.sha256(b"x" * place).hexdigest()
    return digests


def test_an_ordinary_line() -> None:
    assert manifest({"b/c": "2" * 64, "a": "1" * 64}) == f"{'1' * 64}  a\n{'2' * 64}  b/c\n"


@pytest.mark.parametrize(
    ("name", "line"), [("a\\b", "\\{}  a\\\\b\n"), ("a\nb", "\\{}  a\\nb\n"), ("a\rb", "\\{}  a\\rb\n")]
)
def test_what_would_break_a_line_is_escaped(name: str, line: str) -> None:
    assert manifest({name: "0" * 64}) == line.format("0" * 64)


def test_nothing_has_no_lines() -> None:
    assert manifest({}) == ""


@pytest.mark.skipif(sha256sum is None, reason="there is no sha256sum")
def test_it_is_what_coreutils_reads(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    digests = write(tmp_path / "files")
    (tmp_path / "M").write_text(manifest(digests), encoding="utf-8", newline="")
    call = [str(sha256sum), "-c", "--strict", "--quiet", str(tmp_path / "M")]
    assert subprocess.run(call, cwd=tmp_path / "files", check=False).returncode == 0
    (tmp_path / "files" / "new\nline").write_bytes(b"changed")
    assert subprocess.run(call, cwd=tmp_path / "files", capture_output=True, check=False).returncode == 1
