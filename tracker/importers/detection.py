"""Telling formats apart by content: JSON by its keys, tables by their header, the rest is prose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.csv_table import looks_like_a_table
from tracker.importers.json_reading import load_json
from tracker.importers.oscal import ROOT
from tracker.importers.report import looks_like_a_report

_JSON_NAMES = (".json", ".sarif")
_JSON_START = re.compile(rb"\s*+(?:\{\s*+[\"}]|\[\s*+[\[{\"\]\d-])")
_JSON_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def detected(data: bytes, name: str) -> str:
    """Return the name of the format; raises UsageError for JSON of no known shape, or that is broken."""
    if _may_be_json(data, name):
        try:
            top = load_json(data, name)
        except UsageError:
            if name.casefold().endswith(_JSON_NAMES) or _is_surely_json(data):
                raise
        else:
            return _json_format(top, name)
    if looks_like_a_table(data, name):
        return "csv"
    return "report" if looks_like_a_report(data) else "markdown"


def _may_be_json(data: bytes, name: str) -> bool:
    start = data[:4096].lstrip(b"".join(_JSON_MARKS)).replace(b"\0", b"")
    return bool(_JSON_START.match(start)) or name.casefold().endswith(_JSON_NAMES)


def _is_surely_json(data: bytes) -> bool:
    """Markdown may begin with a bracket, yet hardly with a brace and a quoted key, or a list of objects."""
    start = data[:4096].replace(b"\0", b"")
    return bool(re.match(rb"[^\w\[{]*+(?:\{\s*+\"[^\"]*+\"\s*+:|\[\s*+\{\s*+\")", start))


def _json_format(top: object, name: str) -> str:
    if isinstance(top, dict):
        found = _object_format(top)
    elif isinstance(top, list):
        found = _list_format(top)
    else:
        found = None
    if found is None:
        raise UsageError(
            f"{one_line(name)} is JSON of no known shape",
            hint="known: SARIF, OSCAL POA&M, DefectDojo findings, GitHub issues, the tracker's own export",
        )
    return found


def _object_format(top: Mapping[str, object]) -> str | None:
    if ROOT in top:
        return "oscal-poam"
    if isinstance(top.get("runs"), list):
        return "sarif"
    items = top.get("items")
    if "schema" in top and isinstance(items, list):
        return "tracker-json"
    if isinstance(items, list) and _list_format(items) == "github":
        return "github"
    rows = top.get("results", top.get("findings"))
    if not isinstance(rows, list):
        return None
    return _list_format(rows) if rows else "defectdojo"


def _list_format(rows: list[object]) -> str | None:
    first = next((row for row in rows if isinstance(row, dict)), None)
    if first is None:
        return None if rows else "github"
    if "number" in first or {"labels", "state", "body"} & first.keys():
        return "github"
    return "defectdojo" if "severity" in first and "title" in first else None
