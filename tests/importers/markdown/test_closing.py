"""A step that says which finding it closes is that finding's work; numbers of other things name none."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim
from tracker.importers.markdown.cited import cited, cited_behind, hashed_in

FINDINGS = """# Review
## Weaknesses
1. **One copy of the archive** (high) - a fire ends it
2. **Admin port is open** (medium) - anybody can try
3. **Mailbox is never emptied** (low) - it will be full
## Action plan
### Phase 1 (May)
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("second disk in another town; closes gap 1", ("#1",)),
        ("gap 2, with tests", ("#2",)),
        ("erledigt am 3. Mai, Punkt 12", ("#12",)),
        ("(0.5d, Ana) – puntos 3 y 4; probar", ("#3", "#4")),
        ("fixes #7.", ("#7",)),
    ],
)
def test_a_clause_names_what_is_closed(text: str, names: tuple[str, ...]) -> None:
    assert cited_behind(text) == names


@pytest.mark.parametrize(
    "text", ["after week 3, then phase 2", "the cause of gap 4 is known", "section 4", "3"]
)
def test_other_clauses_name_nothing(text: str) -> None:
    assert cited_behind(text) == ()


@pytest.mark.parametrize("text", ["Replace access point 3", "Paint meeting point 2, then 3", "Buy point 4"])
def test_other_things_have_points_as_well(text: str) -> None:
    assert cited(text) == ()


def test_hashed_numbers_stand_in_brackets() -> None:
    assert hashed_in("Port (#2, #5) and mail (#3), as PR #88 does") == ("#2", "#5", "#3")
    assert hashed_in("PR #88 is merged") == ()


@pytest.mark.parametrize("behind", ["closes gap 1", "gap 1", "weakness 1; test it"])
def test_a_counted_step_that_closes_a_finding_is_its_work(behind: str) -> None:
    text = f"{FINDINGS}- [ ] **1.1 Second disk** (3d, Nele) – in another town; {behind}\n"
    first = plan(text).items[0]
    assert (first.source, first.phase, first.effort) == (((3, 3), (8, 8)), "phase-1-may", "3d")
    assert len(plan(text).items) == 3


def test_a_ticked_step_says_what_became_of_its_finding() -> None:
    item = plan(f"{FINDINGS}- [x] **1.1 Firewall rule** (2h, Nele) – point 2\n").items[1]
    assert item.claim is not None
    assert item.claim.value == "done"


def test_a_counted_step_of_several_findings_is_work_on_each() -> None:
    items = plan(f"{FINDINGS}- [ ] **1.1 House keeping** – points 2 and 3\n").items
    assert [item.phase for item in items] == [None, "phase-1-may", "phase-1-may"]


def test_shares_of_a_step_do_not_make_one_of_findings_in_different_sections() -> None:
    text = (
        "# Review\n## Weaknesses of storage\n1. **One copy** (high) - fire\n"
        "## Weaknesses of mail\n2. **Mailbox full** (low) - bounces\n"
        "## Action plan\n### Phase 1\n- Spring cleaning (points 1 and 2)\n"
    )
    assert len(plan(text).items) == 2


def test_steps_of_one_list_for_one_finding_are_tied_to_it() -> None:
    finding, _, _, *steps = plan(f"{FINDINGS}- Buy disks (finding 1)\n- Write a script (finding 1)\n").items
    assert [step.duplicate_of for step in steps] == [finding.id, finding.id]
    assert finding.phase == "phase-1-may"


@pytest.mark.parametrize(
    "step", ["Replace the pump (gap 9)", "Merge the parser (#412)", "Paint it in week 3"]
)
def test_a_number_of_nothing_that_was_found_names_nothing(step: str) -> None:
    assert len(titles(f"{FINDINGS}- {step}\n")) == 4


def test_hashed_numbers_that_are_not_all_known_are_of_something_else() -> None:
    assert len(titles(f"{FINDINGS}- Change the port (#2)\n- Merge the parser (#412)\n")) == 5


def test_an_id_in_brackets_is_followed_from_a_counted_step() -> None:
    text = (
        "# Review\n## Findings\n### H-2: One copy of the archive\n- Impact: fire\n"
        "## Action plan\n### Phase 1\n- 1.1 Second disk (fixes H-2)\n  - Effort: 3 days\n"
    )
    assert [item.effort for item in plan(text).items] == ["3d"]


@pytest.mark.parametrize("head", ["Closes", "Gap", "Behebt"])
def test_a_column_says_what_a_row_of_the_plan_closes(head: str) -> None:
    rows = f"| Step | {head} | Effort |\n|---|---|---|\n| Second disk | 1 | 3d |\n| New lock | 2, 3 | 1d |\n"
    items = plan(f"{FINDINGS}\n{rows}").items
    assert [item.effort for item in items] == ["3d", None, None]
    assert [item.phase for item in items] == ["phase-1-may"] * 3


def test_a_share_of_a_step_is_never_an_item_of_its_own() -> None:
    assert len(titles(f"{FINDINGS}- Spring cleaning (findings 1 and 3)\n- Buy disks (finding 1)\n")) == 3


@pytest.mark.parametrize("behind", ["closes H-2", "(H-2)", "finding H-2; tested", "ferme H-2"])
def test_an_id_in_a_clause_is_followed_from_a_counted_step(behind: str) -> None:
    text = "# Review\n## Findings\n### H-2: One copy of the archive\n- Impact: fire\n"
    item = only(f"{text}## Action plan\n### Phase 1\n- [ ] **1.1 Second disk** (3d, Nele) – {behind}\n")
    assert (item.effort, item.phase, item.claim) == ("3d", "phase-1", Claim.OPEN)


def test_numbers_of_findings_beside_their_ratings_are_no_scale() -> None:
    rows = "| No | Finding | Severity |\n|---|---|---|\n| 1 | One copy | high |\n| 2 | Open port | low |\n"
    assert titles(f"# Review\n## Findings\n\n{rows}") == ["One copy", "Open port"]


def test_a_reference_beside_an_effort_in_one_bracket_is_followed() -> None:
    items = plan(f"{FINDINGS}- Second disk (gap 1; 3d)\n").items
    assert [item.effort for item in items] == ["3d", None, None]


def test_findings_beneath_ratings_that_say_by_when_keep_their_numbers() -> None:
    text = (
        "# Review\n## High – fix before launch\n### 1. One copy of the archive\nA fire ends it.\n"
        "## Medium: must be done in autumn\n### 2. Mailbox is never emptied\nIt will be full.\n"
        "## Road map\n### Week 1\n- [ ] Second disk (#1)\n### Week 2\n- [ ] Rota for letters (#2)\n"
    )
    assert [item.phase for item in plan(text).items] == ["week-1", "week-2"]
