"""Work that a document tells to be done: sections of what was made, and phases that are over."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim

MADE = """# House review
## What was built
### ✅ 1. Night bell
**File**: `house/bell.py`
**Status**: {status}

**What it does**:
- Rings twice at ten
- Missing guests are rung for again

### ✅ 2. Quiet stairs
**File**: `house/stairs.py`
**Status**: Steps are quiet
"""
LIMITS = """
## Known limitations
1. **Night bell**: only rings downstairs
   - The attic hears nothing
"""


@pytest.mark.parametrize(
    "status",
    ["Implemented and tested", "Already created", "Umgesetzt", "Mise en place", "Já implementado", "已实现"],
)
def test_a_section_of_what_was_made_is_one_item(status: str) -> None:
    (item,) = plan(MADE.format(status=status)).items
    assert (item.title, item.claim, [file.path for file in item.files]) == (
        "Night bell",
        Claim.DONE,
        ["house/bell.py"],
    )


def test_a_section_of_what_is_in_order_is_none() -> None:
    assert "Quiet stairs" not in titles(MADE.format(status="No change (by design)"))
    assert "Night bell" not in titles(MADE.format(status="No change (by design)"))


def test_a_limit_of_what_was_made_is_other_work() -> None:
    items = plan(MADE.format(status="Implemented") + LIMITS).items
    assert [each.claim for each in items] == [Claim.DONE, Claim.OPEN]


OVER = """# House report
## {heading}
### Phase 1: Locks
- **Front door**: Put a bolt on it
- **Cellar door**: New key

### Phase 2: Lamps (3 rooms)
What was hung where:

| Room | Bulbs |
|---|---|
| Kitchen | 4, 6 |
| Attic | 2 |

## Later
- Paint the fence
"""


@pytest.mark.parametrize(
    "heading", ["Completed phases", "Phases completed", "Abgeschlossene Phasen", "Phases terminées"]
)
def test_phases_that_are_over_hold_work_that_was_done(heading: str) -> None:
    items = plan(OVER.format(heading=heading)).items
    assert [each.title for each in items][:2] == ["Front door", "Cellar door"]
    assert [each.claim for each in items] == [Claim.DONE] * 3 + [Claim.DEFERRED]
    assert items[2].source[0][0] == plan_line(OVER.format(heading=heading), "### Phase 2")


def plan_line(text: str, begin: str) -> int:
    """The number of the line that begins so."""
    return next(at for at, line in enumerate(text.splitlines(), 1) if line.startswith(begin))


def test_elsewhere_what_was_completed_is_praise() -> None:
    assert titles(OVER.format(heading="Completed")) == ["Paint the fence"]
