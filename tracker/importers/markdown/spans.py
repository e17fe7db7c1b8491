"""Runs of text that are marked alike, and lines whose marks are simple enough to tell by themselves.

Nearly every line of a review has no mark, or code in backticks, a strong lead, a box to tick. The parser
looks at each character that could mean something and makes a token of each mark, which takes ten times as
long as a pattern; so it is asked only where a line holds more than that.
"""

from __future__ import annotations

from tracker.domain.frozen import frozen
from tracker.importers.markdown.patterns import regex

_TEXT = r"(?:[^*_`~<&\\]|(?<=[^\W_])_(?=[^\W_])|~(?!~)|<(?![a-zA-Z/!?])|&(?![#a-zA-Z]))++"
"""What means nothing: any character that is no mark, and a mark that stands where it marks nothing."""
_PIECE = regex(
    rf"(?P<text>{_TEXT})|`(?P<code>[^`]++)`(?!`)|"
    r"(?P<open>(?:(?<=\s)|(?<![^\n]))\*\*(?=[^\s*])|(?<=\()\*\*(?=[^\W_]))|"
    r"(?P<close>(?<=[^\s*])\*\*(?=\s|$)|(?<=[^\W_])\*\*(?=[:.,;)]))"
)


@frozen
class Span:
    """A run of text that is marked alike."""

    text: str
    strong: bool = False
    struck: bool = False
    code: bool = False
    href: str | None = None


def simple_spans(text: str) -> tuple[Span, ...] | None:
    """Return the runs of a line as the parser tells them, or None where only the parser can.

    Like the parser's, a strong run has a run before and one behind it, if only an empty one.
    """
    if "](" in text:
        return None
    spans: list[Span] = []
    run: str | None = None
    strong, at = False, 0
    for piece in _PIECE.finditer(text):
        if piece.start() != at:  # what stands before it is no simple piece
            return None
        at, kind = piece.end(), piece.lastgroup
        if kind == "text":
            run = (run or "") + piece[0]
            continue
        if (kind == "open") is strong and kind != "code":
            return None
        if run is not None or kind == "open":
            spans.append(Span(run or "", strong))
        if kind == "code":
            spans.append(Span(_code(piece["code"]), strong, code=True))
            run = None
        else:
            strong, run = kind == "open", None if kind == "open" else ""
    if strong or at < len(text):
        return None
    return (*spans, Span(run)) if run is not None else tuple(spans)


def _code(text: str) -> str:
    """Code may be kept off its backticks by a space on each side."""
    padded = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return text[1:-1] if padded else text
