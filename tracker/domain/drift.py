"""What became of the code a finding names: where it is now, and whether it is still what was reviewed.

Reviews speak of files and lines as they were on one day. Code that merely moved is still the code of the
finding; code that changed may be its remedy, or make the finding pointless; both are worth knowing before
anybody starts to work.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen

if TYPE_CHECKING:  # whoever reads a board needs what became of the files, and never follows them
    from tracker.domain.hunks import Hunk, Ranges

_SHORT = 7


class Fate(StrEnum):
    """What happened to a file, a folder, or lines of a file."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    """The same content, in another file or on other lines."""
    CHANGED = "changed"
    GONE = "gone"


@frozen
class Drift:
    """Where a reference leads now. `since` is the commit it was compared with."""

    fate: Fate
    path: str
    """Of a file that is gone, the path it had."""
    lines: Ranges = ()
    """Empty where no lines were named, where they are gone, and where they cannot be followed."""
    since: str = ""

    @property
    def touched(self) -> bool:
        """Whether what was reviewed is no longer there as it was."""
        return self.fate in (Fate.CHANGED, Fate.GONE)

    @property
    def place(self) -> FileRef:
        """The reference as it has to be written now."""
        return FileRef(self.path, self.lines)

    @property
    def words(self) -> str:
        """What happened: `moved`, `changed since 3f2c1ab`."""
        since = f" since {self.since[:_SHORT]}" if self.touched and self.since else ""
        return f"{self.fate.value}{since}"


def drift_of(file: FileRef, path: str, hunks: Sequence[Hunk], since: str = "") -> Drift:
    """Return the drift of a file that is now at `path`, or of lines of it; the hunks are all that changed."""
    if not file.lines:
        here = Fate.UNCHANGED if path == file.path else Fate.MOVED
        return Drift(Fate.CHANGED if hunks else here, path, since=since)
    from tracker.domain.hunks import follow

    followed = follow(file.lines, hunks)
    if not followed.lines:
        return Drift(Fate.GONE, path, since=since)
    if followed.changed:
        return Drift(Fate.CHANGED, path, followed.lines, since)
    stayed = (path, followed.lines) == (file.path, file.lines)
    return Drift(Fate.UNCHANGED if stayed else Fate.MOVED, path, followed.lines, since)


def drift_text(file: FileRef, drift: Drift) -> str:
    """Return a reference with what became of it: `src/a.ts:12-30 → src/db/a.ts:14-32 moved`."""
    leads_elsewhere = drift.fate is not Fate.GONE and drift.place != file
    return f"{file}{f' → {drift.place}' if leads_elsewhere else ''} {drift.words}"
