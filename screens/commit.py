"""One commit: what it says, the items it belongs to, and what it changed in the files that they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.handing_over import hand_over
from screens.linking import LinkingScreen
from screens.messages import Failed
from screens.session import Session
from screens.widgets.commit_rows import ITEM_KEY, legend_rows, linked_rows, message_rows
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page
from screens.widgets.patch_rows import patch_rows
from tracker.domain.commit_links import Links, ids_of, links_of
from tracker.service.commits.view import CommitPatch, CommitView


class CommitScreen(LinkingScreen):
    """A commit of the history; its neighbours there can be walked to."""

    CSS_PATH = "commit.tcss"
    name_of_screen = "Commit"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "go to the item", "go"),
        Key("l", "link", "link"),
        Key("L", "unlink", "unlink"),
        Key("[", "newer", "step(-1)"),
        Key("]", "older", "step(1)"),
        Key("u", "undo", "undo"),
        Key("C", "copy sha", "copy_sha"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket", "step(-1)", "Newer", id="commit.newer", tooltip="The commit before it"
        ),
        Binding("right_square_bracket", "step(1)", "Older", id="commit.older", tooltip="The next commit"),
    ]

    def __init__(self, session: Session, sha: str, shas: Sequence[str] = ()) -> None:
        """Show the commit `sha`, one of `shas`, newest first."""
        super().__init__(session)
        self._sha = sha
        self._shas = shas
        self._view: CommitView | None = None
        self._patch: CommitPatch | None = None
        self._patch_rows: Sequence[Row] = ()
        self._links: Links = {}
        self._why_not = ""

    @property
    def sha(self) -> str:
        """The commit that is shown."""
        return self._sha

    @property
    def links(self) -> Links:
        """What commits are linked to."""
        return self._links

    @property
    def touched(self) -> Sequence[str]:
        """The items that name a file it changed."""
        items = self._patch.items.values() if self._patch else ()
        known = self.session.board.by_id
        return tuple(dict.fromkeys(item for ids in items for item in ids if item in known))

    def on_mount(self) -> None:
        """Read the commit."""
        self.fill()

    def fill(self) -> None:
        """Read the commit, or what is known of it by now."""
        super().fill()
        self._read(self._sha)

    @work(thread=True, exclusive=True, group="commit", exit_on_error=False)
    def _read(self, sha: str) -> None:
        board = self.session.board
        try:
            links = links_of(board)
            view = self._view or self.session.commit_view(sha)
            hand_over(self._show_view, sha, view, links)
            found = self.session.commit_patch(view.commit, ids_of(links.get(sha, ())))
            rows = tuple(patch_rows(found))
        except Exception as error:
            hand_over(self._cannot_read, error)
        else:
            hand_over(self._show_patch, sha, found, rows)

    def _show_view(self, sha: str, view: CommitView, links: Links) -> None:
        if sha == self._sha:
            self._view, self._links = view, links
            self.page.fill(self.rows)

    def _show_patch(self, sha: str, found: CommitPatch, rows: Sequence[Row]) -> None:
        if sha == self._sha:
            self._patch, self._patch_rows = found, rows
            self.page.fill(self.rows)

    def _cannot_read(self, error: Exception) -> None:
        self._why_not = Failed(error).text
        self.page.fill(self.rows)
        self.post_message(Failed(error))

    def rows(self, width: int) -> Sequence[Row]:
        """What is known so far."""
        board, view = self.session.board, self._view
        if view is None:
            said = self._why_not or "reading the commit …"
            return [Row(), row(Span(said, Tone.MUTED))]
        linked = [each for each in self._links.get(self._sha, ()) if each.item in board.by_id]
        more = self._patch_rows
        if not more and not self._why_not:
            more = (Row(), row(Span("reading what it changed …", Tone.MUTED)))
        return [
            *message_rows(view, board.now),
            *linked_rows(self._sha, linked, self.touched, board),
            *more,
        ]

    def legend(self) -> Sequence[Row]:
        """What the marks mean, for the help."""
        return list(legend_rows())

    def action_step(self, steps: int) -> None:
        """Show the commit before or after, in the order of the list one came from."""
        if self._sha in self._shas:
            place = self._shas.index(self._sha) + steps
            if 0 <= place < len(self._shas):
                self._go_to(self._shas[place])

    def _go_to(self, sha: str) -> None:
        self._sha, self._view, self._patch, self._patch_rows, self._why_not = sha, None, None, (), ""
        self.say("")
        self.page.fill(self.rows, from_top=True)
        self._read(sha)

    def action_go(self) -> None:
        """Go to the item under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.dismiss(event.key.removeprefix(ITEM_KEY))
