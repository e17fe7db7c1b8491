"""What the plan says of one item, as rows: its state in a line, then the finding and the way to fix it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.words import SEVERITY_TONE, STATUS_TONE, joined
from tracker.domain.board import Board, Card
from tracker.domain.drift import drift_text
from tracker.domain.effort import format_hours
from tracker.domain.fileref import FileRef
from tracker.domain.marks import BLOCKED, CLAIMED, OVERDUE, STATUS_MARK, effort_text, status_label
from tracker.domain.plan import FACTS, Lines, Plan, Requirement, Snippet
from tracker.domain.state import Acceptance, Deferral

FILE_KEY, ITEM_KEY = "file ", "item "
"""What the keys of rows that open a file, or lead to another item, begin with."""

_LABELS: Mapping[str, str] = {
    "not_tested": "Not tested",
    "test_coverage": "Coverage",
    "approach": "Fix",
}


def finding_rows(card: Card) -> Iterator[Row]:
    """Yield the finding, the way to fix it, and the work it takes."""
    item = card.item
    for name in FACTS:
        if text := item.facts.get(name):
            yield row(text, label=_LABELS.get(name, name.capitalize()))
    for number, step in enumerate(item.steps, start=1):
        yield row(f"{number}. {step}", label="Steps" if number == 1 else "", indent=3)
    yield from _limit_rows(item.limit)
    yield from _file_rows(card)
    yield from _work_rows(card)


def _file_rows(card: Card) -> Iterator[Row]:
    """Yield the files as the review names them, each with what became of it; they open where they are now."""
    drift = card.drift
    for number, file in enumerate(card.item.files):
        found = drift.get(file)
        now = found.place if found else file
        key = f"{FILE_KEY}{number} {now.path}:{_first_line(now)}"
        told = drift_text(file, found).removeprefix(str(file)) if found else ""
        tone = Tone.WARN if found and found.touched else Tone.MUTED
        label = "" if number else "Files"
        yield row(Span(str(file), Tone.ACCENT), Span(told, tone), label=label, key=key, indent=2)


def head_rows(card: Card, board: Board) -> Iterator[Row]:
    """Yield the title, the status line, and whatever keeps the item where it is."""
    yield row(Span(f"{card.id}  {card.item.title}", Tone.STRONG), indent=len(card.id) + 2)
    yield _status_row(card, board.plan)
    yield from _condition_rows(card)
    yield Row()


def _status_row(card: Card, plan: Plan) -> Row:
    severity = Span(card.severity, SEVERITY_TONE.get(card.severity, Tone.TEXT))
    status = f"{STATUS_MARK[card.status]} {status_label(card.status)}"
    phases = {phase.id: phase for phase in plan.phases}
    phase = phases.get(card.item.phase or "")
    window = f" ({phase.window})" if phase and phase.window else ""
    rest = joined(
        [
            "blocker" if card.item.blocker else "",
            f"{card.item.priority} priority" if card.item.priority else "",
            f"{phase.title}{window}" if phase else "",
            card.owner or "unassigned",
        ]
    )
    return row(Span(status, STATUS_TONE.get(card.status, Tone.TEXT)), " · ", severity, f" · {rest}", indent=2)


def _condition_rows(card: Card) -> Iterator[Row]:
    state = card.state
    if state.claimed:
        yield row(
            Span(f"{CLAIMED} by the review's word alone, which counts for nothing", Tone.WARN), indent=2
        )
    if card.blocked_by and card.blocked:
        yield row(Span(f"{BLOCKED} waits for {', '.join(card.blocked_by)}", Tone.WARN), indent=2)
    if state.blocked and card.blocked:
        yield row(Span(f"{BLOCKED} {state.blocked}", Tone.WARN), indent=2)
    if card.overdue:
        yield row(Span(f"{OVERDUE} {card.overdue}", Tone.BAD), indent=2)
    if state.acceptance:
        yield from _acceptance_rows(state.acceptance)
    if state.deferral:
        yield row(Span(f"~ {_deferral_text(state.deferral)}", Tone.WARN), indent=2)
    if state.duplicate_of:
        yield row(
            Span(f"× duplicate of {state.duplicate_of}", Tone.MUTED), key=f"{ITEM_KEY}{state.duplicate_of}"
        )
    if state.reason:
        yield row(Span(state.reason, Tone.WARN), indent=2)


def _acceptance_rows(acceptance: Acceptance) -> Iterator[Row]:
    text = f"! risk accepted by {acceptance.approver} until {acceptance.expires}: {acceptance.rationale}"
    yield row(Span(text, Tone.WARN), indent=2)


def _deferral_text(deferral: Deferral) -> str:
    review = f"looked at again on {deferral.review}" if deferral.review else ""
    return joined([f"put off until {deferral.when}" if deferral.when else "put off", review])


def _limit_rows(limit: Mapping[str, str]) -> Iterator[Row]:
    names = max((len(name) for name in limit), default=0)
    for number, (name, text) in enumerate(limit.items()):
        label = "" if number else "Limit"
        yield row(Span(f"{name.ljust(names)}  ", Tone.MUTED), text, label=label, indent=names + 2)


def _work_rows(card: Card) -> Iterator[Row]:
    item = card.item
    estimate = effort_text(card.effort) or "unestimated"
    revised = "the plan said " + effort_text(item.effort) if card.state.effort and item.effort else ""
    worked = f"{format_hours(card.state.actual_hours)} worked" if card.state.actual_hours else ""
    needs = ", ".join(f"{count} {skill}" for skill, count in item.needs.items())
    due = f"due {card.due}" if card.due else ""
    yield row(joined([estimate, revised, worked, f"takes {needs}" if needs else "", due]), label="Effort")
    if item.requires is not Requirement.NONE:
        met = Span("✓ there", Tone.GOOD) if card.satisfied else Span("○ not there yet", Tone.MUTED)
        yield row(f"{item.requires.value}  ", met, label="Requires")
    if item.lifts:
        yield row(", ".join(f"{area} to {score:g}" for area, score in item.lifts.items()), label="Lifts")


def trace_rows(card: Card, plan: Plan) -> Iterator[Row]:
    """Yield where the item comes from: tags, links, former ids, the review and what in it conflicts."""
    item = card.item
    if item.tags:
        yield row(", ".join(item.tags), label="Tags")
    for number, link in enumerate(item.links):
        yield row(link, label="" if number else "Links", indent=2)
    if item.was:
        yield row(", ".join(item.was), label="Was")
    if item.source:
        yield row(Span(source_text(item.source, plan), Tone.MUTED), label="Source")
    for number, conflict in enumerate(item.conflicts):
        yield row(Span(conflict, Tone.WARN), label="" if number else "Conflicts", indent=2)


def source_text(lines: Lines, plan: Plan) -> str:
    """Return where the review says it: `lines 15, 17-21 of reviews/api.md`."""
    ranges = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)
    word = "line" if len(lines) == 1 and lines[0][0] == lines[0][1] else "lines"
    return f"{word} {ranges} of {plan.source or 'the review'}"


def _first_line(file: FileRef) -> int:
    return file.lines[0][0] if file.lines else 1


def snippet_title(snippet: Snippet) -> str:
    """Return what stands above a piece of code: `proposed · src/db.ts · ts`."""
    return joined([snippet.role, snippet.file or "", snippet.lang])
