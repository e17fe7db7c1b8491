"""Headings that are counted through the sections of a review are a finding each."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles

COUNTED = """# Harbour review
## P0 — Close before the season
### 1. The crane has no brake
**Failure mode:** a load comes down.

**Fix:** fit one.
### 2. Nobody keeps the log
**Fix:** name a keeper.

## P1 — Look at in spring
### 3. Mooring records

**Older entries**:
- `logs/north.csv` - half of the columns
- `logs/south.csv` - no dates

**Newer entries**:
- `logs/west.csv` - no dates

### 4. Lamps are changed by hand
A keeper goes round each evening.

**Fix:** use timers.
"""


def test_what_is_counted_through_sections_is_a_finding_each() -> None:
    assert titles(COUNTED) == [
        "The crane has no brake",
        "Nobody keeps the log",
        "Mooring records",
        "Lamps are changed by hand",
    ]


def test_all_beneath_strong_lines_tells_of_the_counted_heading() -> None:
    records = plan(COUNTED).items[2]
    assert [file.path for file in records.files] == ["logs/north.csv", "logs/south.csv", "logs/west.csv"]
    assert records.severity == "high"


def test_numbers_that_begin_anew_are_not_counted_through() -> None:
    text = COUNTED.replace("### 3.", "### 1.").replace("### 4.", "### 2.")
    assert "Mooring records" not in titles(text)


def test_what_is_listed_right_beneath_may_be_several_things() -> None:
    loose = "### 5. Loose ends\n- **No anchor list.** It went missing.\n- **No night bell.** Nobody hears.\n"
    assert titles(COUNTED + loose)[4:] == ["No anchor list.", "No night bell."]
