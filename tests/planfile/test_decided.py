"""Plans written as somebody decided, and imported again: dropped items stay out, edits stay."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planfile.drafts import PLANS
from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.import_choices import Choices, Edit
from tracker.domain.plan import Check, Checklist, Claim, Plan, Severity
from tracker.planfile.load import read_plan
from tracker.planfile.merging import Change, Merged, merged
from tracker.planfile.writing import plan_text

POOL = DraftItem("Bound the pool", "DB-1", severity=Severity.HIGH, effort="2h")
TLS = DraftItem("Require TLS", "SEC-1", after=("DB-1",))
DOCS = DraftItem("Write the docs", severity=Severity.LOW)
DRAFT = DraftPlan(
    "Review",
    items=(POOL, TLS, DOCS),
    checklists=(Checklist("pre", "Before", checks=(Check("pool", "Bounded", item="DB-1"),)),),
)
WITHOUT_POOL = Choices({0: False})
EDITED = Choices(edits={0: Edit("Bound it", Severity.LOW, None, Claim.DONE)})


def plan(text: str) -> Plan:
    return read_plan(text.encode(), "plan.toml").plan


def ids(text: str) -> list[str]:
    return [item.id for item in plan(text).items]


def merge(text: str, draft: DraftPlan, choices: Choices | None = None) -> Merged:
    return merged(text.encode(), "plan.toml", draft, choices)


def test_nothing_decided_writes_what_an_import_writes() -> None:
    assert plan_text(DRAFT, Choices()) == plan_text(DRAFT)


def test_what_is_dropped_is_not_written_and_nothing_refers_to_it() -> None:
    text = plan_text(DRAFT, WITHOUT_POOL)
    assert ids(text) == ["SEC-1", "WRITE-THE-DOCS"]
    found = plan(text)
    assert found.items[0].after == ()
    assert found.checklists[0].checks[0].item is None


def test_what_was_dropped_stays_out_when_the_document_is_imported_again() -> None:
    text = plan_text(DRAFT, WITHOUT_POOL)
    found = merge(text, DRAFT)
    assert found == Merged(text.encode(), left_out=("item.DB-1",))
    renamed = replace(DRAFT, items=(replace(POOL, severity=Severity.CRITICAL), TLS, DOCS))
    assert merge(text, renamed).left_out == ("item.DB-1",)


def test_what_was_dropped_can_be_taken_after_all() -> None:
    text = plan_text(DRAFT, WITHOUT_POOL)
    found = merge(text, DRAFT, Choices({0: True}))
    assert "item.DB-1" in found.new
    assert found.left_out == ()
    assert sorted(ids(found.data.decode())) == ["DB-1", "SEC-1", "WRITE-THE-DOCS"]
    assert Change("item.SEC-1", "after", None, ["DB-1"]) in found.changed


def test_an_edit_is_written_and_counts_as_made_by_hand() -> None:
    text = plan_text(DRAFT, EDITED)
    item = plan(text).items[0]
    assert (item.id, item.title, item.severity) == ("DB-1", "Bound it", Severity.LOW)
    assert (item.effort, item.claim) == (None, Claim.DONE)
    assert merge(text, DRAFT) == Merged(text.encode())
    again = merge(text, replace(DRAFT, items=(replace(POOL, severity=Severity.CRITICAL), TLS, DOCS)))
    assert again.kept == (Change("item.DB-1", "severity", "low", "critical"),)
    assert plan(again.data.decode()).items[0].severity is Severity.LOW


def test_a_new_item_is_dropped_from_a_merge_and_remembered() -> None:
    text = plan_text(replace(DRAFT, items=(POOL,)))
    found = merge(text, DRAFT, Choices({1: False}))
    assert ids(found.data.decode()) == ["DB-1", "WRITE-THE-DOCS"]
    assert found.left_out == ("item.SEC-1",)
    again = merge(found.data.decode(), DRAFT)
    assert again == Merged(found.data, left_out=("item.SEC-1",))


def test_a_change_that_is_dropped_is_not_made_and_not_offered_again() -> None:
    text = plan_text(DRAFT)
    draft = replace(DRAFT, items=(replace(POOL, severity=Severity.CRITICAL), TLS, DOCS))
    found = merge(text, draft, WITHOUT_POOL)
    assert found.kept == (Change("item.DB-1", "severity", "high", "critical"),)
    assert plan(found.data.decode()).items[0].severity is Severity.HIGH
    assert plan(found.data.decode()).items[1].after == ("DB-1",)
    assert merge(found.data.decode(), draft) == Merged(found.data)


def test_an_edit_wins_over_the_plan_and_the_document() -> None:
    text = plan_text(DRAFT).replace('severity = "high"', 'severity = "medium"')
    found = merge(text, DRAFT, EDITED)
    item = plan(found.data.decode()).items[0]
    assert (item.title, item.severity, item.effort) == ("Bound it", Severity.LOW, None)
    assert {change.key for change in found.changed} == {"title", "severity", "effort", "status"}
    assert merge(found.data.decode(), DRAFT) == Merged(found.data)


@given(PLANS, st.sets(st.integers(0, 5)), st.dictionaries(st.integers(0, 5), st.sampled_from(Claim)))
@settings(max_examples=40)
def test_any_choices_make_a_plan_that_an_import_leaves_alone(
    draft: DraftPlan, dropped: set[int], claims: dict[int, Claim]
) -> None:
    count = len(draft.items)
    choices = Choices(
        {place: False for place in dropped if place < count},
        {place: Edit("Edited", None, "2h", claim) for place, claim in claims.items() if place < count},
    )
    text = plan_text(draft, choices)
    assert len(plan(text).items) == count - len(choices.dropped)
    again = merge(text, draft)
    assert (again.data, again.changed, again.new) == (text.encode(), (), ())
    assert len(again.left_out) == len(choices.dropped)
