"""Where a report is written, and where it is not."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from tracker.errors import UsageError
from tracker.service.reports.export import insert_report, write_report
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace

PLAN = 'schema = 1\n[plan]\nid = "shop"\ntitle = "Shop"\n'


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    (tmp_path / "plan.toml").write_text(PLAN)
    return open_tracker(find_workspace(tmp_path, env={}))


def test_a_report_replaces_the_old_one_and_keeps_its_mode(tracker: Tracker, tmp_path: Path) -> None:
    place = tmp_path / "STATUS.md"
    place.write_text("old")
    place.chmod(0o640)
    write_report(tracker, place, "new\n")
    assert place.read_text() == "new\n"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"plan.toml", "STATUS.md"}


def test_a_pipe_is_written_to_and_not_replaced(tracker: Tracker, tmp_path: Path) -> None:
    place = tmp_path / "pipe"
    os.mkfifo(place)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(place.read_text()))
    reader.start()
    write_report(tracker, place, "new\n")
    reader.join(10)
    assert read == ["new\n"]
    assert stat.S_ISFIFO(place.stat().st_mode)


@pytest.mark.parametrize("write", [write_report, insert_report])
def test_the_plan_is_never_written_over(tracker: Tracker, write: object) -> None:
    assert callable(write)
    with pytest.raises(UsageError):
        write(tracker, tracker.path, "new\n")
    assert tracker.path.read_text() == PLAN


def test_a_folder_that_is_not_there_is_an_error(tracker: Tracker, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(tracker, tmp_path / "none" / "STATUS.md", "new\n")
