"""Export: a report in one of the formats, written to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.forms.field import Field
from screens.forms.form import Form
from screens.forms.values import ExportChoice
from tracker.domain.board import Board
from tracker.service.export import FORMATS

_SUFFIXES: Mapping[str, str] = {"markdown": "md"}
"""What files of a format end in, where that is not its name."""


class ExportForm(Form[ExportChoice]):
    """Asks for the format and the path."""

    verb = "Export"

    def __init__(self, board: Board, initial: ExportChoice | None = None) -> None:
        """Ask for one of the formats there are."""
        super().__init__(board, (), initial)

    @property
    def heading(self) -> str:
        """What is exported."""
        return f"{self.verb} {self.board.plan.title}"

    @property
    def subject(self) -> str:
        """Where a relative path starts."""
        return "A path is relative to the folder of the repository; a file that is there is replaced."

    def fields(self) -> Sequence[Field]:
        """Format and path; without a path the plan's id and the format make one."""
        first = self.initial or ExportChoice(FORMATS[0], "")
        usual = f"{self.board.plan.id}.… by the format"
        return [
            Field("format", "Format", first.format, choices=FORMATS),
            Field("path", "Path", first.path, usual, required=False),
        ]

    def value(self, texts: Mapping[str, str]) -> ExportChoice:
        """Format and path, a made one where none was typed."""
        chosen = texts["format"]
        return ExportChoice(chosen, texts["path"] or f"{self.board.plan.id}.{_SUFFIXES.get(chosen, chosen)}")
