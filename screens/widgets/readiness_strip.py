"""The answer in one line: what the plan is, whether it can ship, when it will, how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.strip import Strip
from textual.widget import Widget

from screens.messages import Clicked
from screens.view import View
from screens.widgets.card_lines import Part, fit
from tracker.domain.forecast import Answer, Forecast
from tracker.domain.frozen import frozen
from tracker.domain.gate import Assessment
from tracker.domain.marks import VERDICT_MARK
from tracker.domain.plan import Verdict
from tracker.domain.score import Score
from tracker.domain.text import counted, one_line

_BAR = 14
_LONG = 120
"""Cells from which everything is spelled out."""
Figure = tuple[Part, str]
"""A part of the line, and the name of the screen that says more of it."""
_LOOKS = ("title", "muted", "done", "left", *(verdict.value.replace("_", "-") for verdict in Verdict))


@frozen
class Summary:
    """What the strip says. `when` is the forecast in words, short and long."""

    plan: str
    title: str
    assessment: Assessment
    score: Score
    when: tuple[str, str]
    closed: int
    total: int


def summary_of(view: View, forecast: Forecast | None, *, computing: bool) -> Summary:
    """Return what the strip says of a board."""
    board = view.board
    when = ("…", "forecast …") if computing else ("", "")
    return Summary(
        plan=one_line(board.plan.id),
        title=one_line(board.plan.title),
        assessment=view.assessments[0],
        score=view.score,
        when=when_text(forecast, board.now.date()) if forecast else when,
        closed=view.closed,
        total=len(board.cards),
    )


def when_text(forecast: Forecast, today: date) -> tuple[str, str]:
    """Return the dates of a forecast, short and long; its answer where there are none."""
    dates = forecast.dates
    if forecast.answer is Answer.READY:
        return "done", "nothing left to do"
    if forecast.answer is not Answer.DATED or dates.p50 is None:
        return forecast.answer.value, forecast.answer.value
    p50 = day_text(dates.p50, today)
    p85 = day_text(dates.p85, today) if dates.p85 else "never"
    if p50 == p85:
        return p50, f"ready {p50} (P50 and P85)"
    return f"{p50} – {p85}", f"ready {p50} (P50) – {p85} (P85)"


def day_text(day: date, today: date) -> str:
    """Return a day as `Dec 19`, with its year where that is not plain."""
    near = abs((day - today).days) < 300
    return f"{day:%b} {day.day}" if near else f"{day:%b} {day.day} {day.year}"


def strip_parts(summary: Summary, width: int) -> list[Part]:
    """Return the line: the title as far as there is room, the figures to the right of it."""
    return [part for part, _ in _strip(summary, width)]


def screen_at(summary: Summary, width: int, cell: int) -> str:
    """Return the screen that says more of what stands at a cell of the line; "" for none."""
    for (text, _), screen in _strip(summary, width):
        cell -= cell_len(text)
        if cell < 0:
            return screen
    return ""


def _strip(summary: Summary, width: int) -> list[Figure]:
    figures = _figures(summary, long=width >= _LONG)
    room = width - sum(cell_len(text) for (text, _), _ in figures) - 1
    full = f"{summary.plan} · {summary.title}"
    name = full if cell_len(full) <= room or width >= _LONG else summary.plan
    return [((" ", "title"), ""), ((fit(name, max(1, room)), "title"), ""), *figures]


def _figures(summary: Summary, *, long: bool) -> list[Figure]:
    assessment, score = summary.assessment, summary.score
    verdict = assessment.verdict
    reasons = len(assessment.reasons)
    count = f"  {counted(reasons, 'reason')}" if long else f" {reasons}"
    gap = "   " if long else "  "
    look = verdict.value.replace("_", "-")
    figures = [((f"  {VERDICT_MARK[verdict]} {verdict.label}", look), "readiness")]
    figures.append(((count if reasons else "", "muted"), "readiness"))
    if when := summary.when[long]:
        figures.append(((gap + when, "title"), "forecast"))
    if said := _score_text(score, " → " if long else "→"):
        figures.append(((f"{gap}score {said}" if long else f"{gap}{said}", "title"), "readiness"))
    figures.append(((gap, "title"), ""))
    return [*figures, *((part, "phases") for part in _progress(summary, long=long))]


def _score_text(score: Score, arrow: str) -> str:
    """The score, and what all fixes lift it to where they do."""
    if score.now is None:
        return ""
    now, later = f"{score.now:.1f}", f"{score.with_fixes or score.now:.1f}"
    return now if now == later else f"{now}{arrow}{later}"


def _progress(summary: Summary, *, long: bool) -> Iterable[Part]:
    if long and summary.total:
        done = round(_BAR * summary.closed / summary.total)
        yield "▓" * done, "done"
        yield "░" * (_BAR - done) + " ", "left"
    yield f"{summary.closed}/{summary.total} ", "title"


class ReadinessStrip(Widget):
    """One line on top of the board."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"readiness-strip--{look}" for look in _LOOKS}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._summary: Summary | None = None

    def show(self, summary: Summary) -> None:
        """Say something else."""
        self._summary = summary
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Show more of what was clicked on."""
        if self._summary and (screen := screen_at(self._summary, self.size.width, event.x)):
            self.post_message(Clicked(f"screen('{screen}')"))

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        if y or self._summary is None:
            return Strip.blank(self.size.width, self.rich_style)
        style = self.get_component_rich_style
        parts = strip_parts(self._summary, self.size.width)
        drawn = Strip([Segment(text, style(f"readiness-strip--{look}")) for text, look in parts])
        return drawn.adjust_cell_length(self.size.width, self.rich_style)
