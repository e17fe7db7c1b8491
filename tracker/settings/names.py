"""The names of settings, as `tracker config` takes them: `theme`, `keys.act.start`, `filters.mine`.

Ids of bindings have dots of their own, and people write them with and without quotes: `"act.start" = "S"` and
`act.start = "S"` say the same below `[keys]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.text import did_you_mean
from tracker.errors import UsageError

PLAIN = ("theme", "actor", "color", "board.grouping", "board.folded", "board.detail")
"""Settings of one value each."""
KEYS, FILTERS = "keys", "filters"
TABLES = (KEYS, FILTERS)
"""Tables in which everybody has entries of their own."""

Path = tuple[str, ...]


def path_of(tables: Mapping[str, Any], name: str) -> Path:
    """Return where the file has a setting, or would get it; raises UsageError for no name of one."""
    table, _, entry = name.partition(".")
    if table == KEYS and entry:
        written = dict(key_entries(tables.get(KEYS)))
        return (KEYS, *written.get(entry, (entry,)))
    if table == FILTERS and entry:
        known = tables.get(FILTERS)
        own = known if isinstance(known, dict) else {}
        same = (key for key in own if key.casefold() == entry.casefold())
        return (FILTERS, next(same, entry.casefold()))
    if name in PLAIN:
        return tuple(name.split("."))
    guess = did_you_mean(name, PLAIN) or did_you_mean(table, TABLES)
    hint = f"settings: {', '.join(PLAIN)}, keys.ID, filters.NAME"
    raise UsageError(f"no setting is called {name}{guess}", hint=hint)


def key_entries(table: object, above: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield the ids that a `[keys]` table binds, each with where below it that stands."""
    if not isinstance(table, dict):
        return
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, dict):
            yield from key_entries(value, path)
        else:
            yield ".".join(path), path
