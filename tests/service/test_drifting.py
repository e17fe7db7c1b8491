"""Drift and staleness, end to end: what a sync remembers of the code that a plan names."""

from __future__ import annotations

import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.copies import copy_made
from tests.history.building import Repo
from tests.service.test_sync import NOW, card, commit, git, opened, synced
from tracker.domain.drift import Drift, Fate
from tracker.domain.fileref import FileRef
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status
from tracker.errors import TrackerError
from tracker.history.outdated import outdated
from tracker.service.commits.drifting import named_code
from tracker.service.undo import redo, undo
from tracker.store.snapshot import read_snapshot

LINES = [f"line {number}" for number in range(1, 31)]
PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop"
{plan}
[item.SEC-1]
title = "Rotate the keys"
severity = "critical"
files = ["src/a.ts:8-12", "docs"]

[item.SEC-2]
title = "Check the input"
severity = "high"
files = [{files}]
"""


def write_plan(root: Path, plan: str = "", files: str = '"src/a.ts:20"') -> None:
    (root / "plan.toml").write_text(PLAN.format(plan=plan, files=files))


def write_code(root: Path, *top: str, **lines: str) -> None:
    """Write the file that the plan names, with lines on top and with some replaced (`line9="X"`)."""
    new = [lines.get(f"line{number}", old) for number, old in enumerate(LINES, start=1)]
    (root / "src").mkdir(exist_ok=True)
    (root / "src/a.ts").write_text("".join(f"{line}\n" for line in (*top, *new)))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose plan names the first commit as its baseline, and is not committed."""
    copy_made(_begun, tmp_path)
    return tmp_path


def _begun(root: Path) -> None:
    Repo(root)
    (root / ".git/info/exclude").write_text("plan.toml\n")
    write_code(root)
    base = commit(root, "Begin", keys="one")
    write_plan(root, f'baseline = "{base[:10]}"')


def snapshot(root: Path) -> Snapshot:
    tracker = opened(root)
    return read_snapshot(tracker.workspace.database, tracker.plan)


def base_of(root: Path) -> str:
    return git(root, "rev-list", "--max-parents=0", "HEAD")


def stale(root: Path, item: str = "SEC-1") -> list[str]:
    return list(card(root, item).stale.values())


def test_a_sync_remembers_where_the_code_is(repository: Path) -> None:
    synced(repository)
    assert snapshot(repository).drift == {}
    write_code(repository, "top", line20="X")
    commit(repository, "Work that names no item")
    synced(repository)
    base = base_of(repository)
    assert snapshot(repository).drift == {
        "src/a.ts:8-12": Drift(Fate.MOVED, "src/a.ts", ((9, 13),), base),
        "src/a.ts:20": Drift(Fate.CHANGED, "src/a.ts", ((21, 21),), base),
    }
    assert (card(repository, "SEC-1").touched, card(repository, "SEC-2").touched) == (False, True)


def test_it_forgets_what_was_changed_back(repository: Path) -> None:
    write_code(repository, line20="X")
    commit(repository, "There")
    synced(repository)
    assert snapshot(repository).drift
    write_code(repository)
    commit(repository, "and back")
    synced(repository)
    assert snapshot(repository).drift == {}


def test_checking_out_another_commit_is_enough(repository: Path) -> None:
    write_code(repository, line20="X")
    commit(repository, "Change")
    synced(repository)
    git(repository, "checkout", "-q", "HEAD~1")
    synced(repository)
    assert snapshot(repository).drift == {}
    git(repository, "checkout", "-q", "main")
    synced(repository)
    assert set(snapshot(repository).drift) == {"src/a.ts:20"}


def test_a_plan_that_names_other_files_is_enough(repository: Path) -> None:
    write_code(repository, line20="X", line25="Y")
    commit(repository, "Change")
    synced(repository)
    plan = (repository / "plan.toml").read_text()
    (repository / "plan.toml").write_text(plan.replace("src/a.ts:20", "src/a.ts:24-26"))
    assert set(snapshot(repository).drift) == {"src/a.ts:20"}
    synced(repository)
    assert set(snapshot(repository).drift) == {"src/a.ts:24-26"}


