"""Ages, days, references to files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import NOW
from tracker.domain.age import age_text, ago, parse_age, parse_day
from tracker.domain.fileref import FileRef, parse_fileref

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "days"), [("12h", 0.5), ("90d", 90), (" 6W ", 42), ("3m", 90), ("1y", 365), ("0d", 0)]
)
def test_ages(text: str, days: float) -> None:
    assert parse_age(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "90", "d", "-1d", "1.5d", "99999y", "101y", "999999d"])
def test_no_age(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no age|hundred years"):
        parse_age(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 3, 2)),
        ("30d", date(2026, 3, 31)),
        ("+2w", date(2026, 3, 15)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "99999y", "31.12.2026"])
def test_no_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_day(text, TODAY)


def test_an_age_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_day("99y", date(9950, 1, 1))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-60, "now"), (59, "now"), (60, "1 m ago"), (7300, "2 h ago"), (86_400 * 40, "1 mo ago")],
)
def test_how_long_ago(seconds: int, text: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == text


def test_spans_in_words() -> None:
    assert [age_text(parse_age(text)) for text in ("1d", "90d", "12h", "1h")] == [
        "1 day",
        "90 days",
        "12 hours",
        "1 hour",
    ]


@pytest.mark.parametrize(
    ("text", "path", "lines"),
    [
        ("src/db.ts", "src/db.ts", ()),
        ("src/db.ts:12", "src/db.ts", ((12, 12),)),
        ("src/db.ts:12-30,45", "src/db.ts", ((12, 30), (45, 45))),
        ("docs/*.md", "docs/*.md", ()),
        ("app/[id]/page.tsx:3", "app/[id]/page.tsx", ((3, 3),)),
    ],
)
def test_file_references(text: str, path: str, lines: tuple[tuple[int, int], ...]) -> None:
    assert parse_fileref(text) == FileRef(path, lines)
    assert str(parse_fileref(text)) == text


@pytest.mark.parametrize(
    "text", ["", "/etc/passwd", "~/x", "../x", "a/../../b", "C:\\x", "x:0", "x:9-2", "\\\\host\\x"]
)
def test_files_outside_and_bad_lines_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no path inside|is no range"):
        parse_fileref(text)


@pytest.mark.parametrize(
    ("ref", "changed", "covered"),
    [
        ("src/db.ts", "src/db.ts", True),
        ("src/db.ts", "src/db.tsx", False),
        ("src/workers/", "src/workers/a/b.ts", True),
        ("src/work", "src/workers/a.ts", False),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a.txt", False),
        ("app/[id]/page.tsx", "app/[id]/page.tsx", True),
        ("app/[id]", "app/[id]/page.tsx", True),
    ],
)
def test_what_a_reference_covers(ref: str, changed: str, covered: bool) -> None:
    assert parse_fileref(ref).covers(changed) is covered


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 99)), min_size=1, max_size=5))
def test_lines_survive_being_written(ranges: list[tuple[int, int]]) -> None:
    ref = FileRef("a.py", tuple((first, first + more) for first, more in ranges))
    assert parse_fileref(str(ref)) == ref
