"""Histories that no plan here has: a plan that is given another id loses its own without a word."""

from __future__ import annotations

from tracker.domain.frozen import frozen
from tracker.domain.text import counted, one_line
from tracker.service.workspace import Workspace, every_plan
from tracker.store.log import count_events


@frozen
class LostHistory:
    """What the journal has of a plan that is not here, where it has nothing of the plan that is."""

    plan: str
    lost: str
    events: int

    def __str__(self) -> str:
        return (
            f"the journal has nothing of {self.plan}, but {counted(self.events, 'event')} of a plan "
            f"{self.lost} that is not here"
        )

    @property
    def remedy(self) -> str:
        """What brings the history back."""
        return f'id = "{self.lost}" under [plan], if it is this plan'


def lost_histories(workspace: Workspace, plan: str) -> tuple[LostHistory, ...]:
    """Return the histories that a plan may have lost, none where it has one; raises StoreError."""
    counts = count_events(workspace.database)
    if not counts or counts.get(plan):
        return ()
    here = {found.id for found in every_plan(workspace)}
    return tuple(
        LostHistory(plan, one_line(lost), events) for lost, events in counts.items() if lost not in here
    )
