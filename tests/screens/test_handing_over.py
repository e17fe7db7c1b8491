"""What a worker found is shown unless somebody asked anew meanwhile, or went away."""

from __future__ import annotations

import asyncio
from threading import Event

from textual import work
from textual.app import App

from screens.handing_over import hand_over
from tests.screens.waiting import settled


class Asking(App[None]):
    """Asks a worker that answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.begun, self.may_answer, self.over = ({"first": Event(), "second": Event()} for _ in range(3))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def ask(self, name: str) -> None:
        self.begun[name].set()
        self.may_answer[name].wait(10)
        hand_over(self.shown.append, name)
        self.over[name].set()


async def test_an_answer_that_comes_after_a_newer_question_is_not_shown() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask("first")
        assert await asyncio.to_thread(app.begun["first"].wait, 10)
        app.ask("second")
        app.may_answer["second"].set()
        await settled(pilot)
        assert app.shown == ["second"]
        app.may_answer["first"].set()
        assert await asyncio.to_thread(app.over["first"].wait, 10)
        await settled(pilot)
        assert app.shown == ["second"]
