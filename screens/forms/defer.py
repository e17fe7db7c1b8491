"""Defer: put work off until something happens, with a day to look at it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.reading import later_day
from screens.forms.values import Deferment


class DeferForm(Form[Deferment]):
    """Asks for the trigger and the review date."""

    verb = "Defer"

    def fields(self) -> Sequence[Field]:
        """The trigger as text, the day in any form the plan file knows."""
        first = self.initial
        claimed = self.cards[0].item.deferred
        when = first.when if first else (claimed.when if claimed else None) or ""
        read = later_day(self.board.now.date())
        return [
            Field("when", "Until", when, "there is more than one replica"),
            Field(
                "review", "Look again", str(first.review) if first else "", "2026-01-31, 30d, 6w", read=read
            ),
        ]

    def value(self, texts: Mapping[str, str]) -> Deferment:
        """Trigger and day."""
        return Deferment(texts["when"], later_day(self.board.now.date())(texts["review"]))
