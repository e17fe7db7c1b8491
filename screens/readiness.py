"""Readiness: can we ship, and if not, why not and what clears it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on

from screens.page_screen import PageScreen
from screens.widgets.key_line import Key
from screens.widgets.lines import Row
from screens.widgets.page import Page
from screens.widgets.readiness_rows import readiness_rows, reason_key
from tracker.domain.gate import Reason


class ReadinessScreen(PageScreen):
    """Every gate with its verdict; a reason leads to its item, or to the checklists."""

    CSS_PATH = "readiness.tcss"
    name_of_screen = "Readiness"
    tells_all = True
    key_hints: ClassVar[tuple[Key, ...]] = (Key("↑↓", "reasons", ""), Key("Enter", "go to it", "go"))

    def rows(self, width: int) -> Sequence[Row]:
        """Verdicts, reasons and scores."""
        session = self.session
        return list(readiness_rows(session.board, session.assessments, session.score, width))

    def action_go(self) -> None:
        """Open the reason under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        """An item is jumped to; targets, checklists and roles are shown where they can be met."""
        reason = self._reasons().get(event.key)
        if reason is None:
            return
        if reason.item in self.session.board.by_id:
            self.dismiss(reason.item)
        elif reason.item is not None:
            from screens.checklists import ChecklistsScreen

            self.app.push_screen(ChecklistsScreen(self.session, at=reason.item))

    def _reasons(self) -> dict[str, Reason]:
        return {
            reason_key(assessment, reason): reason
            for assessment in self.session.assessments
            for reason in assessment.reasons
        }
