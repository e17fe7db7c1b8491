"""Signs that stand for labels: clocks before efforts, folders before files."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim

HEAD = "# Mill review\n\n## 🔴 Critical: before the flood\n\n"


@pytest.mark.parametrize("clock", ["⏱️", "⏱", "⏳", "⌛", "🕐", "⏰"])
def test_what_stands_behind_a_clock_is_the_effort(clock: str) -> None:
    item = only(f"{HEAD}### 1. The sluice is stuck {clock} 2-3 days\n\nNobody can open it.\n")
    assert (item.title, item.effort) == ("The sluice is stuck", "2-3d")


def test_a_clock_before_anything_else_is_no_effort() -> None:
    item = only(f"{HEAD}### 1. The sluice sticks ⏰ after 2 days of rain\n\n**Fix:** grease it.\n")
    assert item.effort is None


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("📁 `gates/sluice.py` (lines 4-9)", ["gates/sluice.py:4-9"]),
        ("📄 gates/sluice.py:4-9, gates/wheel.py", ["gates/sluice.py:4-9", "gates/wheel.py"]),
        ("🗂️ `wheel.py`", ["wheel.py"]),
    ],
)
def test_a_folder_labels_the_files(line: str, files: list[str]) -> None:
    text = f"{HEAD}### 1. The sluice is stuck ⏱️ 2 days\n\n{line}\n\nIt is like `docs/old/notes.md` says.\n"
    assert [str(each) for each in only(text).files] == files


def test_a_folder_before_words_is_no_label() -> None:
    text = f"{HEAD}### 1. The sluice is stuck ⏱️ 2 days\n\n📁 Papers on it are in the attic.\n"
    item = only(text)
    assert "attic" in item.facts["issue"]


def test_findings_with_clocks_stand_beneath_a_rating_that_says_when() -> None:
    text = (
        f"{HEAD}### 1. The sluice is stuck ⏱️ 2 days\n\n📁 `gates/sluice.py`\n\nNobody can open it.\n\n"
        "### 2. The wheel is loose ⏱️ 1 hour\n\n📁 `gates/wheel.py`\n\nIt wobbles.\n"
    )
    assert titles(text) == ["The sluice is stuck", "The wheel is loose"]
    assert {item.severity and item.severity.value for item in plan(text).items} == {"critical"}


def test_a_struck_title_behind_its_number_is_done() -> None:
    text = f"{HEAD}### 3. ~~The mill pond leaks~~ ⏱️ 1 hour\n\n✅ Done while we were there: clay was put in.\n"
    item = only(text)
    assert (item.title, item.effort, item.claim) == ("The mill pond leaks", "1h", Claim.DONE)
