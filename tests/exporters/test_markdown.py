"""The status report: what it says, and that nothing in a plan can break its form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporters.rendering import shape, targets, visible
from tests.exporters.samples import NOW, THEN, board_of, forecast, plan, report, snapshot
from tracker.domain.forecast import Answer, Dates
from tracker.domain.plan import Check, Checklist, Decision, Gate, Item, Option, Phase, Plan, Severity
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Evidence, ItemState, Note, Signature, Status
from tracker.exporters.markdown import render


def rendered() -> str:
    return render(report(forecast=forecast()))


def section(text: str, title: str) -> list[str]:
    """The lines between a heading of the second level and the next one."""
    lines = text.split("\n")
    start = lines.index(f"## {title}") + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith(("## ", "---"))), len(lines))
    return lines[start:end]


def item(text: str, id_: str) -> list[str]:
    """The lines of one item, without indentation."""
    lines = section(text, "Items")
    start = next(n for n, line in enumerate(lines) if f" **{id_}** " in line)
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith("  ")), len(lines))
    return [line.strip() for line in lines[start:end]]


def test_the_answers_come_first() -> None:
    lines = rendered().split("\n")
    assert lines[0] == "# Web shop: remediation status"
    assert (
        lines[2] == "As of **2025-11-20** at commit `0123456`. Reviewed 2025-11-01. Next review 2025-12-01."
    )
    assert lines[4] == "- **NOT READY: Production**, 8 reasons"
    assert lines[5] == (
        "- Production: work done by **2025-11-28** with 85 % probability (50 %: 2025-11-24, 95 %: 2025-12-02)"
    )
    assert lines[6] == (
        "- 4 of 10 items closed (1 of them verified, 1 on the review's word alone); "
        "effort left: 2.5h + 3 unestimated"
    )
    assert lines[8] == "> The review's summary: Works, but is not safe."


def test_a_verdict_stands_beside_the_claim_with_every_reason_and_its_way_out() -> None:
    lines = section(rendered(), "Can we ship?")
    assert "### ✗ NOT READY: Production" in lines
    assert "6 hard reasons (✗) and 2 soft reasons (!). The review said READY." in lines
    table = [line for line in lines if line.startswith(("| ✗", "| !"))]
    assert len(table) == 8
    assert any(
        "**TLS** Enforce TLS" in line and "blocked by DB-POOL" in line and "DB-POOL, then 2-3h" in line
        for line in table
    )
    assert any("`tracker measure errors VALUE`" in line for line in table)
    assert any("`tracker reopen RISK`, then fix it" in line for line in table)
    assert any("`tracker tick predeploy/health` and 1 more" in line for line in table)
    assert [line[2] for line in table] == sorted((line[2] for line in table), key="✗!".index)


def test_a_gate_that_is_met_says_so() -> None:
    beta = Plan("p", "P", gates=(Gate("beta", "Beta", block_on=()),), claims=plan().claims)
    lines = section(render(report(board_of(beta, Snapshot()))), "Can we ship?")
    assert "### ✓ READY: Beta" in lines
    assert "Everything the gate asks for is met. The review said READY." in lines


def test_a_forecast_names_dates_basis_notes_and_drivers() -> None:
    text = "\n".join(section(rendered(), "When will we be ready?"))
    assert "| Gate Production              |          4 | 2025-11-24 | 2025-11-28 | 2025-12-02 |" in text
    assert "| Phase Before the next deploy |          0 | done       |" in text
    assert "Effort left: 34h (50 %), 50h (85 %), 60h (95 %). Basis: 10,000 simulations (seed 1)" in text
    assert "work takes 1.3 times its estimate (0.8 to 2.1), as learned from 3 finished items." in text
    assert "- Only 3 finished items with known hours." in text
    assert "- **TLS** Enforce TLS: by 3 days" in text
    assert "Closing **LEGACY**" not in text
    assert "The review expected 2-3w." in text


@pytest.mark.parametrize("answer", [Answer.NOT_CONVERGING, Answer.BLOCKED, Answer.NO_CAPACITY, Answer.BEYOND])
def test_without_a_date_the_reason_stands_there(answer: Answer) -> None:
    nowhere = forecast(answer=answer, gates={"production": Dates(None, None, None, 4)})
    lines = section(render(report(forecast=nowhere)), "When will we be ready?")
    assert lines[1] == f"Production: there is no date, {answer.value}."
    assert not any(line.startswith("|") for line in lines)


def test_without_a_forecast_or_work_that_is_said() -> None:
    assert "No forecast was made for this state of the plan." in render(report())
    ready = forecast(answer=Answer.READY, headline=None, plan=Dates(NOW.date(), NOW.date(), NOW.date(), 0))
    assert "The whole plan: no work is left." in render(report(forecast=ready))


def test_what_went_past_its_day_has_a_section_of_its_own() -> None:
    assert section(rendered(), "Needs attention") == [
        "",
        "- **DB-INDEX** Add the index: Evidence stale, src/db.ts changed in 1234567 after a1b2c3d",
        "- **LEGACY** Drop the legacy login: Overdue, due 2025-11-10",
        "- **LAPSED** Weak hashes: Risk accepted by Grace, lapsed on 2025-11-15: low traffic",
        "- **LATER** Shard the database: Deferred until more than one replica, review on 2025-11-19, overdue",
        "",
    ]
    assert "## Needs attention" not in render(report(board_of(plan(), Snapshot(), NOW - timedelta(days=15))))


def test_the_score_stands_beside_the_claim_and_by_area() -> None:
    lines = section(rendered(), "Score")
    assert lines[1] == (
        "**6.6 of 10 now**; 7.0 with all fixes; the review claimed 6.5, 8.0 with fixes; "
        "89% of the weight is scored."
    )
    assert lines[5:8] == [
        "| Database   |     30 |      6.0 | 7.5 |            8.0 |          1 |",
        "| Operations |     10 |      4.0 | 4.0 |            4.0 |          0 |",
        "| UX         |      5 |        – |   – |              – |          0 |",
    ]


def test_progress_counts_by_severity_and_phase() -> None:
    lines = section(rendered(), "Progress")
    row = next(line for line in lines if line.startswith("| High"))
    assert [cell.strip() for cell in row.split("|")[2:5]] == ["3", "2", "–"]
    assert row.endswith("| 2.5h + 1 unestimated |")
    assert any(line.startswith("| Before the next deploy (W1) |     2 |") for line in lines)
    assert sum(line.startswith("| All") for line in lines) == 2


def test_an_open_item_says_what_there_is_to_do() -> None:
    assert item(rendered(), "DB-POOL") == [
        "- [ ] ◐ **DB-POOL** Limit the connection pool",
        "- **in progress** · blocker · high priority · effort 5m · 1.5h worked · owner sam · "
        "area Database · phase Before the next deploy · review lines 17, 61-64",
        "- Issue: The pool is unlimited.",
        "- Fix: Set `max`.",
        "- Steps:",
        "- Choose a size",
        "- Set it",
        "- Files: `src/db.ts:12-30,45`",
        "- [x] Choose the size",
        "- [ ] Set it (done, says the review)",
        "- Note: half way (Sam, 2025-11-18)",
    ]


def test_every_claim_of_a_closed_item_can_be_traced() -> None:
    assert item(rendered(), "DB-INDEX") == [
        "- [x] ✓ **DB-INDEX** Add the index",
        "- **verified** by Grace, 2025-11-18 · area Database · phase Before the next deploy",
        "- Commit `fffffff` resolves it: First try (Ada, 2025-11-18), **reverted by `eeeeeee`**",
        "- Commit `a1b2c3d` resolves it: Add index (fixes DB-INDEX) (Ada, 2025-11-18)",
        "- Evidence: commit `a1b2c3d` (Ada, 2025-11-18)",
        "- Evidence: `pnpm test | tail` passed at `a1b2c3d` (Ada, 2025-11-18), **stale**: "
        "src/db.ts changed in 1234567 after a1b2c3d",
        "- Evidence: <https://ci.example.org/runs/7> (Grace, 2025-11-18)",
        "- Evidence: `javascript:alert(1)` (Mallory, 2025-11-18)",
        "- Evidence: `pnpm e2e` **failed** at `a1b2c3d` (Ada, 2025-11-18)",
    ]


@pytest.mark.parametrize(
    ("id_", "head", "line"),
    [
        ("TLS", "- [ ] ○", "- Blocked by DB-POOL"),
        ("LEGACY", "- [ ] ○", "- Blocked: waits for the customer"),
        ("LEGACY", "- [ ] ○", "- Overdue: due 2025-11-10"),
        ("LEGACY", "- [ ] ○", "- Reason: reverted by abcdef1"),
        ("RISK", "- [x] !", "- Risk accepted by Grace, until 2026-03-01: one region is enough"),
        ("LAPSED", "- [ ] ○", "- Risk accepted by Grace, lapsed on 2025-11-15: low traffic"),
        ("LATER", "- [ ] ~", "- Deferred until more than one replica, review on 2025-11-19, overdue"),
        ("TWIN", "- [x] ×", "- Duplicate of DB-POOL"),
        ("CLAIMED", "- [ ] ●", "- **resolved** on the review's word alone"),
        ("BRANCH", "- [ ] ◑", "- Commit `bbbbbbb` resolves it on `feat/rename`: Rename (Sam, 2025-11-18)"),
    ],
)
def test_a_status_comes_with_its_reason(id_: str, head: str, line: str) -> None:
    lines = item(rendered(), id_)
    assert lines[0].startswith(f"{head} **{id_}** ")
    assert line in lines


def test_items_stand_by_severity_worst_first_or_by_phase_where_nothing_is_rated() -> None:
    headings = [line for line in section(rendered(), "Items") if line.startswith("### ")]
    assert headings == [
        "### Critical: 2 items, 1 closed",
        "### High: 3 items, 1 closed",
        "### Medium: 2 items",
        "### Low: 2 items, 2 closed",
        "### Unrated: 1 item",
    ]
    unrated = Plan("p", "P", phases=(Phase("a", "First"),), items=(Item("A", "a"), Item("B", "b", phase="a")))
    text = render(report(board_of(unrated, Snapshot())))
    assert [line for line in section(text, "Items") if line.startswith("### ")] == [
        "### Phase First: 1 item",
        "### No phase: 1 item",
    ]


def test_checklists_show_what_the_journal_shows() -> None:
    assert section(rendered(), "Checklists") == [
        "",
        "### Pre-deploy: 1 of 3",
        "",
        "- [ ] GET /api/health answers 200 (done, says the review)",
        "- [ ] Pool limits live (DB-POOL in progress)",
        "- [x] Index is there (DB-INDEX verified)",
        "",
    ]


def test_targets_show_bound_measurement_and_claim() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section(rendered(), "Targets")]
    assert rows[3:6] == [
        ["p95 latency", "`< 250 ms`", "180 ms", "✓ yes", "2025-11-18, Ada", "120 ms"],
        ["Error rate", "`< 2 %`", "3 %", "✗ no", "2025-11-18, Ada", "–"],
        ["Uptime", "`>= 99.9 %`", "not yet", "–", "–", "–"],
    ]


def test_a_sign_off_is_missing_until_it_is_given() -> None:
    assert section(rendered(), "Sign-offs")[1:3] == [
        "- [ ] Tech lead: missing, although the review says it is given by Robot on 2025-10-30",
        "  - No open critical item",
    ]
    journal = snapshot()
    state = replace(journal.plan_state, signatures={"lead": Signature("lead", "Grace", THEN)})
    text = render(report(board_of(plan(), replace(journal, plan_state=state))))
    assert "- [x] Tech lead: signed by Grace, 2025-11-18" in text


def test_open_decisions_come_before_those_that_were_taken() -> None:
    assert section(rendered(), "Decisions") == [
        "",
        "- [ ] **Open:** Which cache",
        "  - Both would do.",
        "  - Option **Redis**. For: known. Against: costs",
        "  - Recommended: Redis",
        "- [ ] **Open:** Which bus",
        "  - Options: Kafka, NATS",
        "- [x] Which CI: GitHub Actions",
        "",
    ]


def test_routines_and_footer() -> None:
    text = rendered()
    assert "- Scan dependencies (weekly)\n  - Run the scanner\n" in text
    assert text.endswith(
        "---\n\nComputed from the plan `plans/shop.toml` and its journal, which holds 34 events. "
        "What the review claimed is no evidence, and marked as such.\n"
    )
    assert "which holds no event yet." in render(report(event_count=0))


def test_days_are_those_of_the_reader() -> None:
    far_east = board_of(plan(), now=NOW.astimezone(timezone(timedelta(hours=12))))
    assert "(Ada, 2025-11-19)" in render(report(far_east))


def test_sections_without_content_are_left_out() -> None:
    text = render(report(board_of(Plan("p", "P"), Snapshot()), head=None))
    headings = [line for line in text.split("\n") if line.startswith("## ")]
    assert headings == ["## Can we ship?", "## When will we be ready?"]
    assert "at commit" not in text


def test_a_long_remark_is_cut() -> None:
    state = ItemState(notes=(Note("x" * 5_000, "Ada", THEN),))
    text = render(report(board_of(Plan("p", "P", items=(Item("A", "a"),)), Snapshot({"A": state}))))
    assert max(map(len, text.split("\n"))) < 500
    assert "x…" in text


def hostile_report(raw: str) -> str:
    """A report whose every free text is `raw`."""
    state = ItemState(
        Status.RESOLVED,
        evidence=tuple(Evidence(kind, kind, raw, THEN, raw) for kind in ("note", "url", "command", "file")),
        notes=(Note(raw, raw, THEN),),
        reason=raw,
        resolved_by=raw,
        resolved_at=THEN,
    )
    items = (
        Item("A", raw, severity=Severity.HIGH, owner=raw, checks=(Check("c", raw),)),
        Item(
            "B", raw, facts={"issue": raw, "approach": raw}, steps=(raw,), severity=Severity.HIGH, phase="p"
        ),
    )
    a_plan = Plan(
        "p",
        raw,
        summary=raw,
        phases=(Phase("p", raw, raw),),
        items=items,
        checklists=(Checklist("l", raw, checks=(Check("c", raw),)),),
        decisions=(Decision("d", raw, raw, (Option(raw, raw, raw, raw), Option(raw)), raw),),
        gates=(Gate("production", raw, sign_off=("lead",)),),
    )
    return render(report(board_of(a_plan, Snapshot({"A": state})), forecast=forecast(notes=(raw,))))


@settings(max_examples=60)
@given(
    st.one_of(
        st.text(min_size=1, max_size=30),
        st.lists(
            st.sampled_from(
                [*"\\`*_[]()<>#+-.!|~&;:\n 1a", "```", "<!-- tracker:end -->", "http://a.b", "javascript:x"]
            ),
            min_size=1,
            max_size=12,
        ).map("".join),
    ).filter(lambda raw: raw.strip() != "")
)
def test_no_text_of_a_plan_or_journal_changes_the_form_of_the_report(raw: str) -> None:
    text, expected = hostile_report(raw), shape(hostile_report("word"))
    found = shape(text)
    for links in ("link_open", "link_close"):
        found.pop(links, None)
    assert found == expected
    assert all(target.lower().startswith(("http://", "https://")) for target in targets(text))
    assert text.count("\n") == hostile_report("word").count("\n")
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert not any(ord(char) < 32 and char != "\n" for char in text)


def test_the_report_reads_the_same_raw_and_rendered() -> None:
    shown = visible(rendered())
    for words in ("Limit the connection pool", "pnpm test | tail", "< 250 ms", "lapsed on 2025-11-15"):
        assert words in shown
