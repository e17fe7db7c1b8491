"""Lines: what a finding names in a file, as it was at the review beside what is there now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.editor import open_in_editor
from screens.handing_over import hand_over
from screens.messages import Failed
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.lines_rows import Shown, lines_rows, shown
from screens.widgets.page import Page
from screens.widgets.patch_rows import FINDING
from tracker.domain.fileref import FileRef


class LinesPage(Page):
    """As wide as the terminal: two versions of a file stand side by side."""

    measure = 10_000


class LinesScreen(PageScreen):
    """One reference of an item, read and coloured in a worker."""

    CSS_PATH = "lines.tcss"
    name_of_screen = "Lines"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "lines", ""),
        Key("Enter", "open in the editor", "go"),
        Key("a", "whole file", "whole"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "whole", "Whole file", id="lines.whole", tooltip="The whole file, or the finding alone"),
    ]

    def __init__(self, session: Session, file: FileRef) -> None:
        super().__init__(session)
        self.file = file
        self._view: Shown | None = None
        self._rows: Sequence[Row] = [row(Span(f"reading {file} …", Tone.MUTED))]
        self._width = 0
        """Cells that the rows were made for."""
        self._whole = False

    def make_page(self) -> Page:
        """Lines need all the room there is."""
        return LinesPage(self.rows, id="page")

    def legend(self) -> Sequence[Row]:
        """What stands before a line."""
        return [
            row(Span(FINDING, Tone.WARN), " a line that the finding names, or that became of one"),
            row(Span("-", Tone.BAD), " is gone since the review  ", Span("+", Tone.GOOD), " came since"),
        ]

    def on_mount(self) -> None:
        """Read both versions."""
        self._read(self._whole)

    def rows(self, width: int) -> Sequence[Row]:
        """Both versions as they were drawn last; for another width they are drawn anew."""
        if self._view is not None and width != self._width:
            self._draw(self._view, width)
        return self._rows

    def fill(self) -> None:
        """Show what is known, and read anew."""
        super().fill()
        self._read(self._whole)

    @work(thread=True, exclusive=True, group="lines", exit_on_error=False)
    def _read(self, whole: bool) -> None:
        from tracker.service.commits.then_and_now import then_and_now

        try:
            view = shown(then_and_now(self.session.tracker, self.file), whole=whole)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            width = self.page.scrollable_content_region.width
            hand_over(self._show, view, width, list(lines_rows(view, width)))

    @work(thread=True, exclusive=True, group="drawing", exit_on_error=False)
    def _draw(self, view: Shown, width: int) -> None:
        """A thousand lines in two columns take longer than a key may wait."""
        try:
            rows = list(lines_rows(view, width))
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._show, view, width, rows)

    def _show(self, view: Shown, width: int, rows: Sequence[Row]) -> None:
        is_first = self._view is None
        self._view, self._width, self._rows = view, width, rows
        self.page.fill(self.rows)
        if is_first and (first := view.first(width)):
            self.page.place_cursor(first)

    def action_whole(self) -> None:
        """Show the whole file, or the finding with a few lines around it."""
        self._whole = not self._whole
        self._read(self._whole)

    def action_go(self) -> None:
        """Open the file at the line under the cursor."""
        key = self.page.current
        self._open(self._view.line_at(key) if self._view and key else 1)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.action_go()

    def _open(self, line: int) -> None:
        path = self._view.found.now.path if self._view else self.file.path
        try:
            open_in_editor(self.app, self.session.tracker.workspace.root, path, line)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            self._read(self._whole)
