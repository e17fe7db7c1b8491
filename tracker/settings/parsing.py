"""Values of settings as they are typed on a command line, and as they are shown there."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import UsageError
from tracker.settings.fields import READERS
from tracker.settings.names import KEYS, TABLES
from tracker.settings.values import Settings
from tracker.settings.writing import Value

_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")


def parse_value(name: str, words: Sequence[str]) -> Value:
    """Return the value that the words mean for a setting; raises UsageError."""
    table = name.partition(".")[0]
    text = " ".join(words)
    typed: object = text
    if table == KEYS:
        typed = list(words)
    elif text.casefold() in (*_YES, *_NO) and name in ("board.folded", "board.detail"):
        typed = text.casefold() in _YES
    try:
        read = READERS[table if table in TABLES else name](typed)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None
    if isinstance(read, tuple):
        return read[0] if len(read) == 1 else read
    assert isinstance(read, (str, bool))
    return read


def value_of(settings: Settings, name: str) -> str | bool | tuple[str, ...] | None:
    """Return the value of a setting; None where it has none."""
    table, _, entry = name.partition(".")
    if table == KEYS:
        return settings.keys.get(entry)
    if table == "filters":
        return settings.filters.get(entry.casefold())
    owner: object = settings.board if table == "board" else settings
    value: str | bool | None = getattr(owner, entry or table)
    return value


def shown_value(value: str | bool | tuple[str, ...] | None) -> str:
    """Return a value as it is typed: `true`, `down j`, nothing where there is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, tuple) else value or ""
