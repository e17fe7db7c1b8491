"""Sign off: somebody agrees for a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import SignedOff
from tracker.domain.board import Board


class SignOffForm(Form[SignedOff]):
    """Asks who signs, with the conditions in sight."""

    verb = "Sign off"

    def __init__(self, board: Board, role: str, actor: str, initial: SignedOff | None = None) -> None:
        """Ask about a role; `actor` is whose name is proposed."""
        super().__init__(board, (), initial)
        self.role = role
        self.actor = actor

    @property
    def heading(self) -> str:
        """The role by its id."""
        return f"{self.verb} {self.role}"

    @property
    def subject(self) -> str:
        """The role's title and what it asks for."""
        found = next((signoff for signoff in self.board.plan.signoffs if signoff.id == self.role), None)
        if found is None:
            return self.role
        return f"{found.title}: {'; '.join(found.conditions)}" if found.conditions else found.title

    def fields(self) -> Sequence[Field]:
        """One name."""
        return [Field("by", "Signed by", self.initial.by if self.initial else self.actor)]

    def value(self, texts: Mapping[str, str]) -> SignedOff:
        """Role and name."""
        return SignedOff(self.role, texts["by"])
