"""Answers kept from one call for the next, each with the state of the files that it was made from.

They are for what has to be there before any library is loaded: the line of a shell prompt, the first
picture of the board. Nothing but `os`, `time` and what needs no more may be imported at the top.
"""

from __future__ import annotations

import os
import time

from tracker.user_cache import is_ours, user_cache

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tracker.cli.context import CliContext

_SETTLED = 2.0
"""Seconds since a file's last change before its times are believed: their clock is coarse."""
_KEPT = 50
_FORMAT = "2"
_ENVIRONMENT = (
    *("TRACKER_PLAN", "TRACKER_DB", "TRACKER_ACTOR", "TRACKER_NOW", "HOME"),
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "TZ"),
)


def key_of(arguments: Sequence[str], *facts: object) -> str:
    """Return what an answer depends on besides files, as one text without NUL; raises OSError."""
    environment = [os.environ.get(name) for name in _ENVIRONMENT]
    return repr((_FORMAT, os.getcwd(), environment, list(arguments), facts))


def recall(kind: str, key: str) -> tuple[str, float, bool] | None:
    """Return the text that was kept for the key, or None where there is none.

    With it come the time it was made (seconds since the epoch), and whether all that it was made from is as
    it was, the day included.
    """
    try:
        with open(_place(kind, key), encoding="utf-8", errors="surrogateescape", newline="") as file:
            if not is_ours(file.fileno()):
                return None
            found, made, text, *stated = file.read().split("\0")
        age = time.time() - float(made)
    except (OSError, ValueError):
        return None
    if found != key or age < 0:
        return None
    states = zip(stated[::2], stated[1::2], strict=False)
    same = _day(float(made)) == _day(time.time()) and all(_state(path) == state for path, state in states)
    return text, float(made), same


def keep(kind: str, key: str, text: str, paths: Iterable[Path]) -> None:
    """Keep the text for the key until one of the files changes; where that fails it only costs time."""
    from pathlib import Path

    from tracker.service.cache import keep_newest, write_atomically

    states = [(str(path), _settled(_state(str(path)))) for path in paths]
    parts = [key, str(time.time()), text, *(part for pair in states for part in pair)]
    if any("\0" in part for part in parts):
        return
    try:
        place = Path(_place(kind, key))
    except OSError:
        return
    write_atomically(place, "\0".join(parts).encode("utf-8", "surrogateescape"))
    keep_newest(place.parent, _KEPT)


def sources(context: CliContext) -> Iterator[Path]:
    """Yield what any view of the plan is made from: plan, journal, and what decides which those are."""
    from pathlib import Path

    from tracker.settings.place import settings_file

    if settings := settings_file():
        yield settings
    workspace, tracker = context.workspace(), context.tracker()
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / ".git"
        if folder == workspace.root:
            break
    yield from (workspace.root / name for name in ("plan.toml", "plans", ".tracker/plans"))
    yield tracker.path.absolute()
    yield workspace.database.absolute()
    yield workspace.database.absolute().with_name(f"{workspace.database.name}-wal")


def _place(kind: str, key: str) -> str:
    """The file for a key; two keys that share one take turns, as each answer holds its key.

    Raises OSError where there is no place for caches.
    """
    from zlib import crc32

    return os.path.join(user_cache(), kind, f"{crc32(key.encode('utf-8', 'surrogateescape')):08x}")


def _day(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))


def _state(path: str) -> str:
    """Which file it is, its last change and its size; the nothing that is not there has a state as well."""
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _settled(state: str) -> str:
    """The state of a file, or one that nothing is found in where the file has only just been changed."""
    changed = 0 if state == "-" else int(state.split()[0])
    return state if time.time() - changed / 1e9 > _SETTLED else "?"
