"""Changing one setting in the file, and not one other byte of it: comments, order and spacing are the user's.

tomlkit renders the value, which is spliced in where the scanner finds its place, as in plan files. What comes
out is read before it is written: a value that would not load is refused, and the file stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from tracker.errors import PlanError
from tracker.files import make_private, write_atomically
from tracker.planfile.edit import edited, end_of_line, same
from tracker.planfile.locate import find_spans
from tracker.planfile.toml import BOM, tables_of
from tracker.settings.errors import MENDS, SettingsError, settings_error
from tracker.settings.names import path_of
from tracker.settings.place import settings_file
from tracker.settings.reading import Reading, read_content, read_settings

Value = str | bool | Sequence[str]
Check = Callable[[Reading], Reading]
"""Finds more problems in what was read."""
_PRIVATE = 0o600


def own_file() -> Path:
    """Return the user's settings file; raises SettingsError for a user who has no home."""
    path = settings_file()
    if path is None:
        raise SettingsError("this user has no home folder for settings", hint="set XDG_CONFIG_HOME")
    return path


def set_value(path: Path, name: str, value: Value, check: Check = lambda reading: reading) -> None:
    """Set one setting in the file at `path`, which is made where there is none.

    Raises SettingsError, and leaves the file as it was, when the value would not load, when the file is
    broken or cannot be written, and when somebody else wrote it meanwhile; UsageError for no setting.
    """
    before = _readable(path)
    keys = path_of(before.tables, name)
    _write(before, _with(before.text or "", before.tables, keys, value, before.name), check)


def unset(path: Path, name: str) -> bool:
    """Take a setting out of the file at `path`, with its line; tell whether it was there.

    Raises SettingsError as `set_value` does.
    """
    before = _readable(path)
    if not before.has(name):
        return False
    _write(before, _without(before, path_of(before.tables, name)), lambda reading: reading)
    return True


def _readable(path: Path) -> Reading:
    """The file as it is. One with mistakes may be mended by setting them right, but for broken TOML."""
    before = read_settings(path)
    if before.text is None and before.problems:
        raise settings_error(before.problems)
    return before


def _with(text: str, tables: Mapping[str, Any], keys: tuple[str, ...], value: Value, name: str) -> str:
    if len(keys) == 1 and keys[0] not in tables:
        return _with_first(text, keys[0], value, name)
    if len(keys) > 1 and keys[0] not in tables:
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text else newline if text.endswith("\n") else newline * 2
        text = f"{text}{gap}[{keys[0]}]{newline}"
    return _edited(text, keys, value, name)


def _with_first(text: str, key: str, value: Value, name: str) -> str:
    """The text with a value of no table: below the others, else below the remark the file begins with."""
    newline = "\r\n" if "\r\n" in text else "\n"
    pair = _edited(f"{key} = 0", (key,), value, name)
    ends = [span.end for path, span in find_spans(text).items() if len(path) == 1 and span.form == "value"]
    if ends:
        place = end_of_line(text, max(ends))
        new = f"{text[:place]}{newline}{pair}{text[place:]}"
    else:
        head = _end_of_remark(text)
        gap = newline if text[head:] and not text[head:].startswith(("\n", "\r\n")) else ""
        new = f"{text[:head]}{pair}{newline}{gap}{text[head:]}"
    wanted = {**tables_of(text, name), **tables_of(pair, name)}
    if not same(tables_of(new, name), wanted):
        raise SettingsError(f"{name}: {key} cannot be set without touching other parts of it", hint=MENDS)
    return new


def _end_of_remark(text: str) -> int:
    """Where the comment ends that the file begins with, if it stands apart from what follows; else 0."""
    end = 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            return end + len(line) if end else 0
        if not line.lstrip().startswith("#"):
            return 0
        end += len(line)
    return end if text.endswith("\n") else 0


def _without(before: Reading, keys: tuple[str, ...]) -> str:
    """The text without a setting; tables that only its dotted key implied go with it."""
    text, spans = before.text or "", find_spans(before.text or "")
    wanted = deepcopy(dict(before.tables))
    emptied = list(keys)
    while len(emptied) > 1 and spans[tuple(emptied[:-1])].form == "implied":
        if len(_at(wanted, emptied[:-1])) > 1:
            break
        emptied.pop()
    if len(emptied) == len(keys):
        return _edited(text, keys, None, before.name)
    del _at(wanted, emptied[:-1])[emptied[-1]]
    span = spans[keys]
    start, end = text.rfind("\n", 0, span.statement) + 1, text.find("\n", span.end) + 1
    new = text[:start] + text[end or len(text) :]
    if not same(tables_of(new, before.name), wanted):
        raise SettingsError(f"{before.name}: {'.'.join(keys)} cannot be taken out by itself", hint=MENDS)
    return new


def _at(tables: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    for key in keys:
        tables = tables[key]
    return tables


def _edited(text: str, keys: tuple[str, ...], value: Value | None, name: str) -> str:
    try:
        return edited(text, keys, value, name)
    except PlanError as error:
        raise SettingsError(str(error), hint=MENDS) from None


def _write(before: Reading, text: str, check: Check) -> None:
    path = before.path
    assert path is not None
    old = (before.text or "").encode()
    data = text.encode()
    if data == old:
        return
    known = {problem.message for problem in check(before).problems}
    new = [each for each in check(read_content(path, data)).problems if each.message not in known]
    if new:
        wrong = "; ".join(each.message for each in new)
        raise SettingsError(f"{wrong}; {before.name} stays as it was")
    try:
        _replace(path.resolve(), old, data)
    except OSError as error:
        raise SettingsError(f"{before.name}: cannot be written: {error.strerror}") from None


def _replace(target: Path, old: bytes, data: bytes) -> None:
    """Write the file for its owner's eyes alone, where it is still as it was read."""
    make_private(target.parent)
    now = target.read_bytes() if target.exists() else b""
    if now.removeprefix(BOM) != old:
        raise SettingsError(f"{target}: changed by somebody else meanwhile; nothing was written")
    write_atomically(target, data, mode=_PRIVATE)
