"""The badge: verdict, progress and date in one line of a README, as an SVG picture.

It is shown by pages that know nothing of the tracker, so it holds itself: no font, no style and no script
from elsewhere. A viewer picks the font; the widths below are those of a common one, and `textLength` makes
the words fit the box in any other. Text on each colour has a contrast of 4.5:1 or more (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from math import ceil

from tracker.domain.forecast import Answer, Forecast
from tracker.domain.plan import Verdict
from tracker.domain.text import one_line
from tracker.exporters.html_text import Markup, joined, tag
from tracker.exporters.report import Report

HEIGHT = 20.0
INK = "#ffffff"
LABEL_COLOUR = "#4a4f55"
VERDICT_COLOURS = {
    Verdict.READY: "#1a7f37",
    Verdict.CONDITIONALLY_READY: "#8a5a00",
    Verdict.NOT_READY: "#b3261e",
}
PROGRESS_COLOUR = "#1b5fc1"
_SIZE = 11.0
_PADDING = 6.0
_LONGEST_LABEL = 40
_NO_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
"""The two letters beyond control characters that XML refuses, with what stands for them."""
_WIDTHS = (
    (" .,:;'|!ijlI", 3.7),
    ('-()[]frt/"·', 4.7),
    ("mwMW%@", 10.4),
    ("ABCDEFGHKNOPQRUVXYZ&", 7.9),
)
_USUAL, _WIDE = 6.8, 11.0
"""Pixels of any other letter at that size, and of those beyond Latin and Cyrillic, such as 検 or 🚀."""


def render(report: Report) -> str:
    """Return the badge as SVG; with a query it tells how many of the chosen items are closed, and no more."""
    label = shortened(one_line(report.label or report.board.plan.id).translate(_NO_XML)) or "tracker"
    message, colour = (_progress(report), PROGRESS_COLOUR) if report.only else _verdict(report)
    left, right = (float(ceil(text_width(text) + 2 * _PADDING)) for text in (label, message))
    width = left + right
    said = f"{label}: {message}"
    parts = [
        tag("title", said),
        tag("rect", width=left, height=HEIGHT, fill=LABEL_COLOUR),
        tag("rect", x=left, width=right, height=HEIGHT, fill=colour),
        _words(label, 0.0, left),
        _words(message, left, right),
    ]
    return (
        tag(
            "svg",
            "\n",
            joined(parts, "\n"),
            "\n",
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=HEIGHT,
            viewBox=f"0 0 {width:g} {HEIGHT:g}",
            role="img",
            aria_label=said,
        )
        + "\n"
    )


def text_width(text: str) -> float:
    """Return about how many pixels a text takes, as no font is at hand to ask."""
    return sum(_letter_width(letter) for letter in text)


def shortened(label: str) -> str:
    """Return a label cut to what a badge can carry."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"


def _letter_width(letter: str) -> float:
    if ord(letter) >= 0x1100:
        return _WIDE
    return next((width for letters, width in _WIDTHS if letter in letters), _USUAL)


def _verdict(report: Report) -> tuple[str, str]:
    """The plan's first gate, as it is the one that its forecast is about."""
    first = report.assessments[0]
    parts = [first.verdict.label, _progress(report)]
    if report.forecast and first.verdict is not Verdict.READY:
        parts += _ready_by(report.forecast)
    return " · ".join(parts), VERDICT_COLOURS[first.verdict]


def _progress(report: Report) -> str:
    return f"{sum(card.closed for card in report.cards)}/{len(report.cards)} closed"


def _ready_by(made: Forecast) -> list[str]:
    if made.answer is Answer.DATED and made.dates.left:
        return [f"P85 {made.dates.p85}"] if made.dates.p85 else []
    return [] if made.answer in (Answer.DATED, Answer.READY) else [made.answer.value]


def _words(text: str, start: float, width: float) -> Markup:
    return tag(
        "text",
        text,
        x=round(start + width / 2, 1),
        y=14.0,
        fill=INK,
        text_anchor="middle",
        font_family="Verdana,Geneva,DejaVu Sans,sans-serif",
        font_size=_SIZE,
        textLength=round(width - 2 * _PADDING, 1),
        lengthAdjust="spacingAndGlyphs",
    )
