"""Coloured signs of headings grade what is beneath them; what is put off has a state and no phase."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.importers.markdown.reading import plan

LADDER = """# Review
## 🔴 {}
### Wet floor
- Impact: falls
## 🟠 High priority
### No light
- Impact: falls
## 🟢 Nice to have
- A bench at the door
- Plants
"""


@pytest.mark.parametrize("words", ["Blockers", "Opening blockers", "Show-stoppers", "Must fix"])
def test_the_red_end_of_a_scale_is_critical_whatever_it_is_called(words: str) -> None:
    rated = plan(LADDER.format(words)).items[0].severity
    assert rated is not None
    assert rated.value == "critical"


@pytest.mark.parametrize("sign", ["🚨", "🛑", "⛔"])
def test_an_alarm_above_the_colours_of_a_scale_is_critical(sign: str) -> None:
    text = (
        LADDER.format("Blockers")
        .replace("🔴", sign)
        .replace("## 🟢", "## 🟡 Medium\n### Paint\n- Impact: ugly\n## 🟢")
    )
    rated = plan(text).items[0].severity
    assert rated is not None
    assert rated.value == "critical"


def test_blockers_without_a_scale_are_not_rated() -> None:
    assert plan("# Review\n## Blockers\n### Wet floor\n- Impact: falls\n").items[0].severity is None


def test_a_red_sign_before_an_area_says_how_it_fares() -> None:
    assert plan(LADDER.format("Cellar issues").replace("Cellar issues", "Cellar")).items[0].severity is None


def test_a_wish_at_the_end_of_a_scale_stands_in_no_phase() -> None:
    drafted = plan(LADDER.format("Blockers"))
    assert [item.phase for item in drafted.items[2:]] == [None, None]
    assert not drafted.phases


def test_a_wish_beside_phases_is_one() -> None:
    text = "# Review\n## Action plan\n### Phase 1\n- Dry the floor\n### Nice to have\n- Plants\n"
    assert len(plan(text).phases) == 2


@pytest.mark.parametrize(
    "heading", ["Deferred", "Not now", "Zurückgestellt", "Nicht jetzt", "Deliberately not now"]
)
def test_what_is_put_off_among_stages_has_a_state_and_no_phase(heading: str) -> None:
    plan_of = "# Review\n## Action plan\n### Phase 1\n- Dry the floor\n### Phase 2\n- Wire\n"
    text = f"{plan_of}### {heading}\n- A lift\n"
    item = plan(text).items[-1]
    assert item.claim is not None
    assert (item.claim.value, item.phase) == ("deferred", None)


def test_the_sign_of_a_checklist_is_none_of_success() -> None:
    rows = (
        "| Check | Status |\n|---|---|\n| Sign at the door | ❌ |\n| Smoke alarm | ✅ |\n| Licence | ⏳ |\n"
    )
    drafted = plan(f"# Review\n## Findings\n### Wet floor\n- Impact: falls\n## ☑️ Opening checklist\n\n{rows}")
    assert [item.title.split()[0] for item in drafted.items] == ["Wet", "Sign", "Licence"]


def test_a_ticked_row_of_a_checklist_holds_and_is_no_item() -> None:
    rows = (
        "| Item | Done? |\n|---|---|\n| Sign at the door | ❌ |\n| Smoke alarm | ✅ |\n| Add a lamp | ✅ |\n"
    )
    drafted = plan(f"# Review\n## Findings\n### Wet floor\n- Impact: falls\n## Opening checklist\n\n{rows}")
    assert [item.title.split()[0] for item in drafted.items] == ["Wet", "Sign", "Add"]


@pytest.mark.parametrize("sentence", ["Fixed and deployed on 3 May.", "Behoben und ausgerollt am 3. Mai."])
def test_a_fix_that_went_live_is_done(sentence: str) -> None:
    item = plan(
        f"# Review\n## Findings\n1. **Open gate** (high)\n   Anybody walks in.\n   {sentence}\n"
    ).items[0]
    assert item.claim is not None
    assert item.claim.value == "done"


def test_the_first_heading_of_a_process_is_read_as_any_other() -> None:
    code = "from tracker.importers.markdown.roles import role_of; print(role_of('Opening checklist').value)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "checklist"


def test_a_wish_in_the_bracket_of_a_low_rating_is_no_phase() -> None:
    bench = "1. **No bench**\n   - **Risk:** sore feet\n"
    drafted = plan(f"# Review\n\n## Gaps\n\n### Low priority (nice to have)\n\n{bench}")
    assert [(item.title, item.phase) for item in drafted.items] == [("No bench", None)]
