"""Proofs are run in bounds: of time, of output, of what they may reach; and what they said is judged."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tracker.domain.plan import Proof
from tracker.service.evidence import execution, proving
from tracker.service.evidence.proofs import KEPT_OUTPUT, Run
from tracker.service.evidence.proving import Interrupted, Pace, run_all
from tracker.service.evidence.searching import search

CATASTROPHIC = "(a+)+$"
LONG = 60.0
STUBBORN = "(trap '' TERM; echo begun; sh -c 'echo $PPID' > pid; while :; do sleep 1; done) &"
"""Ignores what it can, and leaves its id in a file."""


def ran(root: Path, run: str, expect: str = "exit 0", *, cwd: str = ".", timeout: float = LONG) -> Run:
    (only,) = run_all(root, [("A", Proof(run, expect, cwd, timeout))], 1, environment={})
    return only


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    """Tell whether a process that was killed is gone, once the system has got round to it."""
    deadline = monotonic() + LONG
    while is_alive(pid) and monotonic() < deadline:
        pass
    return not is_alive(pid)


@pytest.fixture
def survivors() -> Iterator[list[int]]:
    """Ids of processes that are ended when the test is over."""
    pids: list[int] = []
    yield pids
    for pid in pids:
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_output_and_code_are_judged_and_hashed(tmp_path: Path) -> None:
    run = ran(tmp_path, "echo out; echo err >&2; exit 3", "exit 3")
    assert (run.passed, run.outcome, run.output) == (True, "exit 3", "out\nerr\n")
    assert run.digest == hashlib.sha256(b"out\nerr\n").hexdigest()
    assert not ran(tmp_path, "exit 3").passed


def test_the_forms_of_expectation_reach_the_output(tmp_path: Path) -> None:
    assert ran(tmp_path, "echo all good", "match /^all/").passed
    assert not ran(tmp_path, "echo all good", "no match /good/").passed
    assert ran(tmp_path, "echo '{\"failed\": 0}'; exit 1", "json .failed == 0").passed
    slow = ran(tmp_path, "echo p95 412 ms", "number < 250 ms")
    assert (slow.passed, slow.measured) == (False, "412 ms")
    assert ran(tmp_path, "echo p95 412 ms").measured is None


def test_colours_and_progress_bars_are_no_part_of_the_output(tmp_path: Path) -> None:
    run = ran(tmp_path, r"printf '1%%\r2%%\r\033[32m180\033[0m ms\033]8;;x\007\n'", "number < 250 ms")
    assert (run.passed, run.output) == (True, "1%\n2%\n180 ms\n")


def test_a_proof_has_no_input_and_no_terminal(tmp_path: Path) -> None:
    assert not ran(tmp_path, ": </dev/tty").passed
    assert ran(tmp_path, 'test -z "$(cat)" -a ! -t 0 -a ! -t 1').passed


def test_a_proof_inherits_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_ACTOR", "ada")
    assert ran(tmp_path, 'echo "$TRACKER_ACTOR"', "match /^ada$/").passed


def test_a_folder_is_inside_of_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    (root / "sub").mkdir(parents=True)
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root / "sub")
    assert ran(root, 'test "$(basename "$PWD")" = sub', cwd="in").passed
    for cwd in ("out", "missing", "../repo2"):
        run = ran(root, "touch was-run", cwd=cwd)
        assert (run.passed, run.outcome) == (False, f"there is no folder {cwd} in the repository")
    assert not list(tmp_path.rglob("was-run"))


def test_a_command_that_closed_its_output_is_waited_for(tmp_path: Path) -> None:
    assert ran(tmp_path, "exec >&- 2>&-; sleep 0.1; exit 7", "exit 7").passed


def test_a_command_that_cannot_be_started_fails(tmp_path: Path) -> None:
    run = ran(tmp_path, "x" * 300_000)
    assert (run.passed, run.outcome) == (False, "could not be started: Argument list too long")


@pytest.fixture
def late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit has passed as soon as the file `pid` holds something, but not when it is set."""
    asked: list[int] = []

    def clock() -> float:
        pid = tmp_path / "pid"
        asked.append(len(asked))
        return 2 * LONG if asked[1:] and pid.exists() and pid.read_text() else 0.0

    monkeypatch.setattr(execution, "monotonic", clock)


