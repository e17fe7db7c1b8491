"""Text of others inside Markdown: titles, commit subjects and names stay text, whatever they contain.

Escaping everything would make the raw file unreadable, so only what CommonMark or GitHub would read as
markup at that place is escaped. Two things are kept because authors mean them and they cannot do harm:
`code` between single backticks, and http(s) addresses, which become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from tracker.domain.text import one_line

_TOKEN = re.compile(
    r"""
    (?P<code>(?<!`)`[^`|\\]+`(?!`))                        # a pipe would still end a cell of a table
  | (?P<url>(?<!\w)https?://[\w\-.~:/?\#@!$&+,;=%]*[\w/])  # without the full stop that ends the sentence
  | (?P<mark>
        [\\`*\[\]|~]
      | (?<![^\W_])_ | _(?![^\W_])                         # inside a word it is a plain letter
      | <(?=[A-Za-z/!?]|$)
      | &(?=\#?\w+;)
      | (?<=\w):(?=//) | (?<=www)\.                        # GitHub would link ftp://x and www.x too, and
                                                           # swallow the backslash that guards what follows
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADING = re.compile(r"[#>]|[-+](?=[\s+-]|$)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)
_WIDEST_PADDED = 60
"""A column with a longer cell is not padded at all: one long title would push every other row apart."""


def text(raw: str) -> str:
    """Return `raw` as one line of Markdown that reads as written in a heading, cell or paragraph."""
    escaped = _TOKEN.sub(_escaped, one_line(raw))
    if _LEADING.match(escaped):
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\\2", escaped, count=1) if _NUMBERED.match(escaped) else escaped


def inline_part(raw: str) -> str:
    """Return `raw` as one part of a line of parts, which ` · ` joins: a dot of its own parts nothing."""
    return text(raw).replace("·", "&middot;")


def code(raw: str) -> str:
    """Return `raw` as a code span of one line. Not for tables, where a pipe ends the cell even in code."""
    line = one_line(raw)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def link(raw: str) -> str:
    """Return an http(s) address as a link, anything else as code: no other scheme is ever followed."""
    address = one_line(raw)
    return f"<{address.replace('|', '%7C')}>" if _URL.fullmatch(address) else code(address)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already. A header that ends in `:` is aligned right."""
    names = [name.rstrip(":") for name in header]
    right = [name.endswith(":") for name in header]
    body = [list(row) for row in rows]
    widths = [_width(column) for column in zip_longest(names, *body, fillvalue="")]
    rule = ["-" * (width - 1) + ":" if end else "-" * width for width, end in zip(widths, right, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if end else cell.ljust(width)
            for cell, width, end in zip(cells, widths, right, strict=True)
        ]
        return f"| {' | '.join(padded)} |"

    return "\n".join([line(names), f"| {' | '.join(rule)} |", *map(line, body)])


def _width(column: Iterable[str]) -> int:
    widest = max(map(len, column))
    return max(3, widest) if widest <= _WIDEST_PADDED else 3


def capitalized(raw: str) -> str:
    """Return `raw` with its first letter in upper case and the others as they are."""
    return raw[:1].upper() + raw[1:]


def tick(done: bool, label: str) -> str:
    """Return a line of a task list."""
    return f"- [{'x' if done else ' '}] {label}"


def _escaped(match: re.Match[str]) -> str:
    if match["url"]:
        return f"<{match['url']}>"
    return match["code"] or f"\\{match['mark']}"
