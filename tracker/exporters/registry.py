"""The export formats by name. A new one is a file with a `render(report)` and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tracker.domain.changes import Changes
from tracker.exporters import (
    badge,
    changes_json,
    csv_export,
    github,
    html,
    json_export,
    markdown,
    markdown_changes,
    oscal,
)
from tracker.exporters.report import Exporter, Report

EXPORTERS: Mapping[str, Exporter] = {
    "markdown": markdown.render,
    "json": json_export.render,
    "csv": csv_export.render,
    "html": html.render,
    "oscal-poam": oscal.render,
    "badge": badge.render,
    "github": github.render,
}
"""By the name that `export -f` takes."""

CHANGE_EXPORTERS: Mapping[str, Callable[[Changes], str]] = {
    "markdown": markdown_changes.render,
    "json": changes_json.render,
}
"""The formats that can tell what moved since a moment."""

FOLDER_EXPORTERS: Mapping[str, Callable[[Report], Mapping[str, str]]] = {"github": github.files}
"""The formats that can be a folder: the text of each file by its name."""

SUFFIXES: Mapping[str, str] = {
    "markdown": "md",
    "oscal-poam": "poam.json",
    "badge": "svg",
    "github": "issues.jsonl",
}
"""What files of a format end in, where that is not its name."""
