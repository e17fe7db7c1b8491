"""The demo makes what it promises, in its sandbox and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.cli.main import run
from tracker.domain.state import Status
from tracker.errors import UsageError
from tracker.service.demo import make_sandbox, prepare_demo
from tracker.service.tracker import Tracker

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    tracker, _ = prepare_demo(tmp_path_factory.mktemp("demo"), NOW)
    return tracker


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ("SEC-TLS", Status.RESOLVED),
        ("DB-INDEXES", Status.VERIFIED),
        ("TICK-BATCH", Status.OPEN),
        ("SEC-INPUT", Status.IN_REVIEW),
        ("TEST-INFRA", Status.IN_PROGRESS),
        ("CACHE", Status.OPEN),
    ],
)
def test_the_history_shows_every_move_that_sync_reads(demo: Tracker, item: str, status: Status) -> None:
    assert demo.board(NOW).by_id[item].status is status


def test_a_reverted_fix_says_why_it_is_open(demo: Tracker) -> None:
    assert (demo.board(NOW).by_id["TICK-BATCH"].state.reason or "").startswith("reverted by")


def test_evidence_has_gone_stale_where_its_file_changed(demo: Tracker) -> None:
    assert [card.id for card in demo.board(NOW).cards if card.has_stale] == ["SEC-TLS"]


def test_off_a_terminal_it_prints_the_tour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], isolated_environment: Path
) -> None:
    before = {path for path in isolated_environment.rglob("*") if "cache" not in path.parts}
    assert run(["demo", "--folder", str(tmp_path / "sandbox")]) == 0
    out = capsys.readouterr().out
    for part in ("NOT READY", "tracker next", "P85", "# SignalCast Ingestor: remediation status"):
        assert part in out
    assert {path for path in isolated_environment.rglob("*") if "cache" not in path.parts} == before
    assert {path.name for path in tmp_path.iterdir()} == {"sandbox"}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(UsageError, match="not an empty folder"):
        make_sandbox(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
