"""Actual hours: what the work took; forecasts learn from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import WorkedHours
from tracker.domain.effort import format_hours, parse_effort


class ActualForm(Form[WorkedHours]):
    """Asks for hours that come on top of those recorded before."""

    verb = "Record hours"
    preposition = "of"

    def fields(self) -> Sequence[Field]:
        """One span of work."""
        hours = format_hours(self.initial.hours) if self.initial else ""
        before = self.cards[0].state.actual_hours if len(self.cards) == 1 else None
        hint = f"3h, 45m, 1d; on top of {format_hours(before)}" if before else "3h, 45m, 1d"
        return [Field("hours", "Worked", hours, hint, read=self._read)]

    def value(self, texts: Mapping[str, str]) -> WorkedHours:
        """The hours, by the team's calendar."""
        return WorkedHours(self._read(texts["hours"]))

    def _read(self, text: str) -> float:
        team = self.board.plan.team
        worked = parse_effort(text, team.hours_per_day, team.sizes)
        if worked.low != worked.high:
            raise ValueError(f"{text!r} is a range; write what was worked, such as 3h")
        return worked.high
