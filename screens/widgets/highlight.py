"""Code with colours. Pygments is heavy and many items show no code, so it comes when code is first shown.

Colouring is asked for in a worker (`colour`); drawing takes what is there (`code_rows`) and never waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rich.style import Style

from screens.widgets.lines import Row, Span, Tone
from tracker.domain.plan import Snippet

_THEME = "ansi_dark"
"""Of Rich: it names the terminal's own colours, so it fits whatever theme the app has."""
_KEPT = 512
_coloured: dict[Snippet, tuple[Row, ...]] = {}


def code_rows(snippet: Snippet) -> tuple[Row, ...]:
    """Return the lines of a snippet, with its syntax coloured where that was done before."""
    plain = (_code_row((Span(line),)) for line in snippet.code.expandtabs(4).splitlines())
    return _coloured.get(snippet) or tuple(plain)


def uncoloured(snippets: Iterable[Snippet]) -> list[Snippet]:
    """Return the snippets that are still to be coloured."""
    return [snippet for snippet in snippets if snippet not in _coloured]


def colour(snippet: Snippet) -> None:
    """Colour the syntax of a snippet. Blocking: the first one of a language costs 100 ms."""
    from rich.syntax import Syntax

    code = snippet.code.expandtabs(4)
    text = Syntax(code, snippet.lang or "text", theme=_THEME, background_color="default").highlight(code)
    rows = []
    for line in text.split(allow_blank=True)[: len(code.splitlines())]:
        marks = [(s.start, s.end, s.style) for s in line.spans if isinstance(s.style, Style)]
        rows.append(_code_row(_spans(line.plain, marks)))
    if len(_coloured) >= _KEPT:
        _coloured.clear()
    _coloured[snippet] = tuple(rows)


def _spans(text: str, marks: list[tuple[int, int, Style]]) -> tuple[Span, ...]:
    """Cut the text where a style begins or ends; of overlapping ones the last wins."""
    edges = sorted({0, len(text), *(min(at, len(text)) for start, end, _ in marks for at in (start, end))})
    spans = []
    for first, last in pairwise(edges):
        styles = [style for start, end, style in marks if start <= first and last <= end]
        spans.append(Span(text[first:last], styles[-1] if styles else Tone.TEXT))
    return tuple(spans)


def _code_row(spans: tuple[Span, ...]) -> Row:
    return Row((Span("│ ", Tone.MUTED), *spans), wraps=False)
