"""What a user can set for all plans: the values, as they are where nothing is set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from tracker.domain.frozen import frozen

THEMES = ("dark", "light", "high-contrast", "monochrome")
COLORS = ("auto", "always", "never")
FILTER_NAME = re.compile(r"\w[\w-]{0,31}")
"""What a saved filter may be called: behind the @ it is one word of a query."""


@frozen
class BoardLook:
    """How a board is looked at where it was not looked at before."""

    grouping: str = "severity"
    folded: bool = False
    """Closed cards are hidden."""
    detail: bool = True
    """The item under the cursor is shown beside the board, where there is room."""


@frozen
class Settings:
    """Everything that can be set; None is left to others to say."""

    theme: str | None = None
    """One of THEMES; None: as it was chosen last in the app."""
    actor: str | None = None
    """Who acts; None: git's user.name."""
    color: str = "auto"
    """One of COLORS."""
    board: BoardLook = field(default_factory=BoardLook)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the id of what they do, as they were written."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Queries by name (case-folded), in the order of the file."""
