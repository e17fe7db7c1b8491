"""What the user set for the app, as it is when the app starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field

from tracker.domain.frozen import frozen
from tracker.settings.values import Settings


@frozen
class Own:
    """The settings that are sound, and what is wrong with the others."""

    settings: Settings = field(default_factory=Settings)
    plain: bool = field(default_factory=lambda: bool(os.environ.get("NO_COLOR")))
    """Colours are not wanted."""
    trouble: str = ""
    """What is wrong with the settings, in a line."""


@contextmanager
def colors_as_wanted(plain: bool) -> Iterator[None]:
    """Let Textual find in NO_COLOR what the user wants: --color and the settings may say otherwise."""
    before = os.environ.pop("NO_COLOR", None)
    if plain:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before
