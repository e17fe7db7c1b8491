"""Commands that read: what they print where, their JSON, their exit codes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call

ITEM_KEYS = {
    "id", "title", "kind", "severity", "priority", "status", "blocked", "blocked_by", "phase", "area",
    "owner", "effort_hours", "actual_hours", "files", "source", "checks", "commits", "evidence", "updated_at",
}  # fmt: skip


def test_list_prints_items_on_stdout_and_the_count_on_stderr(tracker: Call) -> None:
    ran = tracker("list")
    assert [line.split()[1] for line in ran.lines] == ["POOL", "TLS", "DOCS", "PROVED"]
    assert ran.err == "4 items of 4\n"
    assert "\x1b" not in ran.out


def test_list_filters_and_says_when_nothing_matches(tracker: Call) -> None:
    assert [line.split()[1] for line in tracker("list", "is:blocked").lines] == ["TLS"]
    assert [line.split()[1] for line in tracker("list", "--", "-severity:critical,high").lines] == [
        "DOCS",
        "PROVED",
    ]
    ran = tracker("list", "tag:nothing")
    assert (ran.out, ran.err) == ("", "none of 4 items match\n")


def test_a_bad_query_is_a_usage_error_that_names_the_nearest(tracker: Call) -> None:
    assert "did you mean severity" in tracker("list", "sevrity:high", code=2).err


def test_list_json_has_the_documented_keys(tracker: Call) -> None:
    tracker("start", "POOL")
    tracker("evidence", "add", "POOL", "--url", "https://ci.example/1")
    document = tracker("list", "--json", "id:pool").json
    assert document["schema"] == 1
    (item,) = document["items"]
    assert set(item) >= ITEM_KEYS
    assert (item["id"], item["status"], item["effort_hours"]) == ("POOL", "in_progress", [2, 3])
    assert item["updated_at"] == "2026-03-01T12:00:00Z"
    assert set(item["evidence"][0]) >= {"kind", "ref", "at", "by", "stale"}
    assert set(item["checks"][0]) >= {"id", "text", "done"}


def test_show_tells_everything(tracker: Call) -> None:
    ran = tracker("show", "old-pool", "TLS")
    assert "POOL  Bound the connection pool" in ran.out
    assert "src/db.ts:12-30" in ran.out
    assert "[two]" in ran.out
    assert "Unblocks     TLS" in ran.out
    assert "waits for POOL" in ran.out
    documents = tracker("show", "POOL", "TLS", "--json").json["items"]
    assert [item["id"] for item in documents] == ["POOL", "TLS"]
    assert set(documents[0]) >= ITEM_KEYS | {"facts", "steps", "notes", "requires"}


def test_show_of_an_unknown_item_names_the_nearest(tracker: Call) -> None:
    ran = tracker("show", "POL", code=2)
    assert "did you mean POOL" in ran.err
    assert ran.out == ""


def test_next_is_the_ready_queue(tracker: Call) -> None:
    assert [line.split()[1] for line in tracker("next").lines] == ["POOL", "DOCS", "PROVED"]
    ran = tracker("next", "-n", "1")
    assert len(ran.lines) == 1
    assert ran.err == "2 more are ready\n"
    assert [item["id"] for item in tracker("next", "--json", "tag:docs").json["items"]] == ["DOCS"]
    assert tracker("next", "id:tls", code=1).err == "nothing is ready; 1 blocked\n"


@pytest.mark.parametrize("by", ["severity", "status", "phase", "area", "owner"])
def test_board_groups(tracker: Call, by: str) -> None:
    groups = tracker("board", "--by", by, "--json").json["groups"]
    assert sorted(item["id"] for group in groups for item in group["items"]) == [
        "DOCS",
        "POOL",
        "PROVED",
        "TLS",
    ]
    text = tracker("board", "--by", by).out
    assert all(group["title"].upper() in text for group in groups)


def test_status(tracker: Call) -> None:
    ran = tracker("status")
    assert ran.lines[0].startswith("Shop review   NOT READY")
    assert "(the review said ready)" in ran.lines[0]
    assert "POOL" in ran.out
    document = tracker("status", "--json").json
    assert set(document) >= {"schema", "plan", "counts", "gates", "score", "forecast"}
    assert set(document["plan"]) == {"id", "title", "path"}
    assert set(document["counts"]) == {"total", "closed", "by_status", "by_severity"}
    assert set(document["gates"][0]) == {"name", "verdict", "reasons", "claimed"}
    assert set(document["gates"][0]["reasons"][0]) >= {"code", "item", "text"}
    assert set(document["score"]) == {"now", "with_fixes", "claimed", "coverage"}
    assert set(document["forecast"]) >= {"p50", "p85", "p95", "hours_left", "basis"}


def test_status_line_is_one_line(tracker: Call) -> None:
    assert tracker("status", "--line").lines == ["✗ shop 5 0/4"]


def test_without_a_command_and_a_terminal_the_status_is_printed(tracker: Call) -> None:
    assert tracker().out == tracker("status").out


def test_a_gate_answers_by_its_exit_code(tracker: Call) -> None:
    ran = tracker("gate", code=1)
    assert "NOT READY" in ran.lines[0]
    assert "the review said: READY" in ran.lines[0]
    codes = [reason["code"] for reason in tracker("gate", "--json", code=1).json["reasons"]]
    assert codes == ["open_item", "open_item", "target_unmeasured", "checklist", "sign_off"]
    tracker("measure", "p95", "180 ms")
    tracker("tick", "pre/health")
    for item in ("POOL", "TLS"):
        tracker("resolve", item, "--url", "https://ci.example/1")
        tracker("verify", item, "--by", "bob")
    assert [r["code"] for r in tracker("gate", "production", "--json", code=3).json["reasons"]] == [
        "sign_off"
    ]
    tracker("signoff", "lead")
    assert tracker("gate").lines == ["production   READY   the review said: READY"]
    assert "did you mean production" in tracker("gate", "prodution", code=2).err


def test_score(tracker: Call) -> None:
    assert tracker("score", "--json").json["now"] == 6
    ran = tracker("score")
    assert "Database" in ran.out
    assert "the review said 6.5" in ran.out


def test_a_plan_without_scores_says_so(tracker: Call, repository: Path) -> None:
    plan = '[plan]\nid = "x"\ntitle = "X"\n[item.A]\ntitle = "A"\n'
    (repository / "plan.toml").write_text("schema = 1\n" + plan)
    assert tracker("score", code=1).err == "no area of this plan has a score\n"


def test_forecast(tracker: Call) -> None:
    made = tracker("forecast", "--json", "--simulations", "200").json
    assert set(made) >= {
        "schema", "seed", "simulations", "engineers", "basis", "hours", "gates", "phases", "drivers",
        "chain", "histogram", "converging",
    }  # fmt: skip
    assert made["simulations"] == 200
    assert "Ready for production" in tracker("forecast", "--simulations", "200").out
    ran = tracker("forecast", "--simulations", "200", "--engineers", "3", "--without", "low")
    assert "P85" in ran.lines[-1]
    assert tracker("forecast", "--close", "NOPE", code=2).err.startswith("tracker: no item is called NOPE")


def test_plans_and_check(tracker: Call, repository: Path) -> None:
    listed = tracker("plans", "--json").json["plans"]
    assert [(plan["id"], plan["shipped"]) for plan in listed][:1] == [("shop", False)]
    assert "signalcast" in {plan["id"] for plan in listed if plan["shipped"]}
    assert "Shop review" in tracker("plans").out
    assert "4 items, 2 phases, 1 target, 1 checklist" in tracker("check").out
    (repository / "bad.toml").write_text('schema = 1\n[plan]\nid = "x"\n[item.A]\ntitel = "A"\n')
    ran = tracker("check", "plan.toml", "bad.toml", code=4)
    assert "bad.toml:5:1" in ran.out
    assert "did you mean title" in ran.out
    problems = tracker("check", "bad.toml", "--json", code=4).json["problems"]
    assert all(set(problem) == {"path", "line", "column", "level", "message"} for problem in problems)


def test_export(tracker: Call, repository: Path) -> None:
    tracker("resolve", "POOL", "--url", "https://ci.example/77")
    assert "https://ci.example/77" in tracker("export").out
    assert json.loads(tracker("export", "-f", "json").out)["schema"] == 1
    assert tracker("export", "-f", "csv").lines[0].startswith("id,")
    assert tracker("export", "-o", "report.md").err == "wrote report.md\n"
    assert "POOL" in (repository / "report.md").read_text(encoding="utf-8")
    page = repository / "page.md"
    page.write_text("before\n<!-- tracker:begin -->\nold\n<!-- tracker:end -->\nafter\n")
    tracker("export", "--into", "page.md")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "\nold\n" not in text
    assert "did you mean markdown" in tracker("export", "-f", "markdwon", code=2).err
    assert tracker("export", "-o", "a", "--into", "b", code=2).err
    assert "--into takes the markdown" in tracker("export", "-f", "json", "--into", "page.md", code=2).err
    assert "cannot be written" in tracker("export", "-o", "no/such/folder.md", code=2).err


def test_reading_writes_nothing_into_the_repository(tracker: Call, repository: Path) -> None:
    for words in (
        ["list"],
        ["show", "POOL"],
        ["status"],
        ["next"],
        ["board"],
        ["score"],
        ["plans"],
        ["check"],
    ):
        tracker(*words)
    tracker("log", code=1)
    tracker("gate", code=1)
    done = subprocess.run(["git", "status", "--porcelain"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "?? plan.toml\n"
    assert not (repository / ".tracker").exists()


def test_negated_filters_are_no_options(tracker: Call) -> None:
    def ids(*words: str) -> set[str]:
        return {line.split()[1] for line in tracker(*words).lines}

    assert ids("list", "-tag:docs") == {"POOL", "TLS", "PROVED"}
    assert ids("list", "severity:low,medium", "-TAG:docs", "--", "-pool") == {"PROVED"}
    assert ids("next", "-severity:critical", "-n", "1") == {"DOCS"}
    assert "POOL" not in tracker("board", "--by", "phase", "-phase:now").out
    assert "No such option" in tracker("list", "-x", code=2).err
    assert "unknown filter" in tracker("list", "-bogus:1", code=2).err


def test_status_counts_what_rests_on_the_reviews_word(tracker: Call, repository: Path) -> None:
    plan = (repository / "plan.toml").read_text()
    assert "word alone" not in tracker("status").out
    (repository / "plan.toml").write_text(plan.replace('tags = ["docs"]', 'status = "done"'))
    assert "1 of 4, 1 on the review's word alone" in tracker("status").out
