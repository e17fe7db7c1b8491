"""Completes the path of a file while it is typed; a thread looks folders up, for they may be far away."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

_MOST = 20_000
"""Names of one folder that are looked through."""


class PathSuggester(Suggester):
    """Completes the last part of a path; relative ones begin at the current folder."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path with its last part completed, if a name there begins like it."""
        return await asyncio.to_thread(completed_path, value) if value else None


def completed_path(typed: str) -> str | None:
    """Return `typed` completed to the first name, in order, that begins so; folders end in a slash. Blocking.

    Hidden names are offered once their dot is typed.
    """
    folder, _, part = typed.rpartition("/")
    if not part and not folder and not typed:
        return None
    place = Path(f"{folder}/" if "/" in typed else ".").expanduser()
    try:
        with os.scandir(place) as entries:
            names = [
                entry.name + "/" * entry.is_dir()
                for entry, _ in zip(entries, range(_MOST), strict=False)
                if entry.name.startswith(part) and entry.name.startswith(".") <= part.startswith(".")
            ]
    except (OSError, ValueError):
        return None
    found = min((name for name in names if name.isprintable()), default=None)
    return typed[: len(typed) - len(part)] + found if found else None
