"""Errors a user can act on. Each kind is one exit code; anything else that escapes is a defect."""

from __future__ import annotations


class TrackerError(Exception):
    """Something the user can mend. `hint` says how, where there is a way."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(TrackerError):
    """The call itself is wrong: an unknown item, two plans to choose from, a bad query."""


class PlanError(TrackerError):
    """The plan file cannot be used."""

    exit_code = 4


class RefusedError(TrackerError):
    """A transition that the state machine does not allow, or whose conditions are not met."""

    exit_code = 5


class StoreError(TrackerError):
    """The database cannot be opened, read or written."""

    exit_code = 6


class HistoryError(TrackerError):
    """The git repository cannot be read."""

    exit_code = 7
