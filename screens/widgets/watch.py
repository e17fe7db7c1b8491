"""Looks at plan, journal and repository all the time, and says what changed. It is never seen itself."""

from __future__ import annotations

from textual import work
from textual.message import Message
from textual.widget import Widget

from screens.garbage import made_to_last
from screens.messages import JournalChanged
from screens.session import Session

POLL = 0.7
"""Seconds between two looks."""


class Watch(Widget):
    """Reloads the session when plan or journal changed, whoever changed them."""

    DEFAULT_CSS = "Watch { display: none; }"

    class RefsMoved(Message):
        """HEAD or a branch of the repository is not what it was."""

    class Trouble(Message):
        """Plan or journal cannot be read, and what was read last is still shown; None when that is over."""

        def __init__(self, error: Exception | None) -> None:
            super().__init__()
            self.error = error

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._looking = False
        self._broken = False

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_interval(POLL, self.look)

    def look(self) -> None:
        """Look once, unless the last look still goes on."""
        if not self._looking:
            self._looking = True
            self._look()

    @work(thread=True, group="watch", exit_on_error=False)
    def _look(self) -> None:
        try:
            if self._session.refs_moved():
                self.post_message(self.RefsMoved())
            if self._session.changed() and self._reload():
                self.post_message(JournalChanged())
                self._tell(None)
        except Exception as error:  # whatever it is belongs on the screen
            self._tell(error)
            self.post_message(JournalChanged())
        finally:
            self._looking = False

    def _reload(self) -> bool:
        with made_to_last(self.app, len(self._session.board.cards)):
            return self._session.reload()

    def _tell(self, error: Exception | None) -> None:
        if error or self._broken:
            self._broken = error is not None
            self.post_message(self.Trouble(error))
