"""How the app comes to an import: with a document named on the command line, or asked for while it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from screens.session import Clock
from tracker.settings.values import Settings

if TYPE_CHECKING:
    from tracker.service.reviews.reviewing import Request
    from tracker.service.workspace import Workspace

MakeImport = Callable[["Request"], Screen[None]]


def importer(workspace: Workspace, *, actor: str, clock: Clock, settings: Settings) -> MakeImport:
    """Return what makes the screen that looks through an import."""

    def made(request: Request) -> Screen[None]:
        from screens.importing import ImportingScreen

        return ImportingScreen(workspace, request, actor=actor, clock=clock, settings=settings)

    return made


def ask_for_import(app: App[None], make: MakeImport) -> None:
    """Ask for a document, and open what is drafted of it."""
    from screens.forms.path import PathForm, check_document
    from tracker.service.reviews.reviewing import Request

    def begin(path: Path | None) -> None:
        if path is not None:
            app.push_screen(make(Request(path)))

    about = "Markdown, SARIF, OSCAL POA&M, DefectDojo, GitHub issues or CSV. Nothing is written yet."
    app.push_screen(PathForm("Import a review", "Open", about, check_document), begin)
