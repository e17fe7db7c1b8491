"""Messages with a trailer, held against what git's own command makes of them."""

from __future__ import annotations

import subprocess

import pytest

from tracker.domain.commit_message import commit_message, offered_subject
from tracker.domain.message import meaning

MESSAGES = (
    ("Rotate",),
    ("Rotate", "Because they leaked."),
    ("Rotate", "Signed-off-by: Ada <ada@example.org>"),
    ("Rotate", "Why: it leaked\n and was seen"),
    ("Rotate", "A text\nSigned-off-by: Ada <ada@example.org>\nover\nlines\nand\nmore"),
    ("Rotate", "Closes: nothing", "Prose at the end."),
    ("feat: rotate",),
    ("Rotate\n\nTwo paragraphs in one.\n",),
)


@pytest.mark.parametrize("paragraphs", MESSAGES)
def test_the_block_is_formed_as_git_forms_it(paragraphs: tuple[str, ...]) -> None:
    text = "\n\n".join(part.strip("\n") for part in paragraphs) + "\n"
    command = ["git", "interpret-trailers", "--no-divider", "--trailer", "Resolves: SEC-1, DB-2"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert commit_message(paragraphs, "Resolves", ["SEC-1", "DB-2"]) == done.stdout


@pytest.mark.parametrize("paragraphs", MESSAGES)
def test_what_was_written_is_read_back(paragraphs: tuple[str, ...]) -> None:
    known = {"SEC-1": "SEC-1", "DB-2": "DB-2"}
    message = commit_message(paragraphs, "Resolves", ["SEC-1", "DB-2"])
    assert meaning(message, known, keywords=False).resolves == ("SEC-1", "DB-2")
    assert meaning(commit_message(paragraphs, "Refs", ["SEC-1"]), known, keywords=False).refs == ("SEC-1",)


def test_the_same_trailer_is_not_written_twice() -> None:
    message = "Rotate\n\nResolves: SEC-1\n"
    assert commit_message([message], "Resolves", ["SEC-1"]) == message
    assert commit_message([message], "Refs", ["SEC-1"]) == f"{message}Refs: SEC-1\n"


def test_empty_paragraphs_are_none() -> None:
    assert commit_message(["Rotate", "", "\n"], "Refs", ["SEC-1"]) == "Rotate\n\nRefs: SEC-1\n"


def test_a_subject_is_no_comment() -> None:
    assert offered_subject(["# 1 of the list", "Rotate # often"]) == "1 of the list; Rotate # often"
