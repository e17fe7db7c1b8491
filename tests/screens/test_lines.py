"""The lines of a finding then and now: side by side or stacked, marked, safe, and opened from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

import screens.lines
from screens.detail import DetailScreen
from screens.lines import LinesScreen
from screens.messages import JournalChanged
from screens.session import Session
from screens.widgets.lines import Row, plain
from screens.widgets.lines_rows import lines_rows, shown
from tests.history.building import Repo
from tests.screens.support import SIZES, Host, clock, opened
from tests.screens.waiting import pressed, pressing, settled
from tracker.domain.drift import drift_of
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.hunks import Hunk
from tracker.domain.versions import ThenAndNow, Version

THEN = "".join(f"def step_{n}(x: int) -> int:\n    return x + {n}\n\n\n" for n in range(20))
NOW = "import os\n" + THEN.replace("    return x + 5\n", "    log(x)  # [/] 日本語\n    return x + 50\n")
PLAN = """schema = 1
[plan]
id = "x"
title = "Steps"
reviewed = 2023-11-14
baseline = "BASE"
[item.A-1]
title = "Steps lose their logs"
severity = "high"
files = ["src/steps.py:21-22", "src/gone.py"]
[item.A-2]
title = "No file"
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "repo")
    found.commit("zero", file="src/gone.py", text="x = 1\n")
    found.commit("one", file="src/steps.py", text=THEN)
    found.git("rm", "-q", "src/gone.py")
    return found


def session_in(repo: Repo) -> Session:
    """The plan with the head as its baseline, and the file changed since."""
    base = repo.head()
    repo.commit("two", file="src/steps.py", text=NOW)
    return Session(opened(repo.path, PLAN.replace("BASE", base[:10])), actor="robin", clock=clock)


def found(reference: str = "a.py:2", now: tuple[str, ...] = ("a", "B", "c"), *hunks: Hunk) -> ThenAndNow:
    file = parse_fileref(reference)
    changes = hunks or (Hunk(2, 1, 2, 1),)
    then = Version("then", "a.py", ("a", "b", "c"))
    return ThenAndNow(
        file, then, Version("now", "a.py", now), changes, drift_of(file, "a.py", changes, "f" * 40)
    )


def name_of(app: Host) -> str:
    return type(app.screen).__name__


def rows_of(some: ThenAndNow, width: int) -> list[Row]:
    return list(lines_rows(shown(some), width))


def test_beside_each_other_every_line_is_as_wide_as_the_page() -> None:
    rows = rows_of(found(now=("日本語" * 40, "B" * 200, "c")), 121)
    assert all(cell_len("".join(span.text for span in row.spans)) <= 121 for row in rows)
    lines = plain(rows).splitlines()
    assert lines[3].split() == ["1", "a", "│", "1", ("日本語" * 40)[:24] + "…"]
    bar = lines[3].index("│")
    assert [line.index("│") for line in lines[2:6]] == [bar] * 4


def test_changes_have_a_sign_and_the_finding_a_bar_without_colours() -> None:
    lines = plain(rows_of(found(), 130)).splitlines()
    assert lines[0] == "a.py:2  changed since fffffff"
    assert lines[4].split() == ["▌", "2", "-", "b", "│", "▌", "2", "+", "B"]
    assert lines[3].split() == ["1", "a", "│", "1", "a"]


def test_below_the_width_for_two_they_are_stacked() -> None:
    lines = [line.split() for line in plain(rows_of(found(), 119)).splitlines() if line.strip()]
    assert lines[1:] == [
        ["then", "a.py"],
        ["1", "a"],
        ["▌", "2", "-", "b"],
        ["3", "c"],
        ["now", "a.py"],
        ["1", "a"],
        ["▌", "2", "+", "B"],
        ["3", "c"],
    ]


@pytest.mark.parametrize("width", [80, 140])
def test_what_cannot_be_read_is_said_in_its_place(width: int) -> None:
    gone = Version("now", "a.py", problem="there is no file a.py now")
    some = ThenAndNow(FileRef("a.py"), Version("then", "a.py", ("a",)), gone)
    text = plain(rows_of(some, width))
    assert "there is no file a.py now" in text
    assert "1   a" in text


