"""Assign: who is to do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Assignment


class AssignForm(Form[Assignment]):
    """Asks for a name; the team and everybody who owns something are suggested."""

    verb = "Assign"

    def fields(self) -> Sequence[Field]:
        """One name; none gives the items back to nobody."""
        team = [engineer.id for engineer in self.board.plan.team.engineers]
        owners = [card.owner for card in self.board.cards if card.owner]
        known = list(dict.fromkeys([*owners, *team]))
        owner = self.initial.owner if self.initial else self.cards[0].owner
        return [Field("owner", "Owner", owner or "", "nobody", required=False, suggestions=known)]

    def value(self, texts: Mapping[str, str]) -> Assignment:
        """The name, or nobody."""
        return Assignment(texts["owner"] or None)
