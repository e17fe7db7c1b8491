"""What git leaves out of a message, and where an offer goes."""

from __future__ import annotations

import pytest

from tracker.domain.commit_draft import comment_prefix, said, with_offer
from tracker.domain.message import meaning

ITEMS = (("SEC-1", "Rotate the keys"),)
HELP = "# Please enter the commit message\n#\n# On branch main\n"
SCISSORS = " ------------------------ >8 ------------------------\n"
DIFF = "# Everything below\ndiff --git a/x b/x\n+Resolves: SEC-1\n"


@pytest.mark.parametrize(
    ("setting", "text", "prefix"),
    [
        (None, "x\n;\n", "#"),
        (";", "x\n# y\n", ";"),
        ("//", "x\n", "//"),
        ("auto", "#12 is fixed\n\n; Please enter\n; more\n", ";"),
        ("auto", "x\n;" + SCISSORS + "diff\n+y\n", ";"),
        ("auto", "\n" + HELP, "#"),
        ("auto", "just words\n", "#"),
        ("auto", "", "#"),
    ],
)
def test_what_comments_begin_with(setting: str | None, text: str, prefix: str) -> None:
    assert comment_prefix(setting, text) == prefix


def test_comments_and_what_follows_the_scissors_are_not_said() -> None:
    text = "Subject\n# comment\nBody\n#" + SCISSORS + DIFF
    assert said(text, "#") == "Subject\nBody"
    assert said(text, ";") == text
    assert said("Body\n;" + SCISSORS + DIFF, ";") == "Body"


def uncommented(text: str, line: str) -> str:
    """The message of a person who writes a subject and takes the mark from one line."""
    assert text.count(f"\n# {line}\n") == 1
    edited = "Subject" + text.replace(f"\n# {line}\n", f"\n{line}\n")
    return said(edited, "#")


@pytest.mark.parametrize("rest", [HELP, HELP + "#" + SCISSORS + DIFF])
@pytest.mark.parametrize("start", ["\n", "\n\nSigned-off-by: Ada <a@b>\n\n", "\n\nA body\n\n"])
def test_an_offer_becomes_a_trailer(start: str, rest: str) -> None:
    offered = with_offer(start + rest, "#", ITEMS)
    assert said(offered, "#").split() == said(start, "#").split()
    message = uncommented(offered, "Resolves: SEC-1")
    assert meaning(message, {"SEC-1": "SEC-1"}, keywords=False).resolves == ("SEC-1",)
    assert meaning(uncommented(offered, "Refs: SEC-1"), {"SEC-1": "SEC-1"}, keywords=False).refs == ("SEC-1",)
    assert offered.endswith(rest)


def test_it_joins_the_trailers_there_are() -> None:
    offered = with_offer("\n\nSigned-off-by: Ada <a@b>\n\n" + HELP, "#", ITEMS)
    assert offered.startswith("\n\nSigned-off-by: Ada <a@b>\n# Uncomment")


def test_an_offer_as_it_reads() -> None:
    assert with_offer("\n" + HELP, "#", ITEMS) == (
        "\n\n# Uncomment what this commit does to SEC-1 (Rotate the keys):\n"
        "# Resolves: SEC-1\n# Refs: SEC-1\n#\n" + HELP
    )
    assert with_offer("\n" + HELP.replace("#", "//"), "//", ITEMS).splitlines()[3] == "// Resolves: SEC-1"


def test_a_long_or_wild_title_stays_one_line() -> None:
    lines = with_offer("\n" + HELP, "#", [("SEC-1", "bad\nResolves: SEC-9\x1b[31m " + "x" * 99)]).splitlines()
    assert len(lines) == 9
    assert "\x1b" not in "".join(lines)
    assert len(lines[2]) < 110


@pytest.mark.parametrize(
    "text",
    [
        "Just words\n",
        "",
        "\nRefs: sec-1\n" + HELP,
        "\n# Resolves: SEC-1\n" + HELP,
        "\n#" + SCISSORS + "# Do not modify\n" + HELP,
    ],
)
def test_nothing_is_offered(text: str) -> None:
    """Without comments of git's, where the item is named already, or where comments would be kept."""
    assert with_offer(text, "#", ITEMS) == text


def test_what_git_says_of_branch_and_files_is_not_the_message() -> None:
    rest = HELP + "# On branch fix/SEC-1\n# Changes:\n#\tSEC-1 notes\n#" + SCISSORS + DIFF
    assert "# Resolves: SEC-1\n" in with_offer("\n" + rest, "#", ITEMS)


def test_nothing_is_offered_twice() -> None:
    once = with_offer("\n" + HELP, "#", ITEMS)
    assert with_offer(once, "#", ITEMS) == once
    both = with_offer(once, "#", [*ITEMS, ("SEC-10", "Other")])
    assert both.count("# Resolves: SEC-1\n") == both.count("# Resolves: SEC-10\n") == 1
