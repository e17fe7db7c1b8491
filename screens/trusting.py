"""Asks before commands of a plan run for the first time: each is shown whole, and none runs without a yes."""

from __future__ import annotations

from collections.abc import Sequence

from screens.forms.confirm import ConfirmForm
from tracker.domain.plan import Item, Proof
from tracker.domain.text import clean, counted, one_line

Proofs = Sequence[tuple[Item, Proof]]
"""Commands with the items they prove."""


def trust_form(proofs: Proofs) -> ConfirmForm:
    """Return the question whether commands may run here, from now on."""
    what = counted(len(proofs), "command")
    question = f"Trust and run {what} of this plan?"
    shown = "\n\n".join(_described(item, proof) for item, proof in proofs)
    return ConfirmForm(question, shown, yes="Trust, run")


def _described(item: Item, proof: Proof) -> str:
    about = f"in {one_line(proof.cwd)} · expects {one_line(proof.expect)} · at most {proof.timeout:g} s"
    target = f" · measures {proof.target}" if proof.target else ""
    return f"{item.id}  $ {clean(proof.run)}\n{about}{target}"
