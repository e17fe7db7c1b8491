"""What became of references, as values and in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.domain.samples import B, Story, board_of
from tracker.domain.drift import Drift, Fate, drift_of, drift_text
from tracker.domain.fileref import FileRef, parse_fileref, parse_ranges, ranges_text
from tracker.domain.hunks import Hunk
from tracker.domain.plan import Item

LINES = FileRef("src/a.ts", ((12, 30),))
FILE = FileRef("src/a.ts")


@pytest.mark.parametrize(
    ("file", "path", "hunks", "drift"),
    [
        (LINES, "src/a.ts", (), Drift(Fate.UNCHANGED, "src/a.ts", ((12, 30),), B)),
        (LINES, "src/a.ts", [Hunk(40, 1, 40, 2)], Drift(Fate.UNCHANGED, "src/a.ts", ((12, 30),), B)),
        (LINES, "src/a.ts", [Hunk(1, 0, 2, 2)], Drift(Fate.MOVED, "src/a.ts", ((14, 32),), B)),
        (LINES, "lib/a.ts", (), Drift(Fate.MOVED, "lib/a.ts", ((12, 30),), B)),
        (LINES, "lib/a.ts", [Hunk(14, 1, 14, 1)], Drift(Fate.CHANGED, "lib/a.ts", ((12, 30),), B)),
        (LINES, "lib/a.ts", [Hunk(1, 40, 0, 0)], Drift(Fate.GONE, "lib/a.ts", (), B)),
        (FILE, "src/a.ts", (), Drift(Fate.UNCHANGED, "src/a.ts", (), B)),
        (FILE, "src/a.ts", [Hunk(1, 1, 1, 1)], Drift(Fate.CHANGED, "src/a.ts", (), B)),
        (FILE, "lib/a.ts", (), Drift(Fate.MOVED, "lib/a.ts", (), B)),
    ],
)
def test_the_fate_of_a_file_and_of_its_lines(
    file: FileRef, path: str, hunks: Sequence[Hunk], drift: Drift
) -> None:
    assert drift_of(file, path, hunks, B) == drift
    assert drift.touched is (drift.fate in {Fate.CHANGED, Fate.GONE})


@pytest.mark.parametrize(
    ("drift", "text"),
    [
        (Drift(Fate.MOVED, "src/db/a.ts", ((14, 32),), B), "src/a.ts:12-30 → src/db/a.ts:14-32 moved"),
        (Drift(Fate.CHANGED, "src/a.ts", ((12, 30),), B), "src/a.ts:12-30 changed since bbbbbbb"),
        (Drift(Fate.CHANGED, "src/a.ts", ((12, 31),)), "src/a.ts:12-30 → src/a.ts:12-31 changed"),
        (Drift(Fate.GONE, "src/a.ts", (), B), "src/a.ts:12-30 gone since bbbbbbb"),
    ],
)
def test_a_drift_is_told_in_a_line(drift: Drift, text: str) -> None:
    assert drift_text(LINES, drift) == text


@pytest.mark.parametrize("text", ["12", "12-30", "12-30,45", "45,1-2"])
def test_ranges_are_written_as_they_are_read(text: str) -> None:
    assert ranges_text(parse_ranges(text)) == text
    assert str(parse_fileref(f"a.ts:{text}")) == f"a.ts:{text}"


def test_a_card_knows_what_became_of_its_own_files() -> None:
    drift = Drift(Fate.MOVED, "src/b.ts", (), B)
    item = Item("IT-1", "An item", files=(LINES, FILE))
    card = board_of(Story(item), drift={"src/a.ts": drift, "other.ts": Drift(Fate.GONE, "other.ts")}).cards[0]
    assert card.drift == {FILE: drift}
    assert not card.touched
    assert board_of(Story(item)).cards[0].drift == {}
