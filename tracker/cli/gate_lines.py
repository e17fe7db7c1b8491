"""A gate's verdict and its reasons, as lines of text."""

from __future__ import annotations

from tracker.cli.output import VERDICT_COLOR, Cell, Column, table
from tracker.domain.gate import Assessment, Reason
from tracker.domain.marks import STALE
from tracker.domain.text import counted


def reason_mark(reason: Reason) -> Cell:
    """Return the mark of a reason: whether it is hard, soft, or stale evidence."""
    if reason.hard:
        return Cell("✗", "bright_red")
    return Cell(STALE if reason.code == "stale" else "!", "yellow")


def gate_lines(assessment: Assessment) -> list[str]:
    """Return the verdict beside the claim, and a table of the reasons."""
    verdict = Cell(assessment.verdict.label, VERDICT_COLOR[assessment.verdict], bold=True).styled()
    claimed = f"   the review said: {assessment.claimed.label}" if assessment.claimed else ""
    lines = [f"{assessment.gate.id}   {verdict}{claimed}"]
    if assessment.reasons:
        columns = (Column(), Column(), Column(flexes=True), Column(flexes=True))
        head = (Cell(""), Cell(""), Cell(counted(len(assessment.reasons), "reason")), Cell("clears when"))
        rows = [[Cell(cell.text, dim=True) for cell in head]]
        rows += [
            [
                reason_mark(reason),
                Cell(reason.item or reason.code, bold=True),
                Cell(reason.text),
                Cell(reason.clears, dim=True),
            ]
            for reason in assessment.reasons
        ]
        lines += ["", *table(columns, rows, " ")]
    return lines
