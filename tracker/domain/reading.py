"""The last number in what a command printed: what a proof with a bound is held against.

Programs print numbers that are none to compare: versions, dates, hashes, `p95`. What is part of a word, or is
parted by dashes, colons and slashes from another number, is passed over; what looks like a number and is
ambiguous (`1,5`) is not guessed at.
"""

from __future__ import annotations

import re

from tracker.domain.bound import Bound, is_unit, parse_quantity

_NUMBER = re.compile(r"(?<![\w.,])(?<!\w-)(?<!\d[:/])-?\d[\d.,_]*+(?:e[+-]?\d++)?(?![-:/]\d)", re.IGNORECASE)
"""Possessive, because a line may be millions of digits long."""
_UNIT = re.compile(r"(?:per[ \t]+[a-z]+|%|/?[a-zµ]+)", re.IGNORECASE)
_LONGEST_NUMBER = 40
_LONGEST_UNIT = 64


def last_reading(text: str, bound: Bound) -> str | None:
    """Return the last number in `text` with its unit, such as `180 ms`; None where there is none.

    A number without a unit has that of the bound. Raises ValueError for one that nobody writes.
    """
    for line in reversed(text.splitlines()):
        for found in reversed(list(_NUMBER.finditer(line))):
            unit = _unit_after(line[found.end() : found.end() + _LONGEST_UNIT], bound)
            if unit is None:
                continue
            number = found[0].rstrip(".,_")
            if len(number) > _LONGEST_NUMBER:
                raise ValueError("its last number has too many digits")
            if not parse_quantity(number).bare:
                raise ValueError(f"{number!r} is no number")
            return f"{number} {unit or bound.unit}".rstrip()
    return None


def _unit_after(rest: str, bound: Bound) -> str | None:
    """The unit that `rest` begins with, empty when it begins with none; None where the number is part of a
    word, such as `2nd`.
    """
    after = rest.lstrip(" \t")
    size = len(bound.dimension)
    if size and after[:size].casefold() == bound.dimension and not after[size : size + 1].isalnum():
        return after[:size]
    word = _UNIT.match(after)
    if word and is_unit(word[0]) and not after[word.end() : word.end() + 1].isalnum():
        return word[0]
    return None if rest[:1].isalnum() or rest[:1] == "_" else ""
