"""Reject: close an item without work, because none is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Rejection
from tracker.domain.state import Status

_STATUS: Mapping[str, Status] = {
    "false positive": Status.FALSE_POSITIVE,
    "won't fix": Status.WONT_FIX,
    "duplicate": Status.DUPLICATE,
}


class RejectForm(Form[Rejection]):
    """Asks as what the items are rejected; what else it takes depends on that."""

    verb = "Reject"

    def fields(self) -> Sequence[Field]:
        """The kind of rejection, and everything any kind asks for."""
        first = self.initial or Rejection(Status.FALSE_POSITIVE)
        chosen = next(word for word, status in _STATUS.items() if status is first.status)
        others = [card.id for card in self.board.cards if card.id not in self.ids]
        return [
            Field("as", "As", chosen, choices=tuple(_STATUS)),
            Field("rationale", "Rationale", first.rationale, "why no work is needed", required=False),
            Field("approver", "Approver", first.approver or "", "who agrees", required=False),
            Field(
                "other", "Duplicate of", first.other or "", "the other id", required=False, suggestions=others
            ),
        ]

    def field_for_text(self, texts: Mapping[str, str]) -> str:
        """The other id of a duplicate, and the rationale of all else."""
        return "other" if _STATUS[texts["as"]] is Status.DUPLICATE else "rationale"

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """A false positive needs an approver, a duplicate its double, and both but the last a rationale."""
        status = _STATUS[texts["as"]]
        needed = {
            "rationale": status is not Status.DUPLICATE,
            "approver": status is Status.FALSE_POSITIVE,
            "other": status is Status.DUPLICATE,
        }
        missing = {
            name: f"{texts['as']} needs it" for name, wanted in needed.items() if wanted and not texts[name]
        }
        other = texts["other"].upper()
        if other and other not in self.board.plan.id_by_name:
            missing["other"] = f"no item is called {texts['other']}"
        return missing

    def value(self, texts: Mapping[str, str]) -> Rejection:
        """The rejection, with what its kind asks for."""
        status = _STATUS[texts["as"]]
        other = texts["other"].upper() if status is Status.DUPLICATE else None
        return Rejection(status, texts["rationale"], texts["approver"] or None, other)
