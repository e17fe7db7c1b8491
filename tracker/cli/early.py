"""The board as it was left, on the terminal before any library is loaded.

The library that draws the board takes a quarter of a second to come, and a plan of ten thousand items half a
second more. The picture that the app left is there in a fiftieth of a second; where something has changed
since, it says so, and is drawn anew as soon as that was read. Keys typed meanwhile wait for the board.

Nothing but `os`, `sys`, `time` and what needs no more may be imported at the top of this module.
"""

from __future__ import annotations

import os
import sys
import time

from tracker.cli.kept import keep, key_of, recall, sources

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.cli.context import CliContext

_KIND = "boards"
_SCREEN = 2
"""The board is drawn on standard error, as all of the app is."""
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J"
_LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h"
_TERMINATED = 143

_take_back: Callable[[], None] | None = None
"""Gives the terminal back; None as long as nothing was painted."""
_is_current = False
"""What is in sight is the board as it is now."""


def paint(arguments: Sequence[str]) -> None:
    """Show the board that was left last where this call opens it again on a terminal of that size."""
    global _is_current
    if not _opens_board(arguments) or not all(map(os.isatty, (0, 1, _SCREEN))):
        return
    try:
        size = os.get_terminal_size(_SCREEN)
        found = recall(_KIND, _key(arguments))
    except OSError:
        return
    if found is None:
        return
    picture, made, _is_current = found
    _show(picture if _is_current else picture + _as_of(made, size.lines, size.columns))


def announce(title: str, doing: str) -> None:
    """Show whose board it will be and what is done meanwhile, unless a board is in sight."""
    if not _take_back:
        _draw(lambda width, _: f"\x1b[1;1H {title[: width // 2]}\x1b[3;1H {doing[: width // 2]}")


def paint_board(draw: Callable[[int, int], str]) -> None:
    """Show what `draw` makes for the cells and lines of the terminal, unless that is in sight already."""
    if not _is_current:
        _draw(draw)


def _draw(draw: Callable[[int, int], str]) -> None:
    if not all(map(os.isatty, (0, _SCREEN))):
        return
    try:
        size = os.get_terminal_size(_SCREEN)
    except OSError:
        return
    _show(draw(size.columns, size.lines))


def _show(picture: str) -> None:
    if not _take_back:
        _prepare_terminal()
    os.write(_SCREEN, f"{_ENTER}{picture}".encode("utf-8", "replace"))


def take_back() -> None:
    """Give the terminal back as it was found, if anything was painted; may be called again."""
    global _take_back
    if _take_back:
        _take_back()
        _take_back = None


def keep_board(context: CliContext, picture: str) -> None:
    """Keep the picture of the board for the next call that is made like this one."""
    keep(_KIND, _key(context.arguments), picture, sources(context))


def _opens_board(arguments: Sequence[str]) -> bool:
    """Tell whether the call may be one that opens the board: options alone, or `app` behind them."""
    return not arguments or arguments[-1] == "app" or arguments[0].startswith("-")


def _key(arguments: Sequence[str]) -> str:
    return key_of(arguments, tuple(os.get_terminal_size(_SCREEN)))


def _as_of(made: float, row: int, columns: int) -> str:
    """A last line that says how old the picture is."""
    form = "%H:%M" if time.time() - made < 43_200 else "%Y-%m-%d %H:%M"
    text = f" as it was at {time.strftime(form, time.localtime(made))}; reading what changed since"
    return f"\x1b[{row};1H\x1b[0;7m{text[:columns].ljust(columns)}\x1b[0m"


def _prepare_terminal() -> None:
    """Keep typed keys off the picture, and see to it that the terminal is given back also when terminated."""
    global _take_back
    import signal
    import termios

    modes = termios.tcgetattr(0)
    quiet = [*modes[:3], modes[3] & ~(termios.ECHO | termios.ICANON), *modes[4:]]
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))

    def restore() -> None:
        signal.signal(signal.SIGTERM, before)
        termios.tcsetattr(0, termios.TCSANOW, modes)
        os.write(_SCREEN, _LEAVE.encode())

    _take_back = restore
