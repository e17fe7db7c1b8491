"""Import review: items taken, dropped and edited beside their lines, and a plan written at the end alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, Static

import screens.importing
from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.drafts import DraftsScreen
from screens.forms.confirm import ConfirmForm
from screens.forms.draft import DraftForm
from screens.forms.path import PathForm, check_plan
from screens.help import HelpScreen
from screens.importing import ImportingScreen
from screens.picker import PickerScreen
from screens.session import Session
from screens.widgets.path_suggester import completed_path
from tests.screens.reviews import CHANGED, REVIEW, SARIF, import_app, importer_in, screen_of
from tests.screens.support import SIZES, clock
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.import_choices import Choices
from tracker.errors import UsageError
from tracker.planfile.load import read_plan
from tracker.service.reviews.importing import prepare_import, write_import
from tracker.service.reviews.reviewing import Standing, read_review
from tracker.service.workspace import find_workspace

WIDE = (160, 45)


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that everything happens in, without the cost of a simulation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Session, "compute_forecast", lambda self: None)


def plan_in(folder: Path) -> Path:
    """Import the review before anything is looked through."""
    place = folder / "plan.toml"
    write_import(prepare_import(find_workspace(folder, env={}), REVIEW.encode(), "review.md", output=place))
    return place


def lines(app: App[None]) -> list[str]:
    """The list, line by line."""
    return [line.rstrip() for line in screen_of(app).items.text.splitlines()]


def said(app: App[None]) -> str:
    return str(app.screen.query_one("#said", Static).content)


def ids(place: Path) -> list[str]:
    return [item.id for item in read_plan(place.read_bytes(), "plan.toml").plan.items]


async def written(pilot: Pilot[None], place: str) -> None:
    """Ask for the plan to be written to a place."""
    await pressed(pilot, "w")
    assert isinstance(pilot.app.screen, PathForm)
    pilot.app.screen.query_one(Input).value = place
    await pressed(pilot, "enter")


async def test_items_stand_beside_the_lines_they_came_from(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert [line.split()[:3] for line in lines(app)] == [
            ["critical", "1", "item"],
            ["✓", "SEC-1", "critical"],
            ["high", "1", "item"],
            ["✓", "?", "OPS-1"],
            ["low", "1", "item"],
            ["✓", "DOC-1", "low"],
        ]
        assert "read as markdown" in screen_of(app).item.text
        await pressed(pilot, "down")
        text = screen_of(app).item.text
        assert "In the document  7-15" in text
        assert "▌  11 - **File:** `src/keys.ts:4-9`" in text
        assert "\n    5 ## Critical" in text
        assert "in [brackets] and all." in text
        assert [path.name for path in tmp_path.iterdir()] == ["review.md"]


async def test_what_nobody_rated_stands_by_phase_whatever_it_is_called(tmp_path: Path) -> None:
    text = f"id,title,phase\nDB-1,Bound the pool,{Standing.GONE}\nOPS-1,Back up,[b]Week 1[/b]\n"
    app = import_app(text, "scan.csv")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        first, second, third, fourth = lines(app)
        assert (first, third) == (f"{Standing.GONE}  1 item", "[b]Week 1[/b]  1 item")
        assert second.split() == ["✓", "DB-1", "Bound", "the", "pool", "open"]
        assert "OPS-1" in fourth


async def test_an_item_is_dropped_taken_again_and_the_plan_written(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "space")
        assert lines(app)[0] == "critical  1 item, 1 dropped"
        assert "stays out" in screen_of(app).item.text
        await pressed(pilot, "enter")
        assert screen_of(app).choices == Choices()
        await pressed(pilot, "d")
        await written(pilot, "plan.toml")
        assert isinstance(app.screen, BoardScreen)
        assert [card.id for card in app.screen.session.board.cards] == ["OPS-1", "DOC-1"]
    assert ids(tmp_path / "plan.toml") == ["OPS-1", "DOC-1"]


async def test_a_whole_group_is_dropped_and_everything_taken_again(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "space", "down", "down", "d")
        assert [line[0] for line in lines(app)] == ["c", "✗", "h", "✗", "l", "✓"]
        await pressed(pilot, "a")
        assert screen_of(app).choices == Choices()


async def test_a_draft_is_edited_and_a_wrong_effort_refused(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "e")
        assert isinstance(app.screen, ImportingScreen)
        await pressed(pilot, "n", "e")
        assert isinstance(app.screen, DraftForm)
        title, effort = app.screen.query(Input)
        title.value, effort.value = "Bound manifests", "many days"
        await pressed(pilot, "enter")
        assert isinstance(app.screen, DraftForm)
        effort.value = "1-2d"
        await pressed(pilot, "enter")
        text = screen_of(app).item.text
        assert "OPS-1  Bound manifests" in text
        assert "edited" in text
        assert "Was called No limit on the size of a manifest" in text
        assert "Effort     1-2d  the document says none" in text
        await written(pilot, "plan.toml")
    item = read_plan((tmp_path / "plan.toml").read_bytes(), "plan.toml").plan.items[1]
    assert (item.id, item.title, item.effort and item.effort.text) == ("OPS-1", "Bound manifests", "1-2d")


async def test_leaving_an_edit_changes_nothing(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "n", "e", "escape")
        assert screen_of(app).choices == Choices()


async def test_a_changed_document_shows_what_it_changes(tmp_path: Path) -> None:
    place = plan_in(tmp_path)
    app = import_app(CHANGED, output=place)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        heads = [line for line in lines(app) if "  1 item" in line]
        assert [line.partition("  ")[0] for line in heads] == [
            "new",
            "changed",
            "no longer in the document",
            "unchanged",
        ]
        await pressed(pilot, "down", "down", "down")
        assert "severity   high → critical" in screen_of(app).item.text
        await pressed(pilot, "d", "down", "down")
        assert "states it no more" in screen_of(app).item.text
        await pressed(pilot, "space")
        assert "nothing to decide" in said(app)
        await written(pilot, "plan.toml")
        assert isinstance(app.screen, BoardScreen)
    found = {item.id: item for item in read_plan(place.read_bytes(), "plan.toml").plan.items}
    assert set(found) == {"SEC-1", "OPS-1", "DOC-1", "DOC-2"}
    assert found["OPS-1"].severity == "high"


async def test_a_plan_that_was_not_looked_at_is_shown_before_it_is_merged_into(tmp_path: Path) -> None:
    place = plan_in(tmp_path)
    before = place.read_bytes()
    app = import_app(CHANGED)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await written(pilot, "plan.toml")
        assert "is there already: nothing was written yet" in said(app)
        assert lines(app)[0].startswith("new")
        assert place.read_bytes() == before
        await pressed(pilot, "w", "enter")
        assert isinstance(app.screen, BoardScreen)
    assert place.read_bytes() != before


async def test_what_cannot_be_written_is_said_and_all_decisions_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.toml").write_text("mine\n")
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "d")
        await written(pilot, "notes.toml")
        assert said(app).startswith("✗ notes.toml")
        assert screen_of(app).choices.dropped == {0}
    assert (tmp_path / "notes.toml").read_text() == "mine\n"


async def test_leaving_asks_only_where_something_was_decided(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "d", "q")
        assert isinstance(app.screen, ConfirmForm)
        await pressed(pilot, "n")
        assert screen_of(app).choices.dropped == {0}
        await pressed(pilot, "space", "q")
    assert (app.return_code, list(tmp_path.glob("*.toml"))) == (0, [])


async def test_a_filter_works_while_it_is_typed(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("severity:low,high"))
        assert [line.split()[0] for line in lines(app)] == ["high", "✓", "low", "✓"]
        await pressed(pilot, typed(":x"))
        aside = str(app.screen.query_one("#search-aside", Static).content)
        assert aside.startswith("✗")
        assert len(lines(app)) == 4
        await pressed(pilot, "escape")
        assert len(lines(app)) == 6
        await pressed(pilot, "slash", typed("nowhere"), "enter")
        assert lines(app) == ["", "Nothing matches."]
        await pressed(pilot, "a", "space", "n")
        assert screen_of(app).choices == Choices()


async def test_one_pane_at_a_time_where_there_is_room_for_one(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pressed(pilot, "down")
        screen = screen_of(app)
        assert (screen.items.display, screen.item.display) == (True, False)
        await pressed(pilot, "tab")
        assert (screen.items.display, screen.item.display) == (False, True)
        assert "SEC-1" in screen.item.text
        await pressed(pilot, "space", "tab")
        assert screen.choices.dropped == {0}
        assert screen.focused is screen.items


async def test_clicks_choose_and_drop(tmp_path: Path) -> None:
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.click("#items", offset=(5, 4))
        await settled(pilot)
        assert screen_of(app).items.current == "OPS-1"
        assert screen_of(app).choices == Choices()
        await pilot.click("#items", offset=(5, 4))
        await settled(pilot)
        assert screen_of(app).choices.dropped == {1}


async def test_records_without_lines_show_their_fields(tmp_path: Path) -> None:
    app = import_app(SARIF, "scan.sarif")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down")
        text = screen_of(app).item.text
    assert "src/db.ts:3" in text
    assert "no lines that say anything" in text
    assert "No TLS [/] here" in text


@pytest.mark.parametrize(
    ("text", "name", "code", "told"),
    [
        ("# Notes\n\nAll is well.\n", "notes.md", 1, "Nothing to remediate was found."),
        ("{]", "scan.json", 2, "Nothing could be read."),
    ],
)
async def test_a_document_with_nothing_in_it(
    tmp_path: Path, text: str, name: str, code: int, told: str
) -> None:
    app = import_app(text, name)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert lines(app) == ["", told]
        await pressed(pilot, "space", "a", "e", "n", "q")
    assert app.return_code == code


async def test_the_keys_and_the_marks_are_explained() -> None:
    app = import_app()
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await pressed(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = app.screen.page.text
        assert "Take the item, or drop it" in text
        assert "the importer was not sure of it" in text
        assert "What a commit can say" in text
        await pressed(pilot, "escape")
        assert isinstance(app.screen, ImportingScreen)


async def test_what_no_item_has_takes_no_room_from_the_titles() -> None:
    long = "Signing keys lie in the repository, and nobody knows how they got there"
    text = REVIEW.replace("Signing keys lie in the repository", long)
    without = re.sub(r"- \*\*Effort:.*\n", "", text)
    lengths = []
    for document in (text, without):
        app = import_app(document)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            (line,) = (line for line in lines(app) if "SEC-1" in line)
            lengths.append(len(line.partition("Signing")[2].partition("…")[0]))
    assert lengths[1] - lengths[0] == 6


async def test_reading_is_said_and_keys_work_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(*arguments: object) -> object:
        go_on.wait(60)
        return read_review(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(screens.importing, "read_review", slow)
    app = import_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert lines(app) == ["", "reading …"]
        await pilot.press("w", "e", "space", "a", "slash", "escape")
        go_on.set()
        await settled(pilot)
        assert len(lines(app)) == 6


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    hostile = REVIEW.replace("Signing keys", "[red]Sign\x1b[31ming\u202e [/] keys")
    app = import_app(hostile)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down")
        text = screen_of(app).item.text + screen_of(app).items.text
        await pressed(pilot, "e", "escape")
    assert "[red]Sign" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


async def test_a_review_is_asked_for_from_the_choice_of_plans(tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text(REVIEW)
    workspace = find_workspace(tmp_path, env={})
    app = TrackerApp(
        lambda: PickerScreen(workspace, (), actor="robin", clock=clock),
        importing=importer_in(tmp_path),
    )
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "I", typed("nowhere.md"), "enter")
        assert isinstance(app.screen, PathForm)
        assert "there is no file" in str(app.screen.query_one("#refusal", Static).content)
        app.screen.query_one(Input).value = ""
        await pressed(pilot, typed("rev"))  # what it is completed to is looked up meanwhile
        await pressed(pilot, "tab", "enter")
        assert len(lines(app)) == 6
        await pressed(pilot, "q")
        assert isinstance(app.screen, PickerScreen)


def test_names_are_completed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("docs/b.md", "docs/a.md", "docs/.hidden", "notes.md"):
        (tmp_path / name).write_text("")
    assert completed_path("do") == "docs/"
    assert completed_path("docs/") == "docs/a.md"
    assert completed_path("docs/b") == "docs/b.md"
    assert completed_path("docs/.") == "docs/.hidden"
    assert completed_path(f"{tmp_path}/n") == f"{tmp_path}/notes.md"
    assert completed_path("none/x") is completed_path("docs/zz") is completed_path("") is None


def test_where_no_plan_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        check_plan(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        check_plan(tmp_path / "none" / "plan.toml")
    check_plan(tmp_path / "plan.toml")


@pytest.mark.parametrize("owner", [ImportingScreen, DraftsScreen, PathForm])
def test_every_binding_can_be_rebound_and_explained(owner: type[ImportingScreen]) -> None:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.tooltip


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("pane", ["items", "item"])
def test_snapshot(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int], pane: str
) -> None:
    app = import_app(CHANGED, output=plan_in(tmp_path).relative_to(tmp_path))

    async def looked(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pressed(pilot, "down", "d", "down", "down", *(["tab"] if pane == "item" else []))

    assert snap_compare(app, terminal_size=size, run_before=looked)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("key", ["w", "e"])
def test_snapshot_of_a_form(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int], key: str
) -> None:
    app = import_app()

    async def asked(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pressed(pilot, "n", "d", key)

    assert snap_compare(app, terminal_size=size, run_before=asked)
