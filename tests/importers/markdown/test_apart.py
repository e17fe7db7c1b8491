"""Phases of one name with different times behind it are several; a counted one is the same everywhere."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

PLANS = """# Harbour review

## Safety plan

### {0}
- [ ] Replace the lamp of the mole
- [ ] Weld the ladder

## Next steps

### {1}
1. Paint the bollards
2. Sweep the quay
"""


def phases_of(first: str, second: str) -> list[str | None]:
    found = plan(PLANS.format(first, second))
    names = {phase.id: phase.title for phase in found.phases}
    return [names.get(item.phase or "") for item in found.items]


def test_one_name_with_two_times_is_that_of_two_phases() -> None:
    first, second = "Immediate (before the test)", "Immediate (today)"
    assert phases_of(first, second) == [first, first, second, second]


def test_one_name_with_one_time_or_none_is_that_of_one_phase() -> None:
    assert len(set(phases_of("Immediate (today)", "Immediate"))) == 1
    assert len(set(phases_of("Immediate (today)", "Immediate (Today)"))) == 1


def test_a_counted_phase_is_the_same_wherever_it_is_named() -> None:
    assert len(set(phases_of("Phase 1 (this week)", "Phase 1 (safety)"))) == 1
