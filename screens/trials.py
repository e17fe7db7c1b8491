"""What-ifs tried while somebody types: one at a time, of which the newest wins.

A simulation in a thread cannot be stopped half-way, so that at most one runs, and of what was asked for
meanwhile all but the newest is passed over. Where a plan is so large that a process of its own makes its
forecasts, that process is ended as soon as something else is typed.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from screens.session import Session
from tracker.domain.what_if_text import Known, parse_what_if
from tracker.domain.workload import WhatIf
from tracker.errors import StoreError

if TYPE_CHECKING:
    from subprocess import Popen

    from tracker.domain.board import Board
    from tracker.domain.forecast import Forecast


class Trials:
    """The changes that are tried on the forecast of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turn = Lock()
        self._newest = ""
        self._child: Popen[bytes] | None = None
        self._known: tuple[Board, Known] | None = None

    def known(self) -> Known:
        """Return what a change can name on the board as it is now."""
        board = self._session.board
        if self._known is None or self._known[0] is not board:
            self._known = board, Known.of(board)
        return self._known[1]

    def parsed(self, text: str) -> WhatIf:
        """Return the change that a text says; raises UsageError, to word which may take a moment."""
        return parse_what_if(text, self.known())

    def ask(self, text: str) -> None:
        """Say what is to be tried from now on; nothing else is of use any more."""
        self._newest = text
        self.stop()

    def answer(self, text: str) -> Forecast | None:
        """Return the forecast with what the change does to it; None for no change, and once another is asked.

        Blocking; raises TrackerError.
        """
        change = self.parsed(text)
        with self._turn:
            if text != self._newest or change == WhatIf():
                return None
            try:
                return self._tried(change, text)
            except StoreError:
                if text != self._newest:  # it was ended for that
                    return None
                raise

    def stop(self) -> None:
        """End the process that works on an answer, if there is one."""
        if self._child:
            self._child.kill()

    def _tried(self, change: WhatIf, text: str) -> Forecast:
        session = self._session
        if not session.aside:
            from tracker.service.forecasts.forecasting import tried

            return tried(session.tracker, session.board, session.clock(), change)
        from tracker.service.forecasts.aside import forecast_of, start_forecast

        self._child = start_forecast(session.tracker, session.clock(), changes=[change])
        if text != self._newest:
            self._child.kill()
        try:
            return forecast_of(self._child)
        finally:
            self._child = None
