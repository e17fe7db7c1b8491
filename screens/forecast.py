"""Forecast: when we will be ready, as a range with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.messages import Failed, ForecastChanged
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.forecast_rows import forecast_rows
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page


class ForecastScreen(PageScreen):
    """Dates, spread and drivers; what is missing is worked out in a worker."""

    CSS_PATH = "forecast.tcss"
    name_of_screen = "Forecast"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "what moves it", ""),
        Key("Enter", "go to the item", "go"),
        Key("r", "work it out anew", "compute"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "compute", "Anew", id="forecast.compute", tooltip="Work the forecast out anew"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._computing = False

    def on_mount(self) -> None:
        """Work the forecast out where none is known."""
        if self.session.forecast is None:
            self.action_compute()

    def rows(self, width: int) -> Sequence[Row]:
        """The forecast, or why there is none yet."""
        forecast = self.session.forecast
        if forecast is not None:
            return list(forecast_rows(forecast, self.session.board, width))
        if self._computing:
            return [Row(), row(Span("simulating the work that is left …", Tone.MUTED))]
        return [Row(), row("There is no forecast; r works it out.")]

    def action_compute(self) -> None:
        """Work the forecast out, unless that is going on."""
        if not self._computing:
            self._computing = True
            self.say("")
            self.fill()
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
        self.fill()

    def action_go(self) -> None:
        """Go to the item under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.dismiss(event.key)
