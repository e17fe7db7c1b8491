"""Reviews to import, of our own making, and the screen that looks through them."""

from __future__ import annotations

from pathlib import Path

from textual.app import App

from screens.app import TrackerApp
from screens.import_entry import MakeImport, importer
from screens.importing import ImportingScreen
from tests.screens.support import clock
from tracker.service.reviews.reviewing import Request
from tracker.service.workspace import find_workspace
from tracker.settings.values import Settings

REVIEW = """\
# Review of the parcel service

Reviewed on 2026-02-02. Not ready for production.

## Critical

### SEC-1: Signing keys lie in the repository

- **Severity:** critical
- **Effort:** 2-3 hours
- **File:** `src/keys.ts:4-9`

The keys of the label printer are committed, in [brackets] and all.

**Fix:** rotate them and read them from the vault.

### OPS-1: No limit on the size of a manifest

- **Severity:** high
- **Effort:** two sprints
- **File:** `src/manifest.ts`

A manifest of two gigabytes takes the service down.

## Later

### DOC-1: The runbook ends in the middle

- **Severity:** low
- **Effort:** 1 hour

Nobody knows how 東京 is restarted.
"""
CHANGED = (
    REVIEW.replace("**Severity:** high", "**Severity:** critical")
    .replace("### DOC-1: The runbook ends in the middle", "### DOC-2: Alerts go to a room that is empty")
    .replace("Nobody knows how 東京 is restarted.", "Nobody reads them.")
)
SARIF = """{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "lint"}}, "results": [{"ruleId": "R1",
"level": "error", "message": {"text": "No TLS [/] here"}, "locations": [{"physicalLocation":
{"artifactLocation": {"uri": "src/db.ts"}, "region": {"startLine": 3}}}]}]}]}"""


def importer_in(folder: Path) -> MakeImport:
    """What makes the screen that looks through an import into a folder."""
    return importer(find_workspace(folder, env={}), actor="robin", clock=clock, settings=Settings())


def import_app(text: str = REVIEW, name: str = "review.md", *, output: Path | None = None) -> TrackerApp:
    """The app over the import of a document that is written into the current folder."""
    Path(name).write_text(text, encoding="utf-8")
    make = importer_in(Path.cwd())
    return TrackerApp(lambda: make(Request(Path(name), output=output)), importing=make)


def screen_of(app: App[None]) -> ImportingScreen:
    """The screen on top, which is the review of an import."""
    assert isinstance(app.screen, ImportingScreen)
    return app.screen
