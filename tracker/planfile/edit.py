"""Changing one field of a plan file, and not one other byte of it.

People keep comments, alignment and their own order in plan files. A round trip through tomlkit moves some
of that (tables that interrupt an array of tables, comments after a deleted key, spacing in inline tables),
so tomlkit only renders the new value and the text is spliced at the place the scanner found. What comes
out is read again: unless exactly the wanted field has changed, nothing is written.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from tracker.domain.text import one_line
from tracker.errors import PlanError
from tracker.files import write_atomically
from tracker.planfile.load import read_plan
from tracker.planfile.locate import KeyPath, Span, find_spans
from tracker.planfile.problem import BadPlanError
from tracker.planfile.toml import BOM, content_of, tables_of, text_of

Scalar = str | int | float | date
Value = Scalar | Sequence[Scalar]
Spans = Mapping[KeyPath, Span]


def set_field(path: Path, keys: tuple[str, ...], value: Value | None) -> None:
    """Set one value of the plan file at `path`, or remove it (None).

    `keys` lead to it, such as ("item", "SEC-1", "due"); the table it stands in has to exist. A symbolic link
    is followed, permissions stay. Raises PlanError, and leaves the file as it was, when the field cannot be
    set without touching anything else, when the value would make a good plan bad, or when somebody else
    wrote the file meanwhile.
    """
    name = one_line(str(path))
    before = content_of(path, name)
    text = text_of(before, name)
    mark = BOM if before.startswith(BOM) else b""
    try:
        after = mark + edited(text, keys, value, name).encode()
    except UnicodeEncodeError:
        raise PlanError(f"{name}: the value of {_dotted(keys)} is no valid text") from None
    if after != before:
        _refuse_a_worse_plan(before, after, name)
        replace_content(path, before, after, name)


def edited(text: str, keys: tuple[str, ...], value: Value | None, name: str) -> str:
    """Return a TOML text with one value set or removed; raises PlanError where a splice does not do."""
    old = tables_of(text, name)
    wanted = _with_value(old, keys, value, name)
    if same(old, wanted):
        return text
    spans = find_spans(text)
    new = _without(text, spans, keys) if value is None else _with(text, spans, keys, value)
    if new is None or not _reads_as(new, wanted):
        raise PlanError(
            f"{name}: {_dotted(keys)} cannot be changed without touching other parts of the file",
            hint="edit the file by hand",
        )
    return new


def _with_value(old: dict[str, Any], keys: tuple[str, ...], value: Value | None, name: str) -> dict[str, Any]:
    """The tables as they are to be afterwards."""
    wanted = deepcopy(old)
    table: Any = wanted
    for depth, key in enumerate(keys[:-1], start=1):
        table = table.get(key)
        if not isinstance(table, dict):
            raise PlanError(f"{name}: there is no table {_dotted(keys[:depth])}")
    if isinstance(table.get(keys[-1]), dict):
        raise PlanError(f"{name}: {_dotted(keys)} is a table, not a value")
    if value is None:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = _plain(value)
    return wanted


def _with(text: str, spans: Spans, keys: tuple[str, ...], value: Value) -> str | None:
    """The text with the value in it; None where there is no place for it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    written = _rendered(value).replace("\n", newline)
    if span := spans.get(keys):
        return _spliced(text, span.start, span.end, written) if span.form == "value" else None
    pair = f"{_rendered_key(keys[-1])} = {written}"
    parent = spans.get(keys[:-1])
    if parent is None:
        return None
    if parent.form == "value":
        return _into_inline_table(text, spans, keys[:-1], pair)
    last = _last_statement(spans, keys[:-1], parent)
    if parent.form == "implied":
        if last is None or last.statement == last.key:
            return None
        pair = text[last.statement : last.key] + pair
    place = end_of_line(text, last.end if last else parent.end)
    return _spliced(text, place, place, newline + _indent(text, last) + pair)


