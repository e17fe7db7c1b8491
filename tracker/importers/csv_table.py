"""A table in a text file, whatever its encoding and delimiter: the header, and rows with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.csv_columns import field_of
from tracker.importers.limits import refuse_large, refuse_many

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 64 * 1024
_MOST_BLANK = 20
"""Lines above the header that are looked through: spreadsheets put titles there."""


@frozen
class Row:
    """One record: cells, with the first and last line it stands on."""

    cells: tuple[str, ...]
    lines: tuple[int, int]


@frozen
class Sheet:
    """A table; `doubt` says what was guessed of its bytes."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    doubt: str | None


def read_sheet(data: bytes, name: str, known: Sequence[str] = ()) -> Sheet:
    """Return the table in `data`; `known` are names of columns beside those of many languages.

    Raises UsageError where the file is none, or beyond the limits.
    """
    refuse_large(data, name)
    text, doubt = decoded(data)
    delimiter = _delimiter(text, known)
    rows = list(_rows(text, delimiter, name))
    refuse_many(len(rows), name)
    place = next((at for at, row in enumerate(rows[:_MOST_BLANK]) if _known(row.cells, known)), None)
    if place is None:
        shown = ", ".join(rows[0].cells)[:200] if rows else "nothing"
        raise UsageError(
            f"{one_line(name)} has no header with a known column (it begins with: {shown})",
            hint="name the columns with --map COLUMN=title",
        )
    return Sheet(rows[place].cells, tuple(rows[place + 1 :]), doubt)


def looks_like_a_table(data: bytes, name: str) -> bool:
    """Tell whether the text begins like a table with a header: known columns, and rows of the same width."""
    text, _ = decoded(data[:_HEAD])
    delimiter = _delimiter(text, ())
    try:
        rows = [row.cells for row in _rows(text, delimiter, name)][:-1] or [
            row.cells for row in _rows(text, delimiter, name)
        ]
    except UsageError:
        return False
    if not rows or (delimiter == "|" and rows[0][0].strip() == ""):
        return False  # a row of a Markdown table
    named = [field for cell in rows[0] if (field := field_of(cell))]
    if len(rows[0]) < 2 or "title" not in named or any(len(cell) > 60 for cell in rows[0]):
        return name.casefold().endswith((".csv", ".tsv")) and bool(named)
    same = sum(len(row) == len(rows[0]) for row in rows)
    return same * 2 > len(rows)


def decoded(data: bytes) -> tuple[str, str | None]:
    """Return the text of a file, and what was guessed of its bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), None
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode(), None
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4 and error.reason == "unexpected end of data":
            return body.decode("utf-8", "ignore"), None
        return body.decode("cp1252", "replace"), "is not UTF-8, and was read as Windows-1252"


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    """Every record that is not blank, with the lines it stands on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(tuple(cells), (before + 1, reader.line_num))
            before = reader.line_num
    except csv.Error as error:
        raise UsageError(f"{one_line(name)}:{reader.line_num}: broken table: {error}") from None


def _delimiter(text: str, known: Sequence[str]) -> str:
    """The delimiter that makes the most known columns of the first lines, then the most columns."""
    head = "".join(text[:_HEAD].splitlines(keepends=True)[:_MOST_BLANK])

    def columns(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row.cells for row in _rows(head, delimiter, "")]
        except UsageError:
            return (0, 0)
        return max(((_known(row, known), len(row)) for row in rows), default=(0, 0))

    return max(DELIMITERS, key=columns)


def _known(cells: Sequence[str], known: Sequence[str]) -> int:
    named = {name.strip().casefold() for name in known}
    return sum(bool(field_of(cell)) or cell.strip().casefold() in named for cell in cells)
