"""A commit as one line of a history: what is kept of each of a hundred thousand, and no more."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from tracker.domain.commit import utc
from tracker.domain.text import one_line

PART = "\0"
"""What no text that is safe to show can hold."""
_LONGEST = 500
"""Characters of a subject or a name: nobody reads on, and searches stay quick."""


class Headed(Protocol):
    """What a list says of a commit, whether all of it was read or not."""

    @property
    def sha(self) -> str:
        """Its full name."""

    @property
    def author(self) -> str:
        """Who wrote it."""

    @property
    def authored_at(self) -> datetime:
        """When, in UTC."""

    @property
    def subject(self) -> str:
        """The first line of the message, safe to show."""


class CommitLine(str):
    """A commit without its message, safe to show: sha, seconds, author and subject, parted by NULs.

    A list of a hundred thousand is kept as plain texts, and read through this class one by one: Python's
    garbage collection would walk that many values each time, while somebody types, and passes texts over.
    """

    __slots__ = ()

    @property
    def sha(self) -> str:
        """Its full name."""
        return self.partition(PART)[0]

    @property
    def authored_at(self) -> datetime:
        """When it was written, in UTC."""
        return utc(self.split(PART, 2)[1])

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.split(PART, 3)[2]

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.rpartition(PART)[2]


def line_of(sha: str, seconds: str, author: str, subject: str) -> str:
    """Return the text of a CommitLine for what git prints, made safe to show; seconds are since the epoch."""
    return PART.join((sha, seconds, one_line(author[:_LONGEST]), one_line(subject[:_LONGEST])))


def line_of_commit(commit: Headed) -> str:
    """Return the text of a CommitLine for a commit that was read as a whole."""
    return line_of(commit.sha, str(int(commit.authored_at.timestamp())), commit.author, commit.subject)


def searched(commit: Headed) -> str:
    """Return what words are looked for in: author and subject, in the form in which texts are compared."""
    return f"{commit.author}{PART}{commit.subject}".casefold()
