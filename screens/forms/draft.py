"""A drafted item put differently before it is imported: title, severity, effort and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.asking import AskingForm
from screens.forms.field import Field
from tracker.domain.effort import parse_effort
from tracker.domain.import_choices import Edit, read_edit, read_title
from tracker.domain.plan import SEVERITIES, UNRATED, Claim


class DraftForm(AskingForm[Edit]):
    """Asks for the fields of one item, as they are to be."""

    verb = "Edit"

    def __init__(self, id_: str, stated: str, initial: Edit) -> None:
        """Ask about the item `id_` that the document calls `stated`, beginning with what is known."""
        super().__init__()
        self._id = id_
        self._stated = stated
        self._initial = initial

    @property
    def heading(self) -> str:
        """What is edited."""
        return f"{self.verb} {self._id}"

    @property
    def subject(self) -> str:
        """What the document calls it."""
        return self._stated

    def fields(self) -> Sequence[Field]:
        """What the document says, or what was put in its place."""
        first = self._initial
        severity = first.severity.value if first.severity else UNRATED
        return [
            Field("title", "Title", first.title, read=read_title),
            Field("severity", "Severity", severity, choices=SEVERITIES),
            Field("effort", "Effort", first.effort or "", "2-3h, 1-2d, 1/2/5h, 30m", False, self._effort),
            Field("status", "Status", first.claim.value, choices=tuple(Claim)),
        ]

    def value(self, texts: Mapping[str, str]) -> Edit:
        """The fields, read."""
        return read_edit(texts["title"], texts["severity"], texts["effort"], texts["status"], self._initial)

    def _effort(self, text: str) -> object:
        """What the document says may stay, also where it is none that a plan can hold."""
        return text if text == self._initial.effort else parse_effort(text)
