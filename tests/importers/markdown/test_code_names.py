"""Things called by names of code are different ones, and the step that makes one names it."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

TEXT = """# Bell tower plan

## Phase 1: Parts

**1. Parts**
- `bell-ringer` — Rings the bell from a list
- `/ring-bell` — Ring the bells from the list
- `night-lamp` — Lights the stairs

## Weeks

**Weeks 1-2: Bells**
- Implement `bell-ringer` agent
- Build the `/ring-bell` command
- Test with a list of bells
"""


def test_each_name_is_one_item_with_its_step() -> None:
    lines = [[first for first, _ in item.source] for item in plan(TEXT).items]
    assert [6, 13] in lines
    assert [7, 14] in lines
    assert [8] in lines


def test_a_step_that_asks_for_something_heads_no_reference() -> None:
    items = plan(
        "# Bell tower plan\n\n## Phase 1\n\nTasks:\n\n- Oil the wheel\n- Normalize environment variables:\n"
        "  - `BELL_COUNT` for the ringer.\n  - `LAMP_COUNT` for the stairs.\n"
    ).items
    assert len(items) == 2
