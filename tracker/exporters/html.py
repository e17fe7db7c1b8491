"""The status report as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.

It is opened from a mail or a build's artefacts, on a phone or on paper, by people who have neither the plan
nor the tracker. Its content policy forbids whatever the page does not hold itself, so that not even a text
that got past the escaping could fetch or run anything.
"""

from __future__ import annotations

from tracker.exporters import html_sections as sections
from tracker.exporters.html_style import STYLE
from tracker.exporters.html_text import Markup, joined, tag
from tracker.exporters.report import Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SECTIONS = (
    sections.gates,
    sections.forecast,
    sections.score,
    sections.items,
    sections.checklists,
    sections.targets,
    sections.evidence,
)


def render(report: Report) -> str:
    """Return the report as an HTML page."""
    page = tag("html", _head(report), tag("body", joined(_body(report), "\n")), lang="en")
    return f"<!doctype html>\n{page}\n"


def _head(report: Report) -> Markup:
    return tag(
        "head",
        joined(
            [
                tag("meta", charset="utf-8"),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
                tag("title", f"{report.board.plan.title}: remediation status"),
                tag("style", Markup(STYLE)),
            ],
            "\n",
        ),
    )


def _body(report: Report) -> list[Markup]:
    plan, now = report.board.plan, report.board.now
    commit = f" at commit {report.head[:7]}" if report.head else ""
    reviewed = f" Reviewed {plan.reviewed}." if plan.reviewed else ""
    return [
        tag(
            "header",
            tag("h1", f"{plan.title}: remediation status"),
            tag("p", f"As of {now.date()}{commit}.{reviewed}", class_="soft"),
            tag("p", plan.summary) if plan.summary else Markup(""),
            sections.summary(report),
        ),
        tag("main", joined((make(report) for make in _SECTIONS), "\n")),
        tag("footer", tag("p", f"From {report.path} and {report.event_count} events of its journal.")),
    ]
