"""Reading the settings file: what is sound of it, and every problem of the rest, with its place.

A command takes what it needs. Whatever else is wrong does not stop it: most of what can be set is about the
looks of the app. So this never raises; who needs a setting that cannot be told says `require`.

Most users have no such file, and every command asks: what only a file takes is imported when there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.planfile.problem import BadPlanError, Problem
from tracker.planfile.toml import tables_of, text_of, unusable
from tracker.settings.errors import settings_error
from tracker.settings.names import path_of
from tracker.settings.values import Settings

if TYPE_CHECKING:
    from tracker.planfile.locate import KeyPath

LARGEST_FILE = 1024 * 1024
"""Bytes; what is larger is another file."""

Fault = tuple[str, str]
"""The name of a setting, and what is wrong with its value."""


@frozen
class Reading:
    """What was read of a settings file; of one that is not there, what holds without it."""

    path: Path | None = None
    """None for a user who has no home."""
    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    text: str | None = None
    """The file as it is; None where there is none, or it cannot be read."""
    tables: Mapping[str, Any] = field(default_factory=dict)
    untold: frozenset[KeyPath] = frozenset()
    """Settings that cannot be told; the empty path is the whole file."""

    @property
    def name(self) -> str:
        """The file's path for people."""
        return one_line(str(self.path))

    def has(self, name: str) -> bool:
        """Tell whether the file sets it."""
        value: Any = self.tables
        for key in path_of(self.tables, name):
            if not isinstance(value, dict) or key not in value:
                return False
            value = value[key]
        return True

    def line_of(self, name: str) -> int:
        """Return the line on which the file sets it."""
        from tracker.planfile.locate import Places

        path = path_of(self.tables, name)
        return Places(self.text or "", {path}).at(path, on_key=True)[0]

    def require(self, *path: str) -> None:
        """Raise SettingsError where this setting, such as `filters`, `mine`, cannot be told."""
        if any(path[:depth] in self.untold for depth in range(len(path) + 1)):
            raise settings_error(self.problems)

    def checked(self, faults: Iterable[Fault]) -> Reading:
        """Return it with more problems, found by who knows what the values mean."""
        from tracker.planfile.notes import Notes

        notes = Notes()
        for name, message in faults:
            path = path_of(self.tables, name)
            notes.error(path, message)
        more = notes.placed(self.text or "", self.name)
        together = dict.fromkeys((*self.problems, *more))
        ordered = tuple(sorted(together, key=lambda problem: (problem.line, problem.column)))
        return replace(self, problems=ordered)


def read_settings(path: Path | None) -> Reading:
    """Return what can be read of the settings file at `path`; never raises."""
    if path is None:
        return Reading()
    name = one_line(str(path))
    try:
        data = _content(path, name)
    except BadPlanError as error:
        return _unreadable(path, error)
    return Reading(path) if data is None else read_content(path, data)


def read_content(path: Path, data: bytes) -> Reading:
    """Return what `data` would be read as, if it were the content of the settings file at `path`."""
    from tracker.planfile.notes import Notes
    from tracker.settings.fields import settings_of

    name = one_line(str(path))
    try:
        text = text_of(data, name)
        tables = tables_of(text, name)
    except BadPlanError as error:
        return _unreadable(path, error)
    notes = Notes()
    settings = settings_of(tables, notes)
    untold = frozenset(note.path[:2] for note in notes.problems)
    return Reading(path, settings, notes.placed(text, name), text, tables, untold)


def _content(path: Path, name: str) -> bytes | None:
    """The bytes of the file; None where there is none. Raises BadPlanError."""
    try:
        found = path.stat()
        if not path.is_file():
            raise unusable(name, "is not a regular file")
        if found.st_size > LARGEST_FILE:
            raise unusable(name, "is too large for settings")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise unusable(name, "is a link that leads nowhere") from None
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise unusable(name, f"cannot be read: {reason}") from None


def _unreadable(path: Path, error: BadPlanError) -> Reading:
    return Reading(path, problems=error.problems, untold=frozenset([()]))


def problem_texts(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the problems for a person who knows which file is meant: the place without the path."""
    for problem in problems:
        place = f"line {problem.line}: " if problem.line else ""
        yield f"{place}{problem.message}"