def test_a_plan_with_another_baseline_is_enough(repository: Path) -> None:
    write_code(repository, line20="X")
    later = commit(repository, "Change")
    synced(repository)
    assert snapshot(repository).drift
    write_plan(repository, f'baseline = "{later}"')
    synced(repository)
    assert snapshot(repository).drift == {}


def test_a_mark_of_an_older_tracker_keeps_the_mainline_and_is_looked_at_again(repository: Path) -> None:
    git(repository, "branch", "release")
    synced(repository, mainline="release")
    database = opened(repository).workspace.database
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE scan SET scan = json_remove(scan, '$.files')")
        connection.execute("DELETE FROM drift")
        connection.commit()
    write_code(repository, line20="X")
    commit(repository, "Fixes SEC-1")
    synced(repository)
    assert set(snapshot(repository).drift) == {"src/a.ts:20"}
    assert card(repository, "SEC-1").status is Status.IN_REVIEW


def test_only_what_matters_asks_for_another_look(repository: Path) -> None:
    plan = opened(repository).plan
    text = (repository / "plan.toml").read_text()
    (repository / "plan.toml").write_text(text.replace("Check the input", "Check all input"))
    assert named_code(opened(repository).plan) == named_code(plan)
    (repository / "plan.toml").write_text(text.replace("src/a.ts:20", "src/a.ts:21"))
    assert named_code(opened(repository).plan) != named_code(plan)
    (repository / "plan.toml").write_text(text.replace("baseline", "reviewed = 2026-01-01\nbaseline"))
    assert named_code(opened(repository).plan) != named_code(plan)


