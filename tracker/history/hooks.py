"""Git hooks: put in beside those of others, looked at, taken out again without a trace.

Nothing is ever overwritten and `core.hooksPath` is never set. A hook that is a shell script gets a marked
block (`hook_text`); any other is set aside, with its mode, and run by a wrapper. What the blocks call is one
script in the git folder (`hook_script`), so a hook file need not change when the tracker does.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.errors import HistoryError
from tracker.files import write_atomically
from tracker.history import hook_text
from tracker.history.hook_folder import HookFolder, folder_at, hook_folder, own_hook_folder
from tracker.history.hook_script import HookSettings, render, settings_of
from tracker.history.hook_text import HOOKS, KEPT
from tracker.history.hook_watch import own_folder, remove_watch
from tracker.history.layout import Layout

_EXECUTABLE = 0o755
_LEGACY = "{}.legacy"
"""Where pre-commit puts a hook that it runs before its own."""


class HookState(StrEnum):
    """How a hook stands."""

    INSTALLED = "installed"
    MISSING = "missing"
    OUTDATED = "outdated"
    SHADOWED = "shadowed"
    """It was installed where git no longer looks: core.hooksPath has moved."""
    NOT_EXECUTABLE = "not executable"


@frozen
class Hook:
    """One hook: its name, its file, how it stands."""

    name: str
    path: Path
    state: HookState


@frozen
class HookChange:
    """What was done about one hook: made, added, set aside, renewed, unchanged, removed, put back or left."""

    name: str
    path: Path
    what: str


def install_hooks(
    layout: Layout, settings: HookSettings, *, shared: bool = False
) -> tuple[HookFolder, tuple[HookChange, ...]]:
    """Install every hook, or renew it; return where, and what was done. Doing it twice changes nothing.

    Raises HistoryError for a folder outside of the repository unless `shared`, for a file that cannot be
    written, and for one with half a block in it; the hooks before it stay installed.
    """
    folder = own_hook_folder(layout, shared=shared)
    with _writing(layout.common_dir):
        own = own_folder(layout.common_dir)
        own.mkdir(exist_ok=True)
        _write(own / "hook", render(settings).encode(), 0o644)
        _write(own / "folder", os.fsencode(folder.path), 0o644)
    with _writing(folder.path):
        folder.path.mkdir(parents=True, exist_ok=True)
        return folder, tuple(_install(folder, name) for name in HOOKS)


def uninstall_hooks(layout: Layout, *, shared: bool = False) -> tuple[HookChange, ...]:
    """Take the hooks out, wherever they were put; return what was done. Raises HistoryError.

    Hooks in a folder outside of the repository stay, doing nothing here, unless `shared`.
    """
    changes: list[HookChange] = []
    for folder in _folders(layout):
        with _writing(folder.path):
            places = [(name, path) for name in HOOKS for path in _places(folder, name) if _holds_block(path)]
            left = folder.outside and not shared
            changes += [HookChange(*place, "left") if left else _uninstall(*place) for place in places]
    with _writing(layout.common_dir):
        remove_watch(layout)
        for name in ("hook", "folder"):
            (_own(layout) / name).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _own(layout).rmdir()
    return tuple(changes)


def hook_states(layout: Layout) -> tuple[Hook, ...]:
    """Return how every hook stands; raises HistoryError."""
    folder, *before = _folders(layout)
    with _writing(folder.path):
        works = _script_state(layout)
        return tuple(_state(folder, before, name, works) for name in HOOKS)


def hook_settings(layout: Layout) -> HookSettings | None:
    """Return what the hooks were installed with, or None where they are not."""
    script = _read(_own(layout) / "hook")
    return settings_of(os.fsdecode(script)) if script is not None else None


def _own(layout: Layout) -> Path:
    return layout.common_dir / "tracker"


def _folders(layout: Layout) -> tuple[HookFolder, ...]:
    """Where git looks for hooks, then where else they may have been put before core.hooksPath moved."""
    now = hook_folder(layout)
    recorded = _read(_own(layout) / "folder")
    before = [layout.common_dir / "hooks", *([Path(os.fsdecode(recorded))] if recorded else [])]
    others = dict.fromkeys(path for path in before if path != now.path)
    return now, *(folder_at(layout, path) for path in others)


def _places(folder: HookFolder, name: str) -> tuple[Path, ...]:
    return folder.path / name, folder.path / _LEGACY.format(name)


def _install(folder: HookFolder, name: str) -> HookChange:
    path = folder.path / name
    content = _read(path)
    if content is None:
        if os.path.lexists(path):
            return _set_aside(folder, name)  # a link that leads nowhere; git passes over it
        write_atomically(path, hook_text.made(name), mode=_EXECUTABLE)
        return HookChange(name, path, "made")
    if hook_text.is_damaged(content):
        raise _damaged(path)
    if hook_text.block_of(content) is None and not _takes_block(folder, path, content):
        return _set_aside(folder, name)
    renewed = hook_text.with_block(content, name)
    mode = stat.S_IMODE(path.stat().st_mode)
    ours = hook_text.without_block(content)
    if hook_text.is_made(ours) or hook_text.is_wrapper(ours, name):
        mode |= 0o111
    if renewed == content and mode == stat.S_IMODE(path.stat().st_mode):
        return HookChange(name, path, "unchanged")
    write_atomically(path, renewed, mode=mode)
    return HookChange(name, path, "renewed" if hook_text.block_of(content) else "added")


def _takes_block(folder: HookFolder, path: Path, content: bytes) -> bool:
    """Whether a block in the file would run, and nothing but the block would run anew because of it."""
    if path.is_symlink():
        return False
    return folder.husky or (hook_text.is_shell(content) and os.access(path, os.X_OK))


def _set_aside(folder: HookFolder, name: str) -> HookChange:
    path = folder.path / name
    kept = folder.path / KEPT.format(name)
    if path.is_dir():
        raise HistoryError(f"{path} is a folder", hint="git runs no hook there; move it away")
    if os.path.lexists(kept):
        raise HistoryError(f"{kept} is in the way", hint=f"move it away, or put it back as {path}")
    os.rename(path, kept)
    try:
        write_atomically(path, hook_text.wrapper(name, husky=folder.husky), mode=_EXECUTABLE)
    except BaseException:
        os.rename(kept, path)
        raise
    return HookChange(name, path, "set aside")


def _holds_block(path: Path) -> bool:
    """Whether a block of ours stands in the file; half a block raises HistoryError."""
    content = b"" if path.is_symlink() else _read(path) or b""
    if hook_text.is_damaged(content):
        raise _damaged(path)
    return hook_text.block_of(content) is not None


def _uninstall(name: str, path: Path) -> HookChange:
    content = path.read_bytes()
    rest = hook_text.without_block(content)
    kept = path.with_name(KEPT.format(name))
    if hook_text.is_wrapper(rest, name) and os.path.lexists(kept):
        os.replace(kept, path)
        return HookChange(name, path, "put back")
    if hook_text.is_made(rest) or hook_text.is_wrapper(rest, name):
        path.unlink()
    else:
        write_atomically(path, rest, mode=stat.S_IMODE(path.stat().st_mode))
    return HookChange(name, path, "removed")


def _state(folder: HookFolder, before: list[HookFolder], name: str, works: HookState) -> Hook:
    for path in _places(folder, name):
        content = _read(path)
        found = hook_text.block_of(content) if content is not None else None
        if found:
            if works is HookState.INSTALLED and not folder.husky and not os.access(path, os.X_OK):
                return Hook(name, path, HookState.NOT_EXECUTABLE)
            current = found == hook_text.block(name)
            return Hook(name, path, works if current or works is HookState.MISSING else HookState.OUTDATED)
    elsewhere = (path for other in before for path in _places(other, name))
    for path in elsewhere:
        if hook_text.block_of(_read(path) or b""):
            return Hook(name, path, HookState.SHADOWED)
    return Hook(name, folder.path / name, HookState.MISSING)


def _script_state(layout: Layout) -> HookState:
    """How the script stands that every block calls."""
    script = _read(_own(layout) / "hook")
    if script is None:
        return HookState.MISSING
    settings = settings_of(os.fsdecode(script))
    current = settings is not None and render(settings).encode() == script
    return HookState.INSTALLED if current and settings and _runs(settings) else HookState.OUTDATED


def _runs(settings: HookSettings) -> bool:
    return os.access(settings.python, os.X_OK) or shutil.which("tracker") is not None


def _read(path: Path) -> bytes | None:
    """The content of a file, None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _write(path: Path, content: bytes, mode: int) -> None:
    if _read(path) != content:
        write_atomically(path, content, mode=mode)


def _damaged(path: Path) -> HistoryError:
    return HistoryError(
        f"{path} holds one end of the tracker's lines without the other",
        hint="take out by hand what is left of them (>>> tracker >>>, <<< tracker <<<)",
    )


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HistoryError(f"cannot use {error.filename or folder}: {error.strerror or error}") from error
