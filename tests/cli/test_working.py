"""Commands that write: what they say, what they refuse, all or nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def status_of(tracker: Call, item: str) -> str:
    (found,) = tracker("show", item, "--json").json["items"]
    return str(found["status"])


def events(tracker: Call) -> int:
    return int(tracker("audit", "--json").json["events"])


def test_several_items_at_once(tracker: Call) -> None:
    ran = tracker("start", "pool", "DOCS", "POOL")
    assert ran.lines == ["◐ POOL in progress", "◐ DOCS in progress"]
    assert ran.err == ""
    assert events(tracker) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [(("start", "DOCS", "NOPE"), 2), (("start", "DOCS", "POOL"), 5), (("resolve", "DOCS", "TLS"), 5)],
)
def test_all_or_nothing(tracker: Call, words: tuple[str, ...], code: int) -> None:
    tracker("start", "POOL")
    ran = tracker(*words, code=code)
    assert ran.out == ""
    assert status_of(tracker, "DOCS") == "open"
    assert events(tracker) == 1


def test_a_refusal_names_what_is_legal(tracker: Call) -> None:
    tracker("start", "POOL")
    ran = tracker("start", "POOL", code=5)
    assert ran.err.splitlines() == [
        "tracker: POOL is in progress: it cannot be started",
        "  hint: from in progress: resolve, reopen, block, defer, accept-risk, reject, tick, untick",
    ]


def test_resolving_with_evidence(tracker: Call, repository: Path) -> None:
    assert "needs evidence" in tracker("resolve", "POOL", code=5).err
    assert "no http" in tracker("resolve", "POOL", "--url", "ftp://x", code=2).err
    assert "there is no file" in tracker("resolve", "POOL", "--file", "nope.ts", code=5).err
    assert "inside the repository" in tracker("resolve", "POOL", "--file", "../x", code=2).err
    assert tracker("resolve", "POOL", "--commit", "nope", code=7).out == ""
    (repository / "out.txt").symlink_to("/etc/passwd")
    assert "leads out of the repository" in tracker("resolve", "POOL", "--file", "out.txt", code=2).err
    ran = tracker(
        "resolve", "POOL", "-m", "done", "--commit", "HEAD", "--file", "src/db.ts:1", "--note", "seen"
    )
    assert ran.lines[0].startswith("● POOL resolved  evidence: commit ")
    kinds = [piece["kind"] for piece in tracker("evidence", "list", "POOL", "--json").json["evidence"]]
    assert kinds == ["commit", "file", "note"]


def test_evidence(tracker: Call) -> None:
    assert tracker("evidence", "list", code=1).err == "no evidence is recorded\n"
    tracker("evidence", "add", "POOL", "TLS", "POOL", "--url", "https://ci.example/1")
    assert len(tracker("evidence", "list").lines) == 2
    assert len(tracker("evidence", "list", "tls").lines) == 1
    assert "name the evidence" in tracker("evidence", "add", "POOL", code=2).err


def test_proofs_run_only_when_trusted_and_decide(tracker: Call, repository: Path) -> None:
    assert "not trusted" in tracker("evidence", "add", "PROVED", "--run", code=5).err
    ran = tracker("trust", code=1)
    assert "test -f proof.txt" in ran.out
    assert "tracker trust --yes" in ran.err
    tracker("trust", "--yes")
    assert "every proof command" in tracker("trust").err
    assert "has no proof" in tracker("evidence", "add", "DOCS", "--run", code=5).err
    tracker("evidence", "add", "PROVED", "--run", code=1)
    (repository / "proof.txt").write_text("")
    tracker("evidence", "add", "PROVED", "--run")
    tracker("resolve", "PROVED")
    assert "by its proof" in tracker("verify", "PROVED", "--by", "bob", code=5).err
    assert tracker("verify", "PROVED").lines == ["✓ PROVED  test -f proof.txt  (exit 0)"]
    assert status_of(tracker, "PROVED") == "verified"
    (repository / "proof.txt").unlink()
    assert "1 item failed: PROVED" in tracker("verify", "--all", code=1).err
    assert status_of(tracker, "PROVED") == "open"
    assert "no resolved item has a proof" in tracker("verify", "--all", code=2).err


def test_a_changed_proof_asks_again(tracker: Call, repository: Path) -> None:
    tracker("trust", "--yes")
    plan = repository / "plan.toml"
    plan.write_text(plan.read_text().replace("test -f proof.txt", "test -f other.txt"))
    assert "not trusted" in tracker("evidence", "add", "PROVED", "--run", code=5).err


def test_verify_takes_items_or_a_choice_of_them(tracker: Call) -> None:
    for words in ((), ("POOL", "--all"), ("--all", "--by", "bob")):
        assert tracker("verify", *words, code=2).err
    assert "it cannot be verified" in tracker("verify", "DOCS", "--by", "bob", code=5).err


def test_reopen_block_defer_accept_reject(tracker: Call) -> None:
    assert tracker("block", "DOCS", "-m", "the vendor").lines == ["○ DOCS open  blocked: the vendor"]
    assert "blocked already" in tracker("block", "DOCS", "-m", "x", code=5).err
    tracker("unblock", "DOCS")
    assert tracker("unblock", "DOCS", code=5).err == "tracker: DOCS is not blocked\n"
    assert "waits for POOL" in tracker("unblock", "TLS", code=5).err
    assert tracker("defer", "DOCS", "--when", "growth", "--review", "6w").lines == [
        "~ DOCS deferred  until growth, review on 2026-04-12"
    ]
    tracker("reopen", "DOCS", "-m", "no")
    assert "has passed" in tracker("defer", "DOCS", "--when", "x", "--review", "2020-01-01", code=5).err
    words = ("accept-risk", "DOCS", "--approver", "cto", "--rationale", "rare", "--expires")
    assert "is no date" in tracker(*words, "soon", code=2).err
    assert tracker(*words, "30d").lines == ["! DOCS risk accepted  accepted by cto until 2026-03-31"]
    assert "say how" in tracker("reject", "DOCS", code=2).err
    assert "say how" in tracker("reject", "DOCS", "--wont-fix", "--false-positive", "-m", "x", code=2).err
    assert "-m TEXT" in tracker("reject", "DOCS", "--wont-fix", code=2).err
    assert "--approver" in tracker("reject", "DOCS", "--false-positive", "-m", "x", code=2).err
    tracker("reject", "DOCS", "--duplicate-of", "TLS")
    assert "is a duplicate itself" in tracker("reject", "PROVED", "--duplicate-of", "DOCS", code=5).err
    assert status_of(tracker, "DOCS") == "duplicate"


def test_an_acceptance_lapses_by_the_clock(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker("accept-risk", "TLS", "--approver", "cto", "--rationale", "rare", "--expires", "30d")
    assert status_of(tracker, "TLS") == "risk_accepted"
    monkeypatch.setenv("TRACKER_NOW", "2026-04-01T00:00")
    assert status_of(tracker, "TLS") == "open"


def test_ticks_of_items_and_checklists(tracker: Call) -> None:
    ran = tracker("tick", "POOL/1", "pool/two", "POOL/1", "pre/health")
    assert ran.lines == ["✓ pre/health", "◐ POOL in progress  ✓ first-part (2/2); ✓ two (2/2)"]
    assert "ticked already" in tracker("tick", "POOL/1", code=5).err
    tracker("untick", "POOL/1", "pre/health")
    assert "is not ticked" in tracker("untick", "POOL/1", code=5).err
    assert "ticks itself when POOL" in tracker("tick", "pre/pool", code=5).err
    assert "has no check nope" in tracker("tick", "POOL/nope", code=2).err
    assert "names no check" in tracker("tick", "POOL", code=2).err


def test_notes_owners_estimates_hours(tracker: Call) -> None:
    assert tracker("note", "DOCS", "-m", "one\ntwo\x1b[31m").lines == [
        "○ DOCS open  note: one two\N{REPLACEMENT CHARACTER}[31m"
    ]
    assert "a text is needed" in tracker("note", "DOCS", "-m", " ", code=5).err
    tracker("assign", "DOCS", "--to", "sam")
    assert tracker("list", "owner:sam").lines
    for words in (
        ("assign", "DOCS"),
        ("assign", "DOCS", "--to", " "),
        ("assign", "DOCS", "--to", "x", "--nobody"),
    ):
        assert "say to whom" in tracker(*words, code=2).err
    tracker("assign", "DOCS", "--nobody")
    assert not tracker("list", "owner:sam").lines
    assert tracker("list", "owner:me").err == "none of 4 items match\n"
    tracker("estimate", "DOCS", "TLS", "1/2/5h")
    tracker("actual", "DOCS", "1.5h")
    tracker("actual", "DOCS", "30m")
    (item,) = tracker("show", "DOCS", "--json").json["items"]
    assert (item["effort_hours"], item["actual_hours"]) == ([1, 5], 2)
    for wrong in ("estimate DOCS soon", "estimate DOCS 9999w", "actual DOCS 1-2h"):
        assert tracker(*wrong.split(), code=2).err


def test_edits_of_the_plan_file_touch_one_key(tracker: Call, repository: Path) -> None:
    before = (repository / "plan.toml").read_text()
    ran = tracker("estimate", "POOL", "5h", "--plan-file")
    assert "wrote effort of POOL" in ran.err
    assert (repository / "plan.toml").read_text() == before.replace('"2-3h"', '"5h"')
    tracker("assign", "POOL", "--to", "sam", "--plan-file")
    assert tracker("list", "owner:sam").lines
    assert "no item is called NOPE" in tracker("estimate", "NOPE", "5h", "--plan-file", code=2).err
    tracker("log", code=1)


def test_measurements_and_sign_offs(tracker: Call) -> None:
    assert tracker("measure", "p95", "2 s").lines == ["✗ p95: 2 s misses its bound"]
    assert tracker("measure", "p95", "180").lines == ["✓ p95: 180 meets its bound"]
    assert "no target is called p59" in tracker("measure", "p59", "1", code=2).err
    assert "another unit" in tracker("measure", "p95", "5 MB", code=2).err
    assert tracker("signoff", "lead").lines == ["✓ lead signed off by ada"]
    assert "no sign-off role" in tracker("signoff", "boss", code=2).err


def test_undo_and_redo_over_any_number_of_steps(tracker: Call) -> None:
    assert tracker("undo", code=1).err == "there is nothing to undo\n"
    tracker("start", "POOL", "DOCS")
    tracker("note", "POOL", "-m", "x")
    tracker("resolve", "DOCS")
    assert tracker("undo", "2").lines == ["undone: resolve DOCS (by ada)", "undone: note POOL (by ada)"]
    assert status_of(tracker, "DOCS") == "in_progress"
    assert tracker("redo").lines == ["redone: note POOL (by ada)"]
    tracker("undo", "9")
    assert status_of(tracker, "POOL") == "open"
    tracker("redo", "9")
    assert status_of(tracker, "DOCS") == "resolved"
    assert tracker("redo", code=1).err == "there is nothing to redo\n"
    tracker("undo")
    tracker("start", "PROVED")
    tracker("redo", code=1)
    assert tracker("undo", "0", code=2).err


def test_log_newest_first_with_what_was_undone(tracker: Call) -> None:
    assert tracker("log", code=1).err == "nothing was recorded yet\n"
    tracker("start", "POOL")
    tracker("note", "TLS", "-m", "hm")
    tracker("undo")
    assert tracker("log").lines[0].split()[3] == "undo"
    assert "undone: hm" in tracker("log").out
    assert [line.split()[3:5] for line in tracker("log", "old-pool").lines] == [["POOL", "start"]]
    assert len(tracker("log", "-n", "1").lines) == 1
    found = tracker("log", "--json").json["events"]
    assert [(event["kind"], event["undone"]) for event in found] == [
        ("undo", False),
        ("note", True),
        ("start", False),
    ]


def test_backup_and_restore(tracker: Call, repository: Path) -> None:
    assert tracker("backup", "copy.db", code=6).err
    tracker("start", "POOL")
    tracker("backup", "copy.db")
    tracker("start", "DOCS")
    assert "--force" in tracker("restore", "copy.db", code=6).err
    tracker("restore", "copy.db", "--force")
    assert (status_of(tracker, "POOL"), status_of(tracker, "DOCS")) == ("in_progress", "open")
    assert "there is no database" in tracker("restore", "nope.db", code=6).err
    assert tracker("audit").lines == ["1 event in 1 chain, all as they were written"]


def test_doctor_and_audit(tracker: Call, repository: Path) -> None:
    ran = tracker("doctor", "--json")
    assert ran.json["ok"]
    parts = {finding["part"] for finding in ran.json["findings"]}
    assert parts == {"plan", "journal", "git", "hooks", "terminal", "settings"}
    tracker("start", "POOL")
    assert "1 event, chains intact" in tracker("doctor").out
    (repository / "plan.toml").write_text("nonsense")
    assert "tracker check" in tracker("doctor", code=1).out


def test_init_starts_a_plan_that_checks(
    tracker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "My Shop!"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert "wrote" in tracker("init", "--title", 'The "best" shop').err
    assert "0 errors" not in tracker("check").err
    assert tracker("status", "--line").out.startswith("✗ my-shop 1 0/1")
    text = (empty / "plan.toml").read_text()
    assert "exists already" in tracker("init", code=2).err
    assert (empty / "plan.toml").read_text() == text
    tracker("init", "--from", "signalcast", "-o", "other.toml")
    assert "40 items" in tracker("check", "other.toml").out
    assert "no shipped plan is called x" in tracker("init", "--from", "x", "-o", "y.toml", code=2).err
    assert "--id a-b" in tracker("init", "--id", "A\nb", "-o", "z.toml", code=2).err
    assert not (empty / "z.toml").exists()


def test_a_proof_that_failed_since_counts_no_more(tracker: Call, repository: Path) -> None:
    tracker("trust", "--yes")
    (repository / "proof.txt").touch()
    tracker("evidence", "add", "PROVED", "--run")
    assert tracker("show", "PROVED", "--json").json["items"][0]["satisfied"]
    (repository / "proof.txt").unlink()
    tracker("evidence", "add", "PROVED", "--run", code=1)
    assert not tracker("show", "PROVED", "--json").json["items"][0]["satisfied"]
    (repository / "proof.txt").touch()
    tracker("evidence", "add", "PROVED", "--run")
    assert tracker("show", "PROVED", "--json").json["items"][0]["satisfied"]


def test_a_commit_is_unlinked_by_any_revision(tracker: Call) -> None:
    tracker("link", "DOCS", "HEAD")
    assert "unlinked" in tracker("unlink", "DOCS", "HEAD").out
    assert status_of(tracker, "DOCS") == "open"
    assert "has no commit HEAD~9" in tracker("unlink", "DOCS", "HEAD~9", code=5).err


@pytest.mark.parametrize("time", ["0h", "-3h", "soon", "3", "99999h"])
def test_hours_worked_are_a_time(tracker: Call, time: str) -> None:
    assert f"'{time}' is no time worked" in tracker("actual", "DOCS", "--", time, code=2).err


def test_ticks_name_an_item_or_a_checklist(tracker: Call) -> None:
    assert "no item or checklist is called prr" in tracker("tick", "prr/health", code=2).err
    assert "names no check" in tracker("tick", "/1", code=2).err


def test_doctor_names_items_that_the_plan_lost(tracker: Call, repository: Path) -> None:
    tracker("start", "DOCS")
    plan = (repository / "plan.toml").read_text()
    (repository / "plan.toml").write_text(plan.replace("[item.DOCS]", "[item.MANUAL]"))
    assert "no item DOCS, of which the journal tells" in tracker("doctor").out
    was = '[item.MANUAL]\nwas = ["DOCS"]'
    (repository / "plan.toml").write_text(plan.replace("[item.DOCS]", was))
    assert "DOCS" not in tracker("doctor").out
    assert status_of(tracker, "MANUAL") == "in_progress"


def test_a_history_that_was_lost_with_the_plans_id_is_named(tracker: Call, repository: Path) -> None:
    plan = (repository / "plan.toml").read_text()
    renamed = plan.replace('id = "shop"', 'id = "store"')
    (repository / "plan.toml").write_text(renamed)
    assert "of a plan" not in tracker("check").out + tracker("doctor").out
    (repository / "plan.toml").write_text(plan)
    tracker("start", "DOCS", "POOL")
    assert "of a plan" not in tracker("check").out + tracker("doctor").out
    (repository / "plan.toml").write_text(renamed)
    said = "the journal has nothing of store, but 2 events of a plan shop that is not here"
    assert f'plan.toml: warning: {said}: id = "shop" under [plan]' in tracker("check").out
    assert said in tracker("doctor").out
    (repository / "plans").mkdir()
    (repository / "plans" / "shop.toml").write_text(plan)
    assert "of a plan" not in tracker("check").out + tracker("doctor", "--plan", "store").out
    (repository / "plans" / "shop.toml").unlink()
    tracker("start", "DOCS")
    assert "of a plan" not in tracker("check").out + tracker("doctor").out


def test_a_shallow_clone_says_so(tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "Refs: DOCS"], check=True)
    subprocess.run(["git", "clone", "-q", "--depth", "1", repository.as_uri(), "part"], check=True)
    assert "shallow" not in tracker("sync").err
    monkeypatch.chdir(repository / "part")
    assert "git fetch --unshallow" in tracker("sync", "--plan", str(repository / "plan.toml")).err
