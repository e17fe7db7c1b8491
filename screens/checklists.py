"""Checklists, targets and sign-offs: what a gate asks for beside the items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from screens.forms.values import Act, ChecklistTick, MeasuredValue, SignedOff
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.checklist_rows import CHECK, ROLE, TARGET, checklist_rows, key_of
from screens.widgets.key_line import Key
from screens.widgets.lines import Row
from screens.widgets.page import Page
from tracker.domain.board import checklist_checks


class ChecklistsScreen(PageScreen):
    """Space ticks, m measures, s signs; Enter does whichever fits the row."""

    CSS_PATH = "checklists.tcss"
    name_of_screen = "Checklists"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("Space", "tick", "tick"),
        Key("m", "measure", "measure"),
        Key("s", "sign off", "sign"),
        Key("i", "its item", "item"),
        Key("u", "undo", "undo"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="checklists.tick", tooltip="Tick or untick the check"),
        Binding(
            "m", "measure", "Measure", id="checklists.measure", tooltip="Record a measurement of the target"
        ),
        Binding("s", "sign", "Sign off", id="checklists.sign", tooltip="Sign off for the role"),
        Binding("i", "item", "Item", id="checklists.item", tooltip="Go to the item behind the row"),
        Binding("u,ctrl+z", "undo", "Undo", id="checklists.undo", tooltip="Take the last action back"),
    ]

    def __init__(self, session: Session, at: str | None = None) -> None:
        """Show the lists; `at` is the id of a checklist, target or role to begin with."""
        super().__init__(session)
        self._at = at

    def on_mount(self) -> None:
        """Go to where the reader came for."""
        key = key_of(self._at, self.session.board) if self._at else None
        if key:
            self.page.place_cursor(key)

    def rows(self, width: int) -> Sequence[Row]:
        """Lists, targets and roles."""
        return list(checklist_rows(self.session.board, width))

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        if event.key.startswith(CHECK):
            self.action_tick()
        elif event.key.startswith(TARGET):
            self.action_measure()
        else:
            self.action_sign()

    def action_tick(self) -> None:
        """Tick or untick the check under the cursor."""
        name = self._named(CHECK)
        if name is None:
            self.say("put the cursor on a check to tick it")
            return
        self._perform(ChecklistTick(name, done=not self._is_done(name)))

    def _is_done(self, name: str) -> bool:
        list_id, _, check_id = name.partition("/")
        board = self.session.board
        checklist = next(found for found in board.plan.checklists if found.id == list_id)
        checks = checklist_checks(board, list_id, checklist.checks)
        return any(check.done for check in checks if check.id == check_id)

    def action_measure(self, initial: MeasuredValue | None = None) -> None:
        """Ask for a measurement of the target under the cursor."""
        from screens.forms.measure import MeasureForm

        target = self._named(TARGET)
        if target is None:
            self.say("put the cursor on a target to measure it")
            return
        self.app.push_screen(MeasureForm(self.session.board, target, initial), self._perform)

    def action_sign(self) -> None:
        """Ask who signs for the role under the cursor."""
        from screens.forms.signoff import SignOffForm

        role = self._named(ROLE)
        if role is None:
            self.say("put the cursor on a role to sign for it")
            return
        self.app.push_screen(SignOffForm(self.session.board, role, self.session.actor), self._perform)

    def action_item(self) -> None:
        """Go to the item that ticks the check, or that the target is about."""
        item = self._item_behind()
        if item in self.session.board.by_id:
            self.dismiss(item)
        else:
            self.say("no item stands behind this row")

    def _item_behind(self) -> str | None:
        plan = self.session.board.plan
        if check := self._named(CHECK):
            pairs = {
                f"{found.id}/{check.id}": check.item for found in plan.checklists for check in found.checks
            }
            return pairs.get(check)
        target = self._named(TARGET)
        return next((found.item for found in plan.targets if found.id == target), None)

    def action_undo(self) -> None:
        """Take the last action back."""

        def undo() -> str:
            undone = self.session.undo()
            return f"undone: {undone[0].text}" if undone else "nothing to be undone"

        self.run_job(undo)

    def _named(self, kind: str) -> str | None:
        """The name of the row under the cursor, where it is of that kind."""
        key = self.page.current or ""
        return key.removeprefix(kind) if key.startswith(kind) else None

    def _perform(self, value: Act | None) -> None:
        if value is None:
            return
        from screens.forms.perform import perform

        def done() -> str:
            perform(self.session, value, ())
            match value:
                case MeasuredValue(target, measured):
                    return f"recorded {target}: {measured}"
                case SignedOff(role, by):
                    return f"{role} signed off by {by}"
                case ChecklistTick(name, ticked):
                    return f"{'ticked' if ticked else 'unticked'} {name}"
                case _:
                    return "done"

        self.run_job(done)
