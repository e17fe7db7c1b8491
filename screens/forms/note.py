"""Note: a remark for whoever looks at the item next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Remark


class NoteForm(Form[Remark]):
    """Asks for a remark."""

    verb = "Note"

    def fields(self) -> Sequence[Field]:
        """One text."""
        return [Field("text", "Note", self.initial.text if self.initial else "")]

    def value(self, texts: Mapping[str, str]) -> Remark:
        """The remark as typed."""
        return Remark(texts["text"])
