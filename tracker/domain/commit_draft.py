"""A commit message while it is written: what git will leave out of it, and the trailers to offer in it.

Git hands the message to its hooks as the editor shows it, with comments, and with the diff that
`commit --verbose` adds behind a line of scissors. An offer is a comment as well: who does nothing gets the
commit they would have had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain.text import one_line
from tracker.domain.trailers import trailer_start

AUTO = "auto"
_CANDIDATES = "#;@!$%^&|:"
"""What git chooses from where `core.commentChar` is `auto`, so that no line of the message is lost."""
_SCISSORS = " ------------------------ >8 ------------------------"
_LONGEST_TITLE = 60


def comment_prefix(setting: str | None, text: str) -> str:
    """Return what comments of the message `text` begin with, given `core.commentChar` as it is set."""
    if setting and setting != AUTO:
        return setting
    if setting == AUTO:
        last = text.rstrip().rpartition("\n")[2]
        marks = [line[0] for line in text.split("\n") if line[1:] == _SCISSORS] or [last[:1]]
        if marks[0] and marks[0] in _CANDIDATES:
            return marks[0]
    return "#"


def said(text: str, prefix: str) -> str:
    """Return the message without its comments and without what follows the scissors."""
    lines = text.split("\n")
    return "\n".join(line for line in lines[: _scissors(lines, prefix)] if not line.startswith(prefix))


def with_offer(text: str, prefix: str, items: Sequence[tuple[str, str]]) -> str:
    """Return the message with commented trailers for the items (id, title), placed before git's own comments.

    Items that the text names already are not offered again; without comments of git's there is no telling
    what becomes of ours, and the text stays as it is.
    """
    lines = text.split("\n")
    end = _scissors(lines, prefix)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].startswith(prefix):
        start -= 1
    message = said(text, prefix)
    wanted = [
        (item, title)
        for item, title in items
        if not _names(message, item) and f"{prefix} Resolves: {item}" not in lines[:end]
    ]
    if start == end or not wanted:
        return text
    before, gap = _before(lines[:start])
    return "\n".join(
        [*before, *gap, *(f"{prefix} {line}" for line in _offer(wanted)), prefix, *lines[start:]]
    )


def _offer(items: Sequence[tuple[str, str]]) -> list[str]:
    lines = []
    for item, title in items:
        short = one_line(title)
        short = short if len(short) <= _LONGEST_TITLE else short[: _LONGEST_TITLE - 1].rstrip() + "…"
        lines.append(f"Uncomment what this commit does to {item} ({short}):")
        lines += [f"Resolves: {item}", f"Refs: {item}"]
    return lines


def _before(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What precedes the offer, and the blank line that makes trailers of it, unless it joins some."""
    block = trailer_start(lines)
    if block < len(lines):
        end = len(lines)
        while not lines[end - 1].strip():
            end -= 1
        return lines[:end], ()
    return lines, ("",)


def _scissors(lines: Sequence[str], prefix: str) -> int:
    mark = prefix + _SCISSORS
    return next((place for place, line in enumerate(lines) if line == mark), len(lines))


def _names(text: str, item: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(item)}(?![\w-])", text, re.IGNORECASE))
