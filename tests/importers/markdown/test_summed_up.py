"""Findings that the summary lists with details are those of the sections; lists of names are on more."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles

SUMMED = """# Review
## Executive summary
### Critical issues found
1. **MEDIUM: Fog horn failure in heavy rain**
   - Rain fills the horn and it stays mute
   - Ships hear nothing for hours
2. **LOW: Rope store without a lock**
   - Anybody can take a rope

## Risks
### Fog horn failure
#### Issue
The horn has no lid.
#### Impact
Pilots turn back.
#### Fix
Weld a lid on.
"""


def test_a_finding_of_the_summary_is_that_of_its_section() -> None:
    found = plan(SUMMED).items
    assert len(found) == 2
    (horn,) = [item for item in found if "horn" in item.title]
    assert (horn.severity, len(horn.source)) == ("medium", 2)


def test_a_step_on_several_names_is_not_the_finding_of_one() -> None:
    finding = (
        "# Review\n## Findings\n### The lamp forgets its key\n**Impact:** dark\n\n**Fix:** keep `LAMP_KEY`\n"
    )
    several = (
        "## Requirements for launch\n- `HORN_PORT`, `LAMP_KEY`, `BELL_HOST` are told to the pilots\n- Oil\n"
    )
    assert len(titles(finding + several)) == 3
    assert len(titles(finding + several.replace("`HORN_PORT`, ", "").replace(", `BELL_HOST`", ""))) == 2
