"""Estimate: how much work it is, as known by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Estimate
from tracker.domain.effort import Effort, parse_effort


class EstimateForm(Form[Estimate]):
    """Asks for an effort in the words of the plan file."""

    verb = "Estimate"

    def fields(self) -> Sequence[Field]:
        """One effort, with the present one to start from."""
        known = self.initial.effort if self.initial else self.cards[0].effort
        hint = "2-3h, 1-2d, 1/2/5h, 30m or " + " ".join(self.board.plan.team.sizes)
        return [Field("effort", "Effort", known.text if known else "", hint, read=self._read)]

    def value(self, texts: Mapping[str, str]) -> Estimate:
        """The effort in hours, by the team's calendar."""
        return Estimate(self._read(texts["effort"]))

    def _read(self, text: str) -> Effort:
        team = self.board.plan.team
        return parse_effort(text, team.hours_per_day, team.sizes)
