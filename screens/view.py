"""One moment of a plan, and what follows from it: values that belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from tracker.domain.board import Board
from tracker.domain.frozen import Remembering, frozen
from tracker.domain.gate import Assessment, assess, gates_of
from tracker.domain.score import Score, score
from tracker.service.tracker import Tracker


@frozen
class View(Remembering):
    """What was read at one moment, and what follows from it: worked out once, by whoever asks first."""

    tracker: Tracker
    board: Board

    @cached_property
    def score(self) -> Score:
        """The score of the board."""
        return score(self.board)

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """The verdict of every gate; never empty, the first is the headline."""
        return tuple(assess(gate, self.board, self.score) for gate in gates_of(self.board))

    @cached_property
    def clears(self) -> Mapping[str, int]:
        """How many reasons of all gates each item stands behind."""
        return Counter(
            reason.item for assessment in self.assessments for reason in assessment.reasons if reason.item
        )

    @cached_property
    def closed(self) -> int:
        """How many cards count as done."""
        return sum(card.closed for card in self.board.cards)

    @cached_property
    def ready(self) -> tuple[str, ...]:
        """The items that somebody could take up now, most urgent first."""
        return tuple(card.id for card in self.board.ready_queue())

    def judge(self) -> None:
        """Make the verdicts now, which takes a look at every card."""
        _ = self.clears, self.closed