@pytest.mark.parametrize("width", [80, 140])
def test_of_a_large_file_the_finding_is_shown_and_the_rest_counted(width: int) -> None:
    lines = tuple(f"line {number}" for number in range(1, 100_001))
    version = Version("now", "a.py", lines)
    file = parse_fileref("a.py:50000-50001")
    some = ThenAndNow(file, version, version, (), drift_of(file, "a.py", ()))
    text = plain(rows_of(some, width))
    assert "⋯  49991 lines" in text
    assert "line 50000" in text
    assert "⋯  49991 lines" in text.partition("line 50008")[2]
    whole = shown(some, whole=True)
    assert whole.cut
    assert sum(map(len, whole.windows)) == 1_000
    assert "there is more than is shown here" in plain(lines_rows(whole, width))


def test_keys_are_unique_and_lead_to_a_line_that_is_there_now() -> None:
    for width in (80, 140):
        keys = [row.key for row in rows_of(found(), width) if row.key]
        assert len(keys) == len(set(keys))
    view = shown(found("a.py:2", ("a", "c"), Hunk(2, 1, 1, 0)))
    assert view.first(80) == view.first(140) == "then 2"
    assert (view.line_at("now 1"), view.line_at("then 2"), view.line_at("then 3")) == (1, 2, 2)
    last = shown(found("a.py:3", ("a", "b"), Hunk(3, 1, 2, 0)))
    assert last.line_at("then 3") == 2


def test_hostile_lines_are_shown_as_text() -> None:
    text = plain(rows_of(found(now=("a", "\x1b]52;c;aGk=\x07\u202e[/]", "c" * 1_000_000)), 140))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[/]" in text
    assert len(text) < 5_000


async def test_o_shows_the_lines_of_the_file_under_the_cursor(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: DetailScreen(session, "A-1"))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, "o")
        assert name_of(app) == "LinesScreen"
        assert "src/steps.py:21-22  changed since" in app.page.text
        assert "now src/steps.py:22-24" in app.page.text
        assert app.page.current == "now 22"
        await pressed(pilot, "escape")
        assert name_of(app) == "DetailScreen"
        await pressed(pilot, "down", "o")
        assert "src/gone.py  gone since" in app.page.text
        assert "there is no file src/gone.py now" in app.page.text


async def test_an_item_without_files_says_so(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: DetailScreen(session, "A-2"))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "o")
        assert name_of(app) == "DetailScreen"
        assert app.said == "The item names no file."


async def test_a_shows_the_whole_file_and_the_finding_again(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py", ((21, 22),))))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        finding = app.page.text
        assert "step_19" not in finding
        await pressed(pilot, "a")
        assert "step_0(" in app.page.text
        assert "step_19(" in app.page.text
        assert app.page.current == "now 22"
        await pressed(pilot, "a")
        assert app.page.text == finding


async def test_the_help_tells_the_marks(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py")))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, "question_mark")
        assert "▌ a line that the finding names" in app.page.text
        assert "The whole file, or the finding alone" in app.page.text
        await pressed(pilot, "escape")
        assert name_of(app) == "LinesScreen"


async def test_a_narrower_terminal_stacks_them(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py", ((21, 22),))))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert "│" in app.page.text
        await pilot.resize_terminal(90, 45)
        await settled(pilot)
        assert "│" not in app.page.text
        assert "log(x)  # [/] 日本語" in app.page.text


async def test_the_file_opens_at_the_line_and_is_read_anew(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_in(repo)
    places: list[tuple[str, int]] = []

    def edit(app: object, root: Path, path: str, line: int) -> None:
        places.append((path, line))
        (root / path).write_text("edited\n")

    monkeypatch.setattr(screens.lines, "open_in_editor", edit)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py", ((21, 22),))))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "enter")
        assert places == [("src/steps.py", 23)]
        assert "edited" in app.page.text


async def test_a_file_that_cannot_be_opened_says_so(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/gone.py")))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, "enter")
        assert app.said == "✗ there is no file src/gone.py here"


async def test_what_git_cannot_do_is_said(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py")))
    (repo.path / ".git" / "config").write_text("[broken")
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert app.said.startswith("✗ git: ")


async def test_a_change_of_the_work_tree_shows(repo: Repo) -> None:
    session = session_in(repo)
    app = Host(lambda: LinesScreen(session, FileRef("src/steps.py", ((21, 22),))))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        (repo.path / "src/steps.py").write_text(THEN)
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert "as they were at the review" in app.page.text


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(repo: Repo, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(repo)
    app = Host(lambda: DetailScreen(session, "A-1"))
    assert snap_compare(app, terminal_size=size, run_before=pressing("o"))
