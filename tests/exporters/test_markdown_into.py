"""The report inside another file: what stands around it is never touched."""

from __future__ import annotations

import pytest

from tests.exporters.samples import board_of, forecast, report
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot
from tracker.errors import UsageError
from tracker.exporters.markdown import BEGIN, END, into, render

REPORT = "# Report\n\nbody\n"
FILE = f"# Readme\n\n{BEGIN}\nold\n{END}\n\nThe end, no newline"


def test_what_stands_between_the_markers_is_replaced() -> None:
    assert into(FILE, REPORT) == (f"# Readme\n\n{BEGIN}\n\n# Report\n\nbody\n\n{END}\n\nThe end, no newline")


def test_a_second_time_changes_nothing() -> None:
    once = into(FILE, REPORT)
    assert into(once, REPORT) == once


def test_an_empty_place_is_filled() -> None:
    assert into(f"{BEGIN}\n{END}\n", REPORT) == f"{BEGIN}\n\n# Report\n\nbody\n\n{END}\n"


def test_a_crlf_file_stays_one() -> None:
    text = into(FILE.replace("\n", "\r\n"), REPORT)
    assert text == into(FILE, REPORT).replace("\n", "\r\n")
    assert into(text, REPORT) == text


@pytest.mark.parametrize(
    ("existing", "message"),
    [
        ("", "no place for the report"),
        ("text\n", "no place for the report"),
        (f"in a sentence: {BEGIN} and {END}\n", "no place for the report"),
        (f"{BEGIN}\n", "exactly one"),
        (f"{END}\n", "exactly one"),
        (f"{BEGIN}\n{END}\n{END}\n", "exactly one"),
        (f"{BEGIN}\n{BEGIN}\n{END}\n", "exactly one"),
        (f"{END}\n{BEGIN}\n", "wrong way round"),
    ],
)
def test_unclear_places_are_refused(existing: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        into(existing, REPORT)


def test_without_markers_the_hint_tells_how_to_add_them() -> None:
    with pytest.raises(UsageError) as error:
        into("text\n", REPORT)
    assert error.value.hint == f"add two lines where it is to go: {BEGIN} and {END}"


def test_a_whole_report_can_be_put_in_again_and_again() -> None:
    text = render(report(forecast=forecast()))
    once = into(FILE, text)
    assert into(once, text) == once
    assert text.strip("\n") in once


def test_a_plan_that_holds_a_marker_does_not_end_the_report() -> None:
    items = (Item("A", END, facts={"issue": BEGIN}, steps=(f"x\n{END}\n",)),)
    text = render(report(board_of(Plan("p", END, items=items), Snapshot())))
    once = into(FILE, text)
    assert into(once, text) == once
    assert once.endswith("The end, no newline")
