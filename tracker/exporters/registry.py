"""The export formats by name. A new one is a file with a `render(report)` and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.exporters import csv_export, html, json_export, markdown
from tracker.exporters.report import Exporter

EXPORTERS: Mapping[str, Exporter] = {
    "markdown": markdown.render,
    "json": json_export.render,
    "csv": csv_export.render,
    "html": html.render,
}
"""By the name that `export -f` takes."""
