"""Help: the keys of the screen one came from, and the two small languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import ActiveBinding, Binding, BindingType

from screens.key_names import key_name
from screens.session import Session
from screens.text_screen import TextScreen
from screens.widgets.card_mark_rows import card_mark_rows
from screens.widgets.key_line import Key
from screens.widgets.language_rows import language_rows
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row

_GROUPS = {
    "act": "Acts, on the marked items or the one under the cursor",
    "board": "The board",
    "go": "Other screens",
    "page": "Moving about",
    "app": "The app",
}
"""What the part of a binding's id before the dot is called; others go by that part itself."""
_WIDE, _KEYS = 110, 16


@runtime_checkable
class _Explained(Protocol):
    """A screen with marks of its own."""

    def legend(self) -> Sequence[Row]: ...


class HelpScreen(TextScreen):
    """Every binding that has a name, in groups."""

    CSS_PATH = "help.tcss"
    name_of_screen = "Keys"
    key_hints: ClassVar[tuple[Key, ...]] = (Key("↑↓", "scroll", ""),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "close", "Back", id="help.close", tooltip="Back to where you came from"),
    ]

    def __init__(self, session: Session | None = None) -> None:
        """Explain the screen below; without a session there is no plan that has its own commit language."""
        super().__init__()
        self._session = session
        self._below: tuple[ActiveBinding, ...] = ()
        self._legend: Sequence[Row] = ()

    def on_mount(self) -> None:
        """Collect the bindings of the screen below."""
        super().on_mount()
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else self
        self._below = tuple(below.active_bindings.values())
        self._legend = below.legend() if isinstance(below, _Explained) else ()
        self.fill()

    @property
    def subject(self) -> str:
        """The plan's title, where there is one."""
        return self._session.plan.title if self._session else ""

    def rows(self, width: int) -> Sequence[Row]:
        """Keys first, then what marks mean, languages after them."""
        keywords = self._session is None or self._session.plan.keywords
        marks = [Row(), heading("Marks"), *self._legend] if self._legend else []
        if self._session:
            marks += [Row(), heading("Marks of an item"), *card_mark_rows()]
        return [*binding_rows(self._below, width), *marks, *language_rows(keywords=keywords)]


def binding_rows(bindings: Iterable[ActiveBinding], width: int) -> Iterator[Row]:
    """Yield the bindings that have an id and a tooltip, by the group their id names."""
    for group, entries in _grouped(bindings).items():
        yield from (Row(), heading(_GROUPS.get(group, group.replace("-", " ").capitalize())))
        texts = [(_together(keys), said) for said, keys in entries.items()]
        columns = 2 if width >= _WIDE else 1
        half = -(-len(texts) // columns)
        for number in range(half):
            yield row(*(span for text in texts[number::half] for span in _cells(text, width // columns)))


def _grouped(bindings: Iterable[ActiveBinding]) -> dict[str, dict[str, list[str]]]:
    """For each group, in the order of their first binding, the keys of each tooltip."""
    groups: dict[str, dict[str, list[str]]] = {name: {} for name in _GROUPS}
    for active in bindings:
        binding = active.binding
        if binding.id and (said := active.tooltip or binding.tooltip):
            keys = groups.setdefault(binding.id.partition(".")[0], {}).setdefault(said, [])
            shown = binding.key_display or key_name(binding.key)
            if shown not in keys:  # a key that was bound anew comes once for each that it is in the place of
                keys.append(shown)
    return {name: entries for name, entries in groups.items() if entries}


def _together(keys: Sequence[str]) -> str:
    text = " ".join(keys)
    return text if len(text) <= _KEYS else f"{keys[0]} … {keys[-1]}"


def _cells(text: tuple[str, str], width: int) -> tuple[Span, Span]:
    keys, said = text
    return Span(fitted(keys, _KEYS) + " ", Tone.STRONG), Span(
        fitted(said, width - _KEYS - 2) + " ", Tone.TEXT
    )
