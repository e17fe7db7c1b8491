"""Efforts beside those who do the work, and times that are no effort."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only
from tracker.importers.markdown import effort
from tracker.importers.markdown.lasting import lasts
from tracker.importers.markdown.shared_out import parted


@pytest.mark.parametrize(
    ("inner", "part"),
    [
        ("0.5d, Nele", "0.5d"),
        ("3d, all", "3d"),
        ("2 h, Ana y Luis", "2 h"),
        ("@kim, 4 days", "4 days"),
        ("2 Tage, alle", "2 Tage"),
        ("1d; the whole team", "1d"),
    ],
)
def test_names_stand_beside_an_effort(inner: str, part: str) -> None:
    assert parted(inner) == part


@pytest.mark.parametrize("inner", ["7 d, incremental", "3d", "Nele, Kim", "5 min, 3 times, Nele"])
def test_anything_else_stands_beside_no_effort(inner: str) -> None:
    assert parted(inner) is None


def test_a_bracket_behind_a_strong_lead_gives_the_effort() -> None:
    item = only("# Plan\n## Action plan\n- **Second disk** (3d, Nele) – in another town, with a test\n")
    assert item.effort == "3d"


def test_a_bracket_inside_of_a_sentence_gives_none() -> None:
    assert effort.in_title("Keep dumps (7 d, Berlin) on the second disk") is None


def test_a_rating_behind_a_strong_lead_is_that_of_the_item() -> None:
    item = only("# Review\n## Gaps\n- **Nobody is called at night** (P1) – screens exist, nobody sees them\n")
    assert item.severity is not None
    assert item.severity.value == "high"


@pytest.mark.parametrize(
    "text",
    [" with sliding expiry; ask again.", " of inactivity", " instead of 60 days", " mit Verlängerung."],
)
def test_a_time_that_something_lasts_is_to_be_set(text: str) -> None:
    assert lasts(text)


@pytest.mark.parametrize(
    "text", ["", " with the tests", " pass over all pages", " for the session module", ", then rest"]
)
def test_any_other_time_may_be_an_effort(text: str) -> None:
    assert not lasts(text)


def test_what_a_setting_is_to_be_takes_no_time() -> None:
    text = "# Review\n## Findings\n### Kiosk logins never end\n- Risk: strangers sit down\n- Fix: {}\n"
    assert only(text.format("8 hours with rolling renewal; lock the screen.")).effort is None
    assert only(text.format("8 hours with the tests; lock the screen.")).effort == "8h"
