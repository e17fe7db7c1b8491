"""A draft becomes a plan file that people read and the tracker takes, whatever the draft holds."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planfile.drafts import ANY_TEXT, PLANS
from tracker.domain.bound import Bound
from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.plan import (
    Area,
    Check,
    Claim,
    Decision,
    DeferredClaim,
    Kind,
    Option,
    Phase,
    Plan,
    Severity,
    Snippet,
    Target,
)
from tracker.domain.text import one_line
from tracker.errors import PlanError
from tracker.planfile import writing
from tracker.planfile.load import read_plan
from tracker.planfile.rendering import WIDTH, pair_text
from tracker.planfile.writing import plan_text


def plan_of(draft: DraftPlan) -> Plan:
    return read_plan(plan_text(draft).encode(), "plan.toml").plan


def item_text(item: DraftItem) -> str:
    return plan_text(DraftPlan("P", items=(item,)))


@given(PLANS)
@settings(max_examples=40)
def test_any_draft_is_a_plan_with_the_same_items(draft: DraftPlan) -> None:
    plan = plan_of(draft)
    assert len(plan.items) == len(draft.items)
    for item, found in zip(draft.items, plan.items, strict=True):
        assert found.title == (one_line(item.title) or found.id)
        assert (found.severity, found.priority, found.kind) == (item.severity, item.priority, item.kind)
        assert found.claim is item.claim
        assert found.blocker is item.blocker
        assert [check.text for check in found.checks] == [
            text for check in item.checks if (text := one_line(check.text))
        ]
    assert len(plan.areas) == len(draft.areas)
    assert len(plan.phases) == len(draft.phases)
    assert len(plan.checklists) == len(draft.checklists)
    assert len(plan.signoffs) == len(draft.signoffs)
    assert len(plan.decisions) == len(draft.decisions)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])) | ANY_TEXT.map(one_line))
def test_any_text_of_one_line_is_read_as_it_was_written(text: str) -> None:
    text = one_line(text)
    for value in (text, [text, text], {"a": text, "b": [text]}):
        assert tomllib.loads(pair_text("key", value)) == {"key": value}


@given(st.text(st.sampled_from(['"', "'", "\\", "\n", "\t", " ", "a", "#", "\U0001f600"]), max_size=40))
def test_any_text_of_many_lines_is_read_as_it_was_written(text: str) -> None:
    assert tomllib.loads(pair_text("key", text)) == {"key": text}
    assert tomllib.loads(pair_text("key", [{"code": text}])) == {"key": [{"code": text}]}


def test_a_plan_in_the_style_of_one_written_by_hand() -> None:
    draft = DraftPlan(
        "Shop review",
        reviewed=date(2025, 10, 10),
        source="docs/review.md",
        areas=(Area("db", "Database", 30, (6.0, 6.5), source=((4, 4),)),),
        phases=(Phase("now", "Before the next deploy", "W1"),),
        items=(
            DraftItem(
                "Bound the pool",
                id="DB-1",
                severity=Severity.CRITICAL,
                phase="now",
                area="db",
                effort="2-3h",
                files=(parse_fileref("src/db.ts:12-30,45"),),
                source=((17, 17), (61, 64)),
                facts={"approach": 'Set "max".', "issue": "It is unlimited."},
                checks=(Check("", "Choose a size"), Check("set", "Set it", done=True)),
                uncertain=("severity taken from the heading",),
            ),
        ),
        notes=(Uncertainty(3, "two totals differ"),),
    )
    text = plan_text(draft)
    assert text[: text.index("# What the document")] == SHOP


SHOP = """\
# Drafted from docs/review.md: read it, correct it, then see `tracker check` and `tracker status`.
#
# 2 things to look at:
# - line 3: two totals differ
# - DB-1: severity taken from the heading

schema = 1

[plan]
id = "shop-review"
title = "Shop review"
reviewed = 2025-10-10
source = "docs/review.md"

# --- areas ---

[area.db]
title = "Database"
weight = 30
score = [6, 6.5]
source = 4

# --- phases, in working order ---

[phase.now]
title = "Before the next deploy"
window = "W1"

# --- items ---

# severity taken from the heading
[item.DB-1]
title = "Bound the pool"
phase = "now"
area = "db"
severity = "critical"
effort = "2-3h"
files = ["src/db.ts:12-30,45"]
source = [17, "61-64"]
issue = "It is unlimited."
approach = 'Set "max".'
checks = ["Choose a size", { id = "set", text = "Set it", done = true }]

