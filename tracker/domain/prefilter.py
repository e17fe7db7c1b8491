"""Patterns by which `grep` tells that a text or a list of files may concern a plan, without the plan.

They err on one side only: what they let through is read properly afterwards, what they hold back never names
an item. All are POSIX extended regular expressions over bytes (`LC_ALL=C`); where case does not matter each
letter says so itself, since ids that are plain words do count in capitals only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from tracker.domain.fileref import FileRef

_RESOLVING = ("resolves", "fixes", "closes", "remediates", "ticks", "verified-by", "actual")
_REFERRING = ("refs", "part-of", "related")
_START = "(^|[^A-Za-z0-9])"
_MOST_WORDS = 200
"""Beyond these, grep takes longer to read the patterns than Python takes to start."""
_GLOB = re.compile(r"\[[^]]+\]|[*?]|[][.^$+(){}|\\]")


def name_patterns(names: Collection[str]) -> tuple[str, ...]:
    """Return the patterns of every message and branch name that may name one of the ids, or nearly does.

    Of no ids there is none: nothing can be meant.
    """
    if not names:
        return ()
    families = {name[: name.index("-")] for name in names if "-" in name[1:]}
    whole = {name for name in names if "-" not in name[1:]}
    words = {name for name in whole if name.isalpha()}
    numbers = {name for name in whole if name.isdigit()}
    plain = [*map(_any_case, _shortened(words)), *_shortened(numbers)]
    return (
        "This reverts commit ",
        f"{_trailer(_RESOLVING)}.*[A-Z][A-Z0-9-]",
        *([f"{_trailer(_RESOLVING + _REFERRING)}(.*[^A-Za-z0-9])?({'|'.join(plain)})"] if plain else []),
        *(f"{_START}{_any_case(family)}-[A-Za-z0-9]" for family in sorted(families)),
        *(f"{_START}{word}" for word in _shortened(words)),
        *(f"#{number}" for number in _shortened(numbers)),
        *(f"{_START}{_any_case(name)}" for name in _shortened(whole - words - numbers)),
    )


def file_patterns(files: Iterable[FileRef]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files and folders that are named as they are, and patterns for those that are globs."""
    paths = {path for path in (file.path.rstrip("/") for file in files) if path.isprintable()}
    globs = {path for path in paths if any(mark in path for mark in "*?[")}
    return tuple(sorted(paths)), tuple(f"^{_GLOB.sub(_matching, path)}(/|$)" for path in sorted(globs))


def _trailer(keys: Iterable[str]) -> str:
    return f"^[[:blank:]]*({'|'.join(map(_any_case, keys))})[[:blank:]]*:"


def _matching(part: re.Match[str]) -> str:
    if part[0] == "*":
        return ".*"
    return "." if part[0] == "?" or len(part[0]) > 1 else f"\\{part[0]}"


def _any_case(word: str) -> str:
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in word)


def _shortened(words: Collection[str]) -> list[str]:
    """The words, or so much of their beginnings that few are left."""
    for length in range(max(map(len, words), default=0), 1, -1):
        found = {word[:length] for word in words}
        if len(found) <= _MOST_WORDS:
            return sorted(found)
    return sorted({word[:1] for word in words})
