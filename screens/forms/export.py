"""Export: a report in one of the formats, written to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import ExportChoice
from tracker.domain.board import Board
from tracker.domain.query import parse_query
from tracker.errors import UsageError
from tracker.service.reports.export import FORMATS, usual_name


class ExportForm(Form[ExportChoice]):
    """Asks for the format and the path, and what to tell of."""

    verb = "Export"

    def __init__(
        self, board: Board, initial: ExportChoice | None = None, saved: Mapping[str, str] | None = None
    ) -> None:
        """Ask for one of the formats there are; `saved` are the filters that may be named."""
        super().__init__(board, (), initial)
        self._saved = saved

    @property
    def heading(self) -> str:
        """What is exported."""
        return f"{self.verb} {self.board.plan.title}"

    @property
    def subject(self) -> str:
        """Where a relative path starts."""
        return "A path is relative to the folder of the repository; a file that is there is replaced."

    def fields(self) -> Sequence[Field]:
        """Format and path, then a choice of items and a moment; what is left empty has a usual value."""
        first = self.initial or ExportChoice(FORMATS[0], "")
        usual = f"{self.board.plan.id}.… by the format"
        return [
            Field("format", "Format", first.format, choices=FORMATS),
            Field("path", "Path", first.path, usual, required=False),
            Field("only", "Items", first.only, "all; a query such as severity:high", False, self._query),
            Field("since", "Since", first.since, "what moved since 7d, a day or a commit", required=False),
        ]

    def _query(self, text: str) -> object:
        try:
            return parse_query(text, self.board, "me", self._saved)
        except UsageError as error:
            raise ValueError(str(error)) from None

    def value(self, texts: Mapping[str, str]) -> ExportChoice:
        """Format and path, a made one where none was typed."""
        chosen = texts["format"]
        path = texts["path"] or usual_name(self.board.plan, chosen)
        return ExportChoice(chosen, path, texts["only"].strip(), texts["since"].strip())
