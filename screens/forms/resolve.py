"""Resolve: call the work done, together with the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.evidence import EXAMPLES, KINDS, implied_kind
from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.reading import evidence_problem
from screens.forms.values import EvidenceOffer, Resolution
from tracker.domain.plan import Requirement

_NONE = "none"


class ResolveForm(Form[Resolution]):
    """Asks for evidence, which some items cannot be resolved without."""

    verb = "Resolve"

    def fields(self) -> Sequence[Field]:
        """The kind of evidence, what it points at, and a remark."""
        first = self.initial
        offer = first.evidence if first else None
        kind = offer.kind if offer else _NONE if first or not self._needs_evidence() else KINDS[0]
        return [
            Field("kind", "Evidence", kind, choices=(*KINDS, _NONE)),
            Field("ref", "Which", offer.ref if offer else "", EXAMPLES, required=False),
            Field("note", "Remark", (first.note or "") if first else "", "optional", required=False),
        ]

    def field_for_text(self, texts: Mapping[str, str]) -> str:
        """The remark where no evidence is offered, for nothing would be made of what it points at."""
        return "note" if texts["kind"] == _NONE else "ref"

    def implied(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """An address is no commit."""
        return implied_kind(texts)

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Evidence has to be of its kind; that an item needs some is for the rules to say."""
        problem = None if texts["kind"] == _NONE else evidence_problem(texts["kind"], texts["ref"])
        return {"ref": problem} if problem else {}

    def value(self, texts: Mapping[str, str]) -> Resolution:
        """The resolution, with its evidence where a kind was chosen."""
        offer = None if texts["kind"] == _NONE else EvidenceOffer(texts["kind"], texts["ref"])
        return Resolution(offer, texts["note"] or None)

    def _needs_evidence(self) -> bool:
        return any(
            card.item.requires is not Requirement.NONE and not card.fresh_evidence for card in self.cards
        )
