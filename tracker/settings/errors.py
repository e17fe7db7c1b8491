"""What is wrong with the settings, for a command that cannot do without them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.errors import UsageError
from tracker.planfile.problem import Problem

MENDS = "tracker config edit opens the file"


class SettingsError(UsageError):
    """A setting that is needed cannot be told, or one that was to be written would not load."""


def settings_error(problems: Iterable[Problem]) -> SettingsError:
    """Return the error that names all of these, each with its place."""
    return SettingsError("\n".join(map(str, problems)), hint=MENDS)
