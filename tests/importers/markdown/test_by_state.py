"""Findings that stand under the states they are in, and boxes that were ticked."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles
from tracker.domain.plan import Claim

AGAIN = (
    "# Second visit\n## Closed\n1. Card numbers in the debug log. Gone.\n"
    "2. Cookie without a flag. Set in May.\n"
    "## Half way\n3. Nobody is told when the import fails. A mail is sent, but to a leaver.\n"
    "## Still open\n4. One certificate for all tenants.\n## New since May\n"
    "- The widget loads 4 MB of script\n"
)
FINDINGS = "".join(
    f"### {name}\n- Impact: pain\n- File: `a{at}.py`\n"
    for at, name in enumerate(("Unsigned images", "Stale index", "Manual numbering"))
)
REVIEW = f"# Review\n## Findings\n{FINDINGS}"


def test_headings_of_states_hold_findings_in_that_state() -> None:
    assert [item.claim for item in plan(AGAIN).items] == [
        Claim.DONE,
        Claim.DONE,
        Claim.PARTIAL,
        Claim.OPEN,
        Claim.OPEN,
    ]


def test_one_such_heading_alone_does_not() -> None:
    assert titles("# Visit\n## Closed\n- The canteen\n- The pool\n## Opening hours\n- Nine to five\n") == []


def test_a_rated_finding_under_resolved_is_done() -> None:
    item, _ = plan(
        "# Review\n## ✅ Resolved\n### #2 Data from anybody (High)\nShut.\n### #4 No lock (Low)\nThere.\n"
    ).items
    assert (item.claim, item.severity) == (Claim.DONE, "high")


def test_praise_under_resolved_is_none() -> None:
    assert titles("# Review\n## ✅ Resolved\n- Structured logging\n- Fast search\n") == []


def test_what_was_put_off_by_decision_is_deferred() -> None:
    (item,) = plan("# Review\n## Postponed by decision\n### #16 Second region (Medium)\nWe agree.\n").items
    assert item.claim is Claim.DEFERRED


def test_a_ticked_box_beside_findings_is_a_condition_that_is_met() -> None:
    boxes = "## Launch checklist\n- [x] Rollback tested on staging\n- [ ] Status page set up\n"
    assert titles(REVIEW + boxes)[3:] == ["Status page set up"]


def test_a_ticked_box_that_asks_for_something_was_done() -> None:
    boxes = "## Launch checklist\n- [x] Add a limit to uploads\n- [ ] Status page set up\n"
    assert plan(REVIEW + boxes).items[3].claim is Claim.DONE


def test_what_is_ticked_in_a_checklist_is_met_and_stays_in_it() -> None:
    drafted = plan("# Launch checklist\n- [x] Rollback tested\n- [ ] Status page set up\n")
    assert [item.title for item in drafted.items] == ["Status page set up"]
    assert [check.done for check in drafted.checklists[0].checks] == [True, False]
