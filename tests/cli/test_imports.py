"""Commands that are asked often load nothing that is slow to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "textual", "git", "numpy", "tomlkit", "rich", "platformdirs")
READS = (
    "list",
    "list --json",
    "show POOL",
    "show POOL --json",
    "next",
    "status --line",
    "status",
    "status --json",
)
_PROBE = f"""
import sys
from tracker.cli.main import run
codes = [run(words.split()) for words in sys.argv[1:]]
print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
sys.exit(any(codes))
"""


@pytest.mark.parametrize("cached", [False, True])
def test_reading_loads_nothing_heavy(tracker: Call, repository: Path, cached: bool) -> None:
    (repository / "plan.toml").write_text(PLAN + "# " + "x" * 9000)  # a smaller plan is not worth caching
    for act in (["start", "POOL"], ["note", "POOL", "-m", "hm"], ["evidence", "add", "POOL", "--note", "x"]):
        tracker(*act)
    tracker("list")
    if not cached:
        (repository / "plan.toml").write_text(PLAN + "# " + "y" * 9000)
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *READS], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ""


def test_writing_loads_no_more(tracker: Call, repository: Path) -> None:
    tracker("list")
    acts = ("start POOL", "note POOL -m hm", "resolve POOL --url https://ci.example.org/1", "undo", "redo")
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *acts], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ""


def test_the_top_help_loads_no_command(repository: Path) -> None:
    script = (
        "import sys\nfrom tracker.cli.main import run\nrun(['--help'])\n"
        "print([name for name in sys.modules if name.startswith('tracker.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert "tracker.cli.registry" in done.stderr
    for part in ("tracker.cli.commands", "tracker.service", "tracker.store", "tracker.domain.plan"):
        assert part not in done.stderr
