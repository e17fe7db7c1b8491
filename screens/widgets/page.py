"""A page of rows: the one widget behind the detail pane and every full screen but the board.

It draws through the line API, so that a journal of a hundred thousand events opens like one of ten, and it
owns the three things all those screens share: a cursor over the rows that can be chosen, scrolling that
never animates, and selecting text with the mouse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from screens.failing import TellsFailures
from screens.handing_over import hand_over
from screens.widgets.lines import Line, Row, Span, Tone, laid_out
from tracker.domain.text import clean

Build = Callable[[int], Sequence[Row]]
"""Makes the rows of a page that has that many cells in a line."""


class _Made(NamedTuple):
    """Rows and the lines they take; the keys of those that can be chosen, and their numbers."""

    rows: Sequence[Row]
    lines: Sequence[Line]
    keys: Sequence[str]
    places: Sequence[int]


def _made(build: Build, width: int) -> _Made:
    rows = build(width)
    choices = [(number, entry.key) for number, entry in enumerate(rows) if entry.key is not None]
    return _Made(rows, laid_out(rows, width), [key for _, key in choices], [number for number, _ in choices])


class Page(TellsFailures, ScrollView, can_focus=True):
    """Rows, scrolled; those with a key can be walked through and chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*(f"page--{tone}" for tone in Tone), "page--cursor"}

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $foreground 22%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $accent;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        & > .page--muted { color: $text-muted; }
        & > .page--strong { text-style: bold; }
        & > .page--accent { color: $text-accent; text-style: bold; }
        & > .page--good { color: $text-success; }
        & > .page--warn { color: $text-warning; }
        & > .page--bad { color: $text-error; }
        & > .page--struck { color: $text-muted; text-style: strike; }
        & > .page--cursor { background: $foreground 10%; }
        &:focus > .page--cursor { background: $cursor; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", id="page.down", tooltip="The next entry", show=False),
        Binding("up,k", "move(-1)", "Up", id="page.up", tooltip="The entry before", show=False),
        Binding("pagedown", "turn(1)", "Page down", id="page.next", tooltip="A page on", show=False),
        Binding("pageup", "turn(-1)", "Page up", id="page.previous", tooltip="A page back", show=False),
        Binding("home", "edge(0)", "Top", id="page.top", tooltip="The first entry", show=False),
        Binding("end,G", "edge(-1)", "End", id="page.end", tooltip="The last entry", show=False),
        Binding("enter", "choose", "Open", id="page.choose", tooltip="Open what is marked"),
    ]

    measure: ClassVar[int] = 124
    """Cells that a line is made for at most: longer ones are hard to read, and columns drift apart."""

    class Chosen(Message):
        """A row was opened, with Enter or a click."""

        def __init__(self, page: Page, key: str) -> None:
            super().__init__()
            self.page = page
            self.key = key

        @property
        def control(self) -> Page:
            """The page it happened on."""
            return self.page

    def __init__(self, build: Build | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._build = build
        self._rows: Sequence[Row] = ()
        self._lines: Sequence[Line] = ()
        self._keys: Sequence[str] = ()
        self._places: Sequence[int] = ()
        """The row numbers of the keys."""
        self._cursor = 0
        self._known_ground: Style | None = None
        self._known_tones: dict[Tone | Style, Style] = {}
        self._wanted: str | None = None
        """Where the cursor is to be as soon as there are rows."""
        self.aside = False
        """Rows are made in a worker: there may be thousands."""

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor; None where no row can be chosen."""
        return self._keys[self._cursor] if self._keys else None

    @property
    def text(self) -> str:
        """All text of the page, as it is laid out."""
        return "\n".join("".join(span.text for span in line.spans).rstrip() for line in self._lines)

    def fill(self, build: Build, *, from_top: bool = False) -> None:
        """Show the rows that `build` makes; the cursor stays on its key, or near it where that is gone."""
        self._build = build
        if from_top:
            self._cursor = 0
        self._lay_out()
        if from_top:
            self.scroll_to(y=0, animate=False, immediate=True)

    def on_unmount(self) -> None:
        """Let go of the rows: the page refers to itself, and would keep them until garbage is collected."""
        self._build = None
        self._rows = self._lines = self._keys = self._places = ()

    def place_cursor(self, key: str) -> None:
        """Put the cursor on a row, where there is one of that key; now, or as soon as there are rows."""
        if not self._rows:
            self._wanted = key
        elif key in self._keys:
            self._go_to(self._keys.index(key))

    def on_resize(self, event: Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._build is None or not width:
            return
        if self.aside:
            self._lay_out_aside(self._build, width)
        else:
            self._put(width, _made(self._build, min(width, self.measure)))

    @work(thread=True, exclusive=True, group="rows", exit_on_error=False)
    def _lay_out_aside(self, build: Build, width: int) -> None:
        hand_over(self._put, width, _made(build, min(width, self.measure)))

    def _put(self, width: int, made: _Made) -> None:
        kept = self.current
        self._rows, self._lines, self._keys, self._places = made
        if kept is not None and kept in self._keys:
            self._cursor = self._keys.index(kept)
        self._cursor = max(0, min(self._cursor, len(self._keys) - 1))
        self.virtual_size = Size(width, len(self._lines))
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.call_after_refresh(self.place_cursor, wanted)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._lines):
            return Strip.blank(width, self._ground)
        line = self._lines[number]
        segments = [Segment(clean(span.text), self._style(span)) for span in line.spans]
        strip = self._fitted(Strip(segments), width)
        if self._keys and line.row == self._places[self._cursor]:
            strip = self._highlighted(strip)
        return self._with_selection(strip, number).apply_offsets(0, number)

    def _fitted(self, strip: Strip, width: int) -> Strip:
        """A line in exactly `width` cells; where code or a chart is cut, an ellipsis says so."""
        if strip.cell_length <= width:
            return strip.extend_cell_length(width, self._ground)
        return Strip.join([strip.crop(0, width - 1), Strip([Segment("…", self._ground)])])

    @property
    def _ground(self) -> Style:
        """The look of an empty cell, remembered: working it out costs more than drawing a line."""
        if self._known_ground is None:
            self._known_ground = self.rich_style
        return self._known_ground

    def notify_style_update(self) -> None:
        """Forget what another theme or the focus may have changed."""
        self._known_ground = None
        self._known_tones.clear()
        super().notify_style_update()

    def _style(self, span: Span) -> Style:
        """The look of a tone, remembered like the ground's: a screen of code has hundreds of spans."""
        tone = span.tone
        known = self._known_tones.get(tone)
        if known is None:
            if isinstance(tone, Style):
                known = self._ground + tone
            else:
                known = self.get_component_rich_style(f"page--{tone}")
            self._known_tones[tone] = known
        return known

    def _highlighted(self, strip: Strip) -> Strip:
        ground = Style(bgcolor=self.get_component_rich_style("page--cursor").bgcolor)
        return Strip([Segment(text, (style or Style()) + ground) for text, style, _ in strip])

    def _with_selection(self, strip: Strip, number: int) -> Strip:
        selected = self.text_selection and self.text_selection.get_span(number)
        if not selected:
            return strip
        start, end = selected
        end = strip.cell_length if end == -1 else end
        style = self.screen.get_component_rich_style("screen--selection")
        middle = Strip([Segment(part.text, style) for part in strip.crop(start, end)])
        return Strip.join([strip.crop(0, start), middle, strip.crop(end, strip.cell_length)])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, for copying."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw a changed selection."""
        self.refresh()

    def action_move(self, steps: int) -> None:
        """Move the cursor, or scroll by lines where nothing can be chosen or the cursor is at the edge."""
        wanted = self._cursor + steps
        if 0 <= wanted < len(self._keys):
            self._go_to(wanted)
        else:
            self.scroll_to(y=self.scroll_offset.y + steps, animate=False, immediate=True)

    def action_turn(self, pages: int) -> None:
        """Go a page on or back."""
        step = max(1, self.scrollable_content_region.height - 1)
        top = self.scroll_offset.y + pages * step
        self.scroll_to(y=top, animate=False, immediate=True)
        if self._keys:
            self._cursor = self._nearest(self._lines_of(self._cursor)[0] + pages * step)
            self.refresh()

    def action_edge(self, index: int) -> None:
        """Go to the first or the last row."""
        if self._keys:
            self._go_to(range(len(self._keys))[index])
        self.scroll_to(y=0 if index == 0 else len(self._lines), animate=False, immediate=True)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: Click) -> None:
        """The first click on a row puts the cursor there, the next one opens it."""
        place = event.get_content_offset(self)
        number = place.y + self.scroll_offset.y if place is not None else len(self._lines)
        if number >= len(self._lines):
            return
        key = self._rows[self._lines[number].row].key
        if key is not None and key == self.current:
            self.action_choose()
        elif key is not None:
            self._go_to(self._keys.index(key))

    def _go_to(self, index: int) -> None:
        before, self._cursor = self._cursor, index
        first, last = self._lines_of(index)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < top or index == 0:
            self.scroll_to(y=0 if index == 0 else first, animate=False, immediate=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, immediate=True)
        for start, end in (self._lines_of(before), (first, last)):
            self.refresh_lines(start, end - start + 1)

    def _lines_of(self, index: int) -> tuple[int, int]:
        """The first and the last line of a row that can be chosen."""
        row = self._places[index]
        first = bisect_left(self._lines, row, key=lambda line: line.row)
        return first, bisect_left(self._lines, row + 1, key=lambda line: line.row) - 1

    def _nearest(self, number: int) -> int:
        """The first row that can be chosen at or after a line, else the last one."""
        row = self._lines[max(0, min(number, len(self._lines) - 1))].row
        return min(bisect_left(self._places, row), len(self._places) - 1)
