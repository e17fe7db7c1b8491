"""Why an occurrence of an id in a commit message says nothing of the item, told without the parser's rules.

These are plain descriptions of places in a text, written again and simply, to hold the parser against: what
is in none of them, and not linked, is a defect of one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]+://\S+|\bwww\.\S+", re.IGNORECASE)
_FENCED = re.compile(r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"``[^\n]*?``|`[^`\n]*`")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_COMMIT = re.compile(r"\b[0-9a-f]{7,64}\s*\((?:\"[^\n]*\"|.{0,300}?,\s\d{4}-\d\d-\d\d)\)", re.DOTALL)
_TITLES = {
    "title of a revert": re.compile(r"\A(?:revert|reapply)\b.*", re.IGNORECASE),
    "title of a merge": re.compile(r"\AMerged? .*"),
}
_PLACES: Mapping[str, re.Pattern[str]] = {
    **_TITLES,
    "fenced code": _FENCED,
    "quoted line": _QUOTED,
    "code span": _SPAN,
    "address": _ADDRESS,
    "title of another commit": _COMMIT,
}


def reason(message: str, word: re.Pattern[str]) -> str | None:
    """Return why none of the occurrences of a word names an item; None where one of them should."""
    reasons = [_of_place(message, match) for match in word.finditer(message)]
    return reasons[0] if reasons and all(reasons) else None


def _of_place(message: str, match: re.Match[str]) -> str | None:
    for name, place in _PLACES.items():
        if any(found.start() <= match.start() < found.end() for found in place.finditer(message)):
            return name
    return _of_neighbours(message[: match.start()], message[match.end() :])


def _of_neighbours(before: str, after: str) -> str | None:
    """What an id is part of where it touches other characters than a sentence puts there."""
    if re.match(r"-+\w", after) or re.search(r"\w-+$", before) or before.endswith("-"):
        return "part of a longer word"
    if re.match(r"[.+]\w", after) or before.endswith((".", "#", "&", "%", "+", "~", "=")):
        return "part of a version or a longer name"
    if after[:1] in ("/", "\\", "=") or before.endswith(("/", "\\")):
        return "part of a path"
    if after.startswith("@") or before.endswith("@"):
        return "part of a name or an address"
    return None
