"""The parts of the HTML report, in the order of the questions: can we ship, when, how good, what is left.

Each function returns one section, or nothing where the plan has nothing to say. Computed answers come first,
what the review claimed stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Answer, Dates, Forecast
from tracker.domain.gate import Assessment, Reason, target_met
from tracker.domain.grouping import grouped
from tracker.domain.marks import STATUS_MARK, VERDICT_MARK, effort_text, status_label
from tracker.domain.text import counted
from tracker.exporters.html_text import NONE as _NONE
from tracker.exporters.html_text import Markup, joined, link, section, table, tag
from tracker.exporters.markdown_text import capitalized
from tracker.exporters.remedies import remedy
from tracker.exporters.report import Report
from tracker.exporters.svg import burn_up_svg, histogram_svg, timeline_svg


def summary(report: Report) -> Markup:
    """Return the answers in a few cards."""
    board = report.board
    closed = sum(card.closed for card in board.cards)
    cards = [_verdict_card(assessment) for assessment in report.assessments]
    if report.forecast:
        cards.append(_card("Ready", *_when(report.forecast)))
    if report.score.now is not None:
        claimed = report.score.claimed
        said = f"the review claimed {claimed:.1f}" if claimed is not None else ""
        cards.append(_card("Score", f"{report.score.now:.1f} of 10", said))
    cards.append(_card("Closed", f"{closed} of {len(board.cards)}", "items"))
    return tag("ul", joined(cards, "\n"), class_="cards")


def gates(report: Report) -> Markup:
    """Return each gate's verdict with its reasons."""
    return section("gates", "Can we ship?", *(_gate(one, report.board) for one in report.assessments))


def forecast(report: Report) -> Markup:
    """Return the dates with what they rest on, drawn and in words."""
    made = report.forecast
    if made is None:
        return section("forecast", "When will we be ready?", tag("p", "No forecast was made."))
    charts = [histogram_svg(made), timeline_svg(made, report.board.plan)]
    if report.burn_up:
        charts.insert(1, burn_up_svg(made, report.burn_up))
    drawn = joined(chart for chart in charts if chart)
    return section(
        "forecast",
        "When will we be ready?",
        tag("p", _basis(made)),
        tag("div", drawn, class_="charts") if drawn else Markup(""),
        _dates_table(made, report.board),
        _list([*made.notes, *_drivers(made, report.board), *_what_if(made)]),
    )


def score(report: Report) -> Markup:
    """Return the score, overall and by area."""
    found = report.score
    if found.now is None or found.with_fixes is None:
        return Markup("")
    claimed = f"The review claimed {found.claimed:.1f}; " if found.claimed is not None else ""
    rows = [
        (
            one.area.title,
            f"{one.area.weight:g}" if one.area.weight else _NONE,
            f"{one.reviewed:.1f}",
            f"{one.now:.1f}",
            f"{one.with_fixes:.1f}",
        )
        for one in found.areas
    ]
    rows.append(("All", _NONE, f"{found.reviewed:.1f}", f"{found.now:.1f}", f"{found.with_fixes:.1f}"))
    said = f"{claimed}{found.coverage:.0%} of the weight is scored."
    header = ("Area", "Weight:", "Reviewed:", "Now:", "With all fixes:")
    return section("score", "How good is it?", tag("p", said), table("Scores, 0 to 10", header, rows))


def items(report: Report) -> Markup:
    """Return every item, by severity."""
    board = report.board
    blocks = []
    header = ("Item", "Status", "Effort:", "Checks:", "Backed by", "Owner")
    for group in grouped(report.cards, "severity", board):
        closed = sum(card.closed for card in group.cards)
        title = f"{capitalized(group.title)}: {counted(len(group.cards), 'item')}, {closed} closed"
        blocks.append(table(title, header, (_item_row(card) for card in group.cards)))
    if report.only:
        told = f"Of {counted(len(board.cards), 'item')} the {len(report.cards)} that match "
        blocks.insert(0, tag("p", told, tag("code", report.only.text), "."))
    return section("items", "Items", *blocks) if blocks else Markup("")


def checklists(report: Report) -> Markup:
    """Return the checklists with what is ticked."""
    blocks = []
    for checklist in report.board.plan.checklists:
        checks = checklist_checks(report.board, checklist.id, checklist.checks)
        done = sum(check.done for check in checks)
        rows = (("✓ done" if check.done else "○ open", check.text, check.item or _NONE) for check in checks)
        title = f"{checklist.title}: {done} of {len(checks)} done"
        blocks.append(table(title, ("State", "Check", "Ticked by"), rows))
    return section("checklists", "Checklists", *blocks) if blocks else Markup("")


def targets(report: Report) -> Markup:
    """Return the targets with their last measurements."""
    board = report.board
    rows = []
    for target in board.plan.targets:
        measured = board.plan_state.measurements.get(target.id)
        met = {None: "? unmeasured", True: "✓ met", False: "✗ missed"}[target_met(target, board)]
        said = f"{measured.value} by {measured.actor}, {board.day_of(measured.at)}" if measured else _NONE
        rows.append((target.metric, target.bound.text, met, said, target.claimed or _NONE))
    header = ("Target", "Bound", "State", "Measured", "Claimed")
    return section("targets", "Targets", table("Targets", header, rows)) if rows else Markup("")


def evidence(report: Report) -> Markup:
    """Return what backs each item: commits in effect and evidence, with whether it still counts."""
    rows = [row for card in report.cards for row in _evidence_rows(card, report.board)]
    header = ("Item", "Kind", "What", "By", "On", "State")
    return section("evidence", "Evidence", table("Evidence", header, rows)) if rows else Markup("")


