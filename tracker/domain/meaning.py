"""What a commit message says, as values.

The rules that find it are apart: their expressions take time to compile, and most syncs find nothing to read.
"""

from __future__ import annotations

from tracker.domain.frozen import frozen

PARSER_VERSION = 4
"""Changes with the language, and with what commits are to one another: all is then read again."""


@frozen
class Revert:
    """A commit that a message takes back. `since` is the parent to which a reverted merge returned."""

    sha: str
    since: str | None = None


@frozen
class Meaning:
    """What one message says. Items are ids of the plan; an item is in `resolves` or in `refs`, not both."""

    resolves: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    ticks: tuple[tuple[str, str], ...] = ()
    """(item, check) as written; which check that is, the plan tells."""
    evidence: tuple[str, ...] = ()
    """URLs, paths or texts, for every item of the commit."""
    verified_by: tuple[tuple[str, str], ...] = ()
    """(item, name)"""
    actuals: tuple[tuple[str, float], ...] = ()
    """(item, hours)"""
    reverts: tuple[Revert, ...] = ()
    """Full or short shas, as written."""
    reverted_pulls: tuple[str, ...] = ()
    """Numbers of pull requests, as GitHub names what a pull request takes back."""
    cherry_picked_from: tuple[str, ...] = ()
    coauthors: tuple[str, ...] = ()
    """`Name <address>`, as written."""

    @property
    def items(self) -> tuple[str, ...]:
        """Every item the message names."""
        return self.resolves + self.refs

    @property
    def may_matter(self) -> bool:
        """Whether the message names an item, or takes back commits, one of which may name one."""
        return bool(self.resolves or self.refs or self.reverts or self.reverted_pulls)
