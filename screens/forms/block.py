"""Block: work has to wait for something outside the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Block


class BlockForm(Form[Block]):
    """Asks why work has to wait."""

    verb = "Block"

    def fields(self) -> Sequence[Field]:
        """One reason."""
        reason = self.initial.reason if self.initial else ""
        return [Field("reason", "Reason", reason, "waiting for the vendor's certificate")]

    def value(self, texts: Mapping[str, str]) -> Block:
        """The reason as typed."""
        return Block(texts["reason"])
