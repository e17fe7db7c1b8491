"""`verify`, `trust` and `evidence add --run`: what runs, what is recorded of it, and when it is stale."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call

TRACKER = [sys.executable, "-m", "tracker"]
ONE = 'proof = [{ run = "test -f proof.txt" }]'


def prove(repository: Path, *entries: str, more: str = "") -> None:
    """Give PROVED these proofs in the plan, and the plan `more`."""
    plan = repository / "plan.toml"
    plan.write_text(PLAN.replace(ONE, f"proof = [{', '.join(entries)}]") + more)


def verified(tracker: Call, *words: str, code: int = 0) -> list[str]:
    """Trust what there is, verify PROVED, and return the lines of the outcome."""
    tracker("trust", "--yes")
    return tracker("verify", *(words or ("PROVED",)), code=code).lines


def git(repository: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def resolved(tracker: Call, repository: Path) -> Call:
    """The command line, with PROVED resolved and its proof about to pass."""
    (repository / "proof.txt").touch()
    tracker("resolve", "PROVED", "--note", "done")
    return tracker


def status(tracker: Call, item: str = "PROVED") -> str:
    return str(tracker("show", item, "--json").json["items"][0]["status"])


def test_a_number_with_a_target_is_measured_and_undone_with_the_run(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "echo p95 0.18 s", expect = "number < 250 ms", target = "p95" }')
    assert verified(resolved) == ["✓ PROVED  echo p95 0.18 s  (exit 0, measured 0.18 s)"]
    targets = resolved("export", "-f", "json").json["targets"]
    assert (targets[0]["id"], targets[0]["measured"]) == ("p95", "0.18 s")
    assert status(resolved) == "verified"
    resolved("undo")
    assert resolved("export", "-f", "json").json["targets"][0]["measured"] is None
    assert status(resolved) == "resolved"


def test_a_number_that_misses_its_bound_is_measured_as_well(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "echo 1.4 s", expect = "number < 250 ms", target = "p95" }')
    verified(resolved, code=1)
    assert status(resolved) == "open"
    assert "target missed: Slowest query < 1000 ms, measured 1.4 s" in resolved("gate", code=1).out


def test_a_run_without_a_number_measures_nothing(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "echo none; exit 0", expect = "number < 250 ms", target = "p95" }')
    assert verified(resolved, code=1)[0].endswith("(exit 0, its output holds no number)")
    assert "target unmeasured" in resolved("gate", code=1).out


def test_trust_shows_what_is_measured_and_every_line_of_a_command(tracker: Call, repository: Path) -> None:
    prove(
        repository,
        '{ run = "echo 1\\n✓ PROVED  fine", expect = "number < 2 s", target = "p95", cwd = "src" }',
        '{ run = "true" }',
    )
    assert tracker("trust", code=1).lines == [
        "PROVED  echo 1",
        "      ✓ PROVED  fine",
        "    in src, expects number < 2 s, measures p95",
        "PROVED  true",
        "    in ., expects exit 0",
    ]


def test_a_changed_expectation_asks_again_and_a_changed_limit_does_not(
    resolved: Call, repository: Path
) -> None:
    verified(resolved)
    prove(repository, '{ run = "test -f proof.txt", timeout = "5m" }')
    resolved("verify", "PROVED")
    prove(repository, '{ run = "test -f proof.txt", expect = "exit 1" }')
    assert "1 command of this plan not trusted yet" in resolved("verify", "PROVED", code=5).err


def test_outcomes_come_in_the_order_of_the_plan_and_a_pipe_gets_nothing_else(
    resolved: Call, repository: Path
) -> None:
    wait = "while ! test -e go; do :; done; rm go"
    prove(repository, f'{{ run = "{wait}" }}', '{ run = "touch go" }')
    resolved("trust", "--yes")
    ran = resolved("verify", "PROVED", "--jobs", "2")
    assert ran.lines == [f"✓ PROVED  {wait}  (exit 0)", "✓ PROVED  touch go  (exit 0)"]
    assert ran.err == ""
    assert "is not in the range" in resolved("verify", "PROVED", "--jobs", "0", code=2).err
    assert resolved("evidence", "add", "PROVED", "--run", "-j", "2").lines == ran.lines


def test_a_terminal_sees_how_far_it_is(resolved: Call, repository: Path) -> None:
    import pty

    prove(repository, '{ run = "true" }', '{ run = "echo 2" }')
    resolved("trust", "--yes")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*TRACKER, "verify", "PROVED", "--jobs", "1"], stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)
    assert "0 of 2 proofs, 1 running" in said
    assert "1 of 2 proofs, 1 running" in said
    assert done.stdout.decode().splitlines() == ["✓ PROVED  true  (exit 0)", "✓ PROVED  echo 2  (exit 0)"]


def test_an_interruption_records_what_had_ended(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "echo fine" }', '{ run = "echo $$ > begun; exec sleep 60" }')
    resolved("trust", "--yes")
    running = subprocess.Popen(
        [*TRACKER, "verify", "PROVED", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while not (repository / "begun").exists() or not (repository / "begun").read_text():
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert set(out.splitlines()) == {"✓ PROVED  echo fine  (exit 0)"}
    assert "1 proof had ended, and what came of it is recorded" in err
    assert "Traceback" not in err
    evidence = resolved("evidence", "list", "PROVED", "--json").json["evidence"]
    assert [(piece["ref"], piece["passed"]) for piece in evidence[1:]] == [("echo fine", True)]
    assert status(resolved) == "resolved"


def test_evidence_says_whether_the_tree_was_as_committed(resolved: Call, repository: Path) -> None:
    (repository / "untracked").touch()
    verified(resolved)
    (repository / "src" / "db.ts").write_text("changed\n")
    verified(resolved)
    evidence = resolved("evidence", "list", "PROVED", "--json").json["evidence"]
    assert [piece["dirty"] for piece in evidence] == [False, False, True]
    note, clean, dirty = resolved("evidence", "list", "PROVED").lines
    assert "uncommitted" not in note + clean
    assert "(with uncommitted changes)" in dirty
    assert resolved("show", "PROVED").out.count(", with uncommitted changes") == 1
    assert resolved("export").out.count("with uncommitted changes") == 1
    git(repository, "commit", "-qam", "Change")
    verified(resolved)
    assert not resolved("evidence", "list", "PROVED", "--json").json["evidence"][-1]["dirty"]


def test_without_a_repository_there_is_no_commit_and_no_tree(
    tracker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    prove(place, '{ run = "true" }')
    tracker("resolve", "PROVED", "--note", "x")
    verified(tracker)
    assert [e["dirty"] for e in tracker("evidence", "list", "--json").json["evidence"]] == [False, False]


def test_nothing_runs_where_git_cannot_tell(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "touch was-run" }')
    resolved("trust", "--yes")
    (repository / ".git" / "index").write_text("broken")
    assert "tracker: git: " in resolved("verify", "PROVED", code=7).err
    assert not (repository / "was-run").exists()


CHANGES = {
    "command": '{ run = "test -f proof.txt && true" }',
    "expectation": '{ run = "test -f proof.txt", expect = "no match /error/" }',
    "folder": '{ run = "test -f proof.txt", cwd = "src" }',
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_verified_item_whose_command_changed_is_stale_until_it_is_verified_again(
    resolved: Call, repository: Path, changed: str
) -> None:
    (repository / "src" / "proof.txt").touch()
    verified(resolved)
    assert "no resolved item has stale evidence" in resolved("verify", "--stale", code=2).err
    prove(repository, CHANGES[changed])
    card = resolved("show", "PROVED", "--json").json["items"][0]
    assert (card["status"], card["stale"]) == ("verified", ["its command changed"])
    assert resolved("list", "is:stale").lines[0].split()[1] == "PROVED"
    assert len(verified(resolved, "--stale")) == 1
    assert resolved("list", "is:stale").out == ""


def test_a_changed_limit_or_target_makes_nothing_stale(resolved: Call, repository: Path) -> None:
    prove(repository, '{ run = "echo 1 s", expect = "number < 2 s" }')
    verified(resolved)
    prove(repository, '{ run = "echo 1 s", expect = "number < 2 s", timeout = 7, target = "p95" }')
    assert resolved("list", "is:stale").out == ""


def test_the_gate_counts_a_changed_command(resolved: Call, repository: Path) -> None:
    verified(resolved)
    gate = PLAN.replace('block_on = ["critical", "high"]', 'block_on = ["medium"]')
    (repository / "plan.toml").write_text(gate)
    assert "stale" not in [reason["code"] for reason in resolved("gate", "--json", code=1).json["reasons"]]
    (repository / "plan.toml").write_text(gate.replace("test -f proof.txt", "test -s plan.toml"))
    reasons = resolved("gate", "--json", code=1).json["reasons"]
    assert [(reason["item"], reason["text"]) for reason in reasons if reason["code"] == "stale"] == [
        ("PROVED", "evidence stale: its command changed")
    ]


def test_old_evidence_is_verified_again(
    resolved: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = repository / "plan.toml"
    plan.write_text(PLAN.replace("[gate.production]", '[gate.production]\nevidence_max_age = "30d"'))
    verified(resolved)
    assert "no resolved item has stale evidence" in resolved("verify", "--stale", code=2).err
    monkeypatch.setenv("TRACKER_NOW", "2026-04-15T12:00:00+00:00")
    assert resolved("verify", "--stale").lines == ["✓ PROVED  test -f proof.txt  (exit 0)"]
    assert "no resolved item has stale evidence" in resolved("verify", "--stale", code=2).err


def test_evidence_whose_code_changed_is_verified_again(resolved: Call, repository: Path) -> None:
    plan = repository / "plan.toml"
    plan.write_text(PLAN.replace(ONE, f'files = ["src/db.ts"]\n{ONE}'))
    resolved("sync")
    verified(resolved)
    assert "no resolved item has stale evidence" in resolved("verify", "--stale", code=2).err
    (repository / "src" / "db.ts").write_text("changed\n")
    git(repository, "commit", "-qam", "Change the pool")
    behind = resolved("verify", "--stale", code=2).err
    assert "the history has changed since the last sync; tracker sync tells what it made stale" in behind
    resolved("sync")
    ran = resolved("verify", "--stale")
    assert (ran.lines, ran.err) == (["✓ PROVED  test -f proof.txt  (exit 0)"], "")


def test_a_verified_item_whose_proof_fails_reopens(resolved: Call, repository: Path) -> None:
    verified(resolved)
    assert status(resolved) == "verified"
    resolved("verify", "--all")
    assert status(resolved) == "verified"
    (repository / "proof.txt").unlink()
    assert "1 item failed: PROVED" in resolved("verify", "--all", code=1).err
    assert status(resolved) == "open"


def test_secrets_of_the_environment_are_in_no_evidence(
    resolved: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(repository, '{ run = "echo hunter-22 $DEPLOY_TOKEN; false" }')
    monkeypatch.setenv("DEPLOY_TOKEN", "hunter-22")
    lines = verified(resolved, code=1)
    assert lines[1:] == ["    *** ***"]
    journal = b"".join(file.read_bytes() for file in (repository / ".tracker").glob("tracker.db*"))
    assert b"echo ***" in journal
    assert b"hunter-22" not in journal
    assert "echo *** $DEPLOY_TOKEN; false" in resolved("evidence", "list", "PROVED").out
    monkeypatch.delenv("DEPLOY_TOKEN")
    resolved("resolve", "PROVED", "--note", "again")
    assert resolved("list", "is:stale").out == ""
    assert resolved("verify", "PROVED", code=1).lines[1:] == ["    hunter-22"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('expect = "json .a == ok"', "expect: 'ok' is no JSON value"),
        ('expect = "number < fast"', "expect: '< fast' is no bound"),
        ('expect = "number < 1 s", target = "p59"', "target: no target 'p59' (did you mean p95?)"),
        ('expect = "number < fast", target = "p95"', "expect: '< fast' is no bound"),
        ('target = "p95"', "target: 'exit 0' measures nothing; write expect = 'number < 250 ms'"),
        (
            'expect = "number < 1 MB", target = "p95"',
            "target: 'number < 1 MB' has another unit than the target's bound '< 1000 ms'",
        ),
    ],
)
def test_check_places_what_is_wrong_with_a_proof(
    tracker: Call, repository: Path, entry: str, message: str
) -> None:
    prove(repository, f'{{ run = "true", {entry} }}')
    found = tracker("check", code=4).lines[0]
    line = (repository / "plan.toml").read_text().splitlines().index(f'proof = [{{ run = "true", {entry} }}]')
    assert f"plan.toml:{line + 1}:" in found
    assert message in found
    prove(repository, '{ run = "true", expect = "number < 5", target = "p95" }')
    tracker("check")
