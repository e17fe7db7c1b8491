"""What reading a plan turned up: problems by key path, and references to be looked up once all is read.

Positions are worked out at the end and only if something is wrong: good plans, the common case, never
pay for finding out where their keys stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean, one_line
from tracker.planfile.locate import KeyPath, Places
from tracker.planfile.problem import Level, Problem

_LONGEST_MESSAGE = 400
_LONGEST_NAME = 64
_LONGEST_SHOWN = 60


@frozen
class Note:
    """A problem by key path; `on_key` places it at the key, not at the value."""

    path: KeyPath
    message: str
    level: Level = "error"
    on_key: bool = False


@frozen
class Reference:
    """That `key`, at `path`, names something of `kind`: item, phase, area, checklist, target or signoff."""

    path: KeyPath
    key: str
    kind: str
    name: str


@dataclass(slots=True)
class Notes:
    """Collects while a plan is read."""

    problems: list[Note] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    _comparisons_left: int = 200_000
    """Suggestions compare names at some 10 µs each; a file of nonsense must not take minutes."""

    def error(self, path: KeyPath, message: str, *, on_key: bool = False) -> None:
        """Note an error."""
        self.problems.append(Note(path, message, "error", on_key))

    def warning(self, path: KeyPath, message: str) -> None:
        """Note a warning."""
        self.problems.append(Note(path, message, "warning"))

    @property
    def has_errors(self) -> bool:
        """Whether anything noted is an error."""
        return any(note.level == "error" for note in self.problems)

    def suggestion(self, name: str, known: Iterable[str]) -> str:
        """Return ` (did you mean X?)` for the nearest known name, or an empty string."""
        names = list(known)
        if len(name) > _LONGEST_NAME or len(names) > self._comparisons_left:
            return ""
        self._comparisons_left -= len(names)
        return did_you_mean(name, names)

    def placed(self, text: str, name: str) -> tuple[Problem, ...]:
        """Return the problems of the file called `name`, whose content is `text`, in its order."""
        if not self.problems:
            return ()
        places = Places(text, {note.path for note in self.problems})
        found = [
            Problem(name, *places.at(note.path, on_key=note.on_key), _fitting(note.message), note.level)
            for note in self.problems
        ]
        return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.column)))


def shown(value: object) -> str:
    """Return a value of the file as a message can quote it: short, and safe to print."""
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a number of many digits"
    text = repr(value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _fitting(message: str) -> str:
    line = one_line(message)
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"
