"""Signs that stand for a label: a clock before an effort, a folder before files.

`No spare pump ⏱️ 2 days`, `📁 src/pump.py (lines 3-9)`. What follows has to be what the sign promises,
because such signs adorn headings of any kind.
"""

from __future__ import annotations

from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import any_in

_FOLDERS = "📁📂📄🗂"
FOLDERS = frozenset(_FOLDERS)
_CLOCKS = "⏱⏲⏰⌚⏳⌛🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"
_BEHIND_CLOCK = regex(rf"[{_CLOCKS}]\ufe0f?\s*([^{_CLOCKS}]{{1,40}})$")
_BEHIND_FOLDER = regex(rf"\s?[{_FOLDERS}]\ufe0f?\s*(?=\S)")
_NAMED = regex(r"\S*\w[/.]\S*")
"""A path, or a name with an ending."""


def behind_clock(text: str) -> tuple[str, int] | None:
    """Return what a clock at the end of a text promises to be an effort, and where the clock stands."""
    found = _BEHIND_CLOCK.search(text) if not text.isascii() and any_in(_CLOCKS, text) else None
    return (found[1], found.start()) if found else None


def files_begin(line: Line) -> int | None:
    """Return where the files of a line that begins with a folder do, in its unfolded text."""
    found = _BEHIND_FOLDER.match(line.raw) if any_in(FOLDERS, line.raw[:2]) else None
    if not found:
        return None
    code = next((span.code for span in line.spans if span.text.strip(f" \ufe0f{_FOLDERS}")), False)
    return found.end() if code or _NAMED.match(line.raw, found.end()) else None
