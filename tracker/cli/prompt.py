"""The line of `status --line`, kept until anything it tells of may have changed.

A shell asks for it at every prompt, so the answer has to come before any library is loaded: a kept line is
given out again while the files it was made from are as they were. Nothing but `os`, `sys` and `time` may be
imported at the top of this module.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tracker.cli.context import CliContext
    from tracker.domain.board import Board

FRESH = 300.0
"""Seconds a line is kept: evidence ages by the clock alone."""
_SETTLED = 2.0
"""Seconds since a file's last change before its times are believed: their clock is coarse."""
_KEPT = 50
_FORMAT = "1"
_ENVIRONMENT = (
    *("TRACKER_PLAN", "TRACKER_DB", "TRACKER_NOW", "HOME", "XDG_CACHE_HOME"),
    *("NO_COLOR", "FORCE_COLOR", "TERM", "TZ"),
)


def kept_line(arguments: Sequence[str]) -> str | None:
    """Return the line that was kept for this very call, or None where there is none or it may be outdated."""
    if "--line" not in arguments or "status" not in arguments or "TRACKER_NOW" in os.environ:
        return None
    try:
        with open(_place(arguments), encoding="utf-8", errors="surrogateescape", newline="") as file:
            key, day, made, line, *watched = file.read().split("\0")
        fresh = key == _key(arguments) and day == _today() and 0 <= time.time() - float(made) < FRESH
    except (OSError, ValueError):
        return None
    stated = zip(watched[::2], watched[1::2], strict=False)
    return line if fresh and all(_state(path) == state for path, state in stated) else None


def keep_line(context: CliContext, board: Board, line: str) -> None:
    """Keep the line that a call has just printed; costs nothing but time where that fails."""
    from pathlib import Path

    from tracker.service.cache import keep_newest, write_atomically

    arguments = context.arguments
    states = [(str(path), _state(str(path))) for path in _watched(context, board)]
    if "TRACKER_NOW" in os.environ or not all(_is_settled(state) for _, state in states):
        return
    parts = [_key(arguments), _today(), str(time.time()), line, *(text for pair in states for text in pair)]
    if any("\0" in part for part in parts[1:]):
        return
    place = Path(_place(arguments))
    write_atomically(place, "\0".join(parts).encode("utf-8", "surrogateescape"))
    keep_newest(place.parent, _KEPT)


def _watched(context: CliContext, board: Board) -> Iterable[Path]:
    """What the line was made from: the plan, the journal, the forecast, and what decides which those are."""
    from tracker.service.forecasting import forecast_place

    workspace, tracker = context.workspace(), context.tracker()
    here = _here()
    for folder in (here, *here.parents):
        yield folder / ".git"
        if folder == workspace.root:
            break
    yield from (workspace.root / name for name in ("plan.toml", "plans", ".tracker/plans"))
    yield tracker.path.absolute()
    yield workspace.database.absolute()
    yield workspace.database.absolute().with_name(f"{workspace.database.name}-wal")
    if forecast := forecast_place(tracker, board, context.now):
        yield forecast


def _here() -> Path:
    from pathlib import Path

    return Path.cwd()


def _key(arguments: Sequence[str]) -> str:
    """What a line depends on besides files, as one text without NUL."""
    here, tty = os.getcwd(), sys.stdout.isatty()
    environment = [os.environ.get(name) for name in _ENVIRONMENT]
    return repr((_FORMAT, here, tty, sys.stdout.encoding, environment, list(arguments)))


def _place(arguments: Sequence[str]) -> str:
    """The file of the line for this call; two calls that share one take turns, as each holds its key."""
    from zlib import crc32

    base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.join(os.path.expanduser("~"), ".cache")
    number = crc32(_key(arguments).encode("utf-8", "surrogateescape"))
    return os.path.join(base, "remediation-tracker", "lines", f"{number:08x}")


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _state(path: str) -> str:
    """Which file it is, its last change and its size; the nothing that is not there has a state as well."""
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _is_settled(state: str) -> bool:
    changed = 0 if state == "-" else int(state.split()[0])
    return time.time() - changed / 1e9 > _SETTLED
