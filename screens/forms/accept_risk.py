"""Accept risk: somebody answers for leaving it as it is, until a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.reading import later_day
from screens.forms.values import RiskAcceptance


class AcceptRiskForm(Form[RiskAcceptance]):
    """Asks who takes the risk on, why, and until when."""

    verb = "Accept risk"
    preposition = "of"

    def fields(self) -> Sequence[Field]:
        """Approver, rationale and expiry; no acceptance is for ever."""
        first = self.initial
        read = later_day(self.board.now.date())
        return [
            Field("approver", "Approver", first.approver if first else "", "who answers for it"),
            Field("rationale", "Rationale", first.rationale if first else "", "why it may stay as it is"),
            Field("expires", "Until", str(first.expires) if first else "", "2026-01-31, 30d, 6w", read=read),
        ]

    def value(self, texts: Mapping[str, str]) -> RiskAcceptance:
        """The acceptance with its last day."""
        expires = later_day(self.board.now.date())(texts["expires"])
        return RiskAcceptance(texts["approver"], texts["rationale"], expires)
