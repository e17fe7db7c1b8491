"""Keys said in words below a form, by the names that the user's own keys have."""

from __future__ import annotations

from textual.widgets import Static

from screens.key_names import other_names, renamed


class Hint(Static):
    """A line such as `Enter keeps · Esc leaves`, written with the keys that things have by themselves."""

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(text, id=id, markup=False)
        self._text = text

    def on_mount(self) -> None:
        """Follow the focus: Enter in a line of text is another one than Enter in a list."""
        self.watch(self.screen, "focused", self._rename)

    def say(self, text: str) -> None:
        """Say other keys."""
        self._text = text
        self._rename()

    def _rename(self) -> None:
        shown = renamed(self._text, other_names(self.screen))
        if shown != str(self.content):  # else every form would be laid out again at each move of the focus
            self.update(shown)
