"""What a proof expects of its command, and whether a run met it: the one place that knows the language.

`exit N`, `match /re/`, `no match /re/`, `json PATH OP VALUE` and `number BOUND`. Plans are checked with the
same parser that judges runs. An exit code other than 0 fails `exit 0` and `number`, for a number printed by a
command that failed measures nothing; the other forms look at the output alone, because a scanner that found
something exits with 1.
"""

from __future__ import annotations

import json
import operator
import re
import warnings
from collections.abc import Callable
from typing import Any

from tracker.domain.bound import Bound, parse_bound
from tracker.domain.frozen import frozen
from tracker.domain.json_answer import Steps, decoded, last_document, parse_path, value_at
from tracker.domain.reading import last_reading
from tracker.domain.text import one_line

Search = Callable[[str, str], bool]
"""Tells whether a pattern is found in a text; raises TimeoutError, in words, where that takes too long."""

_EXIT = re.compile(r"exit\s+(\d{1,3})")
_MATCH = re.compile(r"(no\s+)?match\s+/(.*)/", re.DOTALL)
_COMPARISON = re.compile(r"\s*(==|!=|<=|>=|<|>)\s*(.+)", re.DOTALL)
_HIGHEST_CODE = 255
_SHOWN = 60
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_NUMBER, _TEXT = "a number", "text"
_KINDS = {bool: "true or false", int: _NUMBER, float: _NUMBER, str: _TEXT, list: "a list", dict: "an object"}


@frozen
class Exit:
    """The command ends with this code."""

    code: int


@frozen
class Match:
    """The output holds the pattern, or does not where it is not `wanted`."""

    pattern: str
    wanted: bool


@frozen
class JsonValue:
    """A value of the output's last JSON document compares with another one."""

    path: str
    steps: Steps
    op: str
    value: str | float | None
    written: str
    """The value as it was written."""


@frozen
class Number:
    """The last number of the output meets a bound."""

    bound: Bound


Expectation = Exit | Match | JsonValue | Number


@frozen
class Judgement:
    """Whether a run met what was expected, why, and what it `measured`, such as `180 ms`."""

    passed: bool
    why: str
    measured: str | None = None


def parse_expectation(text: str) -> Expectation:
    """Return what `text` expects; raises ValueError with what to write instead."""
    if (found := _EXIT.fullmatch(text)) and int(found[1]) <= _HIGHEST_CODE:
        return Exit(int(found[1]))
    if found := _MATCH.fullmatch(text):
        _check_pattern(found[2])
        return Match(found[2], wanted=not found[1])
    form, _, rest = text.partition(" ")
    if form == "number":
        return Number(parse_bound(rest))
    if form == "json":
        return _json_value(rest.strip())
    raise ValueError(
        f"{_shown(text)} is no outcome; write exit 0, match /ok/, no match /error/, json .failed == 0 or "
        "number < 250 ms"
    )


def judge(expected: Expectation, code: int, output: str | None, search: Search) -> Judgement:
    """Hold a run that ended with `code` against what was expected of it.

    `output` is None where there was too much of it to be looked at: only its exit code can be judged then.
    """
    said = f"exit {code}"
    if isinstance(expected, Exit):
        passed = code == expected.code
        return Judgement(passed, said if passed else f"{said}, expected {expected.code}")
    if output is None:
        return Judgement(False, f"{said}, could not be judged: it printed too much")
    try:
        match expected:
            case Match():
                found = _judge_match(expected, output, search)
            case JsonValue():
                found = _judge_json(expected, output)
            case Number():
                found = _judge_number(expected, code, output)
    except (ValueError, TimeoutError) as reason:
        return Judgement(False, f"{said}, {reason}")
    return Judgement(found.passed, f"{said}, {found.why}", found.measured)


def _judge_match(expected: Match, output: str, search: Search) -> Judgement:
    found = search(expected.pattern, output)
    return Judgement(found is expected.wanted, f"{'found' if found else 'did not find'} /{expected.pattern}/")


def _judge_json(expected: JsonValue, output: str) -> Judgement:
    try:
        found = value_at(last_document(output), expected.steps)
    except LookupError:
        raise ValueError(f"there is no {expected.path} in its JSON") from None
    if not _comparable(found, expected.op, expected.value):
        raise ValueError(f"{expected.path} is {_kind(found)}, expected {expected.op} {expected.written}")
    passed = _COMPARE[expected.op](found, expected.value)
    is_ = f"{expected.path} is {_shown_value(found)}"
    return Judgement(passed, is_ if passed else f"{is_}, expected {expected.op} {expected.written}")


def _judge_number(expected: Number, code: int, output: str) -> Judgement:
    if code:
        return Judgement(False, f"expected 0 and a number {expected.bound.text}")
    measured = last_reading(output, expected.bound)
    if measured is None:
        return Judgement(False, "its output holds no number")
    passed = expected.bound.holds(measured)
    why = f"measured {measured}"
    return Judgement(passed, why if passed else f"{why}, expected {expected.bound.text}", measured)


def _json_value(text: str) -> JsonValue:
    steps, end = parse_path(text)
    comparison = _COMPARISON.fullmatch(text, end)
    if not comparison:
        raise ValueError(f"{_shown(text)} compares nothing; write json .failed == 0 (== != < <= > >=)")
    op, written = comparison[1], comparison[2].strip()
    try:
        value = decoded(written)
    except (ValueError, RecursionError):
        value = []
    if isinstance(value, list | dict):
        raise ValueError(f'{_shown(written)} is no JSON value; write a number, "text", true, false or null')
    if op not in ("==", "!=") and _kind(value) not in (_NUMBER, _TEXT):
        raise ValueError(f"{written} has no order; write == or !=")
    return JsonValue(text[:end], steps, op, value, one_line(written))


def _comparable(found: object, op: str, value: object) -> bool:
    """Numbers with numbers and texts with texts; null is equal to nothing else, which is an answer."""
    if op in ("==", "!=") and (found is None or value is None):
        return True
    return _kind(found) == _kind(value) and (op in ("==", "!=") or _kind(found) in (_NUMBER, _TEXT))


def _check_pattern(pattern: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{_shown(pattern)} is no regular expression: {error}") from None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")


def _shown_value(value: object) -> str:
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
