"""The trailers of a commit message, found as `git interpret-trailers` finds them.

Git's own command is not called: it may run commands that the repository's configuration names, and a process
for each commit is slow. The rules are those of `trailer.c`: the block is the last paragraph, never the title;
every line of it is a trailer, or one is git's own and at least a quarter of them are trailers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TRAILER = re.compile(r"([A-Za-z0-9-]+)[ \t]*:(.*)", re.DOTALL)
_CONFLICTS = "Conflicts:"
_CUT = "# ------------------------ >8 ------------------------"
_GENERATED = ("Signed-off-by: ", "(cherry picked from commit ")


def trailer_start(lines: Sequence[str]) -> int:
    """Return the index of the first line of the trailer block, or `len(lines)` where there is none."""
    title_end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    end = _content_end(lines)
    while end > title_end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start > title_end and lines[start - 1].strip():
        start -= 1
    if start <= title_end or not _is_block([line for line in lines[start:end] if not line.startswith("#")]):
        return len(lines)
    return start


def trailers(block: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the (key, value) pairs of a trailer block; keys as written, folded values on one line."""
    pairs: list[tuple[str, str]] = []
    folding = False
    for line in block[: _content_end(block)]:
        match = _TRAILER.fullmatch(line)
        if match:
            pairs.append((match[1], match[2].strip()))
        elif folding and line[:1].isspace() and line.strip():
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}".lstrip())
            continue
        folding = bool(match)
    return tuple(pairs)


def _content_end(lines: Sequence[str]) -> int:
    """Return the index behind which only comments follow, or the conflicts that merges used to list."""
    end = lines.index(_CUT) if _CUT in lines else len(lines)
    indented = 0  # the last line that is a path where "Conflicts:" stands above it, and content elsewhere
    for place in range(end, 0, -1):
        line = lines[place - 1]
        if line == _CONFLICTS:
            indented = 0
        elif line.startswith("\t"):
            indented = indented or place
        elif line and line[0] != "#":
            return indented or place
    return indented


def _is_block(lines: Sequence[str]) -> bool:
    """Tell whether the lines of one paragraph make a trailer block."""
    count = other = 0
    generated = follows = False
    for line in lines:
        if line.startswith(_GENERATED) or _TRAILER.fullmatch(line):
            generated = generated or line.startswith(_GENERATED)
            count += 1
            follows = True
        elif not (line[:1].isspace() and follows):
            other += 1
            follows = False
    return count * 3 >= other if generated else count > 0 and other == 0
