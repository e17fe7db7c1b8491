"""The settings file table by table, with every problem noted.

What is wrong reads as if it were not set. Whether an id of `[keys]` binds anything, and whether a filter can
be understood, is checked by who knows: see `checks` and the app's keymap.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.domain.grouping import GROUPINGS
from tracker.planfile.fields import Table
from tracker.planfile.notes import Notes, shown
from tracker.planfile.values import Reader, flag, line, word_map, wrong_kind
from tracker.settings.names import FILTERS, KEYS, key_entries
from tracker.settings.values import COLORS, FILTER_NAME, THEMES, BoardLook, Settings

_COMMA = ","


def keys_value(value: object) -> tuple[str, ...]:
    """Read a key, or a list of keys; a comma parts them as well, and stands for itself where it is alone."""
    listed: list[Any] = value if isinstance(value, list) else [value]
    written = [each for each in listed if isinstance(each, str)]
    if written != listed:
        raise wrong_kind(value, "a key or a list of keys")
    parts = [[each] if each == _COMMA else each.split(_COMMA) for each in written]
    found = [part.strip() or part[:1] for each in parts for part in each]
    if not found or not all(found):
        raise ValueError("names no key")
    return tuple(dict.fromkeys(found))


def _words(*words: str) -> Reader[str]:
    return word_map({word: word for word in words})


READERS: Mapping[str, Reader[Any]] = {
    "theme": _words(*THEMES),
    "actor": line,
    "color": _words(*COLORS),
    "board.grouping": _words(*GROUPINGS),
    "board.folded": flag,
    "board.detail": flag,
    KEYS: keys_value,
    FILTERS: line,
}
"""How the value of each setting is read, and of each entry of a table."""


def settings_of(tables: Mapping[str, object], notes: Notes) -> Settings:
    """Return what the tables set, as far as it is sound."""
    table = Table(tables, (), notes)
    usual = Settings()
    settings = Settings(
        theme=table.take("theme", READERS["theme"]),
        actor=table.take("actor", READERS["actor"]),
        color=table.take("color", READERS["color"]) or usual.color,
        board=table.row("board", _board) or usual.board,
        keys=_keys(table),
        filters=_filters(table),
    )
    table.close()
    return settings


def _board(table: Table) -> BoardLook:
    usual = BoardLook()
    folded = table.take("folded", flag)
    detail = table.take("detail", flag)
    return BoardLook(
        grouping=table.take("grouping", READERS["board.grouping"]) or usual.grouping,
        folded=usual.folded if folded is None else folded,
        detail=usual.detail if detail is None else detail,
    )


def _keys(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    own = table.take(KEYS, _a_table) or {}
    for name, path in key_entries(own):
        value: Any = own
        for key in path:
            value = value[key]
        try:
            keys = keys_value(value)
        except ValueError as error:
            table.error(f"{name}: {error}", KEYS, *path)
            continue
        if name in found:
            table.error(f"{name}: stands twice", KEYS, *path)
        found.setdefault(name, keys)
    return found


def _filters(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in (table.take(FILTERS, _a_table) or {}).items():
        if not FILTER_NAME.fullmatch(name):
            wrong = f"{shown(name)} is no name for a filter; use letters, digits and dashes"
            table.error(wrong, FILTERS, name)
            continue
        try:
            query = line(value)
        except ValueError as error:
            table.error(f"{name}: {error}", FILTERS, name)
            continue
        if name.casefold() in found:
            table.error(f"{name}: stands twice", FILTERS, name)
        found.setdefault(name.casefold(), query)
    return found


def _a_table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong_kind(value, "a table")
    return value
