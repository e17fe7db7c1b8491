"""Reopen: what was closed is not done after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Reopening


class ReopenForm(Form[Reopening]):
    """Asks why the items are open again."""

    verb = "Reopen"

    def fields(self) -> Sequence[Field]:
        """One reason."""
        reason = self.initial.reason if self.initial else ""
        return [Field("reason", "Reason", reason, "still fails under load")]

    def value(self, texts: Mapping[str, str]) -> Reopening:
        """The reason as typed."""
        return Reopening(texts["reason"])
