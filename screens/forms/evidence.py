"""Evidence: something that shows that the work is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.reading import evidence_problem
from screens.forms.values import EvidenceOffer

KINDS = ("commit", "file", "url", "note")
EXAMPLES = "HEAD, docs/backup.md, https://…, or what was seen"

_ATTESTATION = "attestation"
_COPY, _HASH = "copy of a file", "hash alone"


def implied_kind(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the kind of evidence that is meant where an address was typed and nothing was chosen."""
    address = texts["ref"].startswith(("https://", "http://"))
    return {"kind": "url"} if address and texts["kind"] == KINDS[0] else {}


class EvidenceForm(Form[EvidenceOffer]):
    """Asks for a commit, a file, an address, a note or somebody's word."""

    verb = "Add evidence"
    preposition = "to"

    def fields(self) -> Sequence[Field]:
        """The kind, what it points at, and what two of the kinds need besides."""
        first = self.initial or EvidenceOffer("commit", "")
        return [
            Field("kind", "Kind", first.kind, choices=(*KINDS, _ATTESTATION)),
            Field("ref", "Evidence", first.ref, EXAMPLES),
            Field("by", "Whose word", first.by or "", "of an attestation; yours otherwise", required=False),
            Field("keep", "Keep", _COPY if first.copied else _HASH, choices=(_COPY, _HASH)),
        ]

    def implied(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """An address is no commit."""
        return implied_kind(texts)

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """What is pointed at has to be of its kind; whether it exists is looked up when it is recorded."""
        problem = evidence_problem(texts["kind"], texts["ref"])
        return {"ref": problem} if problem else {}

    def value(self, texts: Mapping[str, str]) -> EvidenceOffer:
        """The offer as typed."""
        by = texts["by"] if texts["kind"] == _ATTESTATION else None
        return EvidenceOffer(texts["kind"], texts["ref"], by or None, copied=texts["keep"] == _COPY)
