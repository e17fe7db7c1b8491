"""The line where a filter is typed, or an id to jump to; what is wrong with it is said below, meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tracker.domain.query import WORDS


class WordSuggester(Suggester):
    """Completes the last word of a query."""

    def __init__(self, saved: Callable[[], Iterable[str]] = tuple) -> None:
        """`saved` gives the names of saved filters."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._saved = saved

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last word completed, if a word of the language begins like it."""
        before, _, word = value.rpartition(" ")
        sign, word = ("-", word[1:]) if word.startswith("-") else ("", word)
        words = [f"@{name}" for name in self._saved()] if word.startswith("@") else WORDS
        found = next((known for known in words if word and known.startswith(word.casefold())), None)
        return f"{before} {sign}{found}".lstrip() if found else None


class FilterBar(Vertical):
    """A prompt of one line with its problem below it; hidden while there is nothing to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear", id="filter.clear", tooltip="Take the filter off"),
        Binding("tab", "complete", "Complete", id="filter.complete", tooltip="Take the suggested word"),
        Binding("down", "leave", "Board", id="filter.leave", tooltip="Keep the filter, go to the cards"),
    ]
    FILTER, JUMP = "/", ":"
    _input = query_one("#filter-input", Input)
    _prompt = query_one("#filter-prompt", Static)
    _aside = query_one("#filter-aside", Static)
    _problem = query_one("#filter-problem", Static)

    def __init__(self, saved: Callable[[], Iterable[str]] = tuple, *, id: str | None = None) -> None:
        """`saved` gives the names of saved filters, which are completed behind an @."""
        super().__init__(id=id)
        self._words = WordSuggester(saved)
        self.prompt = self.FILTER
        """What is typed: FILTER or JUMP."""

    class Changed(Message):
        """The text is another one; `prompt` tells a filter from a jump."""

        def __init__(self, prompt: str, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    class Submitted(Changed):
        """Enter was pressed."""

    class Cleared(Message):
        """Escape was pressed."""

        def __init__(self, prompt: str) -> None:
            super().__init__()
            self.prompt = prompt

    def compose(self) -> ComposeResult:
        """Prompt, input and what is said beside it; the problem below."""
        with Horizontal(id="filter-row"):
            yield Static(self.FILTER, id="filter-prompt", markup=False)
            entry = Input(id="filter-input", compact=True, suggester=self._words, select_on_focus=False)
            entry.cursor_blink = False  # a blinking cursor wakes an idle app twice a second
            yield entry
            yield Static("", id="filter-aside", markup=False)
        yield Static("", id="filter-problem", markup=False)

    def show(self, prompt: str, text: str) -> None:
        """Put a prompt with `text` in sight."""
        self.prompt = prompt
        self._input.suggester = self._words if prompt == self.FILTER else None
        self._prompt.update(prompt)
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self.tell("")
        self.display = True  # a class would have the styles of all that is in it looked up again

    def open(self, prompt: str, text: str) -> None:
        """Let something be typed, beginning with `text`."""
        self.show(prompt, text)
        self.screen.set_focus(self._input)  # at once: Widget.focus would let the next key go elsewhere

    def close(self, *, keep: bool) -> None:
        """Stop typing; `keep` leaves the line in sight."""
        self.display = keep

    def tell(self, aside: str, *, problem: str | None = None) -> None:
        """Say what the filter found, and what is wrong with it."""
        if (before := str(self._aside.content)) != aside:
            self._aside.update(aside, layout=len(aside) != len(before))
        self.tell_problem(problem)

    def tell_problem(self, problem: str | None) -> None:
        """Say what is wrong with the filter, and leave what it found."""
        if str(self._problem.content) != (problem or ""):  # else the whole screen would be laid out again
            self._problem.update(problem or "")
        self._problem.display = problem is not None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Changed(self.prompt, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that typing is done."""
        event.stop()
        self.post_message(self.Submitted(self.prompt, event.value))

    def action_complete(self) -> None:
        """Take the suggestion, which Input does when its cursor goes right at the end."""
        self._input.action_cursor_right()

    def action_clear(self) -> None:
        """Take back what was typed."""
        self.post_message(self.Cleared(self.prompt))

    def action_leave(self) -> None:
        """Go on to the board."""
        self.post_message(self.Submitted(self.prompt, self._input.value))
