"""The formats that can be read, by name, and how each is told from content.

A name says little (`report.json`, `-`), so what the bytes hold decides; the name only breaks the tie between
text formats. Readers are imported when they are needed: a SARIF file waits for no Markdown parser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from tracker.domain.draft import DraftPlan
from tracker.domain.text import did_you_mean, one_line
from tracker.errors import UsageError

Reader = Callable[[bytes, str], DraftPlan]

_READERS: Mapping[str, tuple[str, str]] = {
    "markdown": ("tracker.importers.markdown.read", "read_markdown"),
    "sarif": ("tracker.importers.sarif", "read_sarif"),
    "oscal-poam": ("tracker.importers.oscal", "read_oscal"),
    "defectdojo": ("tracker.importers.defectdojo", "read_defectdojo"),
    "github": ("tracker.importers.github", "read_github"),
    "tracker-json": ("tracker.importers.tracker_json", "read_tracker_json"),
    "report": ("tracker.importers.report", "read_report"),
    "csv": ("tracker.importers.csv_import", "read_csv"),
}
FORMATS: tuple[str, ...] = tuple(_READERS)


def detect(data: bytes, name: str) -> str:
    """Return which of FORMATS `data`, the content of a document called `name`, is in; raises UsageError."""
    from tracker.importers.detection import detected

    return detected(data, name)


def read(
    data: bytes, name: str, format: str | None = None, columns: Mapping[str, str] | None = None
) -> DraftPlan:
    """Return what the document `data` called `name` states; `format` is one of FORMATS, detected if None.

    `columns` says which field each named column of a table holds. Raises UsageError for an unknown format,
    and where the document is none of the format.
    """
    chosen = format or ("csv" if columns else detect(data, name))
    if chosen not in _READERS:
        near = did_you_mean(chosen, FORMATS)
        raise UsageError(
            f"there is no format {one_line(chosen)} to import{near}", hint=f"formats: {', '.join(FORMATS)}"
        )
    if columns and chosen != "csv":
        raise UsageError(f"columns can be mapped in a table only, and this is {chosen}")
    if chosen == "csv":
        from tracker.importers.csv_import import read_csv

        return read_csv(data, name, columns)
    module, function = _READERS[chosen]
    reader: Reader = getattr(import_module(module), function)
    return reader(data, name)
