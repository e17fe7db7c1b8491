"""One value out of the JSON that a command printed: `.summary.failed`, `results[0].p95`.

Tools print their JSON after lines of other text, or a document on each line; the last document counts. It
begins where a line begins, and nothing follows it on its last line, so that `[INFO] done` is none.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

Steps = tuple[str | int, ...]
"""The way from a document to a value in it: names of objects' members, positions in lists."""

_STEP = re.compile(
    r"""\.([\w$@][\w$@-]*)                              # .name
      | \.?\[\s*(?:(-?\d{1,9})|("(?:[^"\\]|\\.)*"))\s*] # [0], ["any name"]""",
    re.VERBOSE,
)
_FIRST = re.compile(r"[^\W\d][\w$@-]*|[$@][\w$@-]*")
_START = re.compile(r"^[ \t]*(?=[{\[])", re.MULTILINE)
_END = re.compile(r"[ \t]*(?:\n|\Z)")
_PATIENCE = 50_000_000
"""Characters that may be read in vain: a text of nothing but brackets must not take hours."""
_TOO_DEEP = 10_000
"""What a document that is nested too deep costs of it."""


def parse_path(text: str) -> tuple[Steps, int]:
    """Return the path at the beginning of `text`, and where it ends; raises ValueError where none is."""
    steps: list[str | int] = []
    first = _FIRST.match(text)
    position = first.end() if first else 0
    if first:
        steps.append(first[0])
    while step := _STEP.match(text, position):
        name, number, quoted = step.groups()
        steps.append(name if name else int(number) if number else json.loads(quoted))
        position = step.end()
    if not steps and text.startswith("."):
        position = 1
    if not position:
        raise ValueError("begins with no path; write one such as .summary.failed or results[0].p95")
    return tuple(steps), position


def value_at(document: Any, steps: Steps) -> Any:
    """Return the value at the end of the path; raises LookupError where something on it is missing."""
    for step in steps:
        document = _inside(document, step)
    return document


def _inside(document: Any, step: str | int) -> Any:
    if isinstance(step, int) and isinstance(document, list):
        return document[step]
    if isinstance(step, str) and isinstance(document, dict):
        return document[step]
    raise LookupError(step)


def last_document(text: str) -> Any:
    """Return the JSON that `text` is, else the last document in it; raises ValueError."""
    try:
        return decoded(text)
    except (ValueError, RecursionError):
        pass
    found: list[Any] = []
    position, patience = 0, _PATIENCE
    while start := _START.search(text, position):
        at = start.end()
        position = end_of_line = text.find("\n", at) % (len(text) + 1)
        line = text[at:end_of_line]
        try:
            found = [decoded(line)]
        except RecursionError:
            continue
        except ValueError as error:
            if getattr(error, "pos", 0) < len(line.rstrip()) - 1:
                continue  # no document begins like this line, which is quickly seen of most
            document, end, cost = _document_at(text, at)
            patience -= cost
            if document:
                found, position = document, end
        if patience < 0:
            raise ValueError("too much of its output looks like JSON and is none")
    if not found:
        raise ValueError("its output holds no JSON")
    return found[0]


def _document_at(text: str, at: int) -> tuple[list[Any], int, int]:
    """The document that begins there, or none; where it ends, and the characters read in vain."""
    try:
        document, end = _decoder.raw_decode(text, at)
    except RecursionError:
        return [], at, _TOO_DEEP
    except ValueError as error:
        return [], at, getattr(error, "pos", len(text))
    return ([document], end, 0) if _END.match(text, end) else ([], at, end)


def decoded(text: str) -> Any:
    """Return the JSON value that `text` is; raises ValueError, and RecursionError where it is too deep."""
    return _decoder.decode(text)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_decoder = json.JSONDecoder(parse_constant=_no_number)
