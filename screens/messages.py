"""What widgets and workers tell the screens. A widget says what happened; the screen decides what follows."""

from __future__ import annotations

from textual.message import Message


class JournalChanged(Message):
    """The session holds another board than before: by an act of ours, or because plan or journal changed."""


class ForecastChanged(Message):
    """The session holds another forecast than before."""


class ItemHighlighted(Message):
    """The cursor moved to an item, or to none."""

    def __init__(self, item: str | None) -> None:
        super().__init__()
        self.item = item


class ItemChosen(Message):
    """An item is to be shown: opened on the board, or jumped to from another screen."""

    def __init__(self, item: str) -> None:
        super().__init__()
        self.item = item


class Clicked(Message):
    """Something was clicked that stands for an action."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class Done(Message):
    """A worker did what it was asked to; `text` says so in one line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Failed(Message):
    """A worker could not do what it was asked to. `text` is one line, `hint` says what would help."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    @property
    def text(self) -> str:
        """The error for people: its message, with its kind where it is a defect and not a refusal."""
        from tracker.errors import TrackerError

        known = isinstance(self.error, (TrackerError, OSError))
        return str(self.error) if known else f"{type(self.error).__name__}: {self.error}"

    @property
    def hint(self) -> str | None:
        """What would help, where something would."""
        hint: str | None = getattr(self.error, "hint", None)
        return hint

    @property
    def in_lines(self) -> str:
        """What went wrong after its mark, and below it the hint."""
        return f"✗ {self.text}" + (f"\n  {self.hint}" if self.hint else "")

    @property
    def in_line(self) -> str:
        """The same in one line."""
        return f"✗ {self.text}" + (f" · {self.hint}" if self.hint else "")
