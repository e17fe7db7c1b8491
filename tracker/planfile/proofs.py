"""Commands that show that an item holds, and what they are expected to do."""

from __future__ import annotations

import re
import warnings

from tracker.domain.plan import Proof
from tracker.planfile.fields import Table
from tracker.planfile.notes import shown
from tracker.planfile.values import file, line, number, text

_EXIT = re.compile(r"exit\s+(\d{1,3})")
_MATCH = re.compile(r"(?:no\s+)?match\s+/(.*)/", re.DOTALL)
_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(s|m|h)")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_LONGEST = 86_400
_IN_RANGE = number(0.001, _LONGEST)


def proof(table: Table) -> Proof:
    """Read one entry of `proof`."""
    usual = Proof("")
    return Proof(
        run=table.need("run", _command) or "",
        expect=table.take("expect", expectation) or usual.expect,
        cwd=table.take("cwd", _folder) or usual.cwd,
        timeout=table.take("timeout", _seconds) or usual.timeout,
    )


def expectation(value: object) -> str:
    """Read what a proof expects: `exit N`, `match /regex/` or `no match /regex/`."""
    expected = text(value)
    if found := _MATCH.fullmatch(expected):
        _compile(found[1])
    elif not (found := _EXIT.fullmatch(expected)) or int(found[1]) > 255:
        raise ValueError(f"{shown(expected)} is no outcome; write exit 0, match /ok/ or no match /error/")
    return expected


def _compile(pattern: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{shown(pattern)} is no regular expression: {error}") from None


def _command(value: object) -> str:
    command = text(value)
    if not command:
        raise ValueError("is empty")
    return command


def _folder(value: object) -> str:
    return file(value).path


def _seconds(value: object) -> float:
    if type(value) is not str:
        return _IN_RANGE(value)
    found = _SPAN.fullmatch(line(value).lower())
    if not found:
        raise ValueError(f"{shown(value)} is no time limit; write 30s, 2m or 1h")
    return _IN_RANGE(float(found[1]) * _SECONDS[found[2]])
