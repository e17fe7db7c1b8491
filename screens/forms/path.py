"""Which file: the path of a document to import, or of the plan to write. Tab completes names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.forms.asking import AskingForm
from screens.forms.field import Field
from screens.widgets.path_suggester import PathSuggester
from tracker.errors import UsageError

Check = Callable[[Path], None]
"""Raises UsageError for a path that will not do."""


class PathForm(AskingForm[Path]):
    """Asks for one path; hands it back with `~` as the folder it stands for."""

    ways = "Enter keeps · Tab completes · Esc leaves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", id="path.complete", tooltip="Take the suggested name"),
    ]

    def __init__(self, heading: str, verb: str, subject: str, check: Check, initial: str = "") -> None:
        """Ask under a heading; `check` refuses paths, `initial` is typed already."""
        super().__init__()
        self.verb = verb
        self._heading, self._subject = heading, subject
        self._check = check
        self._initial = initial

    @property
    def heading(self) -> str:
        """What the path is for."""
        return self._heading

    @property
    def subject(self) -> str:
        """What happens with it."""
        return self._subject

    def fields(self) -> Sequence[Field]:
        """The path."""
        return [Field("path", "Path", self._initial, "a file")]

    def on_mount(self) -> None:
        """Complete what is typed."""
        entry = self.query_one(Input)
        entry.suggester = PathSuggester()
        entry.cursor_position = len(self._initial)

    def value(self, texts: Mapping[str, str]) -> Path:
        """The path, as it was typed."""
        return Path(self.query_one(Input).value.strip()).expanduser()

    def try_out(self, value: Path) -> None:
        """Ask whether the path will do."""
        self._check(value)

    def action_complete(self) -> None:
        """Take the suggestion; where all is typed, go on to the buttons."""
        entry = self.query_one(Input)
        before = entry.value
        entry.action_cursor_right()
        if not entry.has_focus or (entry.value == before and entry.cursor_at_end):
            self.focus_next()


def check_document(path: Path) -> None:
    """Refuse what cannot be imported, as far as a look at its name tells."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder, not a document")
    if not path.exists():
        raise UsageError(f"there is no file {path}")


def check_plan(path: Path) -> None:
    """Refuse where no plan can be written."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}")