"""


def test_long_texts_are_folded_and_code_is_not() -> None:
    code = "def f():\n    return 'x'"
    told = "many words " * 30
    text = item_text(DraftItem("T", facts={"issue": told}, snippets=(Snippet(code, "py"),)))
    assert code in text
    assert max(map(len, text.split("\n[imported]")[0].splitlines())) <= WIDTH
    (item,) = read_plan(text.encode(), "x").plan.items
    assert item.facts["issue"] == told.strip()
    assert item.snippets[0].code == code


@pytest.mark.parametrize(
    ("wish", "title", "id_"),
    [
        ("H-01", "T", "H-01"),
        ("sec 1.2", "T", "SEC-1-2"),
        ("", "Größe prüfen", "GROSSE-PRUFEN"),
        ("", "数据库连接池", "ITEM"),
        ("A", "T", "A"),
        ("", "Limit the pool of connections to the database", "LIMIT-THE-POOL-OF-CONNECTIONS-TO"),
        ("x" * 40, "T", "X" * 32),
        ("-", "Do it", "DO-IT"),
    ],
)
def test_ids_are_legal(wish: str, title: str, id_: str) -> None:
    (item,) = plan_of(DraftPlan("P", items=(DraftItem(title, id=wish),))).items
    assert item.id == id_


def test_ids_are_unique_and_the_first_is_meant() -> None:
    items = (DraftItem("One", "A-1"), DraftItem("Two", "a-1"), DraftItem("Three", "B", after=("A-1",)))
    plan = plan_of(DraftPlan("P", items=items))
    assert [item.id for item in plan.items] == ["A-1", "A-1-2", "B"]
    assert plan.items[2].after == ("A-1",)


def test_a_plan_without_doubts_lists_none() -> None:
    assert "look at" not in item_text(DraftItem("T", "A", effort="2h"))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (DraftItem("T", "A", effort="two sprints"), "effort as the document has it: two sprints"),
        (DraftItem("T", "A", phase="later"), "phase as the document has it: later"),
        (DraftItem("T", "A", after=("B",)), "comes after what is not in the plan: B"),
        (DraftItem("T", "A", after=("A",)), "after A left out: it would run in a circle"),
        (DraftItem("T", "A", duplicate_of="B"), "the same work as B, which is not in the plan"),
        (DraftItem("T", "A", files=(FileRef("/etc/x"),)), "no path inside the repository: /etc/x"),
        (DraftItem("T", "A", facts={"colour": "red"}), "colour: red"),
        (DraftItem("T", "A", uncertain=("guessed",)), "guessed"),
    ],
)
def test_what_does_not_fit_is_told_at_the_item_and_at_the_top(item: DraftItem, said: str) -> None:
    text = item_text(item)
    assert f"# {said}\n[item.A]" in text
    assert f"# - A: {said}\n" in text.split("schema = 1")[0]
    read_plan(text.encode(), "x")


def test_a_comment_is_no_way_into_the_file() -> None:
    text = item_text(DraftItem("T", "A", uncertain=("x\n[item.EVIL]\ntitle = 'y'",)))
    assert [item.id for item in read_plan(text.encode(), "x").plan.items] == ["A"]


def test_circles_are_broken_and_nothing_else() -> None:
    items = (
        DraftItem("One", "A", after=("B",)),
        DraftItem("Two", "B", after=("C",)),
        DraftItem("Three", "C", after=("A", "D")),
        DraftItem("Four", "D"),
    )
    plan = plan_of(DraftPlan("P", items=items))
    assert [item.after for item in plan.items] == [("B",), ("C",), ("D",), ()]


def test_a_long_chain_is_no_recursion() -> None:
    items = tuple(DraftItem(f"T{n}", f"T{n}", after=(f"T{n + 1}",)) for n in range(3000))
    plan = plan_of(DraftPlan("P", items=(*items, DraftItem("T", "T3000"))))
    assert plan.items[2999].after == ("T3000",)


def test_a_duplicate_names_the_other() -> None:
    items = (DraftItem("One", "A"), DraftItem("Two", "B", duplicate_of="a", facts={"note": "Seen."}))
    assert plan_of(DraftPlan("P", items=items)).items[1].facts["note"] == "Seen.\nThe same work as A."


def test_a_claim_of_deferral_keeps_its_trigger() -> None:
    deferred = DeferredClaim("more than one replica", None)
    items = (
        DraftItem("One", "A", deferred=deferred, claim=Claim.DEFERRED),
        DraftItem("Two", "B", deferred=deferred, claim=Claim.OPEN),
        DraftItem("Three", "C", claim=Claim.DEFERRED, kind=Kind.RISK),
    )
    plan = plan_of(DraftPlan("P", items=items))
    assert [item.claim for item in plan.items] == [Claim.DEFERRED, Claim.OPEN, Claim.DEFERRED]
    assert plan.items[0].deferred == deferred


def test_a_target_without_a_bound_is_told_and_left_out() -> None:
    bound = Bound("<", 0, 1, "", 1, "as fast as can be")
    text = plan_text(DraftPlan("P", targets=(Target("speed", "Speed", bound),)))
    assert "as fast as can be" in text.split("schema")[0]
    assert not read_plan(text.encode(), "x").plan.targets


def test_options_of_a_decision_keep_their_sides() -> None:
    options = (Option("Redis", "known", "costs"), Option("None"))
    (found,) = plan_of(
        DraftPlan("P", decisions=(Decision("cache", "Which cache", options=options),))
    ).decisions
    assert found.options == options


def test_many_doubts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_LISTED", 2)
    text = plan_text(DraftPlan("P", notes=tuple(Uncertainty(n, "hm") for n in range(1, 6))))
    assert "# 5 things to look at:\n# - line 1: hm\n# - line 2: hm\n# - and 3 more, at the items\n" in text


def test_a_plan_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LARGEST_FILE", 300)
    with pytest.raises(PlanError, match="larger than"):
        item_text(DraftItem("T", facts={"issue": "x" * 400}))
