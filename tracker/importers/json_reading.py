"""JSON with the lines its objects stand on, so that an item can say where in the document it comes from.

Python's parser tells no places. The outer levels are walked here, and everything below is left to it, which
keeps the speed of C: results of scanners stand in arrays near the top.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.limits import refuse_large

_BLANK = re.compile(r"[ \t\r\n]*")
LEVELS = 5
"""Containers that are walked: in SARIF file, runs, run, results, result."""


class Located(dict[str, Any]):
    """A JSON object with its first and last line."""

    __slots__ = ("lines",)

    lines: tuple[int, int]


def load_json(data: bytes, name: str) -> Any:
    """Return what a JSON document holds; its objects near the top are `Located`.

    Raises UsageError with line and column where it is no JSON, too large or nested too deeply.
    """
    refuse_large(data, name)
    shown = one_line(name)
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass")
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is neither UTF-8 nor UTF-16 from byte {error.start} on") from None
    try:
        return _Walk(text.removeprefix("\ufeff")).document()
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise UsageError(f"{shown}:{error.lineno}:{error.colno}: broken JSON: {reason}") from None
    except RecursionError:
        raise UsageError(f"{shown} is nested too deeply") from None
    except ValueError as error:  # an integer of thousands of digits
        raise UsageError(f"{shown}: broken JSON: {one_line(str(error))}") from None


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.parse = json.JSONDecoder().raw_decode
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def document(self) -> Any:
        value, end = self._value(self._skip(0), LEVELS)
        if self._skip(end) != len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, self._skip(end))
        return value

    def _value(self, pos: int, levels: int) -> tuple[Any, int]:
        start = self.text[pos : pos + 1]
        if levels and start == "[":
            return self._array(pos + 1, levels - 1)
        if levels and start == "{":
            return self._object(pos, levels - 1)
        return self.parse(self.text, pos)

    def _array(self, pos: int, levels: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        pos = self._skip(pos)
        while not self.text.startswith("]", pos):
            value, pos = self._value(pos, levels)
            found.append(value)
            pos = self._next(pos, "]")
        return found, pos + 1

    def _object(self, start: int, levels: int) -> tuple[Located, int]:
        found = Located()
        pos = self._skip(start + 1)
        while not self.text.startswith("}", pos):
            if not self.text.startswith('"', pos):
                raise json.JSONDecodeError(
                    "Expecting property name enclosed in double quotes", self.text, pos
                )
            key, pos = self.parse(self.text, pos)
            pos = self._skip(pos)
            if not self.text.startswith(":", pos):
                raise json.JSONDecodeError("Expecting ':' delimiter", self.text, pos)
            found[key], pos = self._value(self._skip(pos + 1), levels)
            pos = self._next(pos, "}")
        found.lines = (self._line(start), self._line(pos))
        return found, pos + 1

    def _next(self, pos: int, close: str) -> int:
        """Where the next element begins, or the bracket that ends them all."""
        pos = self._skip(pos)
        if self.text.startswith(",", pos):
            following = self._skip(pos + 1)
            if self.text.startswith(close, following):
                raise json.JSONDecodeError("Illegal trailing comma", self.text, pos)
            return following
        if not self.text.startswith(close, pos):
            raise json.JSONDecodeError("Expecting ',' delimiter", self.text, pos)
        return pos

    def _skip(self, pos: int) -> int:
        match = _BLANK.match(self.text, pos)
        return match.end() if match else pos

    def _line(self, pos: int) -> int:
        return bisect_right(self.breaks, pos - 1) + 1
