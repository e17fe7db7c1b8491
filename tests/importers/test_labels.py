"""The measure of the importer: labels are read, drafts paired, and every kind of mistake is noticed."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.fileref import parse_fileref
from tracker.domain.plan import Claim, Phase, Priority, Severity

pytest.importorskip("benchmarks.importing", reason="a source distribution has no benchmarks")
from benchmarks.importing import REVIEW_LABELS, Measured, measure
from benchmarks.labels.assignment import best_assignment
from benchmarks.labels.label import Labels, matching, read_labels

TEXT = """\
document = "review.md"
sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
[[item]]
title = "Pool limits"
lines = ["10-14", 30]
severity = "high"
phase = "Phase 1: Now (Week 1)"
effort = "5m"
files = ["src/db.ts:12-30 | src/db.ts"]
files_maybe = ["README.md"]
[[item]]
title = "Shutdown"
lines = [16]
priority = "low"
status = ["done", "partial"]
[[item]]
title = "Tuning"
lines = [20]
optional = true
[[not]]
lines = ["1-5"]
why = "strengths"
"""
POOL = DraftItem(
    "Bound the pool",
    id="POOL",
    severity=Severity.HIGH,
    phase="one",
    effort="5 min",
    files=(parse_fileref("src/db.ts:12-30"),),
    source=((10, 14), (30, 30)),
)
SHUTDOWN = DraftItem("Stop cleanly", id="STOP", severity=Severity.LOW, claim=Claim.DONE, source=((16, 16),))
PHASES = (Phase("one", "Now", window="Week 1"), Phase("two", "Later"))


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    path = tmp_path / "review.toml"
    path.write_text(TEXT, "utf-8")
    return read_labels(path)


def measured(labels: Labels, *items: DraftItem) -> Measured:
    return measure(labels, DraftPlan("Review", phases=PHASES, items=items))


def test_a_draft_that_says_what_the_labels_say_is_right_throughout(labels: Labels) -> None:
    result = measured(labels, POOL, SHUTDOWN)
    assert {name: count.share for name, count in result.figures.items()} == dict.fromkeys(result.figures, 1.0)
    assert (result.recall.of, result.precision.of, result.statements.of) == (2, 2, 3)
    assert (result.missed, result.false, result.wrong) == ((), (), ())


def test_a_document_is_known_by_its_bytes(labels: Labels) -> None:
    assert matching(labels, b"hello")
    assert not matching(labels, b"hello ")


def test_an_item_that_is_not_drafted_is_missed_and_told_with_its_lines(labels: Labels) -> None:
    result = measured(labels, POOL)
    assert result.missed == ("16 Shutdown",)
    assert (result.recall.right, result.recall.of) == (1, 2)
    assert result.precision.share == 1


def test_a_draft_of_what_is_no_item_is_false_and_says_why(labels: Labels) -> None:
    result = measured(labels, POOL, SHUTDOWN, DraftItem("Fast builds", source=((3, 3),)))
    assert result.false == ("3 Fast builds: no item (strengths)",)
    assert (result.precision.right, result.precision.of) == (2, 3)


def test_a_draft_without_lines_is_false(labels: Labels) -> None:
    assert measured(labels, POOL, SHUTDOWN, DraftItem("Somewhere")).false == ("? Somewhere: no item",)


def test_saying_work_again_is_false_unless_it_is_tied_to_the_first(labels: Labels) -> None:
    first = replace(POOL, source=((10, 14),))
    again = DraftItem("Pool, as a step", id="STEP", source=((30, 30),))
    untied = measured(labels, first, SHUTDOWN, again)
    assert untied.false == ("30 Pool, as a step: says again, untied, 'Pool limits'",)
    assert (untied.statements.right, untied.statements.of) == (2, 3)
    for tie in (replace(again, duplicate_of="POOL"), replace(again, after=("POOL",))):
        tied = measured(labels, first, SHUTDOWN, tie)
        assert not tied.false
        assert (tied.statements.right, tied.statements.of) == (3, 3)


def test_what_may_be_counted_either_way_changes_no_figure(labels: Labels) -> None:
    tuning = DraftItem("Tuning", source=((20, 20),))
    assert measured(labels, POOL, SHUTDOWN, tuning) == measured(labels, POOL, SHUTDOWN)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (replace(POOL, severity=None), "severity is high, drafted none"),
        (replace(POOL, severity=Severity.LOW), "severity is high, drafted low"),
        (replace(POOL, claim=Claim.DONE), "status is open, drafted done"),
        (replace(POOL, phase="two"), "phase is Phase 1: Now (Week 1), drafted Later"),
        (replace(POOL, phase=None), "phase is Phase 1: Now (Week 1), drafted none"),
        (replace(POOL, effort="5 h"), "effort is 5m, drafted 5 h"),
        (replace(POOL, effort="some time"), "effort is 5m, drafted some time"),
        (replace(POOL, files=()), "files is src/db.ts:12-30 | src/db.ts, drafted none"),
        (
            replace(POOL, files=(parse_fileref("src/db.ts:13"),)),
            "files is src/db.ts:12-30 | src/db.ts, drafted src/db.ts:13",
        ),
        (
            replace(POOL, files=(*POOL.files, parse_fileref("api.ts"))),
            "files is src/db.ts:12-30 | src/db.ts, drafted src/db.ts:12-30, api.ts",
        ),
    ],
)
def test_each_field_that_differs_is_told(labels: Labels, draft: DraftItem, told: str) -> None:
    result = measured(labels, draft, SHUTDOWN)
    assert result.wrong == (f"10-14,30 Pool limits: {told}",)
    field = told.split()[0]
    assert [name for name, count in result.figures.items() if count.share < 1] == [field]


@pytest.mark.parametrize(
    "draft",
    [
        replace(POOL, files=(parse_fileref("src/db.ts"), parse_fileref("README.md"))),
        replace(POOL, effort="5 minutes"),
        replace(POOL, phase="one", title="Any other words"),
    ],
)
def test_other_words_for_the_same_are_right(labels: Labels, draft: DraftItem) -> None:
    assert not measured(labels, draft, SHUTDOWN).wrong


def test_a_priority_is_right_as_priority_and_as_severity_and_must_be_there(
    labels: Labels,
) -> None:
    as_priority = replace(SHUTDOWN, severity=None, priority=Priority.LOW)
    assert not measured(labels, POOL, as_priority).wrong
    assert not measured(labels, POOL, SHUTDOWN).wrong
    assert measured(labels, POOL, replace(SHUTDOWN, severity=None)).wrong


def test_labels_with_a_misspelt_key_or_backward_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    path.write_text(TEXT.replace("optional", "optinal"), "utf-8")
    with pytest.raises(ValueError, match="optinal"):
        read_labels(path)
    path.write_text(TEXT.replace("10-14", "14-10"), "utf-8")
    with pytest.raises(ValueError, match="backwards"):
        read_labels(path)


def test_the_reviews_that_the_shipped_plans_came_from_are_labelled() -> None:
    sets = [read_labels(path) for path in sorted(REVIEW_LABELS.glob("*.toml"))]
    assert {labels.document: len(labels.items) for labels in sets} == {
        "diamond-feed-concerns.md": 40,
        "market-data-warehouse.md": 20,
        "signalcast-ingestor.md": 43,
        "social-feed-readiness.md": 15,
        "takeone-infrastructure.md": 22,
    }
    for labels in sets:
        stated = frozenset().union(*(item.covered for item in labels.items))
        assert not [line for line in sorted(stated) if labels.why_not(frozenset({line}))]


def rows_of(width: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, 9), min_size=width, max_size=width)
    return st.lists(row, min_size=1, max_size=4)


@given(st.integers(1, 4).flatmap(rows_of))
def test_no_other_assignment_is_worth_more(worth: list[list[int]]) -> None:
    pairs = best_assignment(worth)
    turned = [list(column) for column in zip(*worth, strict=True)]
    short = worth if len(worth) <= len(turned) else turned
    for side in zip(*pairs, strict=True):
        assert len(set(side)) == len(short)
    ways = permutations(range(len(short[0])), len(short))
    best = max(sum(row[column] for row, column in zip(short, way, strict=True)) for way in ways)
    assert sum(worth[row][column] for row, column in pairs) == best
