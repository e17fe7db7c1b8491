"""References to files and lines, as findings give them: `src/db.ts:12-30,45`."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from tracker.domain.frozen import frozen

_LINES = r"(.+?):(\d+(?:-\d+)?(?:,\s*\d+(?:-\d+)?)*)"


@frozen
class FileRef:
    """A path from the repository root and the line ranges in it (first, last; both counted), if any."""

    path: str
    lines: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        if not self.lines:
            return self.path
        return f"{self.path}:{ranges_text(self.lines)}"

    def covers(self, changed: str) -> bool:
        """Tell whether the path of a changed file is this file, in this folder, or matched by this glob.

        A path is taken as it is written first: `app/[id]/page.tsx` is a file before it is a pattern.
        """
        if changed == self.path or changed.startswith(self.path.rstrip("/") + "/"):
            return True
        return any(mark in self.path for mark in "*?[") and fnmatchcase(changed, self.path)


def parse_fileref(text: str) -> FileRef:
    """Return the reference written in `text`; raises ValueError.

    A path that leaves the repository is refused: plans come from anywhere.
    """
    written = text.strip()
    match = re.fullmatch(_LINES, written)
    path = match[1] if match else written
    if (
        not path
        or path.startswith(("/", "\\", "~"))
        or ".." in path.split("/")
        or re.match(r"[A-Za-z]:[\\/]", path)
    ):
        raise ValueError(f"{written!r} is no path inside the repository")
    return FileRef(path, parse_ranges(match[2]) if match else ())


def parse_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return the line ranges written as `12-30,45`; raises ValueError."""
    ranges = []
    for part in text.split(","):
        numbers = re.fullmatch(r"\s*(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?\s*", part)
        if not numbers:
            raise ValueError(f"{text!r} is no list of lines; write 12, 12-30 or 12-30,45")
        first = int(numbers[1])
        last = int(numbers[2] or first)
        if first < 1 or last < first:
            raise ValueError(f"{part.strip()!r} is no range of lines")
        ranges.append((first, last))
    return tuple(ranges)


def ranges_text(ranges: tuple[tuple[int, int], ...]) -> str:
    """Return line ranges as `12-30,45`, which `parse_ranges` reads back."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
