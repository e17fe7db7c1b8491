"""The board as it is now, drawn before the library that draws the app is loaded.

To load it takes as long as to read ten thousand items: one need not wait for both to read the first titles.
The cards stand where the app will draw them, in the colours of the terminal, and what the app says above
and below them is worked out meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from screens.session import Session
from screens.widgets.board_layout import board_width, is_wide
from screens.widgets.board_painter import HEAD, BoardPainter, Ink, Piece
from screens.widgets.card_lines import fit
from screens.widgets.viewport import Viewport
from tracker.domain.plan import SEVERITIES
from tracker.domain.text import one_line

_BOLD = {"id", "head", "head-current", *(f"severity-{name}" for name in SEVERITIES)}
_FAINT = {"effort", "owner", "head-other", "figures", "separator", "rule", "thumb", "empty"}
_INK = Ink(marked=(), cursor="cursor")
_CHROME = 2
"""Lines of the app above and below the board: the answer, and the keys."""


def first_picture(session: Session) -> Callable[[int, int], str]:
    """Return what draws the session's board on a terminal of so many cells and lines."""
    columns = session.columns()

    def draw(width: int, height: int) -> str:
        viewport = Viewport()
        viewport.fold(session.folded)
        viewport.show(columns, by_severity=session.grouping == "severity")
        if session.cursor:
            viewport.go_to(session.cursor)
        room, body = board_width(width, with_detail=session.with_detail), _body(height, session)
        viewport.fit(room, body, wide=is_wide(width))
        lines = [_title(session, width), *_board_lines(viewport, room, body)]
        return "".join(f"\x1b[{row};1H{line}" for row, line in enumerate(lines, start=1))

    return draw


def _body(height: int, session: Session) -> int:
    """Lines for cards."""
    return max(1, height - HEAD - _CHROME - session.filtered)


def _title(session: Session, width: int) -> str:
    plan = session.plan
    return fit(f" {one_line(plan.id)} · {one_line(plan.title)}", width)


def _board_lines(viewport: Viewport, width: int, body: int) -> Iterable[str]:
    """The lines of the board, heads and cards; nothing where there are no cards."""
    painter = BoardPainter(viewport)
    for y in range(HEAD + body if not viewport.empty else 0):
        if y < HEAD and not viewport.wide:
            pieces = painter.tab_line(y, width)
        else:
            pieces = [piece for span in viewport.spans() for piece in painter.column_line(span, y, _INK)]
        yield "".join(map(_inked, pieces))


def _inked(piece: Piece) -> str:
    closed = "closed" in piece.states
    if not piece.text.isspace() and (closed or piece.look in _FAINT):
        return f"\x1b[2m{piece.text}\x1b[0m"
    return f"\x1b[1m{piece.text}\x1b[0m" if piece.look in _BOLD else piece.text
