"""Link: a commit that belongs to an item, found by a few letters of its subject, or named outright.

The newest commits are read in a worker once the form is shown, and those that probably belong to the item are
looked for in another. Where no commit is like what is typed, the whole history is searched for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.forms.choice import Choice
from screens.forms.entry import Entry
from screens.forms.reading import evidence_problem
from screens.forms.values import CommitChoice
from screens.handing_over import hand_over
from screens.in_steps import InSteps
from screens.messages import Failed
from screens.widgets.hint import Hint
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.page import Page
from tracker.domain.age import ago
from tracker.domain.board import Board
from tracker.domain.commit_line import Headed, searched
from tracker.domain.commit_search import Wanted, wanted_of
from tracker.domain.state import Role
from tracker.domain.suggestion import Suggestion
from tracker.domain.text import one_line

Find = Callable[[Sequence[str]], Sequence[Headed]]
"""Returns the newest commits that are like all of these words. Blocking; raises TrackerError."""
Suggest = Callable[[Sequence[str]], Sequence[Suggestion]]
"""Returns the few commits that most probably belong to the items. Blocking; raises TrackerError."""
_SHOWN = 200
_SHA, _ABOUT, _LEAST = 7, 28, 16
"""Cells of a sha, of who and when at most, of a subject at least."""


class LinkForm(InSteps, ModalScreen[CommitChoice | None]):
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
    refusal = getters.query_one("#refusal", Static)

    def __init__(
        self,
        board: Board,
        ids: Sequence[str],
        find: Find,
        initial: CommitChoice | None = None,
        suggest: Suggest | None = None,
    ) -> None:
        """Offer the commits that `find` returns for the items `ids`, above them those of `suggest`."""
        super().__init__()
        self.board = board
        self.ids = tuple(ids)
        self.initial = initial
        self._find = find
        self._suggest = suggest
        self._suggestions: Sequence[Suggestion] = ()
        self._no_suggestion = ""
        """Why there can be none."""
        self._commits: dict[str, Headed] = {}
        """What was read so far, by sha."""
        self._words: Sequence[str] = ()
        """What the history was searched for last."""
        self._answers: frozenset[str] = frozenset()
        """What that search found, perhaps in messages of which the subject is all that is known here."""
        self._reading = True
        self._kept = False
        """Enter was pressed on what is typed before the commits were there."""

    def compose(self) -> ComposeResult:
        """Search, role, commits, and the two ways out."""
        with Vertical(id="form"):
            yield Static(f"Link a commit to {', '.join(self.ids)}", id="heading", markup=False)
            yield Static("", id="refusal", markup=False)
            yield Entry("Commit", self._search_input())
            role = self.initial.role if self.initial else Role.RESOLVES
            yield Entry("It", Choice([role.value for role in Role], role.value))
            yield Page(self._rows)
            with Horizontal(id="ways-out"):
                yield Button("Link", id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint("Enter links · Tab goes on · Esc leaves", id="keys")

    def _search_input(self) -> Input:
        typed = self.initial.rev if self.initial else ""
        made = Input(typed, placeholder="search, or a sha", compact=True, id="search")
        made.cursor_blink = False  # an idle app stays idle
        made.select_on_focus = False  # what was typed before is mended, not replaced
        return made

    def on_mount(self) -> None:
        """Begin to read; nothing was refused yet."""
        self.refusal.display = False
        self.query_one(Choice).hand_on = self._take_text
        self._read(())
        if self._suggest:
            self._look_for(self._suggest)

    def _take_text(self, text: str) -> None:
        self.set_focus(self.search)
        self.search.insert_text_at_cursor(text)

    @work(thread=True, exclusive=True, group="commits", exit_on_error=False)
    def _read(self, words: Sequence[str]) -> None:
        try:
            found = self._find(words)
        except Exception as error:  # a sha can be typed all the same
            hand_over(self._cannot_read, error)
        else:
            hand_over(self.offer, found)

    @work(thread=True, exclusive=True, group="suggestions", exit_on_error=False)
    def _look_for(self, suggest: Suggest) -> None:
        try:
            found = suggest(self.ids)
        except Exception as error:  # every commit can be searched all the same
            found, self._no_suggestion = (), f"nothing can be suggested: {Failed(error).text}"
        hand_over(self.put_first, found)

    def put_first(self, found: Sequence[Suggestion]) -> None:
        """Offer suggestions above all other commits.

        The cursor stays on its commit: whoever presses Enter at that moment means what was there before.
        """
        self._suggestions = found
        self._commits = {each.commit.sha: each.commit for each in found} | self._commits
        self.page.fill(self._rows)

    def offer(self, commits: Sequence[Headed]) -> None:
        """Offer more commits beside those that are offered already."""
        self._commits |= {commit.sha: commit for commit in commits}
        self._answers = frozenset(commit.sha for commit in commits)
        self._reading = False
        self._search_further()
        self._show()

    def _cannot_read(self, error: Exception) -> None:
        self._reading = False
        self._refuse(Failed(error).text)
        self._show()

    def _show(self) -> None:
        self.page.fill(self._rows)
        if self._kept:
            self.action_keep()

    def _search_further(self) -> None:
        """Search the whole history where nothing at hand is like what is typed; one search at a time."""
        words = one_line(self.search.value).split()
        if words and words != self._words and not self._reading and not self._found():
            self._words, self._answers, self._reading = words, frozenset(), True
            self._read(words)

    def _rows(self, width: int) -> Sequence[Row]:
        suggested = () if one_line(self.search.value) else self._suggestions
        first = list(self._suggested_rows(suggested, width))
        shas = {entry.key for entry in first}
        others = [commit for commit in self._found() if commit.sha not in shas][:_SHOWN]
        found = [self._commit_row(commit, width) for commit in others]
        return [*first, *(found or [row(Span(self._why_none, Tone.MUTED))])]

    def _suggested_rows(self, suggested: Sequence[Suggestion], width: int) -> Iterator[Row]:
        if suggested:
            yield heading("Probably", "by what they changed and what they say")
        elif self._no_suggestion and self._commits:
            yield row(Span(self._no_suggestion, Tone.MUTED))
        for each in suggested:
            yield self._commit_row(each.commit, width)
            item = f"{each.item}: " if len(self.ids) > 1 else ""
            why = f"{' ' * _SHA} {item}{' · '.join(each.reasons)}"
            yield Row((Span(fitted(why, width), Tone.MUTED),), wraps=False)
        if suggested:
            yield heading("Newest")

    @property
    def _why_none(self) -> str:
        if self._reading:
            return "reading the history …"
        return "no commit is like that; it is taken as a revision" if self.search.value else "name a commit"

    def _commit_row(self, commit: Headed, width: int) -> Row:
        about = f"{one_line(commit.author)}, {ago(commit.authored_at, self.board.now)}"
        about = fitted(about, min(_ABOUT, cell_len(about)))
        subject = fitted(commit.subject, max(_LEAST, width - _SHA - cell_len(about) - 3))
        sha = Span(commit.sha[:_SHA], Tone.ACCENT)
        return Row((sha, Span(f" {subject}  "), Span(about, Tone.MUTED)), key=commit.sha, wraps=False)

    def _found(self) -> list[Headed]:
        """The commits at hand that are like what is typed, else loosely so; all of them while nothing is."""
        wanted = wanted_of(self.search.value)
        asked = wanted_of(" ".join(self._words))
        answers = self._answers if wanted == asked else frozenset[str]()
        return self._like(wanted, answers) or self._like(wanted.loosely, answers)

    def _like(self, wanted: Wanted, answers: Collection[str]) -> list[Headed]:
        return [
            commit
            for sha, commit in self._commits.items()
            if sha in answers or wanted.takes(sha, searched(commit))
        ]

    @on(Input.Changed)
    def _look(self) -> None:
        self._search_further()
        self.page.fill(self._rows, from_top=True)

    def action_move(self, steps: int) -> None:
        """Go through the commits while the cursor stays in the search."""
        self.page.action_move(steps)

    @on(Input.Submitted)
    @on(Page.Chosen)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand back the commit under the cursor, or what was typed where no commit is like it."""
        self._kept = self._reading and not self.page.current and bool(one_line(self.search.value))
        if self._kept:
            return
        rev = self.page.current or one_line(self.search.value)
        if problem := evidence_problem("commit", rev):
            self._refuse(problem)
        else:
            self.dismiss(CommitChoice(rev, Role(self.query_one(Choice).value)))

    def _refuse(self, reason: str) -> None:
        self.refusal.update(f"✗ {reason}")
        self.refusal.display = True

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)