def test_without_a_baseline_the_day_of_the_review_tells(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2099-06-01T00:00:00Z")
    write_code(repository, line20="X")
    commit(repository, "Change")
    for day, drifted in (("2001-01-01", set()), ("2099-05-31", {"src/a.ts:20"}), ("2099-06-01", set())):
        write_plan(repository, f"reviewed = {day}")
        synced(repository)
        assert set(snapshot(repository).drift) == drifted


def test_a_baseline_that_names_no_commit_is_a_warning(repository: Path) -> None:
    write_plan(repository, 'baseline = "f00f00f"')
    assert synced(repository).warnings == ("the plan's baseline f00f00f names no commit here",)
    write_plan(repository, 'baseline = "f00f00f"\nreviewed = 2099-01-01')
    (warning,) = synced(repository).warnings
    head = git(repository, "rev-parse", "--short=7", "HEAD")
    assert warning == (
        f"the plan's baseline f00f00f names no commit here; {head}, "
        "the last one of the day of the review, is taken instead"
    )
    write_plan(repository, f'baseline = "{head}"')
    assert synced(repository).warnings == ()


@pytest.mark.parametrize("name", ["--output=pwn", "main..HEAD", ":/x", "HEAD\\n--all", "^HEAD", "@{u}"])
def test_a_hostile_baseline_is_only_a_name(repository: Path, name: str) -> None:
    write_plan(repository, f'baseline = "{name}"')
    before = sorted(path.name for path in repository.iterdir())
    (warning,) = synced(repository).warnings
    assert "names no commit here" in warning
    assert "\n" not in warning
    assert sorted(path.name for path in repository.iterdir() if path.name != ".tracker") == before


def test_evidence_on_lines_outlives_changes_elsewhere(repository: Path) -> None:
    write_code(repository, line10="FIX")
    fix = commit(repository, "Fixes SEC-1")
    write_code(repository, "top", "top", line10="FIX", line25="X")
    commit(repository, "Elsewhere in the file")
    git(repository, "mv", "src/a.ts", "src/b.ts")
    commit(repository, "Rename it")
    synced(repository)
    assert stale(repository) == []
    text = (repository / "src/b.ts").read_text()
    (repository / "src/b.ts").write_text(text.replace("line 9\n", "LINE 9\n"))
    by = commit(repository, "The very lines")
    synced(repository)
    assert stale(repository) == [f"src/a.ts:8-12 changed in {by[:7]} after {fix[:7]}"]
    assert card(repository, "SEC-1").has_stale


def test_more_of_the_remedy_outdates_a_test_of_it_but_no_commit(repository: Path) -> None:
    write_code(repository, line10="FIX")
    commit(repository, "Fixes SEC-1")
    write_code(repository, line10="BETTER")
    commit(repository, "More of it\n\nRefs: SEC-1")
    synced(repository)
    assert stale(repository) == []
    write_code(repository, line10="WORSE")
    by = commit(repository, "Unrelated work")
    synced(repository)
    assert [why.split(" in ")[1].split(" ")[0] for why in stale(repository)] == [by[:7]]


def test_without_a_baseline_the_whole_file_counts(repository: Path) -> None:
    write_plan(repository)
    write_code(repository, line10="FIX")
    commit(repository, "Fixes SEC-1")
    write_code(repository, line10="FIX", line25="X")
    by = commit(repository, "Elsewhere in the file")
    synced(repository)
    assert [by[:7] in why for why in stale(repository)] == [True]


def test_a_folder_counts_as_a_whole(repository: Path) -> None:
    commit(repository, "Fixes SEC-1")
    (repository / "docs").mkdir()
    (repository / "docs/new.md").write_text("new")
    by = commit(repository, "Write docs")
    synced(repository)
    assert [f"docs changed in {by[:7]}" in why for why in stale(repository)] == [True]


def test_nothing_new_starts_no_process_and_loads_no_git(repository: Path) -> None:
    write_code(repository, line20="X")
    commit(repository, "Change")
    synced(repository)
    assert snapshot(repository).drift
    script = (
        "import json, subprocess, sys\n"
        "from pathlib import Path\n"
        "subprocess.Popen = None\n"
        "from datetime import datetime, UTC\n"
        "from tracker.service.commits.sync import sync\n"
        "from tracker.service.tracker import open_tracker\n"
        "from tracker.service.workspace import find_workspace\n"
        "tracker = open_tracker(find_workspace(Path(sys.argv[1]), env={}))\n"
        "report = sync(tracker, actor='Ada', now=datetime(2026, 3, 2, tzinfo=UTC))\n"
        "loaded = {'git', 'sqlmodel', 'sqlalchemy', 'tracker.history.drift', 'tracker.history.comparison'}\n"
        "print(json.dumps([report.summary, sorted(loaded & set(sys.modules))]))"
    )

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script, str(repository)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    _settle(repository)
    done = run()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["nothing new in the history", []]
    write_plan(repository, f'baseline = "{base_of(repository)}"', files='"src/a.ts:21"')
    assert run().returncode != 0


def _settle(root: Path) -> None:
    """Make every ref look as old as the repositories of people are: a fresh one is read again."""
    for path in (root / ".git").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    os.utime(root / ".git", (1_700_000_000, 1_700_000_000))
    synced(root)


def test_a_plan_without_files_asks_git_for_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.history import comparison

    calls: list[object] = []
    real: Callable[..., object] = comparison._raw

    def counting(*arguments: object) -> object:
        calls.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(comparison, "_raw", counting)
    (repository / "plan.toml").write_text(
        'schema = 1\n[plan]\nid = "shop"\ntitle = "S"\n[item.A]\ntitle = "A"\n'
    )
    commit(repository, "Fixes A")
    synced(repository)
    assert calls == []
    write_plan(repository, 'baseline = "HEAD~1"')
    synced(repository)
    assert calls


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits of the evidence that is followed through the history, as it happens."""
    asked: list[str] = []

    def noting(
        root: Path, baseline: str | None, wanted: Mapping[str, Collection[FileRef]]
    ) -> Mapping[tuple[str, FileRef], str]:
        asked.extend(wanted)
        return outdated(root, baseline, wanted)

    monkeypatch.setattr("tracker.service.evidence.staleness.outdated", noting)
    return asked


def test_only_evidence_whose_code_was_touched_is_followed_again(
    repository: Path, looked_at: list[str]
) -> None:
    first = commit(repository, "Fixes SEC-1")
    synced(repository)
    assert looked_at == [first]
    looked_at.clear()
    (repository / "other.txt").write_text("x")
    commit(repository, "Elsewhere")
    synced(repository)
    assert looked_at == []
    write_code(repository, line9="X")
    by = commit(repository, "Here")
    synced(repository)
    assert looked_at == [first]
    assert [f"changed in {by[:7]}" in why for why in stale(repository)] == [True]


def test_what_was_stale_stays_so_while_others_are_judged(repository: Path, looked_at: list[str]) -> None:
    commit(repository, "Fixes SEC-1")
    write_code(repository, line9="X")
    commit(repository, "Change it")
    synced(repository)
    before = stale(repository)
    looked_at.clear()
    (repository / "other.txt").write_text("x")
    second = commit(repository, "Fixes SEC-2")
    synced(repository)
    assert looked_at == [second]
    assert stale(repository) == before != []


def test_evidence_that_comes_back_is_judged_by_what_happened_meanwhile(repository: Path) -> None:
    commit(repository, "Fixes SEC-1")
    synced(repository)
    undo(opened(repository), actor="Ada", now=NOW)
    write_code(repository, line9="X")
    by = commit(repository, "Change it")
    synced(repository)
    assert stale(repository) == []
    redo(opened(repository), actor="Ada", now=NOW)
    synced(repository)
    assert [f"changed in {by[:7]}" in why for why in stale(repository)] == [True]


def test_a_rewritten_history_is_looked_at_as_a_whole(repository: Path, looked_at: list[str]) -> None:
    first = commit(repository, "Fixes SEC-1")
    write_code(repository, line9="X")
    commit(repository, "Change it")
    synced(repository)
    assert stale(repository)
    looked_at.clear()
    git(repository, "reset", "-q", "--hard", first)
    synced(repository)
    assert looked_at == [first]
    assert stale(repository) == []


@pytest.mark.parametrize("seed", range(6))
def test_many_looks_find_what_one_finds(repository: Path, seed: int) -> None:
    """Whatever is committed, undone and attached in between, the last look is that of a fresh mark."""
    draw = random.Random(seed)
    for step in range(8):
        match draw.randrange(6):
            case 0:
                write_code(repository, **{f"line{draw.randint(1, 25)}": f"v{seed}.{step}"})
                commit(repository, f"Change {step}")
            case 1:
                commit(repository, f"Fixes SEC-{draw.randint(1, 2)}")
            case 2:
                (repository / "docs").mkdir(exist_ok=True)
                (repository / f"docs/{step}.md").write_text("x")
                commit(repository, f"Write {step}")
            case 3:
                git(repository, "mv", "src/a.ts", "src/b.ts")
                commit(repository, "Rename")
                git(repository, "mv", "src/b.ts", "src/a.ts")
                commit(repository, "And back")
            case 4:
                with contextlib.suppress(TrackerError):
                    undo(opened(repository), actor="Ada", now=NOW)
            case 5:
                with contextlib.suppress(TrackerError):
                    redo(opened(repository), actor="Ada", now=NOW)
        synced(repository)
    found = snapshot(repository)
    with closing(sqlite3.connect(repository / ".tracker/tracker.db")) as connection, connection:
        (text,) = connection.execute("SELECT scan FROM scan").fetchone()
        values = {**json.loads(text), "look": None, "files": None}
        connection.execute("UPDATE scan SET scan = ?", (json.dumps(values),))
    synced(repository)
    again = snapshot(repository)
    assert (again.stale, dict(again.drift)) == (found.stale, dict(found.drift))
