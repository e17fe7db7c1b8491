"""Changes that were made: before and after, what was deleted and why, a problem met and fixed."""

from __future__ import annotations

from tests.importers.markdown.reading import only, plan, titles


def test_before_and_after_beneath_what_is_complete() -> None:
    text = (
        "# Bell tower review\n\n## 1. Ropes ✅ COMPLETE\n\n### Changes made\n\n#### `tower/rope.py`\n"
        "**Before**: one rope for all bells\n**After**: a rope for each bell\n\n"
        "#### `tower/lamp.py` - brighter\n**Before**:\n```python\nlamp = 1\n```\n\n**After**:\n```python\n"
        "lamp = 2\n```\n"
    )
    found = plan(text).items
    assert [item.claim for item in found] == ["done", "done"]
    assert [file.path for item in found for file in item.files] == ["tower/rope.py", "tower/lamp.py"]


def test_before_and_after_of_what_is_proposed_is_open() -> None:
    text = (
        "# Bell tower review\n\n## Issues\n\n### No rope for the small bell\n"
        "**Before**: one rope for all bells\n**After**: a rope for each bell\n"
    )
    assert only(text).claim != "done"


def test_what_was_deleted_and_why() -> None:
    text = (
        "# Bell tower review\n\n## 2. Old parts ✅ COMPLETE\n\n### Files deleted\n\n"
        "1. **tower/crank.py** - ✅ DELETED\n   - **Reason**: Nobody turns it\n   - **Size**: 80 lines\n"
        "2. **tower/wheel.py** - ✅ DELETED\n   - **Reason**: No bell hangs on it\n"
    )
    assert [item.claim for item in plan(text).items] == ["done", "done"]


def test_a_mere_list_of_what_was_deleted_is_none() -> None:
    text = "# Bell review\n\n## Old parts ✅ COMPLETE\n\n- tower/crank.py ✅ DELETED\n- old.py ✅ DELETED\n"
    assert titles(text) == []


def test_an_issue_that_was_met_and_fixed_is_one() -> None:
    text = (
        "# Bell tower review\n\n## 3. Trial ✅ COMPLETE\n\n### Issue encountered & fixed\n\n"
        "**Issue**: The rope slipped off the wheel\n**Cause**: The groove was worn\n**Solution**:\n"
        "- Turned a deeper groove\n- Added a guard\n\n**File modified**: `tower/wheel.py`\n"
    )
    item = only(text)
    assert item.claim == "done"
    assert [file.path for file in item.files] == ["tower/wheel.py"]


def test_fixes_that_were_applied_are_done() -> None:
    text = (
        "# Bell tower review\n\n## Fixes {}\n\n### 1. Bell stuck\n**Problem**: Rust in the joint\n"
        "**Solution**: Oiled it\n\n### 2. Rope torn\n**Problem**: Old rope\n**Solution**: A new one\n"
    )
    assert [item.claim for item in plan(text.format("applied")).items] == ["done", "done"]
    assert "done" not in [item.claim for item in plan(text.format("not applied")).items]
