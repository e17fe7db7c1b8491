"""Keep: a filter under a name of one's own, in the settings file, for the app and the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import NamedFilter
from screens.key_names import name_of
from tracker.domain.board import Board
from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.settings.values import FILTER_NAME


@frozen
class _NameField(Field):
    """A name, that may be taken."""

    others: Mapping[str, str] = field(default_factory=dict)
    """The queries that other names stand for."""

    def reading(self, text: str) -> str:
        """Return what the filter would take the place of."""
        before = self.others.get(text.strip().removeprefix("@").casefold())
        return f"in the place of {before}" if before else ""


class SaveFilterForm(Form[NamedFilter]):
    """Asks for the name; one that is there already is replaced, and it says so meanwhile."""

    verb = "Save"

    def __init__(
        self, board: Board, saved: Mapping[str, str], query: str, initial: NamedFilter | None = None
    ) -> None:
        """Ask what to call `query`; `saved` are the filters there are."""
        super().__init__(board, (), initial)
        self._saved = saved
        self._query = initial.query if initial else query

    @property
    def heading(self) -> str:
        """What is kept."""
        return f"Save the filter {one_line(self._query)}"

    @property
    def subject(self) -> str:
        """What it is good for."""
        lists = name_of(self.app, "board.saved-filters", "F")
        return f"{lists} lists the saved filters; on a command line it is @name, as in tracker list @name."

    def fields(self) -> Sequence[Field]:
        """The name."""
        name = self.initial.name if self.initial else ""
        others = {known: query for known, query in self._saved.items() if query != self._query}
        return [
            _NameField("name", "Name", name, "mine", read=_name, suggestions=tuple(others), others=others)
        ]

    def value(self, texts: Mapping[str, str]) -> NamedFilter:
        """The query with its name."""
        return NamedFilter(_name(texts["name"]), self._query)


def _name(text: str) -> str:
    name = text.strip().removeprefix("@")
    if not FILTER_NAME.fullmatch(name):
        raise ValueError("use letters, digits and dashes, 32 at most")
    return name.casefold()
