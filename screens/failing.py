"""What a worker could not do is said, also where nobody thought that it might fail."""

from __future__ import annotations

from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

from screens.messages import Failed


class TellsFailures(MessagePump):
    """Something whose workers tell `Failed`, as an error that they meet themselves does."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Pass the error of a worker on."""
        if event.state is WorkerState.ERROR and event.worker.error:
            self.post_message(Failed(event.worker.error))
