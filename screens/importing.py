"""Import review: what an importer drafted is taken or dropped, item by item, before a plan is written.

Nothing is written until the plan is asked for. What is decided is a value of the domain, the service writes
it; reading and writing run in workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.drafts import GROUP, DraftsScreen
from screens.handing_over import hand_over
from screens.messages import Failed
from screens.opened import opened
from screens.session import Clock, Session
from screens.widgets.import_rows import summary
from screens.widgets.key_line import Key, KeyLine
from screens.widgets.page import Page
from tracker.domain.import_choices import Choices, Edit, edit_of
from tracker.domain.text import one_line
from tracker.errors import TrackerError
from tracker.service.reviews.reviewing import (
    Request,
    Review,
    Reviewed,
    read_review,
    usual_place,
    write_review,
)
from tracker.service.workspace import Workspace
from tracker.settings.values import Settings

NOTHING_FOUND = 1
_ALONE = 2
"""Screens on the stack when this is the only one of ours."""
_KEYS = (
    Key("Space", "take/drop", "take_or_drop"),
    Key("w", "write", "write"),
    Key("Tab", "other pane", "pane"),
    Key("e", "edit", "edit"),
    Key("n", "unsure", "next"),
    Key("/", "filter", "filter"),
    Key("a", "take all", "take_all"),
    Key("q", "leave", "close"),
    Key("?", "keys", "help"),
)


class ImportingScreen(DraftsScreen):
    """One document, drafted; what is decided about its items makes the plan."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "take_or_drop", "Take or drop", id="import.toggle", tooltip="Take the item, or drop it"
        ),
        Binding("a", "take_all", "Take all", id="import.take-all", tooltip="Take every item that is shown"),
        Binding("d", "drop", "Drop", id="import.drop", tooltip="Leave the item out, from now on"),
        Binding("e", "edit", "Edit", id="import.edit", tooltip="Title, severity, effort and status"),
        Binding("w", "write", "Write", id="import.write", tooltip="Write the plan, and open its board"),
        Binding("escape,q", "close", "Leave", id="import.close", tooltip="Leave; nothing is written"),
    ]

    def __init__(
        self,
        workspace: Workspace,
        request: Request,
        *,
        actor: str,
        clock: Clock,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(str(request.source))
        self._settings = settings
        self._workspace = workspace
        self._request = request
        self._actor = actor
        self._clock = clock
        self._code = 0
        """What the app exits with, where it was opened for this alone."""

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one(KeyLine).show(_KEYS)
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        try:
            found = read_review(self._workspace, self._request, self._clock())
        except Exception as error:  # whatever it is belongs on the screen
            hand_over(self._unread, error)
        else:
            hand_over(self._begin, found)

    def _unread(self, error: Exception) -> None:
        self.why_none = "Nothing could be read."
        self._code = error.exit_code if isinstance(error, TrackerError) else 1
        self.show()
        self.post_message(Failed(error))

    def _begin(self, review: Review) -> None:
        self.path = self.path or review.made.path
        self.why_none = "Nothing to remediate was found."
        self._code = 0 if review.items or review.gone else NOTHING_FOUND
        self.show_review(review)

    @property
    def _under(self) -> list[Reviewed]:
        """What can be decided about under the cursor: an item, or those of a group."""
        key = self.items.current or ""
        found = self.groups.get(key.removeprefix(GROUP)) if key.startswith(GROUP) else [self.by_id.get(key)]
        return [item for item in found or () if isinstance(item, Reviewed) and item.decidable]

    def action_take_or_drop(self) -> None:
        """Take what is under the cursor; drop it where all of it is taken."""
        taken = all(self.choices.takes(item.place, usually=item.usual) for item in self._under)
        self._decide(self._under, not taken)

    def action_drop(self) -> None:
        """Leave out what is under the cursor."""
        self._decide(self._under, False)

    def action_take_all(self) -> None:
        """Take every item that the filter lets through."""
        shown = (item for items in self.groups.values() for item in items)
        self._decide([item for item in shown if isinstance(item, Reviewed) and item.decidable], True)

    def _decide(self, items: Sequence[Reviewed], taken: bool) -> None:
        if not items:
            self.say("That stays in the plan as it is; there is nothing to decide." if self.by_id else "")
            return
        self.choices = self.choices.deciding({item.place: item.usual for item in items}, taken)
        self.say("")
        self.show()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.action_take_or_drop()

    def action_edit(self) -> None:
        """Put the item under the cursor differently."""
        from screens.forms.draft import DraftForm

        found = self.by_id.get(self.items.current or "")
        if not isinstance(found, Reviewed):
            return
        item = self.choices.item(found.place, found.item)

        def keep(edit: Edit | None) -> None:
            if edit is not None:
                self.choices = self.choices.editing(found.place, found.item, edit)
                self._decide([found] if found.decidable else [], True)
                self.show()

        self.app.push_screen(DraftForm(found.id, one_line(found.item.title), edit_of(item)), keep)

    def action_close(self) -> None:
        """Leave, after a question where something was decided."""
        from screens.forms.confirm import ConfirmForm

        if not self.choices or not self.review:
            self._leave(True)
            return
        told = f"Decided: {summary(self.review, self.choices)}. None of it is written yet."
        self.app.push_screen(
            ConfirmForm("Leave without writing the plan?", told, yes="Leave it"), self._leave
        )

    def _leave(self, sure: bool | None) -> None:
        if not sure:
            return
        if len(self.app.screen_stack) > _ALONE:
            self.dismiss(None)
        else:
            self.app.exit(return_code=self._code)

    def action_write(self) -> None:
        """Ask for the path of the plan, and write it."""
        from screens.forms.path import PathForm, check_plan

        if not self.review:
            return
        place = self.path or usual_place(self._workspace, self.review)
        subject = f"{summary(self.review, self.choices)}; a plan that is there is merged into"
        form = PathForm("Write the plan", "Write", subject, check_plan, str(place))
        self.app.push_screen(form, self._begin_writing)

    def _begin_writing(self, path: Path | None) -> None:
        if path is not None and self.review:
            self.say("writing …")
            self._write(self.review, self.choices, path)

    @work(thread=True, exclusive=True, group="write", exit_on_error=False, description="write")
    def _write(self, review: Review, choices: Choices, path: Path) -> None:
        try:
            other = write_review(review, choices, path, self._clock())
            session = None if other else self._opened(path)
        except Exception as error:  # whatever it is belongs on the screen
            self.post_message(Failed(error))
            return
        if other:
            hand_over(self._look_again, other, path)
        elif session:
            from screens.picker import PickerScreen

            self.post_message(PickerScreen.Opened(session))

    def _opened(self, path: Path) -> Session:
        tracker = opened(self._workspace, path.resolve())
        return Session(tracker, actor=self._actor, clock=self._clock, settings=self._settings)

    def _look_again(self, review: Review, path: Path) -> None:
        """The plan at `path` is not the one that was looked at: show what merging into it does."""
        self.path = path
        self._begin(review)
        there = "is there already" if review.made.before else "is not there any more"
        self.say(f"{one_line(str(path))} {there}: nothing was written yet. Look again, then w writes it.")
