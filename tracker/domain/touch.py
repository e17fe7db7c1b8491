"""How far commits got into what a plan refers to: a folder, a file, or the very lines."""

from __future__ import annotations

from enum import IntEnum

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen


class Reach(IntEnum):
    """How much of what a finding points at a commit changed."""

    FOLDER = 1
    """Something in the folder, or that the glob matches."""
    FILE = 2
    """The file, elsewhere than in the lines that are named, if any are."""
    LINES = 3
    """The lines, wherever they were by then."""


@frozen
class Touch:
    """A reference of a finding, and how far a commit got into it."""

    file: FileRef
    reach: Reach

    @property
    def text(self) -> str:
        """What was touched, for people: `lines 12-30 of src/db.ts`, or the path."""
        if self.reach is not Reach.LINES or not self.file.lines:
            return self.file.path
        spans = str(self.file).removeprefix(f"{self.file.path}:")
        return f"{'line' if spans.isdecimal() else 'lines'} {spans} of {self.file.path}"


@frozen
class Touched:
    """What a commit did to the references, and how many files it changed in all."""

    touches: tuple[Touch, ...]
    files: int
