"""The base of all forms: some fields over the board, checked while typing and tried before they are kept.

Enter keeps, Tab goes on, Escape leaves. A value is handed back only when the board at hand would take it;
what it would refuse is said in the form, and everything typed stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from screens.forms.asking import AskingForm
from screens.forms.decide import transitions
from screens.forms.values import Act
from screens.widgets.words import few
from tracker.domain.board import Board, Card
from tracker.domain.text import counted

T = TypeVar("T", bound=Act)
_AT_ONCE = 200
"""Items that a value is tried on while a key waits."""


class Form(AskingForm[T], Generic[T]):
    """A form about some items; it hands back a value, or None when it was left."""

    preposition: ClassVar[str] = ""
    """What stands in the heading between the verb and the items."""

    def __init__(self, board: Board, ids: Sequence[str], initial: T | None = None) -> None:
        """Ask about the items `ids` of a board; `initial` is what was typed before."""
        super().__init__()
        self.board = board
        self.ids = tuple(ids)
        self.initial = initial
        self.tried_aside = len(self.ids) > _AT_ONCE

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards the form is about."""
        return tuple(self.board.by_id[id_] for id_ in self.ids)

    @property
    def heading(self) -> str:
        """What is about to be done to what."""
        what = self.ids[0] if len(self.ids) == 1 else counted(len(self.ids), "item")
        return " ".join(filter(None, (self.verb, self.preposition, what)))

    @property
    def subject(self) -> str:
        """What the form is about, in a line: the title of one item, the first ids of several."""
        return self.cards[0].item.title if len(self.ids) == 1 else few(self.ids)

    def try_out(self, value: T) -> None:
        """Raise TrackerError where the board at hand would refuse the value."""
        transitions(value, self.board, self.ids)
