"""The block goes into any hook file and comes out of it without a trace."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.history import hook_text

LINES = st.sampled_from(
    [
        b"#!/bin/sh",
        b"#!/usr/bin/env bash",
        b"\xef\xbb\xbf#!/bin/sh",
        b"# a comment",
        b"",
        b"  ",
        b"set -e",
        b"exec true",
        b"\xff\xfe",
        b"# >>> other >>>",
        b"echo '# not ours'",
    ]
)
ENDINGS = st.sampled_from([b"\n", b"\r\n", b"\r"])


@st.composite
def hook_files(draw: st.DrawFn) -> bytes:
    """A made-up hook file: any line ends, with and without the last one, or nothing at all."""
    ending = draw(ENDINGS)
    return ending.join(draw(st.lists(LINES, max_size=6))) + draw(st.sampled_from([b"", ending]))


@given(hook_files(), st.sampled_from(hook_text.HOOKS))
def test_taking_the_block_out_leaves_what_was_there(content: bytes, name: str) -> None:
    put = hook_text.with_block(content, name)
    assert hook_text.block_of(put) == hook_text.block(name)
    assert hook_text.without_block(put) == content
    assert not hook_text.is_damaged(put)


@given(hook_files(), st.sampled_from(hook_text.HOOKS))
def test_putting_it_in_twice_changes_nothing(content: bytes, name: str) -> None:
    once = hook_text.with_block(content, name)
    assert hook_text.with_block(once, name) == once


@given(hook_files(), hook_files(), st.sampled_from(hook_text.HOOKS))
def test_what_was_written_around_it_stays(content: bytes, added: bytes, name: str) -> None:
    put = hook_text.with_block(content, name)
    above, below = b"# above\n" + put, put + b"\n" + added
    assert hook_text.without_block(above) == b"# above\n" + content
    assert hook_text.without_block(below).endswith(added)
    assert hook_text.block_of(hook_text.without_block(below)) is None


@given(hook_files())
def test_files_without_a_block_stay_as_they_are(content: bytes) -> None:
    assert hook_text.without_block(content) == content
    assert hook_text.block_of(content) is None
    assert not hook_text.is_damaged(content)


def test_an_old_block_is_renewed_in_its_place() -> None:
    old = b"#!/bin/sh\nfirst\n# >>> tracker >>>\nold\n# <<< tracker <<<\nlast\n"
    new = hook_text.with_block(old, "post-commit")
    assert new == b"#!/bin/sh\nfirst\n" + hook_text.block("post-commit") + b"\nlast\n"


@pytest.mark.parametrize("half", [b"# >>> tracker >>>\nx\n", b"x\n# <<< tracker <<<\n"])
def test_half_a_block_is_noticed(half: bytes) -> None:
    assert hook_text.is_damaged(half)
    assert hook_text.is_damaged(half + hook_text.made("post-commit"))
    assert not hook_text.is_damaged(hook_text.made("post-commit"))


def test_the_block_comes_before_anything_runs() -> None:
    put = hook_text.with_block(b"#!/bin/sh\n# By the team\n#\n\nexec true\n", "post-commit")
    assert put.startswith(b"#!/bin/sh\n# By the team\n#\n# >>> tracker >>>\n")
    assert hook_text.with_block(b"exec true\n", "post-commit").startswith(b"# >>> tracker >>>\n")


@pytest.mark.parametrize(
    ("first", "shell"),
    [
        (b"#!/bin/sh -e", True),
        (b"#!/usr/bin/env bash", True),
        (b"#! /usr/bin/env -S FOO=1 bash -eu", True),
        (b"#!/usr/bin/env -Sdash", True),
        (b"#!/bin/zsh\r", True),
        (b"#!/usr/local/bin/ksh93", True),
        (b"#!/bin/busybox sh", True),
        (b"echo no first line", True),
        (b"", True),
        (b"#!", True),
        (b"#!/usr/bin/env python3", False),
        (b"#!/usr/bin/node", False),
        (b"#!/usr/bin/perl -w", False),
        (b"#!/usr/bin/fish", False),
        (b"#!/bin/csh", False),
        (b"#!/usr/bin/env", False),
        (b"\x7fELF\0\1", False),
    ],
)
def test_what_a_shell_would_run(first: bytes, shell: bool) -> None:
    assert hook_text.is_shell(first + b"\nrest\n") is shell


SHELLS = [shell for shell in ("sh", "bash", "dash", "zsh", "ksh", "mksh") if shutil.which(shell)]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("options", ["", "-e", "-u", "-eu", "-x"])
@pytest.mark.parametrize("name", ["commit-msg", "post-commit"])
@pytest.mark.parametrize("place", ["installed", "not installed", "no repository"])
def test_every_shell_runs_it_under_every_option(
    tmp_path: Path, shell: str, options: str, name: str, place: str
) -> None:
    if place != "no repository":
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
    if place == "installed":
        (tmp_path / ".git" / "tracker").mkdir()
        (tmp_path / ".git" / "tracker" / "hook").write_text('echo "ran $# $*"; cat; exit 1\n')
    hook = tmp_path / "hook"
    hook.write_bytes(hook_text.with_block(b'cat\necho "went on"\n', name))
    done = subprocess.run(
        [shell, *([options] if options else []), hook, "a b", "c"],
        cwd=tmp_path,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)},
        input="standard input\n",
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [f"ran 3 {name} a b c"] if place == "installed" else []
    stopped = place == "installed" and name == "commit-msg"
    assert done.stdout.splitlines() == [*ours, *([] if stopped else ["standard input", "went on"])]
    assert done.returncode == (1 if stopped else 0)


def test_a_hook_that_runs_itself_again_runs_the_block_once(tmp_path: Path) -> None:
    """Husky up to version 8 starts every hook file a second time, under `sh -e`."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".git" / "tracker").mkdir()
    (tmp_path / ".git" / "tracker" / "hook").write_text("echo ran\n")
    again = b'if [ -z "$again" ]; then export again=1; sh -e "$0"; exit; fi\necho hook\n'
    hook = tmp_path / "hook"
    hook.write_bytes(hook_text.with_block(again, "post-commit"))
    done = subprocess.run(["sh", hook], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ran", "hook"]
