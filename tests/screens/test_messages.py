"""What is said of a failure: its text after a mark, and its hint where there is one."""

from __future__ import annotations

import pytest

from screens.messages import Failed
from tracker.errors import TrackerError

HINTED, PLAIN = TrackerError("no such item", hint="tracker list"), TrackerError("no such item")


@pytest.mark.parametrize(
    ("error", "in_lines", "in_line"),
    [
        (HINTED, "✗ no such item\n  tracker list", "✗ no such item · tracker list"),
        (PLAIN, "✗ no such item", "✗ no such item"),
        (ZeroDivisionError("[/]"), "✗ ZeroDivisionError: [/]", "✗ ZeroDivisionError: [/]"),
    ],
)
def test_a_failure_is_said_with_its_hint(error: Exception, in_lines: str, in_line: str) -> None:
    failed = Failed(error)
    assert (failed.in_lines, failed.in_line) == (in_lines, in_line)
