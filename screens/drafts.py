"""Drafted items on the left, the lines they came from on the right: a screen to look through an import.

Both panes stand side by side where there is room, else one at a time. Finding and colouring run in workers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize

from screens.handing_over import hand_over
from screens.saying_screen import SaidLine, SayingScreen
from screens.text_screen import TitleLine
from screens.widgets.draft_list import DraftList
from screens.widgets.draft_rows import Coloured, cut, draft_rows, gone_rows, notes_rows, shown_lines
from screens.widgets.import_rows import Beside, beside, gone_row, group_row, item_row, mark_rows, summary
from screens.widgets.key_line import KeyLine
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page
from screens.widgets.search_line import SearchLine
from tracker.domain.import_choices import Choices
from tracker.domain.text import counted, one_line
from tracker.errors import UsageError
from tracker.service.reviews.reviewing import Gone, Review, Reviewed, Standing, found_by

WIDE = 120
"""Cells from which on both panes are in sight."""
GROUP = "group "
"""What the keys of rows above a group begin with."""
_HIGHLIGHTED = frozenset({"markdown", "report"})


class DraftsScreen(SayingScreen[None]):
    """What there is to look through, as it was decided about so far."""

    CSS_PATH = "drafts.tcss"
    AUTO_FOCUS = "#items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next unsure", id="import.next", tooltip="The next item with doubts"),
        Binding("slash", "filter", "Filter", id="import.filter", tooltip="Show only what matches"),
        Binding(
            "question_mark", "help", "Keys", id="import.help", tooltip="All keys, and what the marks mean"
        ),
        Binding(
            "tab,shift+tab", "pane", "Other pane", id="import.pane", tooltip="The items, or the one item"
        ),
    ]

    items = getters.query_one("#items", DraftList)
    item = getters.query_one("#item", Page)
    search = getters.query_one("#search", SearchLine)

    def __init__(self, source: str) -> None:
        """Show what is drafted of the document called `source`, once it is read."""
        super().__init__()
        self.choices = Choices()
        """What was decided so far."""
        self.review: Review | None = None
        """What there is to look through; None until it is read."""
        self.path: Path | None = None
        """Where the plan is to be written, once that was said."""
        self.why_none = "reading …"
        self.groups: Mapping[str, Sequence[Reviewed | Gone]] = {}
        """The items that the filter lets through."""
        self.by_id: dict[str, Reviewed | Gone] = {}
        self._source = source
        self._keys: tuple[str, ...] = ()
        self._beside = Beside()
        self._found: frozenset[str] | None = None
        """What the filter lets through; None for all."""
        self._coloured: tuple[str, Coloured] = ("", {})
        self._reading = False
        """One is in the pane of the one item."""

    def compose(self) -> ComposeResult:
        """Title, the two panes, filter, what was done last, keys."""
        yield TitleLine(self._title, id="title")
        with Horizontal(id="panes"):
            yield DraftList(self._none, id="items")
            page = Page(self._item_rows, id="item")
            page.aside = True  # a long finding would hold up the cursor, which goes on without it
            yield page
        yield SearchLine("", "words, or a query such as severity:high", id="search")
        yield SaidLine()
        yield KeyLine(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as have room."""
        self._arrange()

    def show_review(self, review: Review) -> None:
        """Show what there is to look through."""
        self.review = review
        self.by_id = {item.id: item for item in review.items}
        self.by_id |= {gone.id: gone for gone in review.gone}
        self._find(self.search.text)
        self.show()

    def show(self) -> None:
        """Show the items that the filter lets through, as they were decided about."""
        shown, items = self._shown_groups(), self.review.items if self.review else ()
        self._beside = beside(self.choices.item(each.place, each.item) for each in items)
        self.groups = shown
        self._keys = tuple(key for name in shown for key in (GROUP + name, *(i.id for i in shown[name])))
        self.items.show(self._keys, self._row, self._none)
        self.query_one(TitleLine).fill(self._title)
        self.item.fill(self._item_rows)

    def _shown_groups(self) -> dict[str, Sequence[Reviewed | Gone]]:
        if not self.review:
            return {}
        groups: dict[str, Sequence[Reviewed | Gone]] = {**self.review.groups()}
        if self.review.made.merged:
            unchanged = groups.pop(Standing.UNCHANGED, ())
            groups |= {Standing.GONE.value: self.review.gone, Standing.UNCHANGED.value: unchanged}
        shown = {name: self._let_through(items) for name, items in groups.items()}
        return {name: items for name, items in shown.items() if items}

    def _let_through(self, items: Sequence[Reviewed | Gone]) -> Sequence[Reviewed | Gone]:
        found = self._found
        return items if found is None else [item for item in items if item.id in found]

    def _row(self, number: int, width: int) -> Row:
        key = self._keys[number]
        if key.startswith(GROUP):
            name = key.removeprefix(GROUP)
            return group_row(name, self.groups[name], self.choices, key)
        found = self.by_id[key]
        if isinstance(found, Gone):
            return gone_row(found, width)
        return item_row(found, self.choices, width, self._beside)

    def _none(self, width: int) -> list[Row]:
        """What stands in the place of the items while there are none."""
        filtered = self.review and self.by_id
        return [Row(), row(Span("Nothing matches." if filtered else self.why_none, Tone.MUTED))]

    def _item_rows(self, width: int) -> list[Row]:
        key, review = self.items.current, self.review
        if review is None:
            return []
        found = self.by_id.get(key or "")
        if found is None:
            return list(notes_rows(review))
        if isinstance(found, Gone):
            return list(gone_rows(found))
        id_, coloured = self._coloured
        return list(draft_rows(found, review, self.choices, coloured if id_ == found.id else {}))

    def _title(self, width: int) -> list[Row]:
        source = one_line(self._source)
        said = f"{source} → {one_line(str(self.path))}" if self.path else source
        if self.review:
            said = f"{summary(self.review, self.choices)} · {said}"
        name = "Import review"
        aside = fitted(said, width - len(name) - 3, right=True)
        return [row(Span(f"{name}  ", Tone.ACCENT), Span(aside, Tone.MUTED))]

    def _arrange(self) -> None:
        wide = self.size.width >= WIDE
        self.set_class(wide, "-wide")
        self.items.display = wide or not self._reading
        self.item.display = wide or self._reading

    @on(DraftList.Highlighted)
    def _highlighted(self, event: DraftList.Highlighted) -> None:
        self.item.fill(self._item_rows, from_top=True)
        found = self.by_id.get(event.key or "")
        review = self.review
        if review and review.made.format in _HIGHLIGHTED and isinstance(found, Reviewed):
            self._colour(found, review)

    # described, because Textual else writes out all that is reviewed for a description
    @work(thread=True, exclusive=True, group="colour", exit_on_error=False, description="colour")
    def _colour(self, reviewed: Reviewed, review: Review) -> None:
        from screens.widgets.highlight import coloured_lines

        numbers = shown_lines(reviewed.item.source, review.lines)
        spans = coloured_lines("\n".join(cut(review.lines[number - 1]) for number in numbers), "review.md")
        hand_over(self._show_coloured, reviewed.id, dict(zip(numbers, spans, strict=False)))

    def _show_coloured(self, id_: str, coloured: Coloured) -> None:
        if self.items.current == id_:
            self._coloured = (id_, coloured)
            self.item.fill(self._item_rows)

    def action_next(self) -> None:
        """Go to the next item that the importer was not sure of."""
        here = self._keys.index(self.items.current) + 1 if self.items.current in self._keys else 0
        for key in (*self._keys[here:], *self._keys[:here]):
            found = self.by_id.get(key)
            if isinstance(found, Reviewed) and found.doubts:
                self.items.place_cursor(key)
                return
        self.say("The importer was sure of every item that is shown.")

    def action_filter(self) -> None:
        """Type a filter."""
        self.search.display = True
        self.search.open()

    @on(SearchLine.Changed)
    def _typed(self, event: SearchLine.Changed) -> None:
        self._find(event.text)

    @on(SearchLine.Left)
    def _typing_is_over(self) -> None:
        self.search.display = bool(self.search.text.strip())
        self._go_to_pane(self.items)

    @work(thread=True, exclusive=True, group="find", exit_on_error=False)
    def _find(self, text: str) -> None:
        found, problem = None, ""
        try:
            if self.review and text.strip():
                found = found_by(self.review, text)
        except UsageError as error:
            problem = f"✗ {error}"
        hand_over(self._show_found, found, problem)

    def _show_found(self, found: frozenset[str] | None, problem: str) -> None:
        if not problem:
            self._found = found
            self.show()
        count = "" if found is None else f"{len(found)} of {counted(len(self.by_id), 'item')}"
        self.search.tell(problem or count)

    def legend(self) -> Sequence[Row]:
        """What its marks mean, for the help."""
        return mark_rows()

    def action_help(self) -> None:
        """Say what the keys are, and what the marks mean."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_pane(self) -> None:
        """Go to the other pane."""
        self._go_to_pane(self.items if self._reading else self.item)

    def _go_to_pane(self, pane: Page) -> None:
        self._reading = pane is self.item
        pane.display = True
        self.set_focus(pane)
        self._arrange()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember which pane one is in: a click goes to it as well as a key."""
        if isinstance(event.widget, Page):
            self._reading = event.widget is self.item