def _without(text: str, spans: Spans, keys: tuple[str, ...]) -> str | None:
    """The text without the statement that sets the value; None where it is not one statement."""
    span = spans.get(keys)
    if span is None or span.form != "value":
        return None
    if any(spans[keys[:depth]].form == "value" for depth in range(1, len(keys)) if keys[:depth] in spans):
        return _out_of_inline_table(text, span)
    start = text.rfind("\n", 0, span.statement) + 1
    end = text.find("\n", span.end) + 1
    return _spliced(text, start, end or len(text), "")


def _into_inline_table(text: str, spans: Spans, table: KeyPath, pair: str) -> str:
    inside = [span.end for path, span in spans.items() if path[:-1] == table]
    deeper = [
        span.end for path, span in spans.items() if len(path) > len(table) and path[: len(table)] == table
    ]
    if inside or deeper:
        end = max(inside + deeper)
        return _spliced(text, end, end, f", {pair}")
    span = spans[table]
    return _spliced(text, span.start, span.end, f"{{ {pair} }}")


def _out_of_inline_table(text: str, span: Span) -> str:
    """Take one pair out, with the comma after it or, for the last, before it."""
    rest = text[span.end :].lstrip(" \t")
    if rest.startswith(","):
        return text[: span.statement] + rest[1:].lstrip(" \t")
    before = text[: span.statement].rstrip(" \t")
    return before.removesuffix(",") + text[span.end :]


def _last_statement(spans: Spans, table: KeyPath, parent: Span) -> Span | None:
    """The last key written directly in a table, leaving out those below headers of their own."""
    own = [
        span
        for path, span in spans.items()
        if path[:-1] == table
        and span.form == "value"
        and (parent.form == "implied" or parent.start <= span.statement < parent.end)
    ]
    return max(own, key=lambda span: span.end, default=None)


def _indent(text: str, last: Span | None) -> str:
    """The white space the last key of a table begins its line with."""
    if last is None:
        return ""
    lead = text[text.rfind("\n", 0, last.statement) + 1 : last.statement]
    return lead if not lead.strip(" \t") else ""


def end_of_line(text: str, offset: int) -> int:
    """Return where the line ends, before its line break."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - (text[end - 1] == "\r")


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _rendered(value: Value) -> str:
    import tomlkit

    if isinstance(value, str):
        several = "\n" in value and not value.startswith("\n")
        if several and value.replace("\n", "").isprintable():
            return '"""\n' + tomlkit.string(value, multiline=True).as_string().removeprefix('"""')
        return tomlkit.string(value).as_string()
    return tomlkit.item(_plain(value)).as_string()


def _rendered_key(name: str) -> str:
    import tomlkit

    return tomlkit.key(name).as_string()


def _plain(value: Value) -> Scalar | list[Scalar]:
    return value if isinstance(value, str | int | float | date) else list(value)


def _reads_as(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return same(tables_of(text, ""), wanted)
    except BadPlanError:
        return False


def same(one: Any, other: Any) -> bool:
    """Tell whether two TOML values are the same, of the same types; NaN is NaN, and keys have no order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)


def _refuse_a_worse_plan(before: bytes, after: bytes, name: str) -> None:
    """Raise BadPlanError if the edit makes a good plan bad; one that was bad may be edited."""
    try:
        read_plan(before, name)
    except BadPlanError:
        return
    read_plan(after, name)


def replace_content(path: Path, before: bytes, after: bytes, name: str) -> None:
    """Write `after` over a file that holds `before`; raises PlanError where it no longer does."""
    try:
        target = path.resolve(strict=True)
        if target.read_bytes() != before:
            raise PlanError(
                f"{name}: changed by somebody else meanwhile; nothing was written", hint="try again"
            )
        write_atomically(target, after, mode=stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise PlanError(f"{name}: cannot be written: {error.strerror}") from error


def _dotted(keys: tuple[str, ...]) -> str:
    return one_line(".".join(keys))
