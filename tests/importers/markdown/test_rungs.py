"""Headings that rate and say by when sort what is beneath them; a counted priority names no time."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan, titles
from tracker.importers.markdown import rungs

LADDER = """# Harbour review

## Recommendations by priority

### {first}
1. Light the outer mole
2. Weld the ladder

### {second}
1. Paint the bollards
2. Sweep the quay
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("P0 - Critical (blocks the opening)", "P1 - High (within 3 weeks)"),
        ("3.1 Critical (immediate)", "3.2 High priority (1-2 months)"),
        ("Критично (сразу)", "Высокий приоритет (за 3 недели)"),
        ("Kritisch (sofort)", "Hoch (innerhalb 3 Wochen)"),
    ],
)
def test_a_rating_with_a_bracket_behind_it_sorts_what_is_beneath(first: str, second: str) -> None:
    found = plan(LADDER.format(first=first, second=second))
    steps = ["Light the outer mole", "Weld the ladder", "Paint the bollards", "Sweep the quay"]
    assert [item.title for item in found.items] == steps
    assert all(item.effort is None for item in found.items)
    assert {item.phase for item in found.items} == {phase.id for phase in found.phases}
    assert second in [phase.title for phase in found.phases]


def test_a_rating_over_findings_places_them_in_no_phase() -> None:
    text = "# Review\n## Findings\n### High (2 weeks)\n- No lamp on the mole\n- No ladder at berth 4\n"
    assert not plan(text).phases
    assert len(titles(text)) == 2


@pytest.mark.parametrize("word", ["Critical", "Important", "Nice to have", "High"])
def test_a_counted_priority_with_its_grade_is_no_phase(word: str) -> None:
    text = f"# Review\n## Recommendations\n### Priority 2 - {word}\n- Light the mole\n- Weld the ladder\n"
    assert not plan(text).phases
    assert len(titles(text)) == 2


@pytest.mark.parametrize("heading", ["Priority 1: before the season", "Priority 1", "Priority 2 - the quay"])
def test_a_counted_priority_that_says_more_or_less_may_be_one(heading: str) -> None:
    assert not rungs.counts_priority(heading)
