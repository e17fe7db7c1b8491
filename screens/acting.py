"""What every screen that acts on items shares: forms, workers, and what is said about how it went.

An act is asked for on the event loop and carried out in a worker. When it is refused its form comes back
with what was typed; when it fails the reason is shown, and nothing that was on the screen is lost.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message

from screens.acts import PLAIN, act_plainly, form_for, module_of
from screens.failing import TellsFailures
from screens.handing_over import hand_over
from screens.keyed_screen import KeyedScreen
from screens.messages import Done, Failed, ForecastChanged, JournalChanged
from screens.session import Session
from screens.widgets.words import few
from tracker.domain.text import counted
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from screens.forms.values import Act
    from screens.trusting import Proofs
    from tracker.service.undo import Undone

Job = Callable[[], str]
"""Does something and says what, in one line. Blocking; may raise anything."""
_SHOWN_MOVES = 4


class ActingScreen(TellsFailures, KeyedScreen[None]):
    """A screen about the items of one session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.busy = ""
        """What a worker is doing, in a few words."""

    @abstractmethod
    def selected(self) -> tuple[str, ...]:
        """Return the ids that an act is about."""

    def busy_changed(self) -> None:
        """Show what a worker is doing; nothing by default."""

    def action_act(self, name: str) -> None:
        """Begin an act on what is selected, by the name of its command."""
        ids = self.selected()
        if not ids:
            self.notify("There is no item here.", markup=False)
            return
        blocked = all(self.session.board.by_id[id_].state.blocked for id_ in ids)
        self.begin("unblock" if name == "block" and blocked else name, ids)

    def begin(self, name: str, ids: Sequence[str], initial: Any = None) -> None:
        """Ask for what an act needs and carry it out; `initial` is what was refused before."""
        if name in PLAIN:
            self.carry_out(lambda: act_plainly(self.session, name, ids), doing=name)
        else:
            self.once_loaded(module_of(name), lambda: self._ask_for(name, ids, initial))

    def _ask_for(self, name: str, ids: Sequence[str], initial: Any) -> None:
        try:
            form = form_for(name, self.session, ids, initial)
        except TrackerError as error:
            self.post_message(Failed(error))
            return

        def typed(value: Act | None) -> None:
            if value is not None:
                self._perform(name, value, ids)

        self.app.push_screen(form, typed)

    def _perform(self, name: str, value: Act, ids: Sequence[str]) -> None:
        from screens.forms.values import Verification

        def go(trusted: Proofs = ()) -> None:
            self.carry_out(
                lambda: _performed(self.session, value, ids, trusted),
                again=lambda: self.begin(name, ids, value),
                doing=name,
            )

        if isinstance(value, Verification) and value.by is None:
            self._once_trusted(ids, go)
        else:
            go()

    @work(thread=True, group="acts", exit_on_error=False)
    def _once_trusted(self, ids: Sequence[str], go: Callable[[Proofs], None]) -> None:
        try:
            proofs = self.session.untrusted_proofs(ids)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._ask_for_trust, proofs, go)

    def _ask_for_trust(self, proofs: Proofs, go: Callable[[Proofs], None]) -> None:
        from screens.trusting import trust_form

        def answered(yes: bool | None) -> None:
            if yes:
                go(proofs)
            else:
                self.notify("Nothing was run.", markup=False)

        if proofs:
            self.app.push_screen(trust_form(proofs), answered)
        else:
            go(())

    def action_export(self) -> None:
        """Ask for a format and a path, and write the report."""
        self.begin("export", ())

    def action_undo(self) -> None:
        """Take the last action back."""
        self.carry_out(lambda: _undone_text("undone", self.session.undo()), doing="undo")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.carry_out(lambda: _undone_text("done again", self.session.redo()), doing="redo")

    def action_sync(self) -> None:
        """Read progress out of git's history."""
        self.carry_out(self._synced, doing="sync")

    def _synced(self) -> str:
        report = self.session.sync(self._commits_found)
        more = len(report.moves) - _SHOWN_MOVES
        shown = [*report.moves[:_SHOWN_MOVES], *([f"and {more} more"] if more > 0 else [])]
        return "\n".join([report.summary, *shown, *report.warnings])

    def _commits_found(self, count: int) -> None:
        """Say how far a long sync is; called in its worker."""
        self.call_later(self._say_busy, f"sync · {counted(count, 'commit')}")

    def _say_busy(self, doing: str) -> None:
        self.busy = doing
        self.busy_changed()

    def action_copy_id(self) -> None:
        """Copy a trailer that resolves the items, for a commit message."""
        if ids := self.selected():
            trailer = f"Resolves: {', '.join(ids)}"
            self.app.copy_to_clipboard(trailer)
            self.notify(f"Copied: Resolves: {few(ids)}", markup=False)

    def carry_out(self, job: Job, *, again: Callable[[], None] | None = None, doing: str = "") -> None:
        """Do a job in a worker and say how it went; `again` is called where it was refused."""
        self._say_busy(doing)
        self._work(job, again)

    @work(thread=True, group="acts", exit_on_error=False)
    def _work(self, job: Job, again: Callable[[], None] | None) -> None:
        try:
            said = job()
        except Exception as error:  # whatever went wrong belongs on the screen, not on the terminal
            self.post_message(Failed(error))
            if again and isinstance(error, TrackerError):
                hand_over(again)
        else:
            self.post_message(Done(said))
            self.post_message(JournalChanged())

    @work(thread=True, exclusive=True, group="forecast", exit_on_error=False)
    def compute_forecast(self) -> None:
        """Work the forecast out anew; ForecastChanged says when it is there."""
        try:
            self.session.compute_forecast()
        except Exception as error:  # the board is of use without a date
            self.post_message(Failed(error))
        self.post_message(ForecastChanged())

    def pass_on(self, message: Message) -> None:
        """Tell the screen above, which hears nothing of what happens here."""
        if self.app.screen is not self:
            self.app.screen.post_message(message)

    @on(Done)
    def _say_done(self, event: Done) -> None:
        self._idle()
        if event.text:
            self.notify(event.text, markup=False, timeout=3)

    @on(Failed)
    def _say_failed(self, event: Failed) -> None:
        self._idle()
        self.notify(event.in_lines, severity="error", markup=False, timeout=8)

    def _idle(self) -> None:
        self._say_busy("")


def _performed(session: Session, value: Act, ids: Sequence[str], trusted: Proofs) -> str:
    """Carry a value out, after the commands it runs were trusted."""
    from screens.forms.perform import perform

    if trusted:
        session.trust(trusted)
    return perform(session, value, ids)


def _undone_text(what: str, actions: Sequence[Undone]) -> str:
    if not actions:
        return f"there is nothing to be {what}"
    return f"{what}: " + "; ".join(action.text for action in actions)
