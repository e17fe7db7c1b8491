"""Measure: the value of a target, held against its bound while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import MeasuredValue
from tracker.domain.board import Board


class MeasureForm(Form[MeasuredValue]):
    """Asks for a measurement of one target."""

    verb = "Measure"

    def __init__(self, board: Board, target: str, initial: MeasuredValue | None = None) -> None:
        """Ask about the target of that id."""
        super().__init__(board, (), initial)
        self.target = next(found for found in board.plan.targets if found.id == target)

    @property
    def heading(self) -> str:
        """The target by its id."""
        return f"{self.verb} {self.target.id}"

    @property
    def subject(self) -> str:
        """The metric with its bound."""
        measured_by = f" · measured by {self.target.measured_by}" if self.target.measured_by else ""
        return f"{self.target.metric} {self.target.bound.text}{measured_by}"

    def fields(self) -> Sequence[Field]:
        """One value."""
        text = self.initial.value if self.initial else ""
        return [
            Field("value", "Value", text, f"to be {self.target.bound.text}", read=self.target.bound.holds)
        ]

    def value(self, texts: Mapping[str, str]) -> MeasuredValue:
        """The value as typed, which the bound could be held against."""
        return MeasuredValue(self.target.id, texts["value"])