@pytest.mark.usefixtures("late")
def test_a_command_is_killed_at_its_limit_with_all_that_it_started(tmp_path: Path) -> None:
    run = ran(tmp_path, f"{STUBBORN} wait")
    assert (run.passed, run.outcome, run.output) == (False, "killed after 60 s", "begun\n")
    assert ends(int((tmp_path / "pid").read_text()))


@pytest.mark.usefixtures("late")
def test_a_command_that_closed_its_output_still_has_its_limit(tmp_path: Path) -> None:
    assert ran(tmp_path, "exec >&- 2>&-; echo x > pid; sleep 60").outcome == "killed after 60 s"


@pytest.mark.usefixtures("late")
def test_endless_output_is_stopped_at_the_limit(tmp_path: Path) -> None:
    run = ran(tmp_path, "echo x > pid; yes")
    assert run.outcome == "killed after 60 s"
    assert set(run.output) <= {"y", "\n"}


def test_what_a_command_leaves_running_ends_with_it(tmp_path: Path) -> None:
    run = ran(tmp_path, f"{STUBBORN} while ! test -s pid; do :; done; echo done")
    assert (run.passed, run.output) == (True, "begun\ndone\n")
    assert ends(int((tmp_path / "pid").read_text()))


def test_a_daemon_that_left_the_group_is_not_waited_for(tmp_path: Path, survivors: list[int]) -> None:
    daemon = "import os, time; os.setsid(); open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    run = ran(tmp_path, f'"{sys.executable}" -c "{daemon}" & while ! test -s pid; do :; done; echo done')
    survivors.append(int((tmp_path / "pid").read_text()))
    assert (run.passed, run.output) == (True, "done\n")
    assert is_alive(survivors[0]), "what the documentation says of daemons is no longer true"


def test_more_output_than_can_be_judged_fails_but_for_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "LOOKED_AT", 100_000)
    command = f"\"{sys.executable}\" -c \"print('x' * 200_000); print('the end')\""
    for expect in ("match /the end/", "no match /FATAL/", "number < 1"):
        run = ran(tmp_path, command, expect)
        assert (run.passed, run.outcome) == (False, "exit 0, could not be judged: it printed too much")
    run = ran(tmp_path, command)
    assert run.passed
    assert run.output.endswith("x\nthe end\n")
    assert len(run.output) == KEPT_OUTPUT
    assert run.digest == hashlib.sha256(b"x" * 200_000 + b"\nthe end\n").hexdigest()
    assert ran(tmp_path, "echo the end", "match /the end/").passed


def test_a_catastrophic_pattern_ends_in_words() -> None:
    text = "a" * 4_000_000 + "b"
    with pytest.raises(TimeoutError, match=r"could not be judged within 0.5 s: /\(a\+\)\+\$/"):
        search(CATASTROPHIC, text, seconds=0.5)
    assert search("(a+)+b$", text)
    assert not search("^c", text)


def test_a_search_that_was_ended_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(TimeoutError, match="could not be judged, the search took too much: /a/"):
        search("a", "a")


def test_a_folder_called_tracker_is_not_searched_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tracker", "json", "re"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("open('was-run', 'w')")
    monkeypatch.chdir(tmp_path)
    assert search("a", "a")
    assert not (tmp_path / "was-run").exists()


def test_secrets_are_masked_in_what_is_kept_and_hashed_as_printed(tmp_path: Path) -> None:
    wanted = [("A", Proof("echo s3cret-value; echo password=x1", "match /s3cret/"))]
    (run,) = run_all(tmp_path, wanted, 1, environment={"CI_TOKEN": "s3cret-value"})
    assert (run.passed, run.output) == (True, "***\npassword=***\n")
    assert run.digest == hashlib.sha256(b"s3cret-value\npassword=x1\n").hexdigest()
    (other,) = run_all(tmp_path, wanted, 1, environment={"PLAIN": "s3cret-value"})
    assert other.output == "s3cret-value\npassword=***\n"


def test_a_secret_in_the_json_that_failed_is_masked(tmp_path: Path) -> None:
    wanted = [("A", Proof('echo \'{"key": "s3cret-value"}\'', "json .key == 1"))]
    wanted += [("A", Proof('echo \'{"k": "s3cret-value"}\'', 'json .k == "x"'))]
    runs = run_all(tmp_path, wanted, 1, environment={"CI_TOKEN": "s3cret-value"})
    assert [run.outcome for run in runs] == [
        "exit 0, .key is text, expected == 1",
        'exit 0, .k is "***", expected == "x"',
    ]


