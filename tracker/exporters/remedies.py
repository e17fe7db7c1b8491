"""What clears a reason, cut into the command to copy and the words after it."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"tracker .*?(?=,| and |$)")


def remedy(clears: str) -> tuple[str, str]:
    """Return the command that a remedy begins with, empty where it is none, and the rest."""
    command = _COMMAND.match(clears)
    return (command[0], clears[command.end() :]) if command else ("", clears)
