"""Forecast: when we will be ready, as a range with its reasons, and what would change it.

A change is answered while it is typed: a worker reads and simulates it a moment after the last key, its
spread is laid over that of the forecast, and Enter keeps it as a row beside others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from screens.handing_over import hand_over
from screens.messages import Failed, ForecastChanged
from screens.page_screen import PageScreen
from screens.session import Session
from screens.trials import Trials
from screens.widgets.forecast_rows import forecast_rows
from screens.widgets.key_line import Key, KeyLine
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page
from screens.widgets.what_if_bar import WhatIfBar
from screens.widgets.what_if_rows import KEY, answer_rows
from tracker.domain.what_if_text import completed, example, what_if_text
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.domain.forecast import Forecast
    from tracker.service.forecasts.track_record import TrackRecord

PAUSE = 0.15
"""Seconds without a key after which what is typed is tried."""
_TYPING = (Key("Enter", "keep as a row", ""), Key("Tab", "complete", ""), Key("Esc", "take it off", "leave"))


class ForecastScreen(PageScreen):
    """Dates, spread, drivers and changes; what is missing is worked out in a worker."""

    CSS_PATH = "forecast.tcss"
    name_of_screen = "Forecast"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("w", "what if", "what_if"),
        Key("↑↓", "what moves it", ""),
        Key("Enter", "go to the item", "go"),
        Key("d", "drop the row", "drop"),
        Key("r", "work it out anew", "compute"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,slash", "what_if", "What if", id="forecast.what-if", tooltip="Try what would change it"),
        Binding("d,delete", "drop", "Drop", id="forecast.drop", tooltip="Take a change off the page"),
        Binding("r", "compute", "Anew", id="forecast.compute", tooltip="Work the forecast out anew"),
    ]

    bar = getters.query_one("#what-if", WhatIfBar)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._computing = False
        self._trials = Trials(session)
        self._record: TrackRecord | None = None
        self._tried: Forecast | None = None
        """The last answer to what is typed."""
        self._answered: str | None = None
        """What it is the answer to."""
        self._keeps: str | None = None
        """What Enter was pressed on before it was answered."""

    def compose(self) -> ComposeResult:
        """The line for changes stands between the page and the keys."""
        *above, keys = super().compose()
        yield from above
        yield WhatIfBar(lambda text: completed(text, self._trials.known()), id="what-if")
        yield keys

    def on_mount(self) -> None:
        """Work the forecast out where none is known; look up how it did so far."""
        self._read_record()
        if self.session.forecast is None:
            self.action_compute()

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        self._trials.ask("")

    def rows(self, width: int) -> Sequence[Row]:
        """The forecast, or why there is none yet."""
        forecast = self.session.forecast
        if forecast is not None:
            tried = self._tried.what_if[0] if self._tried else None
            return list(forecast_rows(forecast, self.session.board, width, record=self._record, tried=tried))
        if self._computing:
            return [Row(), row(Span("simulating the work that is left …", Tone.MUTED))]
        return [Row(), row("There is no forecast; r works it out.")]

    def fill(self) -> None:
        """Show what the session says now, and look again at what rests on it."""
        super().fill()
        self._read_record()
        if self.bar.is_open:
            self._ask(self.bar.text)

    def action_compute(self) -> None:
        """Work the forecast out, unless that is going on."""
        if not self._computing:
            self._computing = True
            self.say("")
            super().fill()
            self._compute()

    @work(thread=True, exclusive=True, group="forecast", exit_on_error=False)
    def _compute(self) -> None:
        try:
            self.session.compute_forecast()
        except Exception as error:
            self._computing = False
            self.post_message(Failed(error))
        else:
            self._computing = False
            for screen in self.app.screen_stack:
                screen.post_message(ForecastChanged())

    @on(Failed)
    def _not_computed(self) -> None:
        super().fill()

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def _read_record(self) -> None:
        try:
            found = self.session.record()
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._show_record, found)

    def _show_record(self, found: TrackRecord) -> None:
        if found != self._record:
            self._record = found
            super().fill()

    def action_go(self) -> None:
        """Go to what is under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        """Go to the item; a change is taken into the line, to be tried in other words."""
        if not event.key.startswith(KEY):
            self.dismiss(event.key)
            return
        try:
            change = self._trials.parsed(event.key.removeprefix(KEY))
        except UsageError as error:  # the plan has no more what it names
            self.post_message(Failed(error))
        else:
            self.action_what_if()
            self.bar.take(what_if_text(change))

    def action_what_if(self) -> None:
        """Let a change be typed."""
        self.bar.open()
        self._tell_example()
        self.query_one(KeyLine).show(_TYPING)

    @on(WhatIfBar.Left)
    def action_leave(self) -> None:
        """Take the change off, and leave the line; what Enter was pressed on is kept all the same."""
        if self._keeps is None:
            self._trials.ask("")
        self.bar.close()
        self._show_tried("", None)
        self.set_focus(self.page)
        self.query_one(KeyLine).show(self.keys_offered)

    @on(WhatIfBar.Changed)
    def _typed(self, event: WhatIfBar.Changed) -> None:
        if event.text != self._keeps:
            self._keeps = None
        self._ask(event.text)

    def _ask(self, text: str) -> None:
        self._trials.ask(text)
        if text.strip():
            self._tell(Span("…", Tone.MUTED))
        else:
            self._show_tried("", None)
            self._tell_example()
        self._try(text)

    @work(exclusive=True, group="what-if", exit_on_error=False)
    async def _try(self, text: str) -> None:
        """Try what is typed, a moment after the last key: whatever is typed meanwhile cancels it."""
        await asyncio.sleep(PAUSE)
        try:
            made = await asyncio.to_thread(self._trials.answer, text)
        except Exception as error:
            self._tell(Span(Failed(error).in_line, Tone.BAD))
        else:
            if made is not None:
                self._show_answer(text, made)

    def _show_answer(self, text: str, made: Forecast) -> None:
        self._show_tried(text, made)
        self._tell(Span(made.what_if[0].change, Tone.STRONG))
        if text == self._keeps:
            self._keep(made)

    def _show_tried(self, text: str, made: Forecast | None) -> None:
        self._answered = text
        if made and not self._tried:
            self.page.scroll_to(y=0, animate=False, immediate=True)  # where the spreads are
        if made != self._tried:
            self._tried = made
            super().fill()

    def _tell(self, said: Span) -> None:
        """Say how far an answer is; the last one stays below it."""
        made = self._tried

        def rows(width: int) -> list[Row]:
            if made is None:
                return [row(said, indent=2)]
            head = Row((replace(said, text=fitted(said.text, width)),), wraps=False)
            return [head, *answer_rows(made)]

        self.bar.tell(rows)

    def _tell_example(self) -> None:
        self._tell(Span(f"for example: {example(self._trials.known())}", Tone.MUTED))

    @on(WhatIfBar.Kept)
    def _keep_typed(self, event: WhatIfBar.Kept) -> None:
        if not event.text.strip():
            self.action_leave()
        elif self._tried and event.text == self._answered:
            self._keep(self._tried)
        else:  # it is kept as soon as it is answered
            self._keeps = event.text

    def _keep(self, made: Forecast) -> None:
        """Make a row of an answer: it is tried with every forecast from now on."""
        self._keeps = None
        result, session = made.what_if[0], self.session
        change = self._trials.parsed(result.change)
        if change not in session.asked:
            session.asked += (change,)
        shown = session.forecast or made
        others = tuple(each for each in shown.what_if if each.change != result.change)
        session.forecast = replace(shown, what_if=(*others, result))
        self.bar.take("")
        self._show_tried("", None)
        super().fill()
        self.page.place_cursor(f"{KEY}{result.change}")

    def action_drop(self) -> None:
        """Take the change under the cursor off the page."""
        forecast, key = self.session.forecast, self.page.current or ""
        if forecast is None or not key.startswith(KEY):
            self.say("There is no change under the cursor to be dropped.")
            return
        text = key.removeprefix(KEY)
        change = self._trials.parsed(text)
        if change not in self.session.asked:
            self.say("This change is tried with every forecast.")
            return
        self.session.asked = tuple(each for each in self.session.asked if each != change)
        left = tuple(each for each in forecast.what_if if each.change != text)
        self.session.forecast = replace(forecast, what_if=left)
        super().fill()