def test_a_secret_that_the_end_cuts_in_two_is_masked_whole(tmp_path: Path) -> None:
    command = f"\"{sys.executable}\" -c \"print('s3cret-value' + 'x' * {KEPT_OUTPUT - 6})\""
    (run,) = run_all(tmp_path, [("A", Proof(command))], 1, environment={"CI_TOKEN": "s3cret-value"})
    assert "value" not in run.output


def test_proofs_run_together_and_are_told_of_in_order(tmp_path: Path) -> None:
    """The first waits for the last, which only ends when both run at a time."""
    wait_for = "while ! test -e {0}; do :; done; rm {0}"
    wanted = [("A", Proof(wait_for.format("go"))), ("B", Proof("touch go")), ("C", Proof("false"))]
    shown: list[str] = []
    paces: list[Pace] = []
    runs = run_all(
        tmp_path, wanted, 2, show=lambda run: shown.append(run.item), progress=paces.append, environment={}
    )
    assert [(run.item, run.passed) for run in runs] == [("A", True), ("B", True), ("C", False)]
    assert shown == ["A", "B", "C"]
    assert paces[0] == Pace(0, 3, 2)
    assert [pace.ended for pace in paces] == sorted(pace.ended for pace in paces)


def test_one_job_runs_one_after_the_other(tmp_path: Path) -> None:
    step = "test ! -e busy && touch busy && rm busy && echo {0}"
    runs = run_all(tmp_path, [(str(n), Proof(step.format(n))) for n in range(4)], 1, environment={})
    assert all(run.passed for run in runs)


def test_a_command_that_several_proofs_share_runs_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    run = "echo run >> log; wc -l < log"
    wanted = [
        ("A", Proof(run, "number = 1")),
        ("B", Proof("true")),
        ("C", Proof(run, "match /1/")),
        ("C", Proof(run, "number = 1", cwd="sub")),
    ]
    runs = run_all(tmp_path, wanted, 4, environment={})
    assert [(run.item, run.passed) for run in runs] == [("A", True), ("B", True), ("C", True), ("C", True)]
    assert (tmp_path / "log").read_text() == (tmp_path / "sub" / "log").read_text() == "run\n"


def test_an_interruption_kills_what_runs_and_hands_back_what_had_ended(tmp_path: Path) -> None:
    wanted = [("A", Proof("true")), ("B", Proof("sleep 60 & echo $! > pid; wait")), ("C", Proof("touch c"))]
    began = threading.Event()

    def progress(pace: Pace) -> None:
        """Interrupt once the first has ended and the second has begun."""
        if pace.ended:
            while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
                pass
            began.set()
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as interrupted:
        run_all(tmp_path, wanted[:2], 2, progress=progress, environment={})
    assert began.is_set()
    assert [run.item for run in interrupted.value.runs] == ["A"]
    assert ends(int((tmp_path / "pid").read_text()))


def test_what_waits_when_interrupted_never_runs(tmp_path: Path) -> None:
    def progress(pace: Pace) -> None:
        raise KeyboardInterrupt

    wanted = [("A", Proof("sleep 60")), ("B", Proof("touch b"))]
    with pytest.raises(Interrupted) as interrupted:
        run_all(tmp_path, wanted, 1, progress=progress, environment={})
    assert interrupted.value.runs == ()
    assert not (tmp_path / "b").exists()


def test_whoever_waits_looks_up_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption that came as a wait began is heard at its end. What did not change is told once."""
    waits: list[float | None] = []

    def counted(futures: set[Future[Any]], timeout: float | None = None, return_when: str = "") -> Any:
        waits.append(timeout)
        return wait(futures, timeout, return_when)

    monkeypatch.setattr(proving, "wait", counted)
    monkeypatch.setattr(proving, "_LOOK", 0.01)
    paces: list[Pace] = []
    run_all(tmp_path, [("A", Proof("sleep 0.2", "exit 0"))], 1, progress=paces.append, environment={})
    assert len(waits) > 1
    assert None not in waits
    assert paces == [Pace(0, 1, 1)]


def test_usual_jobs_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for processors, jobs in ((None, 1), (1, 1), (2, 2), (64, 4)):
        monkeypatch.setattr("os.cpu_count", lambda found=processors: found)
        assert proving.usual_jobs() == jobs
