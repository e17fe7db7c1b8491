"""What an exporter is given: everything about one plan at one moment, worked out before.

Exporters only write. They ask neither the clock nor the journal nor git, so that equal reports give equal
text, and a format can be tested without any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tracker.domain.board import Board, Card
from tracker.domain.burnup import BurnUp
from tracker.domain.event import Event
from tracker.domain.forecast import Forecast
from tracker.domain.gate import Assessment
from tracker.domain.query import Query
from tracker.domain.score import Score


@dataclass(frozen=True, slots=True)
class Report:
    """One plan with its state, verdicts, score and forecast."""

    board: Board
    assessments: tuple[Assessment, ...]
    """Of every gate, in the order of the plan."""
    score: Score
    forecast: Forecast | None
    """None where none was made; a forecast without dates says itself why."""
    head: str | None
    """The full sha of HEAD; None without a repository or a commit."""
    path: str
    """The plan's file as people know it: from the repository root, not of this machine."""
    generated_at: datetime
    """Aware, any zone."""
    event_count: int
    """How many events of the journal the state rests on."""
    burn_up: BurnUp | None = None
    """Scope and finished work over time, for those who draw it."""
    events: tuple[Event, ...] = ()
    """The events that count, in journal order, for formats that tell what happened."""
    only: Query | None = None
    """Which items are told of; verdicts, score, forecast and progress are of the whole plan."""
    label: str | None = None
    """What a badge calls the plan; its id where nobody says."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """The items to tell of, in the order of the plan."""
        return self.only.select(self.board.cards) if self.only else self.board.cards


class Exporter(Protocol):
    """A format: turns a report into the text of a file, which ends in a newline."""

    def __call__(self, report: Report, /) -> str:
        """Return the text."""
        ...
