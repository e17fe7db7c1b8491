"""The ids of items in running text and in lists: what is one, and which item it stands for.

Only ids of the plan count, and never as a part of something longer: an address, a path, another id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

Lookup = Callable[[str], str | None]
"""The item that a name stands for."""

_BEFORE = r"(?<![\w./\\@=&%+~#-])"
_AFTER = r"[\w/\\@=]|[.+]\w"
_ID = rf"{_BEFORE}(?P<mark>\#?)(?P<id>[A-Za-z0-9][A-Za-z0-9-]*+)(?!{_AFTER})"
_BEGINS = re.compile(_BEFORE)
_ENDS = re.compile(rf"(?!{_AFTER}|-\w)")
"""Where an id can begin and end; a pattern for each id would take longer to compile than to use."""
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_LISTED = re.compile(rf"[\[(]?{_ID}[\])]?")
GAP = r"(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
ANY_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|&)?\s*(?:\band\b\s*)?", re.IGNORECASE)
_MOST_STEMS = 60
"""Beyond so many alternatives it takes longer to look for them than at every word."""


def listed(text: str, start: int, lookup: Lookup, separator: re.Pattern[str]) -> tuple[list[str], int]:
    """The items listed from `start` on, and where the list ends.

    A trailer may list tickets that are none of the plan's as well; in running text such a word ends the list.
    """
    items: list[str] = []
    end = at = start
    while match := _LISTED.match(text, at):
        item = lookup(match["mark"] + match["id"]) or lookup(match["id"])
        if item:
            items.append(item)
        elif separator is not ANY_SEPARATOR or match["id"].isalpha():
            break
        end = match.end()
        gap = separator.match(text, end)
        if not gap or gap.end() == end:
            break
        at = gap.end()
    return items, end


class KnownIds:
    """The ids of a plan (item id by upper-case name), and what finds them in text."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known

    def may_stand_in(self, text: str) -> bool:
        """Tell, at a fraction of the cost of finding them, whether any id can be in the text."""
        return not self._stems or first_of(self._stems, text) >= 0

    def mentioned(self, prose: str) -> list[str]:
        """Return the items named anywhere, in the order in which they are."""
        items = (self.as_written(name) for name in self._written(prose))
        return [item for item in items if item]

    def _written(self, prose: str) -> Iterator[str]:
        """Names of items that stand on their own, as they are written, with the `#` before them."""
        start = first_of(self._stems, prose) if self._stems else 0
        for word in self._words.finditer(prose, start) if start >= 0 else ():
            name, start = word[0].upper().rstrip("-"), word.start()
            if name in self.known:
                begin, end = start - (prose[start - 1 : start] == "#"), start + len(name)
                if _BEGINS.match(prose, begin) and _ENDS.match(prose, end):
                    yield prose[begin:end]

    def plainly(self, name: str) -> str | None:
        """Return the item a name stands for where only an id can stand."""
        return self.known.get(name.upper().rstrip("-"))

    def as_written(self, name: str) -> str | None:
        """Return the item a name in running text stands for.

        An id that is a plain word (`SHUTDOWN`) has to be written in capitals there, and one that is a plain
        number with a `#`: "fix shutdown of 12 workers" names neither.
        """
        bare = name.removeprefix("#").rstrip("-")
        plain_word = bare.isalpha() and not bare.isupper()
        plain_number = bare.isdigit() and not name.startswith("#")
        return None if plain_word or plain_number else self.known.get(bare.upper())

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        """What ids start with, `SEC-` for SEC-1 to SEC-99; empty where they are many."""
        stems = {name[: name.find("-") + 1] or name for name in self.known}
        return tuple(sorted(stems)) if len(stems) <= _MOST_STEMS else ()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """Finds words that start as ids do; any word where their starts are many."""
        starts = "|".join("".join(map(_any_case, stem)) for stem in self._stems)
        return re.compile(f"(?:{starts})[A-Za-z0-9-]*") if starts else _WORD


def first_of(stems: Iterable[str], text: str) -> int:
    """Return where the first of the `stems` (in capitals) can be in the text at the earliest; -1: nowhere.

    It takes a fraction of the time in which an expression for all of them looks at every letter.
    """
    capitals = text.upper()
    found = [at for stem in stems if (at := capitals.find(stem)) >= 0]
    if not found:
        return -1
    return min(found) if len(capitals) == len(text) else 0  # `ß` has two capitals


def _any_case(letter: str) -> str:
    return f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else re.escape(letter)
