"""Steps of plans in the forms that only a plan has, and values that look like those of steps."""

from __future__ import annotations

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim, Severity
from tracker.importers.markdown import effort, horizons
from tracker.importers.markdown.roles import Role, role_of


def test_what_is_postponed_stays_so_whatever_it_needs() -> None:
    head = "# Review\n## {}\n- **Several depots** - needs a new model\n"
    assert only(head.format("Intentionally postponed")).claim is Claim.DEFERRED
    assert only(head.format("Open issues")).claim is Claim.OPEN


def test_what_is_good_enough_for_now_is_postponed_and_no_praise() -> None:
    text = "# Review\n## {}\n- ⏸️ **Learned arrival times** - heuristics are good enough for a year\n"
    assert titles(text.format("Postponed")) == ["Learned arrival times"]


def test_a_numbered_step_with_an_effort_is_one_whatever_its_heading_means_elsewhere() -> None:
    text = "# Review\n## Action plan\n### {}Runbooks\n- Restore, failed sync\n- **Effort**: 2 days\n"
    assert only(text.format("3.6 ")).effort == "2d"
    assert titles(text.format("")) != ["Runbooks"]


def test_how_often_something_happens_is_no_effort() -> None:
    assert effort.find("Three support cases a week") is None
    assert effort.find("It takes a week") is not None


def test_several_phases_are_none_and_one_is_one() -> None:
    assert horizons.of_value("0, 1") is None
    assert horizons.of_value("1") == horizons.Horizon("1")


def test_conditions_of_a_launch_are_asked_for_and_those_of_a_contract_are_not() -> None:
    assert role_of("Conditions for sign-off") is Role.PLAN
    assert role_of("Bedingungen für die Freigabe") is Role.PLAN
    assert role_of("Conditions of the contract") is Role.NEUTRAL


def test_a_lead_in_that_ends_in_recommendations_heads_some() -> None:
    steps = "1. A plan on paper\n2. A second phone\n"
    text = f"# Review\n## Exercise\nFrom the exercise we add three more {{}}:\n\n{steps}"
    assert titles(text.format("recommendations")) == ["A plan on paper", "A second phone"]
    assert titles(text.format("photographs")) == []


def test_a_bare_name_and_the_one_row_that_begins_with_it_are_one() -> None:
    rows = "| SCIM sync | ❌ Missing | 6 days |\n| {} | ❌ Missing | 2 days |\n"
    table = f"| Capability | Status | Effort |\n|---|---|---|\n{rows}"
    text = (
        "# Gap analysis\n## Findings\n"
        + table
        + "## Closer look at gaps\n### SCIM\nNobody waits a day for it.\n"
    )
    assert len(plan(text.format("Roles")).items) == 2
    assert len(plan(text.format("SCIM roles")).items) == 3


def test_colours_of_headings_grade_where_there_are_several() -> None:
    text = "# Review\n## Issues\n### 🔴 B1. Jobs are lost\n- Fix: keep\n### {} B2. Loud logs\n- Fix: hush\n"
    first, second = plan(text.format("🟡")).items
    assert (first.severity, second.severity) == (Severity.CRITICAL, Severity.MEDIUM)
    assert [item.severity for item in plan(text.format("🔴")).items] == [None, None]
