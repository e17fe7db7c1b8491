"""Where the keys and values of a TOML text stand.

`tomllib` tells what a file says but not where. Problems are reported with line and column, and one field
is rewritten without touching another byte, so this scanner finds the offsets again. It reads only texts
that `tomllib` has accepted: it looks for structure and judges nothing.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Literal, NamedTuple

KeyPath = tuple[str | int, ...]
"""Keys from the top of the file; a number is a place in an array."""

Form = Literal["value", "header", "implied"]

_BETWEEN = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""[ \t]*+([A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')[ \t]*+""")
_SCALAR = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}+'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}+"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\d{4}-\d\d-\d\d[ Tt]\d\d:[^\s,\]}#]++"
    r"|[^\s,\]}#]++",
    re.DOTALL,
)

_SIMPLE_VALUE = r'"(?!"")(?:[^"\\\n]++|\\.)*+"|true|false|[0-9.]++(?=\s)'
_SIMPLE = re.compile(rf"([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+({_SIMPLE_VALUE})")
"""What most lines are, at one look."""
_SIMPLE_LIST = r'\[(?:[ ,0-9]++|"(?!"")(?:[^"\\\n]++|\\.)*+")*+\]'
_SIMPLE_RUN = re.compile(
    rf"(?:[A-Za-z0-9_-]++[ \t]*+=[ \t]*+(?:{_SIMPLE_VALUE}|{_SIMPLE_LIST})[ \t]*+(?:#[^\n]*+)?+\r?+\n\s*+)++"
)
"""As many such lines as follow one another."""


class Span(NamedTuple):
    """Offsets into the text. `statement` is where the whole dotted key begins, `key` its last part.

    `start:end` is the value; of a table with a header, the header and its own keys (without tables below
    it); of a table that only dotted keys or deeper headers imply, the place that first names it.
    """

    statement: int
    key: int
    start: int
    end: int
    form: Form


class Places:
    """Line and column (both from 1, in characters) of the `wanted` keys of a TOML text."""

    def __init__(self, text: str, wanted: Iterable[KeyPath]) -> None:
        self._spans = find_spans(text, wanted)
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, path: KeyPath, *, on_key: bool = False) -> tuple[int, int]:
        """Return where the value (or the key) of `path` stands; of what is not there, its nearest parent."""
        while path and path not in self._spans:
            path = path[:-1]
        if not path:
            return 1, 1
        span = self._spans[path]
        return self._position(span.start if span.form == "value" and not on_key else span.key)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def find_spans(text: str, wanted: Iterable[KeyPath] | None = None) -> Mapping[KeyPath, Span]:
    """Return the span of every key and array element of `text`, which `tomllib` accepts.

    Where only some keys are `wanted`, those of other tables may be left out, which is faster.

    Never raises: of what is nested too deeply to follow, the part found so far is returned.
    """
    scanner = _Scanner(text, None if wanted is None else {path[:n] for path in wanted for n in (1, 2)})
    with suppress(RecursionError, _LostError):
        scanner.scan()
    return scanner.spans


class _LostError(Exception):
    """The text does not go on as TOML does."""


class _Scanner:
    def __init__(self, text: str, wanted: set[KeyPath] | None) -> None:
        self.text = text
        self.wanted = wanted
        self.spans: dict[KeyPath, Span] = {}
        self._table: KeyPath = ()
        self._table_end = 0
        self._counts: dict[KeyPath, int] = {}

    def scan(self) -> None:
        pos = self._skip(0)
        while pos < len(self.text):
            if self.text[pos] == "[":
                pos = self._header(pos)
            elif self.wanted is None or self._table[:2] in self.wanted or not self._table:
                pos = self._statement(pos)
            else:
                run = _SIMPLE_RUN.match(self.text, pos)
                pos = run.end() if run else self._statement(pos)
            pos = self._skip(pos)
        self._close_table()

    def _header(self, pos: int) -> int:
        self._close_table()
        many = self.text.startswith("[[", pos)
        parts, end = self._keys(pos + 1 + many)
        end += 1 + many
        path: KeyPath = ()
        for name, key in parts:
            path = self._within_array((*path, name))
            self.spans.setdefault(path, Span(pos, key, key, key, "implied"))
        if many:
            path = self._next_element((*path[:-1],) if isinstance(path[-1], int) else path)
        self.spans[path] = Span(pos, parts[-1][1], pos, end, "header")
        self._table, self._table_end = path, end
        return end

    def _close_table(self) -> None:
        if own := self.spans.get(self._table):
            self.spans[self._table] = own._replace(end=self._table_end)

    def _within_array(self, path: KeyPath) -> KeyPath:
        """The path, with the place of the newest element where it names an array of tables."""
        return (*path, self._counts[path]) if path in self._counts else path

    def _next_element(self, array: KeyPath) -> KeyPath:
        self._counts[array] = self._counts.get(array, -1) + 1
        return (*array, self._counts[array])

    def _statement(self, pos: int) -> int:
        simple = _SIMPLE.match(self.text, pos)
        if simple:
            key, value = simple.span(1)[0], simple.span(2)
            self.spans[*self._table, simple[1]] = Span(pos, key, *value, "value")
            self._table_end = simple.end()
        else:
            self._table_end = self._pair(pos, self._table)
        return self._table_end

    def _pair(self, pos: int, path: KeyPath) -> int:
        parts, after = self._keys(pos)
        for name, key in parts[:-1]:
            path = (*path, name)
            self.spans.setdefault(path, Span(pos, key, key, key, "implied"))
        name, key = parts[-1]
        return self._value(self._blank(after + 1), (*path, name), pos, key)

    def _keys(self, pos: int) -> tuple[list[tuple[str, int]], int]:
        """The parts of a dotted key with their offsets, and where the first character after it stands."""
        parts: list[tuple[str, int]] = []
        while True:
            match = _KEY.match(self.text, pos)
            if not match:
                raise _LostError
            parts.append((_plain(match[1]), match.start(1)))
            pos = match.end()
            if not self.text.startswith(".", pos):
                return parts, pos
            pos += 1

    def _value(self, pos: int, path: KeyPath, statement: int, key: int) -> int:
        match self.text[pos : pos + 1]:
            case "[":
                end = self._array(pos, path)
            case "{":
                end = self._inline(pos, path)
            case _:
                found = _SCALAR.match(self.text, pos)
                if not found:
                    raise _LostError
                end = found.end()
        self.spans[path] = Span(statement, key, pos, end, "value")
        return end

    def _array(self, pos: int, path: KeyPath) -> int:
        index = 0
        pos = self._skip(pos + 1)
        while not self.text.startswith("]", pos):
            pos = self._skip(self._value(pos, (*path, index), pos, pos))
            index += 1
            if self.text.startswith(",", pos):
                pos = self._skip(pos + 1)
        return pos + 1

    def _inline(self, pos: int, path: KeyPath) -> int:
        pos = self._skip(pos + 1)
        while not self.text.startswith("}", pos):
            pos = self._skip(self._pair(pos, path))
            if self.text.startswith(",", pos):
                pos = self._skip(pos + 1)
        return pos + 1

    def _skip(self, pos: int) -> int:
        """The offset after white space, line ends and comments."""
        match = _BETWEEN.match(self.text, pos)
        return match.end() if match else pos

    def _blank(self, pos: int) -> int:
        while self.text[pos : pos + 1] in (" ", "\t"):
            pos += 1
        return pos


def _plain(key: str) -> str:
    """The key that a bare or quoted `key` stands for."""
    if key[0] == "'" or (key[0] == '"' and "\\" not in key):
        return key[1:-1]
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[0] == '"' else key
