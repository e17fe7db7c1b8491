"""Rows and the page that shows them: wrapping, cursor, mouse, selection, and text that is only text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from screens.theme import default_variables
from screens.widgets.axis import Axis, label_lines, labels_at
from screens.widgets.bars import bar, columns, promise_bar, resampled
from screens.widgets.lines import LABEL_WIDTH, Row, Span, Tone, fitted, laid_out, plain, row, wrapped
from screens.widgets.page import Page
from tests.screens.support import NOW


class PageApp(App[None]):
    """One page, and what was chosen on it."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """As the app gives them to themes that lack them."""
        return dict(default_variables())

    def compose(self) -> ComposeResult:
        """The page alone."""
        yield Page(lambda _: self.rows, id="page")

    def on_page_chosen(self, event: Page.Chosen) -> None:
        """Remember."""
        self.chosen.append(event.key)

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one(Page)


def numbered(count: int) -> list[Row]:
    """A heading and rows that can be chosen."""
    return [row("heading"), *(row(f"row {number}", key=str(number)) for number in range(count))]


def test_text_is_broken_at_spaces() -> None:
    lines = wrapped([Span("one two "), Span("three", Tone.STRONG)], 9)
    assert lines == [(Span("one two "),), (Span("three", Tone.STRONG),)]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert [line[0].text for line in wrapped([Span("abcdefgh")], 3)] == ["abc", "def", "gh"]


def test_lines_after_the_first_are_set_in() -> None:
    lines = wrapped([Span("1. first second")], 12, indent=3)
    assert ["".join(span.text for span in line) for line in lines] == ["1. first ", "   second"]


def test_newlines_and_the_indent_of_code_stay() -> None:
    lines = wrapped([Span("a:\n    b")], 20)
    assert ["".join(span.text for span in line) for line in lines] == ["a:", "    b"]


@given(st.text(alphabet="ab 日🚨\n-", max_size=80), st.integers(4, 30), st.integers(0, 3))
def test_no_line_is_wider_than_the_page_and_no_letter_is_lost(text: str, width: int, indent: int) -> None:
    lines = ["".join(span.text for span in line) for line in wrapped([Span(text)], width, indent)]
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_labels_stand_in_their_own_column() -> None:
    lines = laid_out([row("text of two lines", label="Impact")], LABEL_WIDTH + 9)
    assert ["".join(span.text for span in line.spans) for line in lines] == [
        "Impact     text of ",
        "           two lines",
    ]


def test_a_space_that_holds_words_together_stays_and_breaks_no_line() -> None:
    lines = wrapped([Span("over the\xa0hill, 日本\u3000語")], 9)
    shown = ["".join(span.text for span in line) for line in lines]
    assert shown == ["over ", "the\xa0hill,", "日本\u3000語"]


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("日本語", 4, "日 …"), ("ab", 4, "ab  "), ("ab", 0, "")]
)
def test_a_cell_has_exactly_its_width(text: str, width: int, shown: str) -> None:
    assert cell_len(fitted(text, width)) == width
    assert fitted(text, width).rstrip() == shown.rstrip()


def test_plain_text_of_rows_has_labels_and_no_looks() -> None:
    assert plain([row("a", Span("b", Tone.BAD), label="L"), Row()]) == "L ab\n"


async def test_the_cursor_walks_over_rows_with_a_key_and_enter_opens() -> None:
    app = PageApp(numbered(5))
    async with app.run_test(size=(30, 4)) as pilot:
        app.page.focus()
        await pilot.press("down", "j", "k", "enter")
        assert app.chosen == ["1"]
        await pilot.press("end", "enter", "home", "enter", "pagedown", "enter")
    assert app.chosen == ["1", "4", "0", "3"]


async def test_the_cursor_stays_on_its_row_when_others_come_and_goes_near_when_it_is_gone() -> None:
    app = PageApp(numbered(5))
    async with app.run_test(size=(30, 8)):
        app.page.place_cursor("3")
        app.page.fill(lambda _: [row("new", key="new"), *numbered(5)])
        assert app.page.current == "3"
        app.page.fill(lambda _: numbered(2))
        assert app.page.current == "1"
        app.page.fill(lambda _: [row("nothing to choose")])
        assert app.page.current is None


async def test_a_click_puts_the_cursor_there_and_a_second_one_opens() -> None:
    app = PageApp(numbered(5))
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.click("#page", offset=(4, 3))
        assert (app.page.current, app.chosen) == ("2", [])
        await pilot.click("#page", offset=(4, 3))
        assert app.chosen == ["2"]
        await pilot.click("#page", offset=(4, 0))
        await pilot.click("#page", offset=(4, 7))
        assert app.page.current == "2"


async def test_the_cursor_is_always_in_sight() -> None:
    app = PageApp(numbered(50))
    async with app.run_test(size=(30, 5)) as pilot:
        app.page.focus()
        for _ in range(20):
            await pilot.press("down")
        top = app.page.scroll_offset.y
        assert top <= 21 < top + 5
        await pilot.press("home")
        assert app.page.scroll_offset.y == 0


async def test_a_page_without_choices_scrolls_by_lines() -> None:
    app = PageApp([row(f"line {number}") for number in range(20)])
    async with app.run_test(size=(30, 5)) as pilot:
        app.page.focus()
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        assert app.page.scroll_offset.y == 2
        assert app.chosen == []


async def test_markup_and_escape_sequences_are_shown_as_text() -> None:
    app = PageApp([row("[bold]x[0] = y[/] [@click=app.quit]q[/]"), row("a\x1b]52;c;aGk=\x07b\u202ec")])
    async with app.run_test(size=(60, 5)):
        drawn = [app.page.render_line(number).text.rstrip() for number in range(2)]
    assert drawn[0] == "[bold]x[0] = y[/] [@click=app.quit]q[/]"
    assert drawn[1] == "a�]52;c;aGk=�b�c"


async def test_code_that_is_cut_says_so() -> None:
    app = PageApp([Row((Span("x = 日本語日本語"),), wraps=False), Row((Span("short"),), wraps=False)])
    async with app.run_test(size=(14, 5)):
        lines = [app.page.render_line(number) for number in range(2)]
    assert [line.text.rstrip() for line in lines] == ["x = 日本語…", "short"]
    assert lines[0].cell_length == lines[1].cell_length


async def test_selected_text_can_be_copied() -> None:
    app = PageApp([row("first line"), row("second line")])
    async with app.run_test(size=(30, 5)):
        selection = Selection.from_offsets(Offset(6, 0), Offset(6, 1))
        assert app.page.get_selection(selection) == ("line\nsecond", "\n")
        app.screen.selections = {app.page: selection}
        style = app.screen.get_component_rich_style("screen--selection")
        marked = [
            part.text
            for part in app.page.render_line(0)
            if part.style and part.style.bgcolor == style.bgcolor
        ]
    assert "".join(marked).rstrip() == "line"


def test_bars_are_as_long_as_their_share() -> None:
    assert [span.text for span in bar(0.25, 8)] == ["██", "░░░░░░"]
    assert "".join(span.text for span in bar(7.0, 4)) == "████"
    assert [len(span.text) for span in promise_bar(0.3, 0.8, 10)] == [3, 5, 2]
    assert [len(span.text) for span in promise_bar(0.8, 0.3, 10)] == [8, 0, 2]


def test_columns_show_the_largest_full_and_the_smallest_at_all() -> None:
    assert columns([0, 0.001, 1], 2) == ["  █", " ▁█"]
    assert columns([], 2) == ["", ""]
    assert columns([0, 0], 1) == ["  "]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(1, 60))
def test_resampling_keeps_the_sum(values: list[float], width: int) -> None:
    cells = resampled(values, width)
    assert len(cells) == width
    assert sum(cells) == pytest.approx(sum(values))


def test_labels_stand_below_their_cells_on_as_many_lines_as_they_need() -> None:
    assert label_lines([(2, "P50"), (12, "P85 Mar"), (20, "P95")], 24) == [" P50     P85 Mar   P95"]
    crowded = label_lines([(5, "P50 Mar 2"), (8, "P85 Mar 4"), (13, "P95")], 20)
    assert crowded == [" P50 Mar 2  P95", "    P85 Mar 4"]
    assert label_lines([(19, "P85 Mar 4")], 20) == [" " * 11 + "P85 Mar 4"]
    assert label_lines([], 20) == []


def test_days_fall_on_their_cells_and_labels_never_overlap() -> None:
    first = NOW.date()
    axis = Axis(first, first.replace(day=22), 21)
    assert [axis.cell(first), axis.cell(first.replace(day=12)), axis.cell(first.replace(year=2030))] == [
        0,
        10,
        20,
    ]
    line = labels_at([(0, "P50 Mar 2"), (2, "P85 Mar 4"), (20, "P95")], 30)
    assert line == "P50 Mar 2 P85 Mar 4 P95"
