"""What stands around the steps of a plan: sums of effort, commands, the verdict, what is absent and well."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles
from tracker.importers.markdown import remedy
from tracker.importers.markdown.forbidden import forbids_launch

COMMANDS = """# Review
## Launch checklist
### Lamp house
1. **Oil & wick:**
   ```bash
   oil --fill
   ```
2. **Light & turn:**
   ```bash
   light --turn
   ```
"""


def test_the_effort_of_groups_is_no_work() -> None:
    text = "# Review\n## Recommendation\n### Estimated effort\n{}- Sea trials & drills: 8-12 hours\n"
    assert not titles(text.format("- Priority 1 (blockers): 16-24 hours\n"))
    assert not titles(text.format("") + "- **Total: 40 hours (1 week)**\n")
    assert titles(text.format("- Grease the hinge: 2 hours\n"))


def test_names_with_commands_in_a_checklist_are_how_it_is_done() -> None:
    assert not titles(COMMANDS)
    assert len(titles(COMMANDS.replace("Launch checklist", "Action plan"))) == 2
    assert len(titles(COMMANDS.replace("1. ", "1. [ ] ").replace("2. ", "2. [ ] "))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "❌ DO NOT launch the second ferry without the fixes",
        "Don't deploy until the lamp turns",
        "Nicht ausliefern, bevor die Lampe brennt",
        "Ne pas déployer avant la correction",
        "No desplegar sin las correcciones",
    ],
)
def test_what_forbids_the_launch_is_the_verdict(text: str) -> None:
    assert forbids_launch(text)


@pytest.mark.parametrize(
    "text", ["Do not store keys in the hut without a lock", "Deploy the lamp before dusk"]
)
def test_what_forbids_something_else_is_work(text: str) -> None:
    assert not forbids_launch(text)


def test_the_verdict_in_a_heading_is_no_item() -> None:
    text = (
        "# Review\n## Recommendation\n### ❌ Do not launch the ferry without the fixes\n\nIt is not safe.\n"
    )
    assert not titles(text)


@pytest.mark.parametrize(
    "text",
    [
        "No broken lamp wires present in hut or mole",
        "No known lamp/bell/horn issues in the code",
        "No dead links found",
    ],
)
def test_no_defect_of_a_kind_is_nothing(text: str) -> None:
    text = text.replace("in hut or mole", "in UI or code")
    assert remedy.nothing_found(text)


@pytest.mark.parametrize(
    "text", ["No duplicate detection", "No broken link checker", "No known owner", "No rate limits found"]
)
def test_no_remedy_is_a_lack(text: str) -> None:
    assert not remedy.nothing_found(text)


def test_a_noun_before_a_noun_asks_for_nothing() -> None:
    assert not remedy.begins_with_verb("Test execution")
    assert remedy.begins_with_verb("Test the horn")


def test_short_names_are_names() -> None:
    assert (
        len(titles("# Review\n## Requirements for launch\n- **S3/R2** (`BUCKET`) for logs\n- **Lamp** oil\n"))
        == 2
    )


def test_a_scenario_and_the_protection_there_is_describe_one_risk() -> None:
    text = "# Review\n## Risks\n### Two ships at one berth\n#### Scenario: both moor\n```\nA, then B\n```\n"
    text += "#### Current protection\n- The pilot waits\n- **Risk**: low by day\n"
    text += "#### Required fix\nA semaphore.\n"
    assert titles(text) == ["Two ships at one berth"]
