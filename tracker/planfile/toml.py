"""From a file to TOML tables, with every way in which that can fail told as a located problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tracker.digest import chunks_of, digest_of
from tracker.domain.text import one_line
from tracker.planfile.problem import BadPlanError, Problem

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. Ten thousand items take two to three million; what is larger is a mistake, not a plan."""

BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TOO_LARGE = f"is larger than {LARGEST_FILE // 1024 // 1024} MB, too large for a plan"
_PLACE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
_LONG_NUMBER = r"[\d_]{4000}"


def content_of(path: Path, name: str) -> bytes:
    """Return the bytes of the plan file at `path`, called `name` in problems; raises BadPlanError."""
    with _opened(path, name) as file:
        return file.read()


def digest_and_size(path: Path, name: str) -> tuple[str, int]:
    """Return the digest of what `content_of` returns, which is not held in memory, and its bytes.

    Raises BadPlanError.
    """
    with _opened(path, name) as file:
        return digest_of(chunks_of(file)), file.tell()


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file that may be a plan; whatever is wrong with it, or with reading it, is a BadPlanError."""
    try:
        if path.is_dir():
            raise unusable(name, "is a folder, not a plan file")
        if not path.exists():
            raise unusable(name, "there is no such file")
        if not path.is_file():
            raise unusable(name, "is not a regular file")
        if path.stat().st_size > LARGEST_FILE:
            raise unusable(name, _TOO_LARGE)
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise unusable(name, f"cannot be read: {reason}") from error


def text_of(data: bytes, name: str) -> str:
    """Return the text of a plan file without its byte order mark; raises BadPlanError."""
    if len(data) > LARGEST_FILE:
        raise unusable(name, _TOO_LARGE)
    if data.startswith(_UTF16):
        raise unusable(name, "is UTF-16; save it as UTF-8")
    body = data.removeprefix(BOM)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        problem = Problem(name, *_end_of(before), "is not UTF-8 from here on; save it as UTF-8")
        raise BadPlanError((problem,)) from None


def tables_of(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises BadPlanError."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise unusable(name, "is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(_PLACE, message)
        place = (int(found[1]), int(found[2])) if found and found[1] else _end_of(text)
        raise _broken(name, place, re.sub(_PLACE, "", message)) from None
    except ValueError as error:
        # Python refuses to read integers of thousands of digits and does not say where they are.
        number = re.search(_LONG_NUMBER, text)
        raise _broken(name, _end_of(text[: number.start()] if number else ""), str(error)) from None


def unusable(name: str, message: str) -> BadPlanError:
    """Return the error that the file as a whole cannot be used."""
    return BadPlanError((Problem(name, 0, 0, one_line(message)),))


def _broken(name: str, place: tuple[int, int], message: str) -> BadPlanError:
    return BadPlanError((Problem(name, *place, one_line(f"broken TOML: {message}")),))


def _end_of(text: str) -> tuple[int, int]:
    """Line and column of the place after `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")
