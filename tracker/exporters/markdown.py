"""The status report in GitHub-flavoured Markdown: to be sent on, or kept up to date inside another file.

It stands on its own: whoever reads it has neither the plan nor the journal, so every claim carries who, when
and the commit, file or run behind it. Equal reports give equal text, so a committed one changes only when
something happened; that is also why it names days, not minutes.
"""

from __future__ import annotations

import re

from tracker.errors import UsageError
from tracker.exporters import markdown_lists as lists
from tracker.exporters import markdown_status as status
from tracker.exporters.markdown_forecast import forecast
from tracker.exporters.report import Report

BEGIN = "<!-- tracker:begin -->"
END = "<!-- tracker:end -->"
_BEGIN_LINE = re.compile(rf"^ {{0,3}}{re.escape(BEGIN)}[ \t]*\r?$", re.MULTILINE)
_END_LINE = re.compile(rf"^ {{0,3}}{re.escape(END)}[ \t]*\r?$", re.MULTILINE)

_SECTIONS = (
    status.summary,
    status.gates,
    forecast,
    lists.attention,
    status.score,
    status.progress,
    lists.items,
    lists.checklists,
    lists.targets,
    lists.signoffs,
    lists.decisions,
    lists.routines,
    lists.footer,
)


def render(report: Report) -> str:
    """Return the report as Markdown, without trailing spaces, ending in one newline."""
    joined = "\n\n".join(block for section in _SECTIONS for block in section(report))
    return "\n".join(line.rstrip() for line in joined.split("\n")) + "\n"


def into(existing: str, report: str) -> str:
    """Return `existing` with what stands between the two marker lines replaced by `report`.

    Everything else stays as it is, CRLF line ends included. Raises UsageError unless there is exactly one
    begin marker and, below it, one end marker, each on a line of its own.
    """
    begins, ends = list(_BEGIN_LINE.finditer(existing)), list(_END_LINE.finditer(existing))
    if not begins and not ends:
        raise UsageError(
            "the file has no place for the report",
            hint=f"add two lines where it is to go: {BEGIN} and {END}",
        )
    if (len(begins), len(ends)) != (1, 1):
        found = f"{len(begins)} of {BEGIN}, {len(ends)} of {END}"
        raise UsageError(f"the file needs exactly one of each marker line, and has {found}")
    begin, end = begins[0], ends[0]
    if end.start() < begin.start():
        raise UsageError(f"the markers are the wrong way round: {END} comes before {BEGIN}")
    newline = "\r\n" if begin.group().endswith("\r") else "\n"
    lines = ["", "", *report.strip("\n").split("\n"), "", ""]
    return existing[: begin.end()].removesuffix("\r") + newline.join(lines) + existing[end.start() :]
