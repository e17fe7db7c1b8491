"""Lists in which every entry is a name and the commands to run for it: the steps of an installation.

In a checklist of a launch they say how it is done, and each time again; what is still to be done stands in
boxes, or in words.
"""

from __future__ import annotations

from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.tree import Code, Entry, Listing

_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "console", "terminal", "powershell", "ps1", "cmd", "bat"})
_FEWEST = 2


def is_run_by_hand(block: Listing, around: Around) -> bool:
    """Tell whether a list of a checklist is nothing but names with commands beneath them."""
    if around.role not in (Role.CHECKLIST, Role.NEUTRAL) or len(block.entries) < _FEWEST:
        return False
    return all(map(_is_commands, block.entries))


def _is_commands(entry: Entry) -> bool:
    if entry.ticked is not None or entry.number is None or not entry.blocks:
        return False
    return all(isinstance(block, Code) and block.lang.strip() in _SHELLS for block in entry.blocks)
