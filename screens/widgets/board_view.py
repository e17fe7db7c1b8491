"""The board: one widget that draws every column itself, line by line, and only what is in sight.

A widget a card costs seconds for a thousand cards; this costs the same for ten and for ten thousand. Wide
terminals show columns side by side with two lines a card, narrow ones one column at a time, with tabs and
one line a card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.columns import Column
from screens.messages import ItemChosen, ItemHighlighted
from screens.widgets.board_layout import GAP, Span, is_wide
from screens.widgets.board_painter import HEAD, BoardPainter, Ink, Piece
from screens.widgets.card_lines import fit
from screens.widgets.tabs import tab_at
from screens.widgets.viewport import Viewport
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES

_WHEEL = 3
_LOOKS = ("mark", "id", "warn", "effort", "evidence", "title", "owner", "gutter")
_FURNITURE = (
    "head",
    "head-current",
    "head-other",
    "figures",
    "separator",
    "rule",
    "rule-current",
    "thumb",
    "empty",
)
_CURSORS = ("cursor", "blurred", "moving")
_STATES = ("closed", "marked", *_CURSORS)


@frozen
class Drawn:
    """What decides which parts of the board have to be drawn anew."""

    spans: tuple[Span, ...]
    tops: tuple[int, ...]
    column: int
    position: int


class BoardView(Widget, can_focus=True):
    """Columns of cards with a cursor. The cursor belongs to an item and stays on it through every change."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"board-view--{name}" for name in (*_LOOKS, *_FURNITURE, *_STATES)),
        *(f"board-view--severity-{name}" for name in SEVERITIES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "row(1)", "Down", id="board.down", tooltip="The next card"),
        Binding("up,k", "row(-1)", "Up", id="board.up", tooltip="The card before"),
        Binding("left,h,shift+tab", "column(-1)", "Left", id="board.left", tooltip="The column to the left"),
        Binding("right,tab,L", "column(1)", "Right", id="board.right", tooltip="The column to the right"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", id="board.page-down", tooltip="A page down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", id="board.page-up", tooltip="A page up"),
        Binding("home", "first", "First", id="board.first", tooltip="The first card of the column"),
        Binding("end,G", "last", "Last", id="board.last", tooltip="The last card of the column"),
        Binding("enter", "open", "Detail", id="board.open", tooltip="Everything about this item"),
    ]

    class MarkToggled(Message):
        """A card was clicked to be marked."""

        def __init__(self, item: str) -> None:
            super().__init__()
            self.item = item

    class FoldToggled(Message):
        """The line that counts closed cards was clicked."""

    class MovedAside(Message):
        """The card that is being moved shall go to a column beside: -1 left, 1 right."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Dropped(Message):
        """The card that is being moved shall stay where it is."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.viewport = Viewport()
        self.moving = False
        """Arrows move the card and not the cursor."""
        self.empty_text = "Nothing here."
        self._marked: Collection[str] = ()
        self._told: str | None = None
        self._painter = BoardPainter(self.viewport)
        self._version = 0
        """Counts what changes the look of every column."""
        self._columns: dict[int, tuple[object, dict[int, list[Segment]]]] = {}
        self._styles: dict[tuple[str, tuple[str, ...]], Style] = {}

    def show(self, columns: Sequence[Column], *, by_severity: bool) -> None:
        """Put other columns in place; the cursor stays on its item, or goes to the nearest card left."""
        self.viewport.show(columns, by_severity=by_severity)
        self._change_all()
        self._tell()

    def fold(self, folded: bool) -> None:
        """Hide the closed cards of every column, or show them again."""
        self.viewport.fold(folded)
        self._change_all()
        self._tell()

    def mark(self, items: Collection[str]) -> None:
        """Draw these items as marked."""
        self._marked = items
        self._change_all()

    def go_to(self, *items: str) -> bool:
        """Put the cursor on the first of the items that is on the board; tell whether there is one."""
        found = self.viewport.go_to(*items)
        self.refresh()
        self._tell()
        return found

    @property
    def item(self) -> str | None:
        """The id under the cursor."""
        return self.viewport.item

    def _tell(self) -> None:
        if self.item != self._told:
            self._told = self.item
            self.post_message(ItemHighlighted(self.item))

    # Keys

    def action_row(self, by: int) -> None:
        """Move along the column."""
        self._move(self.viewport.column, self.viewport.position + by)

    def action_page(self, by: int) -> None:
        """Move by as many cards as are in sight, less one."""
        self.action_row(by * self.viewport.page)

    def action_first(self) -> None:
        """Move to the first card of the column."""
        self._move(self.viewport.column, 0)

    def action_last(self) -> None:
        """Move to the last card of the column."""
        self._move(self.viewport.column, len(self.viewport.reachable))

    def action_column(self, by: int) -> None:
        """Move to a column beside, or the card itself while it is being moved."""
        if self.moving:
            self.post_message(self.MovedAside(by))
            return
        before = self._drawn()
        self.viewport.move_beside(by)
        self._redraw(before)

    def action_open(self) -> None:
        """Ask for the item under the cursor."""
        if self.moving:
            self.post_message(self.Dropped())
        elif self.item:
            self.post_message(ItemChosen(self.item))

    def _move(self, column: int, position: int) -> None:
        if self.moving:
            return
        before = self._drawn()
        self.viewport.move(column, position)
        self._redraw(before)

    def _drawn(self) -> Drawn:
        viewport = self.viewport
        spans = viewport.spans()
        return Drawn(
            spans, tuple(viewport.top_of(span) for span in spans), viewport.column, viewport.position
        )

    def _redraw(self, before: Drawn) -> None:
        """Draw what the cursor left and came to: two cards, two columns, or all where columns shifted."""
        now = self._drawn()
        if now.spans != before.spans:
            self.refresh()
        elif now.tops != before.tops:
            self._refresh_columns(span for span in now.spans if span.index in (before.column, now.column))
        else:
            self._refresh_cards(before, now)
        self._tell()

    def _refresh_cards(self, before: Drawn, now: Drawn) -> None:
        """Two cards, and the heads of their columns."""
        viewport, regions = self.viewport, []
        for drawn in (before, now):
            span = next((span for span in now.spans if span.index == drawn.column), None)
            if span:
                line = viewport.lanes[span.index].line_of(drawn.position) - viewport.top_of(span)
                regions.append(Region(span.start, HEAD + line, span.width + GAP, viewport.card_height))
                regions.append(Region(span.start, 0, span.width + GAP, HEAD))
        self.refresh(*regions)

    def _refresh_columns(self, columns: Iterable[Span]) -> None:
        height = self.size.height
        self.refresh(*(Region(span.start, 0, span.width + GAP, height) for span in columns))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens, Ctrl marks."""
        offset = event.get_content_offset(self)
        span = self.viewport.span_at(offset.x) if offset else None
        if offset is None or span is None:
            return
        if offset.y >= HEAD:
            self._click_card(span, offset.y - HEAD, event)
        elif self.viewport.wide:
            self._move(span.index, self.viewport.position if span.index == self.viewport.column else 0)
        elif (tab := tab_at(self._painter.tabs(self.size.width), offset.x)) is not None:
            self._move(tab, 0)

    def _click_card(self, span: Span, row: int, event: events.Click) -> None:
        lane = self.viewport.lanes[span.index]
        line = row + self.viewport.top(lane)
        if lane.is_separator(line):
            self.post_message(self.FoldToggled())
            return
        position, _ = lane.at(line)
        if position is None:
            return
        self._move(span.index, position)
        if event.ctrl or event.meta:
            self.post_message(self.MarkToggled(lane.column.cards[position].id))
        elif event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if span := self.viewport.span_at(event.x):
            self.viewport.scroll(span.index, by)
            self._refresh_columns([span])

    def on_resize(self) -> None:
        """Lay the columns out for the new size."""
        wide = is_wide(self.app.size.width)
        self.viewport.fit(self.size.width, self.size.height - HEAD, wide=wide)
        self._change_all()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        ink = Ink(self._marked, "moving" if self.moving else "cursor" if self.has_focus else "blurred")
        viewport, segments = self.viewport, list[Segment]()
        if y == HEAD + 1 and viewport.empty:
            segments = self._inked([Piece(fit(f"  {self.empty_text}", self.size.width), "empty")])
        elif y < HEAD and not viewport.wide:
            segments = self._inked(self._painter.tab_line(y, self.size.width))
        else:
            for span in viewport.spans():
                segments += self._column_segments(span, y, ink)
        return Strip(segments).adjust_cell_length(self.size.width, self._style("rule"))

    def _column_segments(self, span: Span, y: int, ink: Ink) -> list[Segment]:
        """A line of one column, remembered for as long as the column looks the same: others change more."""
        viewport = self.viewport
        position = viewport.position if span.index == viewport.column else None
        look = (self._version, span, viewport.top_of(span), position, ink.cursor)
        known, lines = self._columns.get(span.index, (None, {}))
        if known != look:
            lines = {}
            self._columns[span.index] = (look, lines)
        if y not in lines:
            lines[y] = self._inked(self._painter.column_line(span, y, ink))
        return lines[y]

    def _inked(self, pieces: Iterable[Piece]) -> list[Segment]:
        """Neighbours that look alike become one: all that draws them later takes a time for each."""
        inked: list[Segment] = []
        for text, look, states in pieces:
            style = self._style(look, states)
            if inked and inked[-1].style is style:
                inked[-1] = Segment(inked[-1].text + text, style)
            elif text:
                inked.append(Segment(text, style))
        return inked

    def _change_all(self) -> None:
        """Draw everything anew: cards, marks, size or colours are others than before."""
        self._version += 1
        self._painter.forget()
        self.refresh()

    def _style(self, look: str, states: tuple[str, ...] = ()) -> Style:
        """The style of a part of a card in a state: a state changes the ground, a few the ink as well."""
        known = self._styles.get((look, states))
        if known is None:
            known = self.get_component_rich_style(f"board-view--{look}")
            for state in states:
                known += self._change(state, under_cursor=states[-1] in _CURSORS)
            self._styles[look, states] = known
        return known

    def _change(self, state: str, *, under_cursor: bool) -> Style:
        drawn = self.get_component_rich_style(f"board-view--{state}")
        if state == "closed":  # dim, but not where the ground is the cursor's: it could not be read there
            return Style(bold=False, color=None if under_cursor else drawn.color)
        return Style(bgcolor=drawn.bgcolor, color=drawn.color if state == "moving" else None)

    def notify_style_update(self) -> None:
        """Forget styles that another theme made invalid."""
        self._styles.clear()
        self._version += 1
        super().notify_style_update()
