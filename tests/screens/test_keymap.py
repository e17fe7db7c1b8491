"""Keys that a user binds: what they may be bound to, and what the screens say of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.forms.note import NoteForm
from screens.forms.ticks import TicksForm
from screens.help import HelpScreen
from screens.key_names import key_name, renamed
from screens.keymap import key_faults, known_bindings, sound_part, textual_keymap
from screens.own import Own
from screens.widgets.board_view import BoardView
from screens.widgets.key_line import KeyLine
from screens.widgets.page import Page
from tests.screens.sample import SampleSession
from tests.screens.support import Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.state import Status
from tracker.settings.values import Settings

OWN = {
    "act.start": ("S",),
    "board.down": ("n", "down"),
    "board.next": ("ctrl+n",),
    "board.escape": ("f2",),
    "page.choose": ("f4",),
    "page.close": ("Q",),
    "board.move": ("M",),
}


def bound(session: SampleSession, keys: dict[str, tuple[str, ...]] | None = None) -> TrackerApp:
    """The app with the keys of a user."""
    return TrackerApp(lambda: BoardScreen(session), own=Own(Settings(keys=OWN if keys is None else keys)))


def status_of(session: SampleSession, item: str) -> Status:
    """The status of an item as it is now."""
    return session.board.by_id[item].status


def line_of(app: TrackerApp) -> str:
    """The keys at the bottom."""
    return app.screen.query_one(KeyLine).render_line(0).text


def taken(id_: str, key: str, other: str, does: str) -> tuple[str, str]:
    """The fault of a key that something else has."""
    text = f"{id_}: {key} is taken there by {other} ({does}); bind that anew as well"
    return f"keys.{id_}", text


def test_everything_that_can_be_bound_is_told() -> None:
    known = known_bindings()
    assert known["act.start"].keys == ("s",)
    assert known["board.undo"].keys == ("u", "ctrl+z")
    assert all(bound.does and bound.keys for bound in known.values())
    assert {"app.palette", "choice.next", "filter.clear", "filters.cancel", "board.filter-1"} <= set(known)


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        (OWN, []),
        ({"act.start": ["r"], "act.resolve": ["s"]}, []),
        ({"act.start": ["s", "S"]}, []),
        ({"board.filter": ["?"], "go.help": ["/"]}, []),
        ({"act.strat": ["S"]}, [("keys.act.strat", "nothing is called act.strat (did you mean act.start?)")]),
        (
            {"act.start": ["r"]},
            [taken("act.start", "r", "act.resolve", "Call the work done, with its evidence")],
        ),
        (
            {"board.next": ["j"]},
            [taken("board.next", "j", "board.down", "The next card")],
        ),
        (
            {"act.note": ["?"]},
            [
                taken("act.note", "?", "go.help", "All keys, and the languages"),
                taken("act.note", "?", "page.help", "All keys, and what marks mean"),
            ],
        ),
        (
            {"act.start": ["ctrl+c"]},
            [taken("act.start", "Ctrl+C", "app.interrupt", "Leave at once")],
        ),
        (
            {"act.start": ["ctl+s"]},
            [("keys.act.start", "act.start: 'ctl+s' is no key (did you mean ctrl+s?)")],
        ),
        ({"act.start": ["entr"]}, [("keys.act.start", "act.start: 'entr' is no key (did you mean enter?)")]),
        ({"act.start": ["nothing"]}, [("keys.act.start", "act.start: 'nothing' is no key")]),
        ({"act.start": ["é", "+", "f12", "ctrl+shift+up", "full_stop"]}, []),
    ],
)
def test_what_keys_may_be(keys: dict[str, list[str]], faults: list[tuple[str, str]]) -> None:
    assert list(key_faults(keys)) == faults


def test_of_two_that_were_bound_to_one_key_the_later_is_told() -> None:
    faults = list(key_faults({"act.start": ["S"], "act.resolve": ["S"]}))
    assert [name for name, _ in faults] == ["keys.act.resolve"]
    assert list(key_faults({"act.start": ["S"], "journal.undo": ["S"]})) == []


def test_what_is_left_out_takes_along_what_was_bound_to_its_own_key() -> None:
    keys = {"act.start": ("j",), "act.resolve": ("s",), "act.note": ("N",)}
    sound, texts = sound_part(keys)
    assert sound == {"act.note": ("N",)}
    assert list(dict.fromkeys(text.partition(":")[0] for text in texts)) == ["act.start", "act.resolve"]
    assert sound_part({"act.start": ("r",), "act.resolve": ("s",)})[1] == []


def test_signs_are_keys_by_their_names() -> None:
    assert textual_keymap({"a": ["?", "ctrl+x"], "b": [","]}) == {"a": "question_mark,ctrl+x", "b": "comma"}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("s", "s"),
        ("S", "S"),
        ("ctrl+r", "Ctrl+R"),
        ("shift+tab", "Shift+Tab"),
        ("escape", "Esc"),
        ("question_mark", "?"),
        ("slash", "/"),
        ("+", "+"),
        ("up", "↑"),
        ("f2", "F2"),
        ("é", "é"),
    ],
)
def test_what_keys_are_called(key: str, name: str) -> None:
    assert key_name(key) == name


def test_hints_are_read_word_by_word() -> None:
    names = {"Enter": "o", "→": "l", "↑": "k", "↓": "j"}
    assert renamed("Enter keeps · Tab/→ ↑↓ Entering", names) == "o keeps · Tab/l kj Entering"
    assert renamed("Enter  keeps", {}) == "Enter  keeps"


async def test_a_bound_key_does_what_it_is_bound_to_and_the_old_one_nothing(session: SampleSession) -> None:
    app = bound(session)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        board = app.screen.query_one(BoardView)
        first = board.item
        assert first == "SEC-1"
        await pressed(pilot, "n")
        assert board.item != first
        await pressed(pilot, "j")
        second = board.item
        await pressed(pilot, "up")
        assert board.item == first
        assert second != first
        await pressed(pilot, "down", "s")
        assert status_of(session, "SEC-2") is Status.OPEN
        await pressed(pilot, "S")
        assert status_of(session, "SEC-2") is Status.IN_PROGRESS
        assert [note.message for note in app._notifications] == ["started SEC-2"]


async def test_the_key_line_says_the_keys_as_they_are_bound(session: SampleSession) -> None:
    app = bound(session)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        line = line_of(app)
        assert " S start " in line
        assert " Ctrl+N next " in line
        assert " r resolve " in line
        assert " M move " in line
        await pressed(pilot, "space")
        assert " F2 unmark 1 " in line_of(app)
        await pressed(pilot, "slash")
        assert " Esc clear " in line_of(app)  # the filter's own key, which was not bound anew
        assert " Enter keep " in line_of(app)
        await pressed(pilot, "escape", "f2", "M")
        assert " F2 take back " in line_of(app)


async def test_without_keys_of_ones_own_it_says_the_usual_ones(session: SampleSession) -> None:
    app = bound(session, {})
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert line_of(app).startswith(" s start  r resolve  v verify ")


async def test_other_screens_and_help_say_them_too(session: SampleSession) -> None:
    app = bound(session)
    async with app.run_test(size=(160, 60)) as pilot:
        await settled(pilot)
        await pressed(pilot, "o")
        assert " F4 go to it " in line_of(app)
        assert " Q back " in line_of(app)
        await pressed(pilot, "Q", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = app.screen.query_one("#page", Page).text
    assert "S                Take the item up" in text
    assert "n down" in " ".join(text.replace("↓", "down").split())
    assert "1 … 9" in text


async def test_forms_say_them_too(tmp_path: Path) -> None:
    session = session_in(tmp_path)

    async def hint(make: Callable[[], NoteForm | TicksForm], keys: dict[str, str]) -> str:
        app = Host(make)
        app.set_keymap(keys)
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            return str(app.screen.query_one("#keys", Static).content)

    keys = {"form.cancel": "f2", "ticks.toggle": "t", "page.choose": "ctrl+k"}
    assert (
        await hint(lambda: NoteForm(session.board, ["SEC-1"]), keys)
        == "Enter keeps · Tab goes on · F2 leaves"
    )
    assert (
        await hint(lambda: NoteForm(session.board, ["SEC-1"]), {}) == "Enter keeps · Tab goes on · Esc leaves"
    )
    assert (
        await hint(lambda: TicksForm(session.board, "SEC-1"), keys) == "t ticks · Ctrl+K keeps · Esc leaves"
    )


async def test_what_cannot_be_bound_is_said_and_left_as_it_is(session: SampleSession) -> None:
    app = bound(
        session, {"act.start": ("r",), "act.resolve": ("Z",), "go.nowhere": ("x",), "board.copy": ("j",)}
    )
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        said = "\n".join(note.message for note in app._notifications)
        assert "nothing is called go.nowhere" in said
        assert "board.copy: j is taken there by board.down" in said
        assert "act.start" not in said
        board = app.screen.query_one(BoardView)
        await pressed(pilot, "j")
        assert board.item == "SEC-2"
        await pressed(pilot, "r")
        assert status_of(session, "SEC-2") is Status.IN_PROGRESS
        assert " r start " in line_of(app)


async def test_the_palette_shows_them(session: SampleSession) -> None:
    app = bound(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "ctrl+p", typed("start (S)"), "enter")
        await settled(pilot)
        assert status_of(session, "SEC-1") is Status.IN_PROGRESS
