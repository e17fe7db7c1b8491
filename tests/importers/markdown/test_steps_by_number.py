"""Steps of a plan that name findings as `#3`, where the findings are numbered without the sign."""

from __future__ import annotations

from tests.importers.markdown.reading import plan

FINDINGS = "# Inn\n## Findings\n" + "".join(
    f"### {number}. {title}\n**Severity:** high\n**Impact:** guests leave\n\n"
    for number, title in enumerate(("Cold rooms", "No fire door", "Leaky roof", "Old wires"), 1)
)


def test_numbers_in_an_order_of_their_own_are_those_of_findings() -> None:
    text = f"{FINDINGS}## Action plan\n- [ ] #2 Buy one of steel\n- [ ] #4 Call in Ann\n- [ ] #1 Stoke\n"
    assert [item.title for item in plan(text).items] == [
        "Cold rooms",
        "No fire door",
        "Leaky roof",
        "Old wires",
    ]


def test_numbers_that_count_from_one_may_be_the_plans_own() -> None:
    text = f"{FINDINGS}## Action plan\n- [ ] #1 Paint the sign\n- [ ] #2 Print a menu\n- [ ] #3 Hire a cook\n"
    assert len(plan(text).items) == 7
