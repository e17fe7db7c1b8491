from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.planfile.texts import HEAD, ONE_ITEM, read
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Check, Claim, Proof, Requirement, Severity, Verdict
from tracker.planfile.load import load_plan

SHIPPED = sorted((Path(__file__).parents[2] / "plans").glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_plan_loads(path: Path) -> None:
    loaded = load_plan(path)
    assert loaded.plan.items
    assert all(warning.line > 0 for warning in loaded.warnings)


FULL = """
schema = 1
item.SHUTDOWN.title = "Stop cleanly"
[plan]
id = "takeone"
title = "Take \\t One"
summary = "Two\\r\\nlines\\u001b"
reviewed = 2025-10-10
next_review = "2025-11-10"
commits = "trailers"
claims = { verdict = "not_ready", score = [7, 6.5], time_to_ready = "1-2d", items = { total = 2 } }
[team]
engineers = [{ id = "sam", availability = 0.5, away = ["2025-10-20..2025-10-22", 2025-12-24] }]
hours_per_day = 8
workdays = ["mon", "sun"]
holidays = [2025-12-25]
sizes = { s = "1h", XS = "5m" }
[sla]
high = "30d"
[gate.production]
sign_off = ["tech-lead"]
evidence_max_age = "90d"
[signoff.tech-lead]
[area.database]
weight = 30
score = 6
[phase.before-deploy]
[item.DB-POOL]
title = "Limit the pool"
severity = "critical"
phase = "before-deploy"
effort = "S"
after = ["SHUTDOWN", "SHUTDOWN"]
files = ["a.ts:12-30,45"]
source = [17, "20-21"]
issue = "It leaks."
risk = ""
limit = { current = "none" }
checks = ["Rotate it", "Rotate it", { id = "redis", text = "Redis", done = true }]
proof = [{ run = "pnpm test", timeout = "30s" }]
lifts = { database = 8 }
deferred = { when = "later" }
[checklist.predeploy.checks]
health = "Answers 200"
pool = { text = "Pool", item = "DB-POOL" }
[target.p95]
bound = "< 250 ms"
[decision.cdn]
options = ["A", { name = "B", against = "dear" }]
"""


def test_every_table_is_read() -> None:
    plan = read(FULL).plan
    assert (plan.id, plan.title, plan.summary) == (
        "takeone",
        "Take One",
        "Two\nlines\N{REPLACEMENT CHARACTER}",
    )
    assert (plan.reviewed, plan.next_review) == (date(2025, 10, 10), date(2025, 11, 10))
    assert not plan.keywords
    assert list(plan.claims.verdicts) == [Verdict.NOT_READY]
    assert list(plan.claims.scores) == [7, 6.5]
    assert plan.claims.items == {"total": 2}
    assert plan.claims.time_to_ready[0].high == 16
    assert plan.sla == {Severity.HIGH: timedelta(days=30)}
    assert plan.phases[0].title == "Before deploy"
    assert plan.checklists[0].checks == (Check("health", "Answers 200"), Check("pool", "Pool", "DB-POOL"))
    assert plan.targets[0].bound.holds("200 ms")
    assert [option.name for option in plan.decisions[0].options] == ["A", "B"]
    assert plan.gates[0].block_on == ("critical", "high")


def test_the_team_is_read() -> None:
    team = read(FULL).plan.team
    assert team.engineers[0].away == ((date(2025, 10, 20), date(2025, 10, 22)), (date(2025, 12, 24),) * 2)
    assert team.workdays == frozenset({0, 6})
    assert team.hours_per_day == 8
    assert (team.sizes["S"], team.sizes["M"]) == ("1h", "0.5-2d")


def test_an_item_is_read() -> None:
    item = read(FULL).plan.item_by_id["DB-POOL"]
    assert item.effort
    assert (item.effort.high, item.effort.text) == (1, "S")
    assert item.after == ("SHUTDOWN",)
    assert item.files == (FileRef("a.ts", ((12, 30), (45, 45))),)
    assert item.source == ((17, 17), (20, 21))
    assert item.facts == {"issue": "It leaks."}
    assert [check.id for check in item.checks] == ["rotate-it", "rotate-it-2", "redis"]
    assert item.proofs == (Proof("pnpm test", timeout=30),)
    assert (item.requires, item.claim) == (Requirement.EVIDENCE, Claim.DEFERRED)


@pytest.mark.parametrize(
    ("extra", "requires"),
    [
        ('severity = "high"', Requirement.EVIDENCE),
        ('severity = "medium"', Requirement.NONE),
        ('proof = [{ run = "x" }]', Requirement.NONE),
        ('severity = "high"\nrequires = "none"', Requirement.NONE),
    ],
)
def test_what_an_item_requires(extra: str, requires: Requirement) -> None:
    assert read(ONE_ITEM + extra).plan.items[0].requires is requires


def test_engineers_as_a_number() -> None:
    assert len(read(HEAD + "[team]\nengineers = 3\n").plan.team.engineers) == 3


def test_indentation_of_code_stays() -> None:
    item = read(ONE_ITEM + 'snippet = [{ code = """\n\n  if x:\n    y\n""" }]').plan.items[0]
    assert item.snippets[0].code == "  if x:\n    y"


def test_blank_texts_count_as_left_out() -> None:
    plan = read(ONE_ITEM.replace("[item", 'summary = " "\nnotes = ["", "x"]\n[item')).plan
    assert (plan.summary, plan.notes) == (None, ("x",))
