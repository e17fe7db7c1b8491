"""Many edits of one plan file at once, each at its place, with every other byte as it was.

Places are found in the text as it was and the edits are made from its end to its beginning, so that none
moves another; a plan of ten thousand items is scanned once, not once an edit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.planfile.edit import end_of_line
from tracker.planfile.locate import KeyPath, Span, find_spans
from tracker.planfile.rendering import Value, pair_text, value_text

Path = tuple[str, ...]
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*+"|\'[^\'\n]*+\'', re.DOTALL
)


class Splices:
    """Collects edits of `text`; each method returns whether the text is written so that it can be done."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans: Mapping[KeyPath, Span] = find_spans(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._edits: list[tuple[int, int, bool, str]] = []
        """First and last offset, whether a new table follows, the text: keys come before new tables."""
        self._last: dict[KeyPath, int] = {}
        self._block: dict[KeyPath, int] = {}
        for path, span in self._spans.items():
            if span.form != "implied":
                self._block[path[:2]] = max(span.end, self._block.get(path[:2], 0))
            if span.form == "value":
                self._last[path[:-1]] = max(span.end, self._last.get(path[:-1], 0))

    def has_header(self, path: Path) -> bool:
        """Tell whether a table has a header of its own, so that keys can be added to it."""
        span = self._spans.get(path)
        return span is not None and span.form == "header"

    def put(self, path: Path, key: str, value: Value) -> bool:
        """Set a key of a table to a value."""
        span = self._spans.get((*path, key))
        if span is None:
            return self._add(path, key, value)
        if span.form != "value" or self._has_remark(span):
            return False
        self._edit(span.start, span.end, value_text(value, len(key) + 3))
        return True

    def remove(self, path: Path, key: str) -> bool:
        """Take a key out of a table, with its line."""
        span = self._spans.get((*path, key))
        if span is None or span.form != "value" or not self.has_header(path):
            return False
        above = end_of_line(self.text, self._line_start(span.statement) - 2)
        self._edit(above, end_of_line(self.text, span.end), "")
        return True

    def insert_after(self, path: Path, block: str) -> None:
        """Put a block below the table at `path` and the tables within it."""
        place = end_of_line(self.text, self._block[path[:2]])
        self._edit(place, place, "\n\n" + block.rstrip("\n"), is_table=True)

    def comment(self, path: Path, line: str) -> None:
        """Put a comment above the header of a table, where it does not stand already."""
        start = self._line_start(self._spans[path].statement)
        if not self._commented(start, line):
            self._edit(start, start, line + "\n")

    def uncomment(self, path: Path, line: str) -> bool:
        """Take such a comment away again; tells whether it was there."""
        start = self._line_start(self._spans[path].statement)
        if not self._commented(start, line):
            return False
        self._edit(self._line_start(start - 1), start, "")
        return True

    def before_table(self, name: str, head: tuple[str, ...], block: str) -> None:
        """Put a block above a top table and its `head` of comments, or where it would stand: at the end."""
        start, _ = self._top_table(name, head)
        self._edit(start, start, self._gap(start) + block + "\n" * self.has_header((name,)))

    def replace_table(self, name: str, head: tuple[str, ...], block: str) -> None:
        """Put `block` in the place of a whole top table and its `head` of comments, or at the end."""
        start, end = self._top_table(name, head)
        self._edit(start, end, self._gap(start) + block)

    def done(self) -> str:
        """Return the text with all edits made; those at one place stand in the order they were asked for."""
        parts = []
        cursor = 0
        for start, end, _, new in sorted(self._edits, key=lambda edit: edit[:3]):
            parts += [self.text[cursor:start], new.replace("\n", self._newline)]
            cursor = end
        return "".join([*parts, self.text[cursor:]])

    def _top_table(self, name: str, head: tuple[str, ...]) -> tuple[int, int]:
        if not self.has_header((name,)):
            return len(self.text), len(self.text)
        start = self._line_start(self._spans[name,].statement)
        for line in reversed(head):
            if self._commented(start, line):
                start = self._line_start(start - 1)
        end = self.text.find("\n", max(end for path, end in self._block.items() if path[0] == name)) + 1
        return start, end or len(self.text)

    def _gap(self, place: int) -> str:
        """What parts a block from the end of the file; elsewhere there is a gap already."""
        if place < len(self.text) or not self.text:
            return ""
        return "\n" if self.text.endswith("\n") else "\n\n"

    def _add(self, path: Path, key: str, value: Value) -> bool:
        if not self.has_header(path):
            return False
        place = end_of_line(self.text, self._last.get(path, self._spans[path].end))
        self._edit(place, place, "\n" + pair_text(key, value))
        return True

    def _has_remark(self, span: Span) -> bool:
        """Whether somebody left a comment inside of the value, which a new one would lose."""
        body = self.text[span.start : span.end]
        return "#" in body and "#" in _STRING.sub("", body)

    def _commented(self, start: int, line: str) -> bool:
        above = self.text[self._line_start(start - 1) : start] if start else ""
        return above.strip() == line

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, max(offset, 0)) + 1

    def _edit(self, start: int, end: int, new: str, *, is_table: bool = False) -> None:
        self._edits.append((start, end, is_table, new))
