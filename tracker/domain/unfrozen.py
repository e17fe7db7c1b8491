"""The state of an item while events are applied to it, one after another.

A frozen state made anew for each event is most of what a fold costs, as all of its fields are set each time;
and what grows with the events, copied each time, costs the square of their number. `fold` alone sees it.
"""

from __future__ import annotations

from tracker.domain.state import CommitLink, ItemState, Role


class UnfrozenState:
    """What an ItemState holds, open to change; `state` returns what it came to."""

    def __init__(self, start: ItemState) -> None:
        self.status = start.status
        self.claimed = start.claimed
        self.reason = start.reason
        self.blocked = start.blocked
        self.owner = start.owner
        self.owner_set = start.owner_set
        self.effort = start.effort
        self.actual_hours = start.actual_hours
        self.ticks = dict(start.ticks)
        self.commits: dict[tuple[str, Role], CommitLink] = {}
        """By the sha that stands for all that the commit ever had, and the role; the newest last."""
        self.fixes: dict[str, str] = {}
        """Where the commits are that resolve the item and stand, by the same shas."""
        self.branches = set(start.branches)
        self.evidence = list(start.evidence)
        self.notes = list(start.notes)
        self.acceptance = start.acceptance
        self.deferral = start.deferral
        self.duplicate_of = start.duplicate_of
        self.started_at = start.started_at
        self.resolved_at = start.resolved_at
        self.resolved_by = start.resolved_by
        self.verified_at = start.verified_at
        self.verified_by = start.verified_by
        self.updated_at = start.updated_at
        for link in start.commits:
            self.link(link.sha, link)

    def link(self, name: str, link: CommitLink) -> None:
        """Add a commit, in place of what was known of it in this role; `name` stands for all of its shas."""
        self.commits.pop((name, link.role), None)
        self.commits[name, link.role] = link
        if link.role is Role.RESOLVES:
            self.fixes.pop(name, None)
            if link.undone_by is None:
                self.fixes[name] = link.where

    def state(self) -> ItemState:
        """Return the state as it is by now."""
        return ItemState(
            status=self.status,
            claimed=self.claimed,
            reason=self.reason,
            blocked=self.blocked,
            owner=self.owner,
            owner_set=self.owner_set,
            effort=self.effort,
            actual_hours=self.actual_hours,
            ticks=self.ticks,
            commits=tuple(self.commits.values()),
            branches=tuple(sorted(self.branches)),
            evidence=tuple(self.evidence),
            notes=tuple(self.notes),
            acceptance=self.acceptance,
            deferral=self.deferral,
            duplicate_of=self.duplicate_of,
            started_at=self.started_at,
            resolved_at=self.resolved_at,
            resolved_by=self.resolved_by,
            verified_at=self.verified_at,
            verified_by=self.verified_by,
            updated_at=self.updated_at,
        )
