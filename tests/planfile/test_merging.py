"""Importing a changed document again: ids and what people did stay, and every difference is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planfile.drafts import PLANS
from tests.planfile.texts import HEAD
from tracker.domain.bound import parse_bound
from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.plan import Area, Check, Checklist, Phase, Severity, Target
from tracker.errors import PlanError
from tracker.planfile.load import read_plan
from tracker.planfile.merging import GONE, Merged, merged
from tracker.planfile.problem import BadPlanError
from tracker.planfile.writing import plan_text

POOL = DraftItem("Bound the pool", "DB-1", severity=Severity.HIGH, phase="now", effort="2h", source=((3, 3),))
TLS = DraftItem("Require TLS", "SEC-1", facts={"issue": "Plain text."}, after=("DB-1",))
DOCS = DraftItem("Write the docs", tags=("docs",))
DRAFT = DraftPlan("Review", source="review.md", phases=(Phase("now", "Now"),), items=(POOL, TLS, DOCS))
TEXT = plan_text(DRAFT)


def merge(text: str, draft: DraftPlan) -> Merged:
    return merged(text.encode(), "plan.toml", draft)


def draft_of(*items: DraftItem, **changes: Any) -> DraftPlan:
    return replace(DRAFT, items=items, **changes)


def body(found: Merged) -> str:
    """The plan without what the import remembers."""
    return found.data.decode().split("# What the document said")[0]


def told(found: Merged) -> list[tuple[str, str, Any, Any]]:
    return [(change.name, change.key, change.old, change.new) for change in found.changed]


def nothing(found: Merged) -> bool:
    return found == Merged(found.data)


def test_the_same_document_changes_not_a_byte() -> None:
    found = merge(TEXT, DRAFT)
    assert found.data == TEXT.encode()
    assert nothing(found)


@given(PLANS)
@settings(max_examples=25)
def test_any_document_again_changes_not_a_byte(draft: DraftPlan) -> None:
    text = plan_text(draft)
    found = merge(text, draft)
    assert found.data.decode() == text
    assert nothing(found)


@given(PLANS, PLANS)
@settings(max_examples=20)
def test_any_document_after_any_other(first: DraftPlan, second: DraftPlan) -> None:
    text = plan_text(first)
    found = merge(text, second)
    plan = read_plan(found.data, "plan.toml").plan
    before = [item.id for item in read_plan(text.encode(), "plan.toml").plan.items]
    assert set(before) <= {item.id for item in plan.items}
    assert len(plan.items) == len(before) + sum(name.startswith("item.") for name in found.new)
    again = merge(found.data.decode(), second)
    assert again.data == found.data
    assert (again.new, again.changed, again.kept) == ((), (), ())


@settings(max_examples=20)
@given(PLANS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_line_ends_and_marks_stay(draft: DraftPlan, newline: str, mark: bool) -> None:
    data = (b"\xef\xbb\xbf" if mark else b"") + plan_text(DRAFT).replace("\n", newline).encode()
    found = merged(data, "plan.toml", draft).data
    assert found.startswith(b"\xef\xbb\xbf") is mark
    assert found.count(b"\n") == (found.count(b"\r\n") if newline == "\r\n" else found.count(b"\n"))
    read_plan(found, "plan.toml")


def test_what_only_the_document_changed_is_updated() -> None:
    changed = replace(POOL, severity=Severity.CRITICAL, phase=None, owner="sam", effort="3h")
    found = merge(TEXT, draft_of(changed, TLS, DOCS))
    expected = TEXT.replace('severity = "high"', 'severity = "critical"').replace('"2h"', '"3h"')
    expected = expected.replace('phase = "now"\n', "").replace("source = 3\n", 'source = 3\nowner = "sam"\n')
    assert body(found) == expected.split("# What the document said")[0]
    assert told(found) == [
        ("item.DB-1", "severity", "high", "critical"),
        ("item.DB-1", "effort", "2h", "3h"),
        ("item.DB-1", "owner", None, "sam"),
        ("item.DB-1", "phase", "now", None),
    ]


def test_hand_edits_stay_and_are_not_told_while_the_document_is_the_same() -> None:
    edited = TEXT.replace('effort = "2h"', 'effort = "5h"   # asked the team').replace(
        'title = "Require TLS"', 'title = "Require TLS 1.3"\nowner = "ada"'
    )
    found = merge(edited, DRAFT)
    assert found.data == edited.encode()
    assert nothing(found)


def test_where_both_changed_the_hand_wins_and_it_is_told_once() -> None:
    edited = TEXT.replace('effort = "2h"', 'effort = "5h"')
    changed = draft_of(replace(POOL, effort="8h"), TLS, DOCS)
    found = merge(edited, changed)
    assert 'effort = "5h"' in body(found)
    assert [(c.name, c.key, c.old, c.new) for c in found.kept] == [("item.DB-1", "effort", "5h", "8h")]
    assert not found.changed
    again = merge(found.data.decode(), changed)
    assert nothing(again)


def test_a_value_that_a_person_removed_stays_removed() -> None:
    edited = TEXT.replace('effort = "2h"\n', "")
    assert nothing(merge(edited, DRAFT))
    found = merge(edited, draft_of(replace(POOL, effort="8h"), TLS, DOCS))
    assert "effort" not in body(found)
    assert [change.key for change in found.kept] == ["effort"]


def test_a_hand_that_made_the_same_change_is_no_conflict() -> None:
    edited = TEXT.replace('effort = "2h"', 'effort = "8h"')
    found = merge(edited, draft_of(replace(POOL, effort="8h"), TLS, DOCS))
    assert body(found) == edited.split("# What the document said")[0]
    assert (found.kept, found.changed) == ((), ())


def test_comments_and_order_of_the_author_stay() -> None:
    head, items = TEXT.split("# --- items ---\n")
    blocks = items.split("\n\n")
    first, rest = blocks[0].strip("\n"), "\n\n".join(blocks[1:])
    moved = (
        head
        + "# --- items ---\n\n"
        + rest.replace("\n# What the", f"\n# the worst one, kept last\n{first} # see above\n\n# What the")
    )
    found = merge(moved, draft_of(replace(POOL, effort="8h"), TLS, DOCS))
    assert body(found) == moved.replace('"2h"', '"8h"').split("# What the document said")[0]


def test_a_renamed_item_keeps_its_name_and_takes_updates() -> None:
    edited = TEXT.replace("[item.DB-1]", '[item.POOL]\nwas = ["DB-1"]').replace('["DB-1"]\ni', '["POOL"]\ni')
    edited = edited.replace('after = ["DB-1"]', 'after = ["POOL"]')
    found = merge(edited, draft_of(replace(POOL, effort="8h"), TLS, DOCS))
    assert ("item.POOL", "effort", "2h", "8h") in told(found)
    assert not found.new
    assert [item.id for item in read_plan(found.data, "p").plan.items] == ["POOL", "SEC-1", "WRITE-THE-DOCS"]


def test_new_items_stand_at_their_place() -> None:
    new = DraftItem("Back up", "OPS-1", uncertain=("guessed",))
    found = merge(TEXT, draft_of(POOL, new, TLS, DOCS))
    assert found.new == ("item.OPS-1",)
    assert (found.changed, found.gone) == ((), ())
    block = '\n\n# guessed\n[item.OPS-1]\ntitle = "Back up"\n'
    assert body(found).replace(block, "\n") == TEXT.split("# What the document said")[0]
    assert [item.id for item in read_plan(found.data, "p").plan.items][:3] == ["DB-1", "OPS-1", "SEC-1"]


def test_a_new_table_and_a_new_key_at_the_same_place() -> None:
    found = merge(TEXT, draft_of(DraftItem("First"), POOL, TLS, replace(DOCS, owner="sam")))
    plan = read_plan(found.data, "p").plan
    assert (plan.item_by_id["WRITE-THE-DOCS"].owner, plan.item_by_id["FIRST"].owner) == ("sam", None)


def test_ids_that_differ_by_case_are_one() -> None:
    found = merge(TEXT, draft_of(POOL, TLS, DOCS, phases=(Phase("NOW", "Now"),)))
    assert found.data == TEXT.encode()


def test_new_items_at_both_ends() -> None:
    found = merge(TEXT, draft_of(DraftItem("First"), POOL, TLS, DOCS, DraftItem("Last")))
    ids = [item.id for item in read_plan(found.data, "p").plan.items]
    assert ids[-1] in ("FIRST", "LAST")
    assert set(ids) == {"FIRST", "DB-1", "SEC-1", "WRITE-THE-DOCS", "LAST"}


def test_items_that_vanished_are_kept_and_marked_once() -> None:
    found = merge(TEXT, draft_of(POOL, TLS))
    assert found.gone == ("item.WRITE-THE-DOCS",)
    assert body(found) == body(merge(TEXT, DRAFT)).replace("[item.W", f"{GONE}\n[item.W")
    again = merge(found.data.decode(), draft_of(POOL, TLS))
    assert again.data == found.data
    assert again.gone == found.gone


def test_an_item_that_came_back_loses_its_mark() -> None:
    away = merge(TEXT, draft_of(POOL, TLS)).data.decode()
    found = merge(away, DRAFT)
    assert found.back == ("item.WRITE-THE-DOCS",)
    assert found.data.decode() == TEXT
    assert not found.new


def test_an_item_of_the_authors_own_is_not_gone() -> None:
    own = TEXT.replace("# What the document", '[item.OWN]\ntitle = "My own"\n\n# What the document')
    found = merge(own, draft_of(POOL, TLS, DOCS))
    assert found.data == own.encode()
    assert nothing(found)


def test_an_item_that_a_person_deleted_does_not_come_back() -> None:
    deleted = TEXT.replace('[item.WRITE-THE-DOCS]\ntitle = "Write the docs"\ntags = ["docs"]\n\n', "")
    found = merge(deleted, DRAFT)
    assert found.left_out == ("item.WRITE-THE-DOCS",)
    assert found.data == deleted.encode()


def test_a_deleted_phase_is_not_referred_to() -> None:
    deleted = TEXT.replace('[phase.now]\ntitle = "Now"\n\n', "").replace('phase = "now"\n', "")
    other = DraftItem("Back up", "OPS-1", phase="now")
    found = merge(deleted, draft_of(POOL, TLS, DOCS, other))
    assert found.left_out == ("phase.now",)
    assert found.new == ("item.OPS-1",)
    assert read_plan(found.data, "p").plan.item_by_id["OPS-1"].phase is None


def test_items_are_paired_by_title_by_id_and_by_likeness() -> None:
    renumbered = draft_of(
        replace(POOL, id="DB-7"),  # same title
        replace(TLS, title="Speak nothing but encrypted protocols"),  # same id
        replace(DOCS, title="Write all the docs"),  # a title much like it
    )
    found = merge(TEXT, renumbered)
    assert (found.new, found.gone) == ((), ())
    assert {change.name for change in found.changed} == {"item.SEC-1", "item.WRITE-THE-DOCS"}


def test_what_is_unlike_is_new_and_gone() -> None:
    found = merge(TEXT, draft_of(POOL, TLS, DraftItem("Shard the database")))
    assert found.new == ("item.SHARD-THE-DATABASE",)
    assert found.gone == ("item.WRITE-THE-DOCS",)


def test_numbers_that_shift_do_not_shift_items() -> None:
    old = draft_of(DraftItem("First thing", "1"), DraftItem("Second part", "2"))
    new = draft_of(
        DraftItem("Inserted before", "1"), DraftItem("First thing", "2"), DraftItem("Second part", "3")
    )
    found = merge(plan_text(old), new)
    assert found.new == ("item.1-2",)
    assert not found.gone
    titles = {item.id: item.title for item in read_plan(found.data, "p").plan.items}
    assert titles == {"1-2": "Inserted before", "1": "First thing", "2": "Second part"}


def test_equal_titles_go_by_their_order() -> None:
    twins = draft_of(DraftItem("Same", effort="1h"), DraftItem("Same", effort="2h"))
    text = plan_text(twins)
    found = merge(text, draft_of(DraftItem("Same", effort="1h"), DraftItem("Same", effort="3h")))
    assert told(found) == [("item.SAME-2", "effort", "2h", "3h")]


def test_phases_areas_targets_and_checklists_merge_too() -> None:
    check = Checklist("pre", "Pre-deploy", checks=(Check("health", "Health answers"),))
    first = replace(DRAFT, areas=(Area("db", "Database", 30, (6.0,)),), checklists=(check,))
    second = replace(
        first,
        phases=(*first.phases, Phase("later", "Later")),
        areas=(Area("db", "Database", 30, (7.0,)),),
        targets=(Target("p95", "p95", parse_bound("< 1 s")),),
        checklists=(replace(check, checks=(*check.checks, Check("pool", "Pool is bounded", done=True))),),
    )
    found = merge(plan_text(first), second)
    assert found.new == ("phase.later", "target.p95")
    assert [(c.name, c.key) for c in found.changed] == [
        ("area.db", "score"),
        ("checklist.pre.checks", "pool"),
    ]
    plan = read_plan(found.data, "p").plan
    assert [phase.id for phase in plan.phases] == ["now", "later"]
    assert [check.id for check in plan.checklists[0].checks] == ["health", "pool"]


def test_a_plan_that_was_written_by_hand() -> None:
    plan = HEAD + '[item.DB-1]\ntitle = "Pool"\nseverity = "low"\n'
    found = merge(plan, DRAFT)
    assert "item.DB-1" not in found.new
    assert ("item.DB-1", "severity") in [(change.name, change.key) for change in found.kept]
    assert '\n[item.DB-1]\ntitle = "Pool"\nseverity = "low"\n\n[item.SEC-1]' in body(found)
    assert not found.gone


def test_values_in_a_form_of_their_own_are_kept_and_told() -> None:
    draft = draft_of(replace(POOL, limit={"current": "none"}), TLS, DOCS)
    text = plan_text(draft)
    own = text.replace('limit = { current = "none" }\n', "").replace(
        "[item.SEC-1]", '[item.DB-1.limit]\ncurrent = "none"\n\n[item.SEC-1]'
    )
    found = merge(own, draft_of(replace(POOL, limit={"current": "10"}), TLS, DOCS))
    assert [(change.name, change.key) for change in found.kept] == [("item.DB-1", "limit")]
    assert 'current = "none"' in body(found)


def test_a_list_with_a_remark_in_it_is_kept_and_told() -> None:
    text = TEXT.replace('tags = ["docs"]', 'tags = [\n  "docs", # mine\n]')
    found = merge(text, draft_of(POOL, TLS, replace(DOCS, tags=("docs", "more"))))
    assert [change.key for change in found.kept] == ["tags"]
    assert "# mine" in body(found)


def test_a_mark_within_a_text_is_no_remark() -> None:
    draft = draft_of(replace(POOL, links=("https://x.org/#a",)), TLS, DOCS)
    found = merge(plan_text(draft), draft_of(replace(POOL, links=("https://x.org/#b",)), TLS, DOCS))
    assert [change.key for change in found.changed] == ["links"]


def test_an_order_that_contradicts_the_authors_own_is_left_out() -> None:
    by_hand = TEXT.replace('title = "Write the docs"', 'title = "Write the docs"\nafter = ["SEC-1"]')
    found = merge(
        by_hand, draft_of(replace(POOL, after=("write-the-docs",)), TLS, replace(DOCS, id="write-the-docs"))
    )
    assert read_plan(found.data, "p").plan.item_by_id["WRITE-THE-DOCS"].after == ("SEC-1",)


@pytest.mark.parametrize("text", ["", "x = 1", "schema = 1\n[plan]\n", "# no plan\n", "\x00"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(BadPlanError):
        merge(text, DRAFT)


def test_a_plan_whose_items_have_no_headers_is_refused_rather_than_broken() -> None:
    plan = HEAD + '[item]\nA.title = "First"\nB.title = "Second"\n[imported]\n'
    try:
        found = merge(plan, draft_of(DraftItem("First"), DraftItem("Middle"), DraftItem("Second")))
    except PlanError:
        return
    assert {"A", "B"} < {item.id for item in read_plan(found.data, "p").plan.items}


def test_a_record_that_was_tampered_with_is_an_error_of_the_plan() -> None:
    with pytest.raises(BadPlanError, match="no record of an import"):
        read_plan((HEAD + '[imported]\nx = "y"\n').encode(), "p")


def test_without_its_records_a_plan_is_merged_without_changing_values() -> None:
    text = body(merge(TEXT, DRAFT))
    found = merge(text, draft_of(replace(POOL, effort="8h"), TLS, DOCS))
    assert body(found).strip() == text.strip()
    assert [(change.name, change.key) for change in found.kept] == [("item.DB-1", "effort")]
