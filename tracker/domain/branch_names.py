"""Which items a branch is about, told by its name (`fix/SEC-1-rotate`, `ada/sec-1_SEC-2`, `SEC-1/try2`), and
what a branch about items is best called.

Nobody writes a branch's name for the tracker alone, so only what cannot well mean something else is taken for
an item: a whole word between separators that is an id of the plan. An id without a digit is an ordinary word
in lower case (`feature/shutdown-screen`), and a bare number is a version, a year, or another tracker's issue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from tracker.domain.plan import Item, Kind
from tracker.domain.text import slug

_LONGEST_NAME = 1_000
_LONGEST_SLUG = 50
_PREFIXES: Mapping[Kind, str] = {
    Kind.FINDING: "fix",
    Kind.BUG: "fix",
    Kind.FRAGILE: "fix",
    Kind.RISK: "fix",
    Kind.ACTION: "chore",
    Kind.DEPENDENCY: "chore",
    Kind.DEBT: "refactor",
    Kind.SCALING: "perf",
    Kind.MISSING_FEATURE: "feature",
    Kind.ENHANCEMENT: "feature",
    Kind.TEST_GAP: "test",
    Kind.DECISION: "docs",
}
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "'": "", "’": ""}
)
"""Letters that Unicode does not take apart, and marks that end no word."""


def items_in_branch(name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the items that a branch's short name holds, in its order, each once.

    `known` has item ids by upper-case name. Where ids start at the same word the longest one is meant.
    """
    found: dict[str, None] = {}
    for run, is_version in _runs(name[:_LONGEST_NAME]):
        start = 0
        while start < len(run):
            item, end = _longest(run, start, known, is_version)
            if item:
                found[item] = None
            start = end
    return tuple(found)


def _runs(name: str) -> list[tuple[list[str], bool]]:
    """The words between `/`, `_` and `.`, parted at dashes, which ids may hold as well; and whether a number
    at the end of them goes on, as in `release-2.0`.
    """
    parts = re.split(r"([/_.])", name)
    runs = []
    for place in range(0, len(parts), 2):
        after = "".join(parts[place + 1 : place + 3])
        runs.append((parts[place].split("-"), after[:1] == "." and after[1:2].isdecimal()))
    return runs


def _longest(
    words: Sequence[str], start: int, known: Mapping[str, str], is_version: bool
) -> tuple[str | None, int]:
    """The item of the longest id that starts at a word, and the place of the word after it."""
    for end in range(len(words), start, -1):
        written = "-".join(words[start:end])
        goes_on = is_version and end == len(words) and written[-1:].isdecimal()
        item = None if goes_on else _as_written(written, known)
        if item:
            return item, end
    return None, start + 1


def _as_written(written: str, known: Mapping[str, str]) -> str | None:
    item = known.get(written.upper())
    if item is None or written.isdecimal():
        return None
    return item if written.isupper() or any(letter.isdecimal() for letter in written) else None


def branch_name(items: Sequence[Item], known: Mapping[str, str]) -> str:
    """Return a name for a branch about these items: `fix/SEC-1_SEC-2-rotate-the-keys`.

    The words are those of the first item's title, in ASCII, at most 50 characters; they are left out where
    with the ids they would name other items.
    """
    stem = f"{_PREFIXES[items[0].kind]}/{'_'.join(item.id for item in items)}"
    title = _ascii(items[0].title)
    if not any(letter.isalnum() for letter in title):
        return stem
    name = f"{stem}-{slug(title, _LONGEST_SLUG)}"
    return name if items_in_branch(name, known) == items_in_branch(stem, known) else stem


def _ascii(text: str) -> str:
    """The text without marks on its letters, and without letters that are none in ASCII."""
    plain = text.casefold().translate(_LETTERS)
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
