"""Commands that show that an item holds, and what they are expected to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain.bound import Bound
from tracker.domain.expectation import Number, parse_expectation
from tracker.domain.plan import Item, Proof, Target
from tracker.planfile.fields import Table
from tracker.planfile.notes import Notes, shown
from tracker.planfile.values import file, line, number, text

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
        target=table.ref("target", "target"),
    )


def expectation(value: object) -> str:
    """Read what a proof expects, in the language of `tracker.domain.expectation`."""
    expected = text(value)
    parse_expectation(expected)
    return expected


def check_measuring(notes: Notes, items: Sequence[Item], targets: Sequence[Target]) -> None:
    """Note every proof with a target that cannot measure it: for want of a number, or in another unit."""
    bounds = {target.id: target.bound for target in targets}
    known = {note.path for note in notes.problems}
    for item in items:
        for index, found in enumerate(item.proofs):
            path = ("item", item.id, "proof", index)
            if not found.target or (*path, "expect") in known:
                continue
            if problem := _no_measure(found.expect, bounds.get(found.target)):
                notes.error((*path, "target"), f"target: {problem}")


def _no_measure(expect: str, wanted: Bound | None) -> str:
    """Why a proof's number is none for a target with the bound `wanted`; empty where nothing is wrong."""
    expected = parse_expectation(expect)
    if not isinstance(expected, Number):
        return f"{shown(expect)} measures nothing; write expect = 'number < 250 ms'"
    measured = expected.bound
    if wanted is None or measured.dimension in ("", wanted.dimension):
        return ""
    return f"{shown(expect)} has another unit than the target's bound {shown(wanted.text)}"


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