def _verdict_card(assessment: Assessment) -> Markup:
    verdict = assessment.verdict
    shown = tag("strong", f"{VERDICT_MARK[verdict]} {verdict.label}", class_=verdict.value)
    claimed = f"the review said {assessment.claimed.label}" if assessment.claimed else ""
    reasons = counted(len(assessment.reasons), "reason") if assessment.reasons else "nothing is missing"
    return tag("li", assessment.gate.title, shown, tag("span", _said(reasons, claimed), class_="soft"))


def _card(name: str, value: str, said: str) -> Markup:
    return tag("li", name, tag("strong", value), tag("span", said, class_="soft"))


def _when(made: Forecast) -> tuple[str, str]:
    dates = made.dates
    if made.answer is not Answer.DATED or not dates.left:
        return made.said, ""
    said = joined(["85 %; 50 % by ", _unbroken(dates.p50), ", 95 % by ", _unbroken(dates.p95)])
    return _day(dates.p85), said


def _gate(assessment: Assessment, board: Board) -> Markup:
    verdict = assessment.verdict
    shown = tag("span", f"{VERDICT_MARK[verdict]} {verdict.label}", class_=verdict.value)
    heading = tag("h3", f"{assessment.gate.title}: ", shown)
    if not assessment.reasons:
        return joined([heading, tag("p", "Everything the gate asks for is met.")])
    hard = sum(reason.hard for reason in assessment.reasons)
    title = f"{hard} hard (✗) and {len(assessment.reasons) - hard} soft (!) reasons"
    rows = [_reason_row(reason, board) for reason in assessment.reasons]
    return joined([heading, table(title, ("What", "Why", "Clears when"), rows)])


def _reason_row(reason: Reason, board: Board) -> tuple[str, ...]:
    card = board.by_id.get(reason.item) if reason.item else None
    title = tag("span", card.item.title, class_="title") if card else ""
    what = joined([f"{'✗' if reason.hard else '!'} {reason.item or reason.code} ", title])
    command, rest = remedy(reason.clears)
    return what, reason.text, joined([tag("code", command), rest]) if command else rest


def _basis(made: Forecast) -> str:
    basis, hours = made.basis, made.hours
    return (
        f"{format_hours(hours.p50)} of work left at 50 %, {format_hours(hours.p85)} at 85 %, with "
        f"{counted(made.engineers, 'engineer')}. Work takes {basis.bias:.1f} times its estimate "
        f"({basis.bias_low:.1f} to {basis.bias_high:.1f}), by {counted(basis.finished, 'finished item')}; "
        f"{counted(basis.unestimated, 'item')} unestimated. "
        f"{made.simulations:,} simulations, seed {made.seed}."
    )


def _dates_table(made: Forecast, board: Board) -> Markup:
    titles = {phase.id: phase.title for phase in board.plan.phases}
    named = [(f"Gate {name}", dates) for name, dates in made.gates.items()]
    named += [(titles.get(name, name), dates) for name, dates in made.phases.items()]
    rows = [(name, str(dates.left), *_days(dates)) for name, dates in [*named, ("Whole plan", made.plan)]]
    return table("Work done by", ("Work of", "Items left:", "50 %:", "85 %:", "95 %:"), rows)


def _days(dates: Dates) -> tuple[str, str, str]:
    if not dates.left:
        return "done", "done", "done"
    return _day(dates.p50), _day(dates.p85), _day(dates.p95)


def _drivers(made: Forecast, board: Board) -> Iterator[str]:
    for driver in [one for one in made.drivers if one.p85_days < 0 and one.item in board.by_id][:5]:
        title = board.by_id[driver.item].item.title
        yield f"Closing {driver.item} ({title}) brings the 85 % date forward by {-driver.p85_days} d."


def _what_if(made: Forecast) -> Iterator[str]:
    for result in made.what_if:
        moved = f" ({result.p85_days:+} d)" if result.p85_days else ""
        yield f"What if: {result.change}: 85 % by {_day(result.dates.p85)}{moved}."


def _item_row(card: Card) -> tuple[str, ...]:
    done = sum(check.done for check in card.checks)
    conditions = [status_label(card.status)]
    conditions += ["blocked"] if card.blocked else []
    conditions += ["stale evidence"] if card.has_stale else []
    conditions += ["overdue"] if card.overdue else []
    conditions += ["claimed only"] if card.closed and card.state.claimed else []
    return (
        joined([f"{card.id} ", tag("span", card.item.title, class_="title")]),
        f"{STATUS_MARK[card.status]} {', '.join(conditions)}",
        effort_text(card.effort) or _NONE,
        f"{done}/{len(card.checks)}" if card.checks else _NONE,
        _backing(card) or _NONE,
        card.owner or _NONE,
    )


def _backing(card: Card) -> str:
    """How much backs a card; a commit that resolves it is evidence too, and counted once."""
    evidence = sum(found.kind != "commit" for found in card.state.evidence)
    commits = len({link.sha for link in card.state.commits if link.undone_by is None})
    parts = [f"{evidence} evidence"] if evidence else []
    parts += [counted(commits, "commit")] if commits else []
    return ", ".join(parts)


def _evidence_rows(card: Card, board: Board) -> Iterator[tuple[str, ...]]:
    for found in card.state.evidence:
        state = card.stale.get(found.id) or ("failed" if found.passed is False else "counts")
        day = str(board.day_of(found.at))
        yield card.id, found.kind, link(found.ref), found.actor, day, state


def _list(sentences: Iterable[str]) -> Markup:
    entries = [tag("li", sentence) for sentence in sentences]
    return tag("ul", joined(entries, "\n")) if entries else Markup("")


def _said(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return _NONE if day is None else str(day)


def _unbroken(day: date | None) -> Markup:
    return tag("span", _day(day), class_="day")
