"""Values as people write them in a plan file: short lists on one line, long texts folded, code as it is.

tomlkit renders values that a person changes one by one; a drafted plan has tens of thousands, in the style
of a hand-written plan, which takes choices that tomlkit does not make.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

WIDTH = 110
"""Columns a line takes at most, where it can be broken."""

Value = str | bool | int | float | date | Sequence["Value"] | Mapping[str, "Value"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FOLDABLE = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"})


def key_text(key: str) -> str:
    """Return a key, quoted where it has to be."""
    return key if _BARE.fullmatch(key) else _quoted(key)


def pair_text(key: str, value: Value) -> str:
    """Return `key = value`, over several lines where it is long."""
    return f"{key_text(key)} = {value_text(value, len(key) + 3)}"


def value_text(value: Value, column: int = 0) -> str:
    """Return a value of clean texts as TOML; its first line begins at `column`."""
    if isinstance(value, str):
        return _text(value, column)
    if isinstance(value, Mapping):
        return _inline_table(value)
    if isinstance(value, Sequence):
        return _list(value, column)
    return _scalar(value)


def _scalar(value: bool | int | float | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(value: str, column: int) -> str:
    if "\n" in value:
        return _block(value)
    short = _quoted(value)
    return short if column + len(short) <= WIDTH else _folded(value, short)


def _quoted(value: str) -> str:
    """The text in double quotes, or in single ones where nothing has to be escaped then."""
    if ('"' in value or "\\" in value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return f'"{value.translate(_ESCAPES)}"'


def _block(value: str) -> str:
    """Lines as they are, which makes code readable."""
    return '"""\n' + _inner(value) + '"""'


def _folded(value: str, short: str) -> str:
    """One line of text over several lines of the file, broken between words, if it has any."""
    text = _inner(value)
    lines = []
    start = 0
    while len(text) - start > WIDTH - 2 and (place := _break(text, start)):
        lines.append(text[start:place])
        start = place + 1
    lines.append(text[start:])
    return '"""\\\n' + " \\\n".join(lines) + '"""' if len(lines) > 1 else short


def _break(text: str, start: int) -> int | None:
    """The blank at which a line that begins at `start` is best broken, None where there is none."""
    place = text.rfind(" ", start + 1, start + WIDTH - 1)
    while place > start and not _FOLDABLE.match(text, place):
        place = text.rfind(" ", start + 1, place)
    found = None if place > start else _FOLDABLE.search(text, start + 1)
    return place if place > start else found and found.start()


def _inner(value: str) -> str:
    """A text between three quotes: none of its own quotes ends it."""
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace('"""', '""\\"')
    return escaped[:-1] + '\\"' if escaped.endswith('"') else escaped


def _list(values: Sequence[Value], column: int) -> str:
    texts = [value_text(value, WIDTH if isinstance(value, Mapping) else 2) for value in values]
    line = f"[{', '.join(texts)}]"
    if "\n" not in line and column + len(line) <= WIDTH:
        return line
    return "[\n" + "".join(f"  {text},\n" for text in texts) + "]"


def _inline_table(values: Mapping[str, Value]) -> str:
    """A table within a value: on one line, but for texts of several lines."""
    pairs = (f"{key_text(key)} = {_in_line(value)}" for key, value in values.items())
    return f"{{ {', '.join(pairs)} }}" if values else "{}"


def _in_line(value: Value) -> str:
    if isinstance(value, str):
        return _block(value) if "\n" in value else _quoted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_in_line, value))}]"
    return value_text(value)
