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
"""Of Rich: it names sixteen colours, each of which stands for a tone, so that code fits every theme."""
_TONES = {
    "bright_black": Tone.MUTED,
    "bright_blue": Tone.ACCENT,
    "bright_magenta": Tone.ACCENT,
    "bright_cyan": Tone.STRONG,
    "bright_green": Tone.STRONG,
    "yellow": Tone.GOOD,
    "bright_red": Tone.WARN,
    "red": Tone.BAD,
}
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
    rows = tuple(map(_code_row, _lines(snippet.code.expandtabs(4), snippet.lang or "text")))
    if len(_coloured) >= _KEPT:
        _coloured.clear()
    _coloured[snippet] = rows


def coloured_lines(code: str, path: str) -> list[tuple[Span, ...]]:
    """Return the lines of what is in a file, parted by newlines, coloured as its name says. Blocking."""
    from rich.syntax import Syntax

    lines = _lines(code, Syntax.guess_lexer(path))
    plain = [(Span(line),) for line in code.split("\n")] if code else []
    return [*lines, *plain[len(lines) :]][: len(plain)]


def _lines(code: str, lexer: str) -> list[tuple[Span, ...]]:
    from rich.syntax import Syntax

    text = Syntax(code, lexer, theme=_THEME, background_color="default").highlight(code)
    found = []
    for line in text.split(allow_blank=True)[: len(code.splitlines())]:
        marks = [(s.start, s.end, s.style) for s in line.spans if isinstance(s.style, Style)]
        found.append(_spans(line.plain, marks))
    return found


def _spans(text: str, marks: list[tuple[int, int, Style]]) -> tuple[Span, ...]:
    """Cut the text where a style begins or ends; of overlapping ones the last wins."""
    edges = sorted({0, len(text), *(min(at, len(text)) for start, end, _ in marks for at in (start, end))})
    spans = []
    for first, last in pairwise(edges):
        styles = [style for start, end, style in marks if start <= first and last <= end]
        spans.append(Span(text[first:last], _tone(styles[-1]) if styles else Tone.TEXT))
    return tuple(spans)


def _tone(style: Style) -> Tone:
    if style.dim:
        return Tone.MUTED
    return _TONES.get(style.color.name, Tone.TEXT) if style.color else Tone.TEXT


def _code_row(spans: tuple[Span, ...]) -> Row:
    return Row((Span("│ ", Tone.MUTED), *spans), wraps=False)
