"""Keys that come faster than the app works: none is lost, each goes where those before it lead."""

from __future__ import annotations

from weakref import ref

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from screens import keys_in_turn
from screens.app import TrackerApp
from screens.forms.note import NoteForm
from screens.keys_in_turn import KeysInTurn
from screens.widgets.board_view import BoardView
from screens.widgets.filter_bar import FilterBar
from tests.screens.sample import SampleSession, board_app
from tests.screens.waiting import settled

WIDE = (160, 45)
NAMES = {"\r": "enter", "/": "slash", "\x1b": "escape", " ": "space"}


def type_at_once(app: TrackerApp, text: str) -> None:
    """Send keys as a driver does that reads them in one go."""
    for letter in text:
        app.post_message(events.Key(NAMES.get(letter, letter), letter))


async def test_what_follows_the_key_that_opens_a_form_goes_into_the_form(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = session.cursor
        type_at_once(app, "wjust seen again, by me and nobody else")
        await settled(pilot)
        assert isinstance(app.screen, NoteForm)
        assert app.screen.query_one(Input).value == "just seen again, by me and nobody else"
        assert session.cursor == before


async def test_a_form_is_filled_in_kept_and_left_in_one_go(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        for _ in range(3):
            type_at_once(app, "wseen\rj")
        await settled(pilot)
        noted = {card.id: len(card.state.notes) for card in session.board.cards if card.state.notes}
        assert [noted.get(item) for item in ("SEC-1", "SEC-2")] == [1, 1]
        assert sum(noted.values()) == 3
        assert app.screen.query_one(BoardView).item not in ("SEC-1", "SEC-2")


async def test_a_form_that_is_left_in_one_go_takes_nothing_along(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        type_at_once(app, "wnothing\x1bj")
        await settled(pilot)
        assert app.screen.query_one(BoardView).item == "SEC-2"
        assert not session.board.by_id["SEC-1"].state.notes


async def test_a_filter_is_typed_in_one_go(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        type_at_once(app, "/severity:low\r")
        await settled(pilot)
        assert app.screen.query_one(FilterBar).query_one(Input).value == "severity:low"
        assert [card.severity for column in session.columns() for card in column.cards] == ["low", "low"]


async def test_a_pasted_text_waits_as_keys_do(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        type_at_once(app, "w")
        app.post_message(events.Paste("pasted"))
        type_at_once(app, "!")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "pasted!"


async def test_many_keys_keep_their_order_and_their_number(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        text = "".join(chr(ord("a") + number % 26) for number in range(200))
        type_at_once(app, f"w{text}")
        await settled(pilot)
        assert app.screen.query_one(Input).value == text


async def test_whoever_quits_is_not_kept_by_what_was_typed_after_it(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        type_at_once(app, "jqjjj")
        await settled(pilot)
    assert app.return_code == 0
    assert session.cursor == "SEC-2"


async def test_keys_that_come_one_by_one_wait_for_nothing(
    session: SampleSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    send = KeysInTurn._sent_after

    def noted(app: KeysInTurn, rounds: int) -> bool:
        sent.append(rounds)
        return send(app, rounds)

    monkeypatch.setattr(KeysInTurn, "_sent_after", noted)
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        for key in ("j", "k", "ctrl+p", "a", "escape", "j", "w", "x", "escape"):
            await pilot.press(key)
            await settled(pilot)
        assert sent == []
        type_at_once(app, "jj")
        await settled(pilot)
        assert sent != []


class Deaf(Screen[None]):
    """A screen from which nothing comes back but keys."""

    BINDINGS = [("o", "over", "Open")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""

    def compose(self) -> ComposeResult:
        """Nothing that could take a key."""
        yield Static("nothing to type in")

    def on_key(self, event: events.Key) -> None:
        """Note a letter."""
        self.letters += event.key

    def on_keys_in_turn_passed(self, event: KeysInTurn.Passed) -> None:
        """Keep it."""
        event.stop()

    def action_over(self) -> None:
        """Open something above."""
        self.app.push_screen(Above())


class Above(ModalScreen[None]):
    """Something to type in."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Input()


async def test_nobody_waits_for_ever_for_what_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_in_turn, "_PATIENCE", 0.01)
    app = TrackerApp(Deaf)
    async with app.run_test() as pilot:
        await settled(pilot)
        type_at_once(app, "abc")
        await settled(pilot)
        assert isinstance(app.screen, Deaf)
        assert app.screen.letters == "abc"


async def test_a_key_whose_place_is_gone_keeps_no_other_waiting(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        gone = Static("never mounted")
        gone._closing = True
        app._key, app._way = events.Key("a", "a"), ref(gone)
        type_at_once(app, "j")
        await settled(pilot)
        assert session.cursor == "SEC-2"
