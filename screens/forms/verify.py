"""Verify: the work holds, because its proofs pass or because somebody else says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.widgets import Input

from screens.forms.choice import Choice
from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import Verification
from tracker.domain.plan import Requirement

_PROOFS, _WORD = "run its proofs", "on somebody's word"


class VerifyForm(Form[Verification]):
    """Asks how, and on whose word where no command can tell."""

    verb = "Verify"

    def fields(self) -> Sequence[Field]:
        """The ways that are open to these items, and the name of who looked."""
        ways = self._ways()
        by = (self.initial.by or "") if self.initial else ""
        chosen = _WORD if by else ways[0]
        fields = [Field("how", "How", chosen, choices=ways)] if len(ways) > 1 else []
        if _WORD in ways:
            fields.append(Field("by", "Verified by", by, "not who resolved it", required=False))
        return fields

    @on(Input.Changed)
    def _choose_word(self, changed: Input.Changed) -> None:
        """Who types a name goes by somebody's word."""
        for choice in self.query(Choice):
            choice.value = _WORD if changed.value else choice.value

    def problems(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Somebody's word needs a name."""
        return {"by": "a name is needed"} if self._way(texts) == _WORD and not texts["by"] else {}

    def value(self, texts: Mapping[str, str]) -> Verification:
        """The name, or none for a run of the proofs."""
        return Verification(texts["by"] if self._way(texts) == _WORD else None)

    def _way(self, texts: Mapping[str, str]) -> str:
        """The way that was chosen; where there is only one, nobody is asked."""
        return texts.get("how", self._ways()[0])

    def _ways(self) -> tuple[str, ...]:
        """Proofs where every item has some; somebody's word where none insists on its proof."""
        proofs = (_PROOFS,) * all(card.item.proofs for card in self.cards)
        word = (_WORD,) * all(card.item.requires is not Requirement.PROOF for card in self.cards)
        return proofs + word or (_PROOFS,)
