"""The short way to the marks of a line says what the parser says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.markdown.inline import Line, parsed_spans, read_line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.spans import Span, simple_spans

PIECES = [
    *("**", "*", "_", "__", "~", "~~", "`", "``", "[", "]", "](u)", "![", "<", "<b>", "</b>", "&", "&amp;"),
    *("\\", ":", ".", ",", ")", "(", " ", "  ", "a", "b c", "1", "é", "日", "🔴", "—", "**Fix:** ", "`x` "),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_what_is_told_without_the_parser_is_what_the_parser_tells(text: str) -> None:
    found = simple_spans(text)
    assert found is None or found == tuple(parsed_spans(text))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("snake_case & more < 5", (Span("snake_case & more < 5"),)),
        ("[x] done", (Span("[x] done"),)),
        ("see `a_b` now", (Span("see "), Span("a_b", code=True), Span(" now"))),
        ("` a `", (Span("a", code=True),)),
        ("`   `", (Span("   ", code=True),)),
        ("**Fix:** it", (Span(""), Span("Fix:", strong=True), Span(" it"))),
        ("**Fix**: `it`", (Span(""), Span("Fix", strong=True), Span(": "), Span("it", code=True))),
        ("a (**b**) c", (Span("a ("), Span("b", strong=True), Span(") c"))),
        ("so **go**", (Span("so "), Span("go", strong=True), Span(""))),
    ],
)
def test_lines_with_simple_marks_need_no_parser(text: str, spans: tuple[Span, ...]) -> None:
    assert simple_spans(text) == spans
    line = read_line(text, 3)
    assert (line.number, line.spans) == (3, spans)


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "__a__",
        "~~a~~",
        "[a](b)",
        "a <b>c</b>",
        "&amp;",
        "a\\*b",
        "**a",
        "a**b**",
        "(** a**",
        "(**(a)**",
        "`a",
        "``a` b``",
    ],
)
def test_lines_with_other_marks_are_left_to_the_parser(text: str) -> None:
    assert simple_spans(text) is None
    assert read_line(text, 1).spans == tuple(parsed_spans(text))


def test_what_is_said_of_a_line_is_worked_out_once_for_each_line() -> None:
    asked: list[str] = []

    @remembered
    def shouted(line: Line) -> str:
        asked.append(line.text)
        return line.text.upper()

    one, other = read_line("one", 1), read_line("one", 1)
    assert [shouted(one), shouted(one), shouted(other)] == ["ONE", "ONE", "ONE"]
    assert asked == ["one", "one"]
    assert one == other
