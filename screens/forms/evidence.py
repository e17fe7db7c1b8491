"""Evidence: something that shows that the work is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.reading import evidence_problem
from screens.forms.values import EvidenceOffer

KINDS = ("commit", "file", "url", "note")
EXAMPLES = "HEAD, docs/backup.md, https://…, or what was seen"


class EvidenceForm(Form[EvidenceOffer]):
    """Asks for a commit, a file, an address or a note."""

    verb = "Add evidence"
    preposition = "to"

    def fields(self) -> Sequence[Field]:
        """The kind, and what it points at."""
        first = self.initial or EvidenceOffer("commit", "")
        return [
            Field("kind", "Kind", first.kind, choices=KINDS),
            Field("ref", "Evidence", first.ref, EXAMPLES),
        ]

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """What is pointed at has to be of its kind; whether it exists is looked up when it is recorded."""
        problem = evidence_problem(texts["kind"], texts["ref"])
        return {"ref": problem} if problem else {}

    def value(self, texts: Mapping[str, str]) -> EvidenceOffer:
        """The offer as typed."""
        return EvidenceOffer(texts["kind"], texts["ref"])
