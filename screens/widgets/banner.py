"""A line that stays until what it says is over: a plan that broke, a journal that cannot be read."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from tracker.domain.text import one_line


def trouble_text(error: Exception, root: Path) -> str:
    """Return what is wrong with plan or journal in one line; paths below `root` are said from there."""
    lines = [one_line(line) for line in str(error).replace(f"{root}/", "").splitlines()]
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    hint = getattr(error, "hint", None)
    return f"✗ {lines[0] if lines else type(error).__name__}{more}" + (f" · {one_line(hint)}" if hint else "")


class Banner(Static):
    """Hidden while there is nothing to say. Its text is never parsed as markup."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.text: str | None = None
        """What it says."""

    def say(self, text: str | None) -> None:
        """Say something, or nothing; what was read last is still shown meanwhile."""
        self.text = text
        self.update(text or "")
        self.set_class(text is not None, "-shown")
