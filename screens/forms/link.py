"""Link: a commit that belongs to an item, found by a few letters of its subject, or named outright."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.forms.choice import Choice
from screens.forms.reading import evidence_problem
from screens.forms.values import CommitChoice
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page
from tracker.domain.age import ago
from tracker.domain.board import Board
from tracker.domain.state import Role
from tracker.domain.text import one_line

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commit that can be linked."""

    sha: str
    subject: str
    author: str
    at: datetime


class LinkForm(ModalScreen[CommitChoice | None]):
    """Lists commits while a few letters are typed; anything git can resolve may be typed as well."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="link.cancel", tooltip="Leave without doing anything"),
        Binding("enter", "keep", "Link", id="link.keep", tooltip="Link the commit"),
        Binding("down", "move(1)", "Next", id="link.down", tooltip="The next commit", priority=True),
        Binding("up", "move(-1)", "Back", id="link.up", tooltip="The commit before", priority=True),
    ]

    search = getters.query_one("#search", Input)
    page = getters.query_one(Page)

    def __init__(
        self,
        board: Board,
        ids: Sequence[str],
        candidates: Sequence[Candidate] = (),
        initial: CommitChoice | None = None,
    ) -> None:
        """Offer `candidates`, newest first, for the items `ids`."""
        super().__init__()
        self.board = board
        self.ids = tuple(ids)
        self.candidates = tuple(candidates)
        self.initial = initial

    def compose(self) -> ComposeResult:
        """Search, commits, role, and the two ways out."""
        with Vertical(id="form"):
            yield Static(f"Link a commit to {', '.join(self.ids)}", id="heading", markup=False)
            yield Static("", id="refusal", markup=False)
            with Horizontal(classes="entry"):
                yield Static("Commit", classes="label", markup=False)
                search = Input(
                    self.initial.rev if self.initial else "",
                    placeholder="search, or a sha",
                    compact=True,
                    id="search",
                )
                search.cursor_blink = False  # an idle app stays idle
                yield search
            with Horizontal(classes="entry"):
                yield Static("It", classes="label", markup=False)
                role = self.initial.role if self.initial else Role.RESOLVES
                yield Choice([role.value for role in Role], role.value)
            yield Page(lambda width: list(self._commit_rows(width)))
            with Horizontal(id="ways-out"):
                yield Button("Link", id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Static("Enter links · Tab goes on · Esc leaves", id="keys", markup=False)

    def on_mount(self) -> None:
        """Show no empty line where nothing was refused."""
        self.query_one("#refusal", Static).display = False
        self.page.styles.height = 10 if self.candidates else 1

    def _commit_rows(self, width: int) -> Iterator[Row]:
        found = self._found()
        if not found:
            what = (
                "no commit is like that; it is taken as a revision" if self.search.value else "name a commit"
            )
            yield row(Span(what, Tone.MUTED))
        for commit in found[:_SHOWN]:
            about = f"  {commit.author}, {ago(commit.at, self.board.now)}"
            yield row(
                Span(commit.sha[:7], Tone.ACCENT),
                f" {commit.subject}",
                Span(about, Tone.MUTED),
                key=commit.sha,
            )

    def _found(self) -> list[Candidate]:
        """The commits that match what is typed, the best first; all of them while nothing is."""
        from textual.fuzzy import Matcher

        typed = one_line(self.search.value)
        if not typed:
            return list(self.candidates)
        matcher = Matcher(typed)
        scored = [(matcher.match(f"{c.sha[:12]} {c.subject} {c.author}"), c) for c in self.candidates]
        return [c for score, c in sorted(scored, key=lambda pair: -pair[0]) if score > 0]

    @on(Input.Changed)
    def _look(self) -> None:
        self.page.fill(lambda width: list(self._commit_rows(width)), from_top=True)

    def action_move(self, steps: int) -> None:
        """Go through the commits while the cursor stays in the search."""
        self.page.action_move(steps)

    @on(Input.Submitted)
    @on(Page.Chosen)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand back the commit under the cursor, or what was typed where no commit is like it."""
        rev = self.page.current or one_line(self.search.value)
        problem = evidence_problem("commit", rev)
        if problem:
            refusal = self.query_one("#refusal", Static)
            refusal.update(f"✗ {problem}")
            refusal.display = True
            return
        self.dismiss(CommitChoice(rev, Role(self.query_one(Choice).value)))

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
